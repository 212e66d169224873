import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { parseConfig } from '../../src/cli/config/load-config.ts'
import { ROOT } from '../cli/run-cli.ts'

const FOLDER = join(ROOT, 'deploy', 'kubernetes')

type Value = Readonly<Record<string, unknown>>
interface Container {
  readonly name: string
  readonly image: string
  readonly args?: readonly string[]
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[]
  readonly securityContext?: Value
  readonly resources?: { readonly limits?: Value; readonly requests?: Value }
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[]
  readonly envFrom?: readonly { readonly secretRef: { readonly name: string } }[]
  readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } }
  readonly livenessProbe?: Container['readinessProbe']
}
interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name: string; readonly labels?: Value }
  readonly spec?: Value
  readonly stringData?: Value
}
interface PodSpec {
  readonly securityContext: Value
  readonly automountServiceAccountToken: boolean
  readonly terminationGracePeriodSeconds: number
  readonly containers: readonly Container[]
  readonly volumes: readonly { readonly name: string }[]
}

/** Kinds by their current version. */
const VERSIONS: Readonly<Record<string, string>> = {
  Namespace: 'v1', Secret: 'v1', Service: 'v1', StatefulSet: 'apps/v1', HorizontalPodAutoscaler: 'autoscaling/v2',
  NetworkPolicy: 'networking.k8s.io/v1', Kustomization: 'kustomize.config.k8s.io/v1beta1',
}

const files = globSync('*/*.yaml', { cwd: FOLDER }).sort()
const manifestsOf = (file: string): Manifest[] => parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).map((document) => {
  if (document.errors.length > 0) throw new Error(`${file} is no YAML`)
  return document.toJS() as Manifest
})
const deployments = ['sidecar', 'stream'] as const
const inFolder = (folder: string): Manifest[] =>
  files.filter((file) => dirname(file) === folder && !file.endsWith('/sluice.yaml')).flatMap(manifestsOf)
const ofKind = (folder: string, kind: string): Manifest[] => inFolder(folder).filter((one) => one.kind === kind)
const podOf = (folder: string): { readonly labels: Value; readonly spec: PodSpec; readonly claims: string[] } => {
  const spec = ofKind(folder, 'StatefulSet')[0]?.spec as {
    readonly template: { readonly metadata: { readonly labels: Value }; readonly spec: PodSpec }
    readonly volumeClaimTemplates: readonly { readonly metadata: { readonly name: string } }[]
  }
  return {
    labels: spec.template.metadata.labels,
    spec: spec.template.spec,
    claims: spec.volumeClaimTemplates.map(({ metadata }) => metadata.name),
  }
}
const sluiceOf = (folder: string): Container => podOf(folder).spec.containers.find(({ name }) => name === 'sluice') as Container
const configOf = (folder: string) =>
  parseConfig(readFileSync(join(FOLDER, folder, 'sluice.yaml'), 'utf8'), `deploy/kubernetes/${folder}/sluice.yaml`)

test.for(files.filter((file) => !file.endsWith('/sluice.yaml')))('%s is of a kind that there is, in its current version', (file) => {
  const manifests = manifestsOf(file)
  expect(manifests.length).toBeGreaterThan(0)
  expect(manifests.map(({ kind, apiVersion }) => [kind, apiVersion])).toEqual(manifests.map(({ kind }) => [kind, VERSIONS[kind]]))
})

describe.for(deployments)('deploy/kubernetes/%s', (folder) => {
  test('has a configuration that the loader takes, and whose files are where the pod can write', () => {
    const config = configOf(folder)
    expect(config.audit.file).toMatch(/^\/var\/lib\/sluice\//)
    expect(config.observe?.listen).toBe('0.0.0.0:9464')
    const text = readFileSync(join(FOLDER, folder, 'sluice.yaml'), 'utf8')
    const mounts = sluiceOf(folder).volumeMounts ?? []
    const paths = [...text.matchAll(/: (\/[^\s"\]]+)$/gm)].map((match) => match[1] ?? '')
    expect(paths.length).toBeGreaterThan(1)
    expect(paths.filter((path) => !mounts.some(({ mountPath }) => path.startsWith(`${mountPath}/`)))).toEqual([])
  })

  test('names every file in its kustomization, and no other', () => {
    const kustomization = parse(readFileSync(join(FOLDER, folder, 'kustomization.yaml'), 'utf8')) as {
      readonly resources: string[]
      readonly configMapGenerator: { readonly files: string[] }[]
    }
    const named = [...kustomization.resources, ...kustomization.configMapGenerator.flatMap((one) => one.files), 'kustomization.yaml']
    expect(named.map((name) => `${folder}/${name}`).sort()).toEqual(files.filter((file) => dirname(file) === folder))
    expect(named.every((name) => existsSync(join(FOLDER, folder, name)))).toBe(true)
  })

  test('runs without root, without rights and on a root that cannot be written', () => {
    const { spec } = podOf(folder)
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(spec.automountServiceAccountToken).toBe(false)
    for (const { securityContext } of spec.containers)
      expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } })
    expect(sluiceOf(folder).securityContext).toMatchObject({ readOnlyRootFilesystem: true })
    const user = /^USER (\d+)/m.exec(readFileSync(join(ROOT, 'deploy', 'Dockerfile'), 'utf8'))?.[1]
    expect(spec.securityContext).toMatchObject({ runAsUser: Number(user), fsGroup: Number(user) })
  })

  test('bounds memory, pins images, mounts what there is, and lets the drain finish', () => {
    const { spec, claims } = podOf(folder)
    const volumes = [...spec.volumes.map(({ name }) => name), ...claims]
    for (const { image, resources, volumeMounts = [] } of spec.containers) {
      expect(image).toMatch(/:v?\d+\.\d+\.\d+$/)
      expect([resources?.limits, resources?.requests]).toEqual([
        expect.objectContaining({ memory: expect.any(String) as string }),
        expect.objectContaining({ cpu: expect.any(String) as string }),
      ])
      expect(volumeMounts.filter(({ name }) => !volumes.includes(name))).toEqual([])
    }
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(configOf(folder).drainSecondsMax ?? 30)
  })

  test('is asked how it is at the port that it tells it on', () => {
    const { ports = [], livenessProbe, readinessProbe, args } = sluiceOf(folder)
    expect([livenessProbe?.httpGet, readinessProbe?.httpGet]).toEqual([
      { path: '/healthz', port: 'metrics' },
      { path: '/readyz', port: 'metrics' },
    ])
    expect(`0.0.0.0:${ports.find(({ name }) => name === 'metrics')?.containerPort}`).toBe(configOf(folder).observe?.listen)
    expect(args).toEqual(['run', '/etc/sluice/sluice.yaml'])
  })

  test('has secrets that are empty until somebody fills them, and all that the configuration reads', () => {
    const secrets = ofKind(folder, 'Secret')
    const given = secrets.flatMap(({ stringData = {} }) => Object.entries(stringData))
    expect(given.filter(([, value]) => value !== '')).toEqual([])
    const asked = [...readFileSync(join(FOLDER, folder, 'sluice.yaml'), 'utf8').matchAll(/env:(\w+)/g)].map((match) => match[1])
    expect(new Set(given.map(([name]) => name))).toEqual(new Set(asked))
    expect(sluiceOf(folder).envFrom?.map(({ secretRef }) => secretRef.name)).toEqual(secrets.map(({ metadata }) => metadata?.name))
  })

  test('lets nobody in but by the ports of Sluice', () => {
    const { labels } = podOf(folder)
    const [policy] = ofKind(folder, 'NetworkPolicy')
    const spec = policy?.spec as {
      readonly podSelector: { readonly matchLabels: Value }
      readonly policyTypes: string[]
      readonly ingress: { readonly from?: unknown; readonly ports: { readonly port: number }[] }[]
      readonly egress: { readonly to?: unknown }[]
    }
    expect(spec.podSelector.matchLabels).toEqual(labels)
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress'])
    const open = spec.ingress.flatMap(({ ports }) => ports.map(({ port }) => port))
    const own = (sluiceOf(folder).ports ?? []).map(({ containerPort }) => containerPort)
    expect(new Set(open)).toEqual(new Set(own))
    expect(spec.ingress.filter(({ from, ports }) => from === undefined && ports.some(({ port }) => port === 9464))).toEqual([])
    expect(spec.egress.every(({ to }) => to !== undefined)).toBe(true)
    for (const { spec: service } of ofKind(folder, 'Service')) {
      const { selector, ports } = service as { readonly selector: Value; readonly ports: { readonly targetPort: string }[] }
      expect(selector).toEqual(labels)
      expect(
        ports.map(({ targetPort }) => targetPort).filter((name) => !(sluiceOf(folder).ports ?? []).some((port) => port.name === name)),
      ).toEqual([])
    }
  })
})

test('the FHIR server beside Sluice listens to its own pod alone, where Sluice looks for it', () => {
  const server = podOf('sidecar').spec.containers.find(({ name }) => name === 'fhir-server') as Container & {
    readonly env: { readonly name: string; readonly value: string }[]
  }
  const env = Object.fromEntries(server.env.map(({ name, value }) => [name, value]))
  const [proxy] = configOf('sidecar').servers ?? []
  expect(new URL(proxy?.['fhir-proxy'].upstream.url ?? '').host).toBe(`${env['SERVER_ADDRESS']}:${env['SERVER_PORT']}`)
  expect(env['SERVER_ADDRESS']).toBe('127.0.0.1')
  expect(server.ports).toBeUndefined()
})

test('instances scale where they share a group, not where one keeps what clients were told', () => {
  expect(ofKind('sidecar', 'HorizontalPodAutoscaler')).toEqual([])
  expect(ofKind('sidecar', 'StatefulSet')[0]?.spec?.['replicas']).toBe(1)
  const [hpa] = ofKind('stream', 'HorizontalPodAutoscaler')
  expect(hpa?.spec?.['scaleTargetRef']).toEqual({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    name: ofKind('stream', 'StatefulSet')[0]?.metadata?.name,
  })
  expect(ofKind('stream', 'StatefulSet')[0]?.spec).not.toHaveProperty('replicas')
})

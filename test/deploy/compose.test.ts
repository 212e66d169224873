import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseConfig } from '../../src/cli/config/load-config.ts'
import { ROOT } from '../cli/run-cli.ts'

const DEPLOY = join(ROOT, 'deploy')

interface Service {
  readonly image?: string
  readonly build?: { readonly context: string; readonly dockerfile: string }
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, unknown>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: readonly string[] | Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: unknown
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

const compose = parse(readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8')) as Compose
const services = Object.entries(compose.services)
const config = parseConfig(readFileSync(join(DEPLOY, 'compose', 'sluice.yaml'), 'utf8'), 'deploy/compose/sluice.yaml')
const needsOf = ({ depends_on: needs = [] }: Service): [string, string][] =>
  Array.isArray(needs)
    ? needs.map((name: string) => [name, 'service_started'])
    : Object.entries(needs).map(([name, { condition }]) => [name, condition])

describe('deploy/compose.yaml', () => {
  test.for(services)('%s is pinned or built here, and reached from this machine alone', ([, { image, build, ports = [] }]) => {
    expect(image ?? `${build?.context}/built:0.0.0`).toMatch(/^[a-z0-9./-]+:v?\d+\.\d+\.\d+$/)
    expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([])
  })

  test.for(services)('%s waits for services that there are, and for health only where it is looked at', ([, service]) => {
    expect(needsOf(service).filter(([name]) => !Object.hasOwn(compose.services, name))).toEqual([])
    expect(
      needsOf(service).filter(([name, condition]) => condition === 'service_healthy' && compose.services[name]?.healthcheck === undefined),
    ).toEqual([])
    expect(
      needsOf(service)
        .map(([, condition]) => condition)
        .filter((one) => !/^service_(?:started|healthy|completed_successfully)$/.test(one)),
    ).toEqual([])
  })

  const mounted = services.filter(([, { volumes = [] }]) => volumes.length > 0)

  test.for(mounted)('%s mounts what there is', ([, { volumes = [] }]) => {
    const wrong = volumes.filter((volume) => {
      const [from = ''] = volume.split(':')
      return from.startsWith('./') ? !existsSync(join(DEPLOY, from)) || !volume.endsWith(':ro') : !Object.hasOwn(compose.volumes, from)
    })
    expect(wrong).toEqual([])
  })

  test('Sluice is built from what is there, and told to run what is mounted', () => {
    const { build, command = [], volumes = [] } = compose.services['sluice'] as Service
    const dockerfile = readFileSync(join(DEPLOY, build?.context ?? '', build?.dockerfile ?? ''), 'utf8')
    expect(dockerfile).toMatch(/^ENTRYPOINT \["node", ".*main\.js"\]$/m)
    expect(dockerfile).toMatch(/ \/var\/lib\/sluice$/m)
    expect(command[0]).toBe('run')
    expect(volumes.some((volume) => volume.split(':')[1] === command[1])).toBe(true)
  })

  test('every volume is used, and no secret is written out', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]))
    expect(Object.keys(compose.volumes).filter((name) => !used.includes(name))).toEqual([])
    const secrets = services
      .flatMap(([, { environment = {} }]) => Object.entries(environment))
      .filter(([name]) => /KEY|PASSWORD|SECRET/.test(name))
    expect(secrets.length).toBeGreaterThan(0)
    expect(secrets.filter(([, value]) => !/^\$\{[A-Z_]+:\?.+\}$/.test(String(value)))).toEqual([])
  })

  test('what its Sluice needs is there: keys, hosts, ports, places that may be written, topics', () => {
    const { sluice } = compose.services
    for (const { from } of config.keys) expect(Object.keys(sluice?.environment ?? {})).toContain(from.replace('env:', ''))
    const text = JSON.stringify(config)
    const hosts = [...text.matchAll(/(?:http:\/\/|")([a-z]+):\d+/g)].map(([, host]) => host).filter((host) => host !== 'localhost')
    expect(hosts.length).toBeGreaterThan(1)
    expect(hosts.filter((host) => host !== undefined && !Object.hasOwn(compose.services, host))).toEqual([])
    expect(sluice?.ports).toContain(`127.0.0.1:9464:${config.observe?.listen.split(':')[1]}`)
    const written = [...text.matchAll(/"(?:file|path|state)":"([^"]+)"/g)].map(([, path]) => path)
    expect(written.length).toBeGreaterThan(3)
    expect(written.filter((path) => path?.startsWith('/var/lib/sluice/') !== true)).toEqual([])
    expect(sluice?.volumes).toContain('sluice-state:/var/lib/sluice')
    const seed = readFileSync(join(DEPLOY, 'compose', 'seed.sh'), 'utf8')
    for (const [, topic] of text.matchAll(/"topic":"([^"]+)"/g)) expect(seed).toContain(topic)
  })

  test('Prometheus asks Sluice where it listens, and Grafana asks Prometheus', () => {
    const prometheus = parse(readFileSync(join(DEPLOY, 'prometheus', 'prometheus.yml'), 'utf8')) as {
      readonly rule_files: readonly string[]
      readonly scrape_configs: readonly {
        readonly job_name: string
        readonly static_configs: readonly { readonly targets: readonly string[] }[]
      }[]
    }
    expect(prometheus.scrape_configs).toEqual([{ job_name: 'sluice', static_configs: [{ targets: ['sluice:9464'] }] }])
    for (const file of prometheus.rule_files) expect(existsSync(join(DEPLOY, 'prometheus', file))).toBe(true)
    const sources = parse(readFileSync(join(DEPLOY, 'grafana', 'provisioning', 'datasources', 'prometheus.yaml'), 'utf8')) as {
      readonly datasources: readonly { readonly uid: string; readonly url: string }[]
    }
    expect(sources.datasources).toMatchObject([{ uid: 'prometheus', url: 'http://prometheus:9090' }])
    expect(readFileSync(join(DEPLOY, 'grafana', 'dashboards', 'sluice.json'), 'utf8')).toContain('"uid": "prometheus"')
  })
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { indexSearchParameter, isOperationOutcome } from '@medplum/core'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { FhirRouter, MemoryRepository, type FhirRequest } from '@medplum/fhir-router'
import { loadSearchParameters } from '../../src/fhir/search-parameters.ts'

const STATUS: Readonly<Record<string, number>> = {
  ok: 200, created: 201, accepted: 202, 'not-found': 404, gone: 410, 'not-modified': 304, 'precondition-failed': 412,
}

/** The link to the next page, as Medplum's server makes it. */
function addNext(bundle: Bundle, url: URL): void {
  const count = Number(url.searchParams.get('_count') ?? Infinity)
  if ((bundle.entry?.length ?? 0) < count) return
  const next = new URL(url)
  next.searchParams.set('_offset', String(Number(url.searchParams.get('_offset') ?? 0) + count))
  bundle.link = [{ relation: 'next', url: `${next.pathname}${next.search}` }]
}

type Types = readonly Resource['resourceType'][]

/** Without the definition of a parameter it finds nothing by it. */
function indexParameters(types: Types): void {
  for (const type of types) {
    for (const { code, type: kind, expression } of loadSearchParameters('R4').of(type)) {
      if (expression === '' || kind === 'special') continue
      indexSearchParameter({
        resourceType: 'SearchParameter',
        id: `${type}-${code}`,
        url: `http://hl7.org/fhir/SearchParameter/${type}-${code}`,
        name: code,
        status: 'active',
        description: code,
        base: [type],
        code,
        type: kind,
        expression,
      })
    }
  }
}

/** All that a repository holds, which can be put back. */
type Held = Record<'resources' | 'history', Map<string, Map<string, unknown>>>

export interface Medplum {
  readonly baseUrl: string
  readonly repository: MemoryRepository
  /** What it holds now, and how to come back to that. */
  remember(): () => void
  stop(): Promise<void>
}

/** A FHIR server that another team wrote: Medplum's router over memory, behind HTTP. It has no XML or Prefer, and searches by the parameters of some types. */
export async function startMedplum(types: Types = ['Patient']): Promise<Medplum> {
  indexParameters(types)
  const router = new FhirRouter()
  const repository = new MemoryRepository()
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const url = new URL(request.url ?? '', 'http://medplum')
      const isForm = url.pathname.endsWith('/_search')
      const sent = Buffer.concat(chunks).toString()
      // Its server reads forms, its router does not.
      if (isForm) for (const [name, value] of new URLSearchParams(sent)) url.searchParams.append(name, value)
      const text = isForm ? '' : sent
      const pathname = url.pathname.replace(/^\/fhir/, '').replace(/\/_search$/, '') || '/'
      const asked: FhirRequest = {
        method: (isForm ? 'GET' : request.method) as FhirRequest['method'],
        url: pathname + url.search,
        pathname: '',
        params: {},
        headers: request.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
        query: Object.fromEntries(url.searchParams),
        config: { transactions: true },
      }
      const [outcome, resource] = await router.handleRequest(asked, repository)
      const version = resource?.meta?.versionId
      const status = STATUS[outcome.id ?? ''] ?? 400
      if (resource?.resourceType === 'Bundle' && resource.type === 'searchset') addNext(resource, url)
      // What Medplum's server adds to its router.
      response.writeHead(status, {
        'content-type': 'application/fhir+json',
        ...(version === undefined ? {} : { etag: `W/"${version}"` }),
        ...(status === 201 && resource !== undefined
          ? { location: `http://${request.headers.host}/fhir/${resource.resourceType}/${resource.id}` }
          : {}),
      })
      response.end(JSON.stringify(resource ?? (isOperationOutcome(outcome) ? outcome : {})))
    })().catch(() => response.writeHead(500).end('{}'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const copy = (held: Held): Held => ({ resources: copyOf(held.resources), history: copyOf(held.history) })
  return {
    repository,
    remember() {
      const held = repository as unknown as Held
      const then = copy(held)
      return () => void Object.assign(held, copy(then))
    },
    baseUrl: `http://127.0.0.1:${port}/fhir`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function copyOf(held: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Map<string, Map<string, unknown>> {
  return new Map(
    [...held].map(([type, all]) => [type, new Map([...all].map(([id, one]) => [id, Array.isArray(one) ? [...(one as unknown[])] : one]))]),
  )
}

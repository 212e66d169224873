import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { indexSearchParameter, isOperationOutcome } from '@medplum/core'
import type { Bundle } from '@medplum/fhirtypes'
import { FhirRouter, MemoryRepository, type FhirRequest } from '@medplum/fhir-router'

const STATUS: Readonly<Record<string, number>> = { ok: 200, created: 201, accepted: 202, 'not-found': 404, gone: 410, 'not-modified': 304, 'precondition-failed': 412 }

/** The link to the next page, as Medplum's server makes it. */
function addNext(bundle: Bundle, url: URL): void {
  const count = Number(url.searchParams.get('_count') ?? 20)
  if ((bundle.entry?.length ?? 0) < count) return
  const next = new URL(url)
  next.searchParams.set('_offset', String(Number(url.searchParams.get('_offset') ?? 0) + count))
  bundle.link = [{ relation: 'next', url: `${next.pathname}${next.search}` }]
}

/** A FHIR server that another team wrote: Medplum's router over memory, behind HTTP. It has no XML or Prefer, and searches by gender alone. */
export async function startMedplum(): Promise<{ readonly baseUrl: string; stop(): Promise<void> }> {
  // Without the definition of a parameter it finds nothing by it.
  indexSearchParameter({
    resourceType: 'SearchParameter', id: 'gender', url: 'http://hl7.org/fhir/SearchParameter/individual-gender', name: 'gender', status: 'active',
    description: 'Gender', base: ['Patient'], code: 'gender', type: 'token', expression: 'Patient.gender',
  })
  const router = new FhirRouter()
  const repository = new MemoryRepository()
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const url = new URL(request.url ?? '', 'http://medplum')
      const text = Buffer.concat(chunks).toString()
      const pathname = url.pathname.replace(/^\/fhir/, '') || '/'
      const asked: FhirRequest = {
        method: request.method as FhirRequest['method'], url: pathname + url.search, pathname: '', params: {}, headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text) as unknown, query: Object.fromEntries(url.searchParams), config: { transactions: true },
      }
      const [outcome, resource] = await router.handleRequest(asked, repository)
      const version = resource?.meta?.versionId
      const status = STATUS[outcome.id ?? ''] ?? 400
      if (resource?.resourceType === 'Bundle' && resource.type === 'searchset') addNext(resource, url)
      // What Medplum's server adds to its router.
      response.writeHead(status, {
        'content-type': 'application/fhir+json', ...(version === undefined ? {} : { etag: `W/"${version}"` }),
        ...(status === 201 && resource !== undefined ? { location: `http://${request.headers.host}/fhir/${resource.resourceType}/${resource.id}` } : {}),
      })
      response.end(JSON.stringify(resource ?? (isOperationOutcome(outcome) ? outcome : {})))
    })().catch(() => response.writeHead(500).end('{}'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/fhir`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

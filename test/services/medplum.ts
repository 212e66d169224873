import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isOperationOutcome } from '@medplum/core'
import { FhirRouter, MemoryRepository, type FhirRequest } from '@medplum/fhir-router'

const STATUS: Readonly<Record<string, number>> = { ok: 200, created: 201, accepted: 202, 'not-found': 404, gone: 410, 'not-modified': 304, 'precondition-failed': 412 }

/** A FHIR server that another team wrote: Medplum's router over memory, behind HTTP. It has no paging links, XML or Prefer. */
export async function startMedplum(): Promise<{ readonly baseUrl: string; stop(): Promise<void> }> {
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
      response.writeHead(STATUS[outcome.id ?? ''] ?? 400, { 'content-type': 'application/fhir+json' })
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

import { fastify, type FastifyReply } from 'fastify'
import { SluiceError } from '../contract/errors.ts'
import { hostAndPort } from '../contract/settings.ts'
import type { Health } from '../observe/health.ts'
import type { Metrics } from '../observe/metrics.ts'

export interface ObserveServer {
  /** `http://host:port`, with the port that was taken where 0 was asked for. */
  readonly address: string
  close(): Promise<void>
}

const REQUEST_MS_MAX = 10_000

/**
 * Serves `/metrics`, `/healthz` (the process answers) and `/readyz` (messages can flow; else 503 and why). Answers repeat
 * nothing of a request. There is no authentication: it tells names of routes and connectors, codes and counts.
 * Throws SLUICE_IO when the address cannot be had.
 */
export async function startObserveServer(
  listen: string,
  { health, metrics }: { readonly health: Health; readonly metrics: Metrics },
): Promise<ObserveServer> {
  const server = fastify({
    logger: false, bodyLimit: 1024, requestTimeout: REQUEST_MS_MAX, forceCloseConnections: true,
    // For a path that cannot be decoded fastify would say which.
    frameworkErrors: (_error: unknown, _request: unknown, reply: unknown) =>
      void (reply as FastifyReply).code(400).send({ code: 'BAD_REQUEST' }),
  })
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'NOT_FOUND' }))
  server.setErrorHandler((error, _request, reply) => {
    const isTheirs = error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500
    return isTheirs ? reply.code(400).send({ code: 'BAD_REQUEST' }) : reply.code(500).send({ code: 'SLUICE_INTERNAL' })
  })
  server.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()))
  server.get('/healthz', () => ({ alive: true }))
  server.get('/readyz', (_request, reply) => {
    const report = health.report()
    return reply.code(report.ready ? 200 : 503).send(report)
  })
  try {
    return { address: await server.listen(hostAndPort(listen)), close: () => server.close() }
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: `observe: ${listen} cannot be listened on.`, cause })
  }
}

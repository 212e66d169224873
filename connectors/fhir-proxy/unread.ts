import type { FastifyReply, FastifyRequest } from 'fastify'
import { SluiceError, type ErrorCode } from '../../src/contract/errors.ts'
import type { ProxyClient, ProxyOptions } from './options.ts'
import { refusalAnswer } from './refusal.ts'

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The method as it is written down: one that is known, or a word for all others. */
export function methodOf(request: FastifyRequest): string {
  return METHODS.includes(request.method) ? request.method : 'OTHER'
}

/** A connection of nobody who is known is not kept: there are only so many, and all of them would be kept from clients. */
export function endConnection(reply: FastifyReply): void {
  reply.header('connection', 'close')
}

/** Refuses a request that could not be read; whose it was is known only where its body was at fault. */
export async function refuseUnread(
  code: ErrorCode,
  request: FastifyRequest,
  reply: FastifyReply,
  options: ProxyOptions,
  client?: ProxyClient,
): Promise<FastifyReply> {
  const answer = refusalAnswer(new SluiceError(code))
  if (client === undefined) endConnection(reply)
  await recordUnread(options, methodOf(request), answer.status, code, client)
  return reply.code(answer.status).headers(answer.headers).send(answer.body)
}

/** Writes down that a request was refused of which nothing could be read but perhaps who sent it. */
export async function recordUnread(
  options: ProxyOptions,
  method: string,
  status: number,
  code: ErrorCode,
  client?: ProxyClient,
): Promise<void> {
  try {
    await options.log.record({
      client: client?.name,
      revision: client?.gate.revision,
      request: `${method} {unread}`,
      status, code, messages: 0, subjects: 0, durationMs: 0,
    })
  } catch (error) {
    options.onFailure(error)
  }
}

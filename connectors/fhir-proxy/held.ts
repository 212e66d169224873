import type { IncomingMessage } from 'node:http'
import type { FastifyReply } from 'fastify'
import { SluiceError } from '../../src/contract/errors.ts'

/** Bodies up to this, in bytes, are let go at once as far as this program is concerned; `connectionsMax` bounds them. */
const SMALL_BYTES = 256 * 1024
/** What one client may have of the memory for bodies, so that the others are answered whatever it does. */
const SHARE = 0.5

/** The memory that bodies take: coming from the server, and coming from and going to clients, who may be slow. */
export interface Held {
  /** False where it would be more than may be held, in all or by this client; then nothing is added. All in bytes. */
  add(bytes: number, client?: string): boolean
  remove(bytes: number, client?: string): void
}

export function createHeld(bytesMax: number): Held {
  const byClient = new Map<string, number>()
  let all = 0
  return {
    add(bytes, client) {
      const own = client === undefined ? 0 : (byClient.get(client) ?? 0) + bytes
      if (all + bytes > bytesMax || own > bytesMax * SHARE) return false
      all += bytes
      if (client !== undefined) byClient.set(client, own)
      return true
    },
    remove(bytes, client) {
      all -= bytes
      if (client !== undefined) byClient.set(client, (byClient.get(client) ?? 0) - bytes)
    },
  }
}

/** What one exchange holds, until its answer has left or its client is gone. */
export interface Holding {
  /** Throws SLUICE_BUSY where it would be too much, in bytes; SLUICE_CLIENT_GONE for a client that is gone already. */
  take(bytes: number): void
  /** The same of an answer, where that is large; a client that does not read it in `sendMs` is left. */
  takeAnswer(bytes: number, sendMs: number): void
}

export function createHolding(held: Held, client: string, { raw }: FastifyReply): Holding {
  let holds: number | undefined
  function take(bytes: number): void {
    // Nothing would give it back any more.
    if (raw.closed) throw new SluiceError('SLUICE_CLIENT_GONE')
    if (!held.add(bytes, client)) throw new SluiceError('SLUICE_BUSY')
    if (holds === undefined) raw.once('close', () => held.remove(holds ?? 0, client))
    holds = (holds ?? 0) + bytes
  }
  return {
    take,
    takeAnswer(bytes, sendMs) {
      if (bytes <= SMALL_BYTES) return
      take(bytes)
      // The answer itself may wait behind another one on its connection.
      const deadline = setTimeout(() => raw.req.socket.destroy(), sendMs)
      raw.once('close', () => clearTimeout(deadline))
    },
  }
}

/** Reads the body of a request as it comes. Throws SLUICE_TOO_COSTLY, SLUICE_BUSY, SLUICE_HTTP_REQUEST. */
export function readBody(raw: IncomingMessage, holding: Holding, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const end = (): void => void raw.off('data', take).off('end', finish).off('error', fail)
    const fail = (cause: unknown): void => {
      end()
      reject(cause instanceof SluiceError ? cause : new SluiceError('SLUICE_HTTP_REQUEST', { cause }))
    }
    const finish = (): void => {
      end()
      resolve(Buffer.concat(chunks))
    }
    const take = (chunk: Buffer): void => {
      bytes += chunk.length
      try {
        if (bytes > bytesMax) throw new SluiceError('SLUICE_TOO_COSTLY')
        holding.take(chunk.length)
        chunks.push(chunk)
      } catch (error) {
        fail(error)
      }
    }
    if (Number(raw.headers['content-length'] ?? 0) > bytesMax) fail(new SluiceError('SLUICE_TOO_COSTLY'))
    else raw.on('data', take).on('end', finish).on('error', fail)
  })
}

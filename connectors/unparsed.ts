import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { SluiceError } from '../src/contract/errors.ts'
import { refusalAnswer } from './fhir-proxy/refusal.ts'

/** Refuses what is no request of HTTP, or not one of those that are read here. */
export interface Unparsed {
  /** Follows what is under way on each connection, and refuses what Node would answer by itself, without a word to anybody. */
  watch(server: Server): void
  /** Ends a connection on which something came that could not be read, with the code of Node's error. */
  refuse(code: unknown, socket: Duplex): Promise<void>
}

/** So long who was refused may take to read why. */
const LINGER_MS = 1000

/** `record` writes down each that is refused, but for a request whose body could not be read: that has a record of its own. */
export function createUnparsed(record: () => Promise<void>): Unparsed {
  const { status, headers, body } = refusalAnswer(new SluiceError('SLUICE_HTTP_REQUEST'))
  const last = { ...headers, 'content-length': String(body.length), 'connection': 'close' }
  const lines = Object.entries(last).map(([name, value]) => `${name}: ${value}\r\n`)
  const underWay = new WeakMap<Duplex, Set<ServerResponse>>()
  const refused = new WeakSet<Duplex>()

  async function refuse(code: unknown, socket: Duplex): Promise<void> {
    // A connection on which nothing came, or that broke off, is no request.
    if (!socket.writable || code === 'ECONNRESET' || ('bytesRead' in socket && socket.bytesRead === 0)) return void socket.destroy()
    if (refused.has(socket)) return
    refused.add(socket)
    const [first, ...more] = underWay.get(socket) ?? []
    const isUnreadBody = first?.req.complete === false && more.length === 0
    // In the place of another answer, or in the middle of it, this one would be taken for that.
    if (first !== undefined && (!isUnreadBody || first.headersSent)) socket.destroy()
    if (!isUnreadBody) await record()
    if (!socket.writable) return void socket.destroy()
    // Node has let go of it where it was to be a tunnel, and would never end what its peer keeps open.
    const end = (): unknown => setTimeout(() => socket.destroy(), LINGER_MS).unref()
    socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('')}\r\n${Buffer.from(body).toString()}`, end)
  }

  return {
    refuse,
    watch(server) {
      server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
        const own = underWay.get(socket) ?? new Set()
        underWay.set(socket, own.add(response))
        response.once('close', () => own.delete(response))
      })
      server.on('connect', (_request, socket: Duplex) => void refuse(undefined, socket))
      // It is answered behind what was asked before it.
      server.on('checkExpectation', (_request, response: ServerResponse) =>
        void record().then(() => response.writeHead(status, last).end(body)))
    },
  }
}

import { once } from 'node:events'
import net from 'node:net'

/** A network between Sluice and its broker that can break. */
export interface TcpProxy {
  readonly port: number
  /** Ends every connection, and takes no new one until `heal`. */
  cut(): void
  /** Lets no byte through, in either direction, until `heal`. */
  stall(): void
  heal(): void
  close(): Promise<void>
}

/** Starts a proxy on a port of its own; its target may come later. */
export async function startTcpProxy(target: () => number): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>()
  let state: 'whole' | 'cut' | 'stalled' = 'whole'
  const server = net.createServer((client) => {
    if (state === 'cut') {
      client.destroy()
      return
    }
    const broker = net.connect(target(), '127.0.0.1')
    for (const [one, other] of [[client, broker], [broker, client]] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => (sockets.delete(one), other.destroy()))
      one.pipe(other)
      if (state === 'stalled') one.pause()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  return {
    port,
    cut() {
      state = 'cut'
      for (const socket of sockets) socket.destroy()
    },
    stall() {
      state = 'stalled'
      for (const socket of sockets) socket.pause()
    },
    heal() {
      state = 'whole'
      for (const socket of sockets) socket.resume()
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

import { SluiceError } from '../../src/contract/errors.ts'

/** Lets each client have so many requests under way at a time; further ones of it wait until one has ended. */
export interface Turns {
  /** Begins now, or when it is its turn. Throws SLUICE_BUSY where too many of this client wait. */
  take(client: string, begin: () => void): void
  /** Ends what has begun, or takes back what waits; once for each that was taken. */
  end(client: string, begin: () => void): void
}

export function createTurns(runningMax: number, waitingMax: number): Turns {
  const clients = new Map<string, { running: number; readonly waiting: Set<() => void> }>()
  return {
    take(client, begin) {
      const own = clients.get(client) ?? { running: 0, waiting: new Set() }
      clients.set(client, own)
      if (own.running < runningMax) {
        own.running++
        begin()
      } else if (own.waiting.size < waitingMax) own.waiting.add(begin)
      else throw new SluiceError('SLUICE_BUSY')
    },
    end(client, begin) {
      const own = clients.get(client)
      if (own === undefined || own.waiting.delete(begin)) return
      const [next] = own.waiting
      if (next === undefined) {
        own.running--
        if (own.running === 0) clients.delete(client)
      } else {
        own.waiting.delete(next)
        next()
      }
    },
  }
}

/** Lets each client have so many requests under way at a time; further ones of it wait until one has ended. */
export interface Turns {
  /** Begins now, or when it is its turn. Whatever begins ends. */
  take(client: string, begin: () => void): void
  end(client: string): void
}

export function createTurns(runningMax: number): Turns {
  const clients = new Map<string, { running: number; readonly waiting: (() => void)[] }>()
  return {
    take(client, begin) {
      const own = clients.get(client) ?? { running: 0, waiting: [] }
      clients.set(client, own)
      if (own.running === runningMax) return void own.waiting.push(begin)
      own.running++
      begin()
    },
    end(client) {
      const own = clients.get(client)
      if (own === undefined) return
      const next = own.waiting.shift()
      if (next !== undefined) return next()
      own.running--
      if (own.running === 0) clients.delete(client)
    },
  }
}

/** Work that was begun and is not waited for yet. */
export interface InFlight {
  start(work: () => Promise<void>): void
  /** Aborted when a piece of it has failed. */
  readonly failed: AbortSignal
  /** Resolves when all is done; rejects with what failed first, after the rest has ended too. */
  finish(): Promise<void>
}

/** Creates a place for pieces of work that run beside each other. */
export function createInFlight(): InFlight {
  const controller = new AbortController()
  const running = new Set<Promise<void>>()
  let failure: { readonly error: unknown } | undefined
  return {
    failed: controller.signal,
    start(work) {
      const piece: Promise<void> = work()
        .catch((error: unknown) => {
          failure ??= { error }
          controller.abort()
        })
        .finally(() => running.delete(piece))
      running.add(piece)
    },
    async finish() {
      while (running.size > 0) await Promise.all(running)
      if (failure !== undefined) throw failure.error
    },
  }
}

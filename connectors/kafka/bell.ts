/** Wakes whoever waits for something to change. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring; ask for it before looking, or a change in between goes unnoticed. */
  next(): Promise<void>
}

export function createBell(): Bell {
  let wake: () => void = () => undefined
  let next = new Promise<void>((resolve) => (wake = resolve))
  return {
    ring() {
      wake()
      next = new Promise<void>((resolve) => (wake = resolve))
    },
    next: () => next,
  }
}

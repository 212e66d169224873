/** One way of doing the work, timed on the same messages as the others. */
export interface Contender {
  readonly name: string
  run(message: Buffer): void
}

export interface Row {
  readonly name: string
  /** Median over the rounds of (time of the first contender ÷ time of this one): above 1 is faster than it. */
  readonly ratio: number
  readonly ratioLow: number
  readonly ratioHigh: number
  readonly megabytesPerSecond: number
  readonly microsecondsPerMessage: number
}

export interface CompareOptions {
  readonly rounds: number
  /** Messages of one round: the same for every contender, others in the next round. */
  readonly windowBytes: number
  /** Least time for one contender in one round, in milliseconds. */
  readonly sliceMs: number
}

export const COMPARE_DEFAULTS: CompareOptions = { rounds: 31, windowBytes: 2_000_000, sliceMs: 12 }

/**
 * Times contenders in interleaved rounds, each over the same window of messages and in rotating order, and reports
 * medians of per-round ratios to the first contender: the drift of a shared machine falls out.
 */
export function compare(messages: readonly Buffer[], contenders: readonly Contender[], options: CompareOptions = COMPARE_DEFAULTS): Row[] {
  const windows = windowsOf(messages, options.windowBytes)
  for (const contender of contenders) warmUp(contender, windows)
  const times = contenders.map((): number[] => [])
  const speeds = contenders.map((): { bytes: number[]; messages: number[] } => ({ bytes: [], messages: [] }))
  for (let round = 0; round < options.rounds; round++) {
    const window = windows[round % windows.length] as readonly Buffer[]
    const bytes = window.reduce((sum, message) => sum + message.length, 0)
    contenders.forEach((_, turn) => {
      const index = (turn + round) % contenders.length
      const milliseconds = timeOnce(contenders[index] as Contender, window, options.sliceMs)
      times[index]?.push(milliseconds)
      speeds[index]?.bytes.push(bytes / milliseconds / 1000)
      speeds[index]?.messages.push((milliseconds / window.length) * 1000)
    })
  }
  return contenders.map((contender, index) => {
    const ratios = (times[index] ?? []).map((time, round) => (times[0]?.[round] ?? 0) / time)
    return {
      name: contender.name,
      ratio: quantile(ratios, 0.5),
      ratioLow: quantile(ratios, 0.1),
      ratioHigh: quantile(ratios, 0.9),
      megabytesPerSecond: quantile(speeds[index]?.bytes ?? [], 0.5),
      microsecondsPerMessage: quantile(speeds[index]?.messages ?? [], 0.5),
    }
  })
}

function windowsOf(messages: readonly Buffer[], windowBytes: number): (readonly Buffer[])[] {
  const windows: Buffer[][] = []
  let window: Buffer[] = []
  let bytes = 0
  for (const message of messages) {
    window.push(message)
    bytes += message.length
    if (bytes < windowBytes) continue
    windows.push(window)
    window = []
    bytes = 0
  }
  if (windows.length === 0) windows.push(window)
  return windows
}

function warmUp(contender: Contender, windows: readonly (readonly Buffer[])[]): void {
  const until = performance.now() + 700
  for (let pass = 0; pass < windows.length || performance.now() < until; pass++) {
    for (const message of windows[pass % windows.length] as readonly Buffer[]) contender.run(message)
  }
}

/** Milliseconds for one pass over the window, averaged over as many passes as the slice takes. */
function timeOnce(contender: Contender, window: readonly Buffer[], sliceMs: number): number {
  const start = performance.now()
  let passes = 0
  let elapsed = 0
  while (elapsed < sliceMs) {
    for (const message of window) contender.run(message)
    passes++
    elapsed = performance.now() - start
  }
  return elapsed / passes
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

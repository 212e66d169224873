const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/

/** A point of time in nanoseconds since 1970, so that servers with fine clocks are compared finely; undefined for no FHIR instant. */
export function readInstant(text: unknown): bigint | undefined {
  const match = typeof text === 'string' ? INSTANT.exec(text) : null
  if (match === null) return undefined
  const [, seconds, fraction = '', zone] = match
  const ms = Date.parse(`${seconds}${zone}`)
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
}

/** The instant that lies a number of milliseconds before another, cut to milliseconds. */
export function instantBefore(at: bigint, ms: number): string {
  return new Date(Number(at / 1_000_000n) - ms).toISOString()
}

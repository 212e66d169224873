const HEX_PER_DRAW = 12
const DRAWS_PER_DIGEST = 5

/** A deterministic stream of choices. */
export interface Draws {
  /** A whole number from 0 to limit - 1. */
  below(limit: number): number
  /** A whole number in a range, ends included, that stands nowhere in `avoid`. */
  number(from: number, to: number, avoid: string): number
  /** One of a list that shares no word with `avoid`, whatever the case. Undefined when none is left. */
  pick(list: readonly string[], avoid: string): string | undefined
}

/** Draws 48 bits at a time from digests asked for by number; the bias over a list of 10,000 is under 1 in 10^10. */
export function createDraws(digest: (round: number) => string): Draws {
  let hex = ''
  let drawn = 0

  function below(limit: number): number {
    const place = drawn % DRAWS_PER_DIGEST
    if (place === 0) hex = digest(drawn / DRAWS_PER_DIGEST)
    drawn++
    return Number.parseInt(hex.slice(place * HEX_PER_DRAW, (place + 1) * HEX_PER_DRAW), 16) % limit
  }

  function number(from: number, to: number, avoid: string): number {
    const taken = new Set(avoid.match(/\d+/g)?.map(Number))
    const span = to - from + 1
    const start = below(span)
    for (let step = 0; step < span; step++) {
      const candidate = from + ((start + step) % span)
      if (!taken.has(candidate)) return candidate
    }
    return to + 1
  }

  function pick(list: readonly string[], avoid: string): string | undefined {
    if (list.length === 0) return undefined
    const taken = words(avoid)
    const start = below(list.length)
    for (let step = 0; step < list.length; step++) {
      const candidate = list[(start + step) % list.length]
      if (candidate !== undefined && words(candidate).isDisjointFrom(taken)) return candidate
    }
    return undefined
  }

  return { below, number, pick }
}

function words(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}+/gu))
}

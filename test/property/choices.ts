/** A stream of decisions. Zeros, and its end, ask for the simplest thing, so that fewer bytes make a smaller example. */
export interface Choices {
  /** From 0 to `count` - 1. */
  next(count: number): number
  /** True about once in `rarity` times. */
  rarely(rarity: number): boolean
  pick<T>(list: readonly T[]): T
}

export function choicesFrom(bytes: Uint8Array): Choices {
  let at = 0
  const next = (count: number): number => {
    const byte = bytes[at++] ?? 0
    if (count <= 256) return byte % count
    return (byte + 256 * (bytes[at++] ?? 0)) % count
  }
  return {
    next,
    rarely: (rarity) => next(rarity) === rarity - 1,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('nothing to pick from')
      return list[next(list.length)] as (typeof list)[number]
    },
  }
}

/** Random numbers that are the same everywhere for the same seed (Marsaglia, Xorshift RNGs, 2003). */
export function createRandom(seed: number): (count: number) => number {
  let state = (seed ^ 0x9e3779b9) | 1
  return (count) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % count
  }
}

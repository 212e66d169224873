/**
 * Entries in one generation of a transform's cache, and the longest text it remembers in UTF-16 code units. Two
 * generations of short texts stay under about 3 MB, and hold what one delivery repeats (patients, encounters, practitioners,
 * organizations). Long texts hardly ever repeat.
 */
const CACHE = { entriesMax: 4096, textUnitsMax: 128 } as const

/** Remembers results by text, bounded. */
export interface Cache<V> {
  get(text: string): V | undefined
  /** Returns the value it was given, whether or not it was kept. */
  set(text: string, value: V): V
}

/**
 * A cache of two generations: when the young one is full it becomes the old one, and what is asked for again moves
 * back. Cheaper per hit than a strict LRU (no deletion and reinsertion), with the same bound.
 */
export function createCache<V extends {}>(limits: { readonly [K in keyof typeof CACHE]: number } = CACHE): Cache<V> {
  let young = new Map<string, V>()
  let old = new Map<string, V>()

  function set(text: string, value: V): V {
    if (text.length > limits.textUnitsMax) return value
    if (young.size >= limits.entriesMax) {
      old = young
      young = new Map()
    }
    young.set(text, value)
    return value
  }

  function get(text: string): V | undefined {
    const value = young.get(text)
    if (value !== undefined) return value
    const aged = old.get(text)
    return aged === undefined ? undefined : set(text, aged)
  }

  return { get, set }
}

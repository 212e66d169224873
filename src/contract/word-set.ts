import type { Words } from './words.ts'

const HASH_START = 0x811C9DC5 | 0
const HASH_PRIME = 0x01000193

/** The hash by which words are compared: FNV-1a over the lower-case folded bytes. */
export function hashWord(lower: string): number {
  return hashBehind(HASH_START, lower)
}

/** The hash of a word that goes on behind what has a hash. */
export function hashBehind(before: number, lower: string): number {
  let hash = before
  for (let at = 0; at < lower.length; at++) {
    const code = lower.charCodeAt(at)
    if (code >= 0x80) return hashBytes(Buffer.from(lower), before)
    hash = Math.imul(hash ^ code, HASH_PRIME)
  }
  return hash
}

function hashBytes(bytes: Uint8Array, before: number): number {
  let hash = before
  for (const byte of bytes) hash = Math.imul(hash ^ byte, HASH_PRIME)
  return hash
}

const ASCII = /^[\0-\x7F]*$/
/** So many marks a word: of the words that are not meant, one in so many is looked for in vain. */
const MARKS_PER_WORD = 16

/** Tells most words that are not meant from those that are by their hashes alone. */
class Sieve {
  private readonly marks: Uint8Array
  private readonly mask: number

  constructor(lowers: readonly string[]) {
    this.marks = new Uint8Array(1 << Math.ceil(Math.log2(Math.max(lowers.length, 1) * MARKS_PER_WORD)))
    this.mask = this.marks.length - 1
    for (const lower of lowers) {
      // Capitals of other scripts are not made small before words are hashed.
      if (!ASCII.test(lower)) throw new RangeError(`A set of words has "${lower}", which is not ASCII.`)
      this.marks[this.slotOf(hashWord(lower))] = 1
    }
  }

  passes(hash: number): boolean {
    return this.marks[this.slotOf(hash)] === 1
  }

  private slotOf(hash: number): number {
    return (hash ^ hash >>> 15) & this.mask
  }
}

/** Words in small letters of ASCII. Whether a word of a text is one of them is mostly known without its letters. */
export class WordSet {
  readonly lowers: ReadonlySet<string>
  private readonly sieve: Sieve

  constructor(lowers: Iterable<string>) {
    this.lowers = new Set(lowers)
    this.sieve = new Sieve([...this.lowers])
  }

  has(words: Words, index: number): boolean {
    return this.sieve.passes(words.hash(index)) && this.lowers.has(words.lower(index))
  }
}

/** The same with something told of each word. */
export class WordMap<V> {
  private readonly values: ReadonlyMap<string, V>
  private readonly sieve: Sieve

  constructor(values: Iterable<readonly [lower: string, value: V]>) {
    this.values = new Map(values)
    this.sieve = new Sieve([...this.values.keys()])
  }

  get lowers(): Iterable<string> {
    return this.values.keys()
  }

  has(words: Words, index: number): boolean {
    return this.get(words, index) !== undefined
  }

  get(words: Words, index: number): V | undefined {
    return this.sieve.passes(words.hash(index)) ? this.values.get(words.lower(index)) : undefined
  }
}

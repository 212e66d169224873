import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

/** One word of the table: bits of LIST, and how frequent it is as a given name, a surname, an ordinary word, and one of further languages. */
export interface LexiconRow {
  readonly lists: number
  /** Steps of `FREQUENCY_STEP`, 0 to 15. */
  readonly given: number
  readonly surname: number
  readonly common: number
  readonly foreign: number
}

export const FREQUENCY_STEPS_MAX = 15

/** A table in memory. */
export interface LexiconTable {
  /** The words, a line each. */
  readonly text: Uint8Array
  /** Which of `facts` holds for each row. */
  readonly kinds: Uint16Array
  /** Lists in bits 0 to 11, then four bits each for given name, surname, ordinary word and word of a further language. */
  readonly facts: Uint32Array
}

const HEAD_BYTES = 8

/**
 * Packs rows: how many there are and how many different facts; the facts; which of them holds for each row, all low
 * bytes and then all high ones; the words, sorted, a line end after each. A thousand different facts serve all words.
 */
export function packLexicon(rows: ReadonlyMap<string, LexiconRow>): Buffer {
  const words = [...rows.keys()].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
  const factsOf = words.map((word) => factOf(rows.get(word) as LexiconRow))
  const counts = Map.groupBy(factsOf, (fact) => fact)
  const byFrequency = [...counts].toSorted(([one, ones], [other, others]) => others.length - ones.length || one - other)
  // The numbers of nearly all words are small then, which packs better.
  const numbers = new Map(byFrequency.map(([fact], number) => [fact, number]))
  const kinds = Buffer.alloc(words.length * 2)
  for (const [index, fact] of factsOf.entries()) {
    const number = numbers.get(fact) as number
    kinds[index] = number & 0xFF
    kinds[words.length + index] = number >> 8
  }
  const facts = Buffer.alloc(numbers.size * 4)
  for (const [fact, number] of numbers) facts.writeUInt32LE(fact, number * 4)
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(words.length, 0)
  head.writeUInt32LE(numbers.size, 4)
  return brotliCompressSync(Buffer.concat([head, facts, kinds, Buffer.from(words.map((word) => `${word}\n`).join(''))]), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  })
}

function factOf({ lists, given, surname, common, foreign }: LexiconRow): number {
  return (lists | given << 12 | surname << 16 | common << 20 | foreign << 24) >>> 0
}

/** Undoes `packLexicon`. */
export function unpackLexicon(packed: Uint8Array): LexiconTable {
  const bytes = brotliDecompressSync(packed)
  const count = bytes.readUInt32LE(0)
  const facts = new Uint32Array(bytes.readUInt32LE(4))
  for (let number = 0; number < facts.length; number++) facts[number] = bytes.readUInt32LE(HEAD_BYTES + number * 4)
  const kindsFrom = HEAD_BYTES + facts.length * 4
  const kinds = new Uint16Array(count)
  for (let row = 0; row < count; row++) kinds[row] = (bytes[kindsFrom + row] as number) | (bytes[kindsFrom + count + row] as number) << 8
  const text = bytes.subarray(kindsFrom + count * 2)
  return { text, kinds, facts }
}

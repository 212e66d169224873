import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { frequencyIn, listsIn, type Lexicon } from './lexicon.ts'
import { unpackLexicon, type LexiconTable } from './lexicon-table.ts'

/** Where the packed table lies; build-lexicon.ts makes it. */
export const LEXICON_FILE = join(import.meta.dirname, 'lexicon-table', 'words.br')

const HASH_START = 0x811C9DC5 | 0
const HASH_PRIME = 0x01000193
const APOSTROPHE = 0x27
const LETTER_S = 0x73
const LINE_END = 0x0A
/** A slot holds a row in its low bits and the high bits of the hash above them; no row is all ones. */
const ROW_BITS = 20
const ROW_MASK = (1 << ROW_BITS) - 1
const EMPTY = -1

let loaded: Lexicon | undefined

/** The lexicon that comes with Sluice. It is read once a process, and takes about 8 MB. */
export function loadLexicon(): Lexicon {
  loaded ??= lexiconOf(unpackLexicon(readFileSync(LEXICON_FILE)))
  return loaded
}

/** A table with an index by hash. A word is compared byte by byte, so two words with one hash are kept apart. */
export function lexiconOf({ text, starts, kinds, facts }: LexiconTable): Lexicon {
  const slots = indexOf(text, starts)
  const mask = slots.length - 1

  const look = (hash: number, bytes: Uint8Array, start: number, end: number): number => {
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] as number
      if (entry === EMPTY) return -1
      // Most others that share the slot are told apart without looking at their letters.
      if ((entry ^ hash) >>> ROW_BITS !== 0) continue
      const row = entry & ROW_MASK
      const from = starts[row] as number
      if (text[from + end - start] === LINE_END && isSame(text, from, bytes, start, end)) return row
    }
  }

  return {
    find(hash, bytes, start, end) {
      const row = look(hash, bytes, start, end)
      if (row !== -1 || end - start < 4 || bytes[end - 2] !== APOSTROPHE || lowerOf(bytes[end - 1] as number) !== LETTER_S) return row
      // The genitive of a word is known by the word.
      return look(hashOf(bytes, start, end - 2), bytes, start, end - 2)
    },
    lists: (entry) => listsIn(facts[kinds[entry] as number] as number),
    frequency: (entry, as) => frequencyIn(facts[kinds[entry] as number] as number, as),
    facts: (entry) => facts[kinds[entry] as number] as number,
  }
}

/** Row of each hash with the high bits of the hash, in a table with open addressing that is never full. */
function indexOf(text: Uint8Array, starts: Uint32Array): Int32Array {
  const count = starts.length - 1
  if (count >= ROW_MASK) throw new RangeError('The table of the lexicon has more words than its index can hold.')
  const slots = new Int32Array(1 << Math.ceil(Math.log2(Math.max(count, 1) * 1.25))).fill(EMPTY)
  const mask = slots.length - 1
  let row = 0
  let hash = HASH_START
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] as number
    if (byte !== LINE_END) {
      hash = Math.imul(hash ^ byte, HASH_PRIME)
      continue
    }
    let slot = spread(hash) & mask
    while (slots[slot] !== EMPTY) slot = (slot + 1) & mask
    slots[slot] = (hash & ~ROW_MASK) | row++
    hash = HASH_START
  }
  return slots
}

function lowerOf(byte: number): number {
  return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

/** As `hashWord`, without a string. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ lowerOf(bytes[at] as number), HASH_PRIME)
  return hash
}

/** The low bits of FNV-1a depend on the last letters too much to be an index as they are. */
function spread(hash: number): number {
  return hash ^ hash >>> 15
}

function isSame(text: Uint8Array, from: number, bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start, other = from; at < end; at++, other++) {
    if (lowerOf(bytes[at] as number) !== text[other]) return false
  }
  return true
}

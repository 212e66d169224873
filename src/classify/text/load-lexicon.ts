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
/** A slot holds where a word starts in the text of the table, in its low bits, and the high bits of the hash above them; no word starts at all ones. */
const PLACE_BITS = 22
const PLACE_MASK = (1 << PLACE_BITS) - 1
const EMPTY = -1

let loaded: Lexicon | undefined

/** The lexicon that comes with Sluice. It is read once a process, and takes about 8 MB. */
export function loadLexicon(): Lexicon {
  loaded ??= lexiconOf(unpackLexicon(readFileSync(LEXICON_FILE)))
  return loaded
}

/** A table with an index by hash. A word is compared byte by byte, so two words with one hash are kept apart. */
export function lexiconOf(table: LexiconTable): Lexicon {
  const { text } = table
  const cells = indexOf(table)
  const mask = (cells.length >> 1) - 1

  const look = (hash: number, bytes: Uint8Array, start: number, end: number): number => {
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = cells[slot << 1] as number
      if (entry === EMPTY) return -1
      // Most others that share the slot are told apart without looking at their letters.
      if ((entry ^ hash) >>> PLACE_BITS !== 0) continue
      const from = entry & PLACE_MASK
      if (text[from + end - start] === LINE_END && isSame(text, from, bytes, start, end)) return slot
    }
  }

  const factsOf = (slot: number): number => cells[(slot << 1) + 1] as number

  return {
    find(hash, bytes, start, end) {
      const slot = look(hash, bytes, start, end)
      if (slot !== -1 || end - start < 4 || bytes[end - 2] !== APOSTROPHE || lowerOf(bytes[end - 1] as number) !== LETTER_S) return slot
      // The genitive of a word is known by the word.
      return look(hashOf(bytes, start, end - 2), bytes, start, end - 2)
    },
    lists: (slot) => listsIn(factsOf(slot)),
    frequency: (slot, as) => frequencyIn(factsOf(slot), as),
    facts: factsOf,
  }
}

/**
 * By slot where its word starts, with the high bits of the hash, and its facts: side by side, as a look-up waits for memory as often as it
 * looks somewhere else. With open addressing, and never full.
 */
function indexOf({ text, kinds, facts }: LexiconTable): Int32Array {
  if (text.length >= PLACE_MASK) throw new RangeError('The table of the lexicon is longer than its index can tell.')
  const slots = 1 << Math.ceil(Math.log2(Math.max(kinds.length, 1) * 1.25))
  const cells = new Int32Array(slots * 2).fill(EMPTY)
  let row = 0
  let from = 0
  let hash = HASH_START
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] as number
    if (byte !== LINE_END) {
      hash = Math.imul(hash ^ byte, HASH_PRIME)
      continue
    }
    let slot = spread(hash) & slots - 1
    while (cells[slot << 1] !== EMPTY) slot = (slot + 1) & slots - 1
    cells[slot << 1] = (hash & ~PLACE_MASK) | from
    cells[(slot << 1) + 1] = facts[kinds[row++] as number] as number
    from = at + 1
    hash = HASH_START
  }
  return cells
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

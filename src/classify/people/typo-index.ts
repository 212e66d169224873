import { distance } from 'fastest-levenshtein'
import { LIST } from '../../contract/words.ts'
import type { TextBatch } from '../text/batch.ts'
import type { WordTable } from '../text/word-table.ts'
import type { Entry, Term } from './term.ts'
import type { Bucket } from './term-index.ts'

const LETTERS_MIN = 5
/** From this length on two slips are taken for one name. */
const LETTERS_LONG = 8
const LENGTH_MAX = 31
/** Words whose slips are remembered at once. */
const KNOWN_MAX = 20_000

/** With more names a word is compared with those alone that begin or end with two letters of it, or with one and one. */
const NAMES_MANY = 2000

const NONE: readonly string[] = []
/** A plain array: small ones are made faster than those with a buffer. */
const NO_LENGTHS: readonly number[] = Array.from({ length: 32 }, () => 0)
const startKey = (length: number, letter: number): number => length << 6 | letter
const endKey = (length: number, letter: number): number => length << 6 | 32 | letter

/** Whether slips of a name are looked for: of one in plain letters that is neither short nor very long. */
export function mayHaveSlips(name: string): boolean {
  return name.length >= LETTERS_MIN && name.length < LENGTH_MAX - 2 && /^[a-z']+$/.test(name)
}

/** Bits for the lengths that a slip of a name may have. */
export function slipLengths(name: string): number {
  const reach = name.length >= LETTERS_LONG ? 2 : 1
  let lengths = 0
  for (let length = name.length - reach; length <= name.length + reach; length++) lengths |= 1 << length
  return lengths
}

/** Names that a word may be a slip of. Most words are told apart by their length, first and last letter. */
export class TypoIndex {
  /** By first letter, then by last: bits for the lengths that a slip may have. */
  private readonly byFirst = NO_LENGTHS.slice()
  private readonly byLast = NO_LENGTHS.slice()
  /** Names by length with the first letter, and by length with the last. */
  private readonly candidates = new Map<number, string[]>()
  /** Who has a name: many, where a message is about many. */
  private readonly owners = new Map<string, Entry[]>()
  /** The same by two letters, made when it is first asked for where the names are many: each of many words would be compared with each of many names. */
  private byTwo: Map<string, string[]> | undefined
  /** What words were found to be slips of: texts repeat theirs. */
  private readonly known = new Map<string, readonly Entry[]>()
  private readonly knownMax: number

  /** `knownMax` bounds what is remembered of words: an index that lives long meets any number of them. */
  constructor(knownMax = KNOWN_MAX) {
    this.knownMax = knownMax
  }

  add(term: Term): void {
    const { text, form, kind } = term
    if (kind !== 'name' || form !== 'exact' && form !== 'nickname' || !mayHaveSlips(text)) return
    const lengths = slipLengths(text)
    const first = text.charCodeAt(0) & 31
    const last = text.charCodeAt(text.length - 1) & 31
    const entry = { ...term, form: 'typo' as const }
    this.known.clear()
    this.byTwo = undefined
    const owners = this.owners.get(text)
    if (owners !== undefined) return void owners.push(entry)
    this.owners.set(text, [entry])
    this.put(startKey(text.length, first), text)
    this.put(endKey(text.length, last), text)
    this.byFirst[first] = (this.byFirst[first] as number) | lengths
    this.byLast[last] = (this.byLast[last] as number) | lengths
  }

  /** One slip leaves either the first letter or the last as it was. `bytes` are a word without digits. */
  mayHold(bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start
    if (length > LENGTH_MAX + 2) return false
    const possessive = length > 2 && bytes[end - 2] === 0x27 ? 2 : 0
    const bit = 1 << (length - possessive)
    return (
      (((this.byFirst[(bytes[start] as number) & 31] as number) | (this.byLast[(bytes[end - 1 - possessive] as number) & 31] as number)) &
        bit) !==
      0
    )
  }

  /** What a word that means nothing else may be a slip of. */
  find(table: WordTable, batch: TextBatch, word: number): Bucket | undefined {
    if ((table.listsAt(word) & NO_SLIP) !== 0) return undefined
    const names = this.entriesAt(table, batch, word)
    return names.length === 0 ? undefined : { names, phrases: [] }
  }

  entriesAt(table: WordTable, batch: TextBatch, word: number): readonly Entry[] {
    const [start, end] = [table.starts[word] as number, table.ends[word] as number]
    if (!this.mayHold(batch.bytes, start, end)) return []
    const text = batch.slice(start, end).toLowerCase().replace(/'s$/, '')
    const known = this.known.get(text)
    if (known !== undefined) return known
    const entries = this.entriesOf(text)
    if (this.known.size < this.knownMax) this.known.set(text, entries)
    return entries
  }

  private entriesOf(text: string): Entry[] {
    return [...this.owners.size > NAMES_MANY ? this.amongMany(text) : this.amongFew(text)].flatMap((name) => this.owners.get(name) ?? [])
  }

  private amongMany(text: string): Set<string> {
    if (this.byTwo === undefined) {
      this.byTwo = new Map()
      for (const name of this.owners.keys()) {
        for (const key of twoLetters(name)) {
          const same = this.byTwo.get(key)
          if (same === undefined) this.byTwo.set(key, [name])
          else same.push(name)
        }
      }
    }
    const names = new Set<string>()
    for (const key of twoLetters(text))
      for (const name of this.byTwo.get(key) ?? NONE) if (!names.has(name) && isSlip(text, name)) names.add(name)
    return names
  }

  private amongFew(text: string): Set<string> {
    const first = text.charCodeAt(0) & 31
    const last = text.charCodeAt(text.length - 1) & 31
    const names = new Set<string>()
    for (let length = text.length - 2; length <= text.length + 2; length++) {
      for (const key of [startKey(length, first), endKey(length, last)]) {
        for (const name of this.candidates.get(key) ?? NONE) if (isSlip(text, name)) names.add(name)
      }
    }
    return names
  }

  private put(key: number, name: string): void {
    const names = this.candidates.get(key)
    if (names === undefined) this.candidates.set(key, [name])
    else names.push(name)
  }
}

/** The first two letters, the last two, and the first with the last. */
function twoLetters(word: string): readonly string[] {
  return [`${word.slice(0, 2)}-`, `-${word.slice(-2)}`, `${word.charAt(0)}-${word.slice(-1)}`]
}

/** A word that means something is no slip of another. */
export const NO_SLIP =
  LIST.common | LIST.clinical | LIST.country | LIST.title | LIST.relative | LIST.profession | LIST.organization | LIST.calendar

/** One letter wrong, missing, too many or swapped with its neighbour (Damerau 1964); two in a long name. */
export function isSlip(text: string, name: string): boolean {
  const reach = name.length >= LETTERS_LONG ? 2 : 1
  if (Math.abs(text.length - name.length) > reach || text.length < LETTERS_MIN - 1) return false
  const apart = distance(text, name)
  if (apart === 0 || apart > 2) return false
  return apart <= reach || text.length === name.length && isSwap(text, name)
}

function isSwap(text: string, name: string): boolean {
  let at = 0
  while (text[at] === name[at]) at++
  return text[at] === name[at + 1] && text[at + 1] === name[at] && text.slice(at + 2) === name.slice(at + 2)
}

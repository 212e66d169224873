import { FOREIGN, symbolOf } from './pattern-tree.ts'
import { BOUNDARY, SEAM, isWordSymbol } from './symbol-strings.ts'

/** Of each byte: its number as a symbol, and what decides which marks stand between it and the next one. */
const SYMBOLS = new Map<string, number>()
const NUMBERS = new Uint8Array(256)
const KINDS = new Uint8Array(256)
const KIND = { other: 0, blank: 1, foreign: 2, letter: 3, digit: 4, underscore: 5 } as const
const LETTER_MIN = KIND.letter
/** No pattern is compared by this byte. */
const NO_SYMBOL = 0

for (let byte = 0; byte < 256; byte++) {
  const symbol = byte === 0xFF ? undefined : symbolOf(byte)
  NUMBERS[byte] = symbol === undefined ? NO_SYMBOL : numberOf(symbol)
  KINDS[byte] = kindOf(symbol)
}
const BOUNDARY_NUMBER = numberOf(BOUNDARY)
const SEAM_NUMBER = numberOf(SEAM)
const ROW_BITS = Math.ceil(Math.log2(SYMBOLS.size + 1))

function numberOf(symbol: string): number {
  const known = SYMBOLS.get(symbol)
  if (known !== undefined) return known
  SYMBOLS.set(symbol, SYMBOLS.size + 1)
  return SYMBOLS.size
}

function kindOf(symbol: string | undefined): number {
  if (symbol === undefined) return KIND.other
  if (symbol === ' ') return KIND.blank
  if (symbol === FOREIGN) return KIND.foreign
  if (symbol === '0') return KIND.digit
  if (symbol === '_') return KIND.underscore
  return isWordSymbol(symbol) ? KIND.letter : KIND.other
}

/** Where strings of symbols end in a text, in the order of the text: parallel arrays, overwritten by the next text. */
export interface StringHits {
  count: number
  ends: Int32Array
  /** Numbers of sets of strings, see `StringFinder.groups`. */
  states: Int32Array
  digits: number
  digitPlaces: Int32Array
  /** Where runs of blanks start and where they end. */
  blanks: number
  blankStarts: Int32Array
  blankEnds: Int32Array
}

/** Finds all of many strings in one pass: Aho and Corasick, "Efficient String Matching" (1975), as one table of states. */
export class StringFinder {
  readonly hits: StringHits = {
    count: 0, ends: new Int32Array(256), states: new Int32Array(256), digits: 0, digitPlaces: new Int32Array(256),
    blanks: 0, blankStarts: new Int32Array(256), blankEnds: new Int32Array(256),
  }
  /** By state: the values of the strings that end there. */
  readonly groups: readonly (readonly number[] | undefined)[]
  private readonly next: Uint16Array | Int32Array
  private readonly ends: Uint8Array

  /** Each string with a number that stands for it; several may have the same one. */
  constructor(strings: readonly { readonly string: string; readonly value: number }[]) {
    const trie = trieOf(strings)
    const { next, groups } = automatonOf(trie)
    this.next = next
    this.groups = groups
    this.ends = Uint8Array.from(groups, (group) => group === undefined ? 0 : 1)
  }

  /** Reads a text, which ends before `end`; what stands before and behind it counts as no part of a word. */
  read(bytes: Uint8Array, start: number, end: number): StringHits {
    const { next, ends, hits } = this
    let state = 0
    let kindBefore: number = KIND.other
    hits.count = 0
    hits.digits = 0
    if (hits.digitPlaces.length < end - start) {
      for (const name of ['digitPlaces', 'blankStarts', 'blankEnds'] as const) hits[name] = new Int32Array(2 * (end - start))
    }
    const { digitPlaces, blankStarts, blankEnds } = hits
    let digits = 0
    let blanks = 0
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number
      const kind = KINDS[byte] as number
      if (kind !== kindBefore) {
        const mark = markBetween(kindBefore, kind)
        if (kind === KIND.blank) blankStarts[blanks] = at
        else if (kindBefore === KIND.blank) blankEnds[blanks++] = at
        kindBefore = kind
        if (mark !== 0) {
          state = next[state << ROW_BITS | mark] as number
          if (ends[state] !== 0) this.hit(at, state)
        }
      } else if (kind === KIND.blank || kind === KIND.foreign) continue
      if (kind === KIND.digit) digitPlaces[digits++] = at
      state = next[state << ROW_BITS | (NUMBERS[byte] as number)] as number
      if (ends[state] !== 0) this.hit(at + 1, state)
    }
    if (kindBefore >= LETTER_MIN) {
      state = next[state << ROW_BITS | BOUNDARY_NUMBER] as number
      if (ends[state] !== 0) this.hit(end, state)
    }
    if (kindBefore === KIND.blank) blankEnds[blanks++] = end
    hits.digits = digits
    hits.blanks = blanks
    return hits
  }

  private hit(end: number, state: number): void {
    const { hits } = this
    if (hits.count === hits.ends.length) {
      hits.ends = doubled(hits.ends)
      hits.states = doubled(hits.states)
    }
    hits.ends[hits.count] = end
    hits.states[hits.count++] = state
  }
}

function markBetween(before: number, kind: number): number {
  if (before >= LETTER_MIN !== kind >= LETTER_MIN) return BOUNDARY_NUMBER
  return before + kind === KIND.letter + KIND.digit && before !== KIND.foreign && kind !== KIND.foreign ? SEAM_NUMBER : 0
}

function doubled(cells: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(cells.length * 2)
  larger.set(cells)
  return larger
}

interface Trie {
  readonly children: readonly Map<number, number>[]
  readonly values: readonly (Set<number> | undefined)[]
}

function trieOf(strings: readonly { readonly string: string; readonly value: number }[]): Trie {
  const children: Map<number, number>[] = [new Map()]
  const values: (Set<number> | undefined)[] = [undefined]
  for (const { string, value } of strings) {
    let state = 0
    for (const symbol of string) {
      const number = numberOf(symbol)
      let child = children[state]?.get(number)
      if (child === undefined) {
        child = children.length
        children.push(new Map())
        values.push(undefined)
        children[state]?.set(number, child)
      }
      state = child
    }
    (values[state] ??= new Set()).add(value)
  }
  return { children, values }
}

function automatonOf({ children, values }: Trie): { next: Uint16Array | Int32Array; groups: (readonly number[] | undefined)[] } {
  const count = children.length
  const next = count < 65_536 ? new Uint16Array(count << ROW_BITS) : new Int32Array(count << ROW_BITS)
  const groups: (readonly number[] | undefined)[] = values.map((set) => set && [...set])
  const fails = new Int32Array(count)
  const queue = [0]
  for (const state of queue) {
    const fail = fails[state] as number
    if (state !== 0) {
      next.copyWithin(state << ROW_BITS, fail << ROW_BITS, fail + 1 << ROW_BITS)
      const inherited = groups[fail]
      if (inherited !== undefined) groups[state] = [...new Set([...groups[state] ?? [], ...inherited])]
    }
    for (const [number, child] of children[state] as Map<number, number>) {
      fails[child] = state === 0 ? 0 : next[fail << ROW_BITS | number] as number
      next[state << ROW_BITS | number] = child
      queue.push(child)
    }
  }
  return { next, groups }
}

import { SHAPE } from '../../contract/words.ts'
import { hashWord } from '../../contract/word-set.ts'
import { isMonthName, readDates } from './read-dates.ts'
import type { Surroundings } from './surroundings.ts'
import type { Entry } from './term.ts'
import { lengthBit, startOf, type Marks, type TermIndex } from './term-index.ts'

/** Something known in a text: its words, its place in bytes, what it is. */
export interface Hit {
  readonly first: number
  readonly last: number
  /** Bytes of the batch. */
  readonly start: number
  readonly end: number
  readonly entries: readonly Entry[]
  readonly confidence: number
  readonly why: string
}

const RUN_GAP_MAX = 4
const LABEL_WITHIN = 4
const CODE_PREFIX_MAX = 8
/** Words without digits inside a code: `XQ 983 RX 4617`. */
const CODE_WORDS_MAX = 2
const TRIMMED_MIN = 7
const HASH_START = 0x811C9DC5 | 0
const HASH_PRIME = 0x01000193
const LABELS: ReadonlySet<number> = new Set(`
mrn id ids no number num numero acct account record chart file member policy ssn social last ending ends phone tel telephone cell mobile ext
extension fax group subscriber case visit encounter patient identifier nhs medicare medicaid zip dob yob born birth nacimiento nacido nacida
historia
expediente telefono movil cuenta poliza dni nss nhc birthdate birthday claim license licence`.trim().split(/\s+/).map(hashWord))
const [HASH_SIGN, HYPHEN, SLASH] = [0x23, 0x2D, 0x2F]

/** Numbers and codes whatever separates them, and dates in any spelling, that start at a word with digits. */
export function findNumbers(index: TermIndex, marks: Marks, around: Surroundings): Hit[] {
  const hits: Hit[] = []
  if (index.runLengths === 0 && !index.hasDates) return hits
  let text = 0
  let consumed = -1
  for (const word of marks.numerics) {
    if (word <= consumed) continue
    while (around.table.first(text + 1) <= word) text++
    const from = around.table.first(text)
    const to = around.table.first(text + 1)
    const hit = better(runAt(index, word, around, from, to), dateAt(index, word, around, from, to))
    if (hit === undefined) continue
    hits.push(withSuffix(hit, around))
    consumed = hit.last
  }
  return hits
}

/** Classes of numbers that people put a check letter, a copy or a visit behind: `XQ-48392-x`, `4839201/2`. */
const SUFFIXED: ReadonlySet<string> = new Set(['mrn', 'health-plan-id', 'account', 'license', 'vehicle', 'device', 'other-id'])
const SUFFIX_BYTES_MAX = 3
const SUFFIXES_MAX = 3

/** What is joined to a known number belongs to it, as long as it is no word. */
function withSuffix(hit: Hit, { batch: { bytes } }: Surroundings): Hit {
  if (hit.entries.every((entry) => !SUFFIXED.has(entry.class))) return hit
  let { end } = hit
  for (let count = 0; count < SUFFIXES_MAX && (bytes[end] === HYPHEN || bytes[end] === SLASH); count++) {
    let at = end + 1
    while (at - end <= SUFFIX_BYTES_MAX && isSign(bytes[at] as number)) at++
    if (at === end + 1 || isSign(bytes[at] as number)) break
    end = at
  }
  return end === hit.end ? hit : { ...hit, end }
}

function isSign(byte: number): boolean {
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte >= 0x80 && byte !== 0xFF
}

function better(one: Hit | undefined, other: Hit | undefined): Hit | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return other.end - other.start > one.end - one.start || other.confidence > one.confidence ? other : one
}

function dateAt(index: TermIndex, word: number, around: Surroundings, from: number, to: number): Hit | undefined {
  if (!index.hasDates) return undefined
  if (index.hints !== undefined && !index.hints.dateNumbers.has(around.leadingNumber(word))) return undefined
  const start = word > from && around.gap(word - 1) <= 3 && isMonthName(word - 1, around) ? word - 1 : word
  for (const { first, last, digits } of readDates(start, around, to)) {
    const entries = index.find('date', digits)
    if (entries === undefined) continue
    const isMonth = digits.length === 6
    return {
      ...span(first, last, around), first, last, entries, confidence: isMonth ? 0.85 : 0.99,
      why: isMonth ? 'the month of the date' : 'the date',
    }
  }
  return undefined
}

/** The longest number or code that is known, from the word on; a letter prefix just before may belong to a code. */
function runAt(index: TermIndex, word: number, around: Surroundings, from: number, to: number): Hit | undefined {
  const isPrefixed = index.hasCodes && word > from && around.gap(word - 1) <= RUN_GAP_MAX && around.shape(word - 1) < SHAPE.digits &&
    around.size(word - 1) <= CODE_PREFIX_MAX
  const starts = isPrefixed ? [word - 1, word] : [word]
  for (const start of starts) {
    const hit = runFrom(index, start, around, { from, to })
    if (hit !== undefined) return hit
  }
  return undefined
}

function runFrom(index: TermIndex, first: number, around: Surroundings, { from, to }: { from: number; to: number }): Hit | undefined {
  const { table, batch } = around
  if (!mayStart(index, first, around, to)) return undefined
  let best: Hit | undefined
  let hash = HASH_START
  let length = 0
  let letters = 0
  for (let last = first; last < to && length <= index.runLengthMax; last++) {
    if (last > first && around.gap(last - 1) > RUN_GAP_MAX) break
    const isNumeric = around.shape(last) >= SHAPE.digits
    if (last > first && !isNumeric && (!index.hasCodes || ++letters > CODE_WORDS_MAX || around.size(last) > CODE_PREFIX_MAX)) break
    const end = table.ends[last] as number
    for (let at = table.starts[last] as number; at < end; at++) {
      const byte = batch.bytes[at] as number
      hash = Math.imul(hash ^ (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte), HASH_PRIME)
    }
    length += around.size(last)
    const place = { first, last, from, around }
    if ((index.runLengths & lengthBit(length)) !== 0 && index.hints?.runHashes.has(hash) !== false) {
      const hit = hitOf(index, textOf(place), span(first, last, around), place)
      if (hit !== undefined && (best === undefined || hit.confidence >= best.confidence)) best = hit
    }
    if (best === undefined && around.shape(last) === SHAPE.code && length > TRIMMED_MIN) best = trimmed(index, textOf(place), place)
  }
  return best
}

/** Whether any known number starts as a word does. */
function mayStart(index: TermIndex, word: number, { table, batch: { bytes } }: Surroundings, to: number): boolean {
  if (index.hints === undefined) return true
  const start = table.starts[word] as number
  const one = lower(bytes[start] as number)
  const second = start + 1 < (table.ends[word] as number) ? start + 1 : word + 1 < to ? table.starts[word + 1] as number : start
  // A letter may stick to the front of a number, as in `tel5551234567`.
  return index.hints.runStarts[startOf(one, lower(bytes[second] as number))] === 1 || (table.shapes[word] as number) === SHAPE.code
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

function textOf({ first, last, around: { table, batch } }: RunPlace): string {
  let run = ''
  for (let word = first; word <= last; word++) run += batch.slice(table.starts[word] as number, table.ends[word] as number)
  return run.toLowerCase()
}

interface RunPlace {
  readonly first: number
  readonly last: number
  readonly from: number
  readonly around: Surroundings
}

/** A number that a letter sticks to: `tel5551234567`, `4567x22`. */
function trimmed(index: TermIndex, run: string, place: RunPlace): Hit | undefined {
  const { start, end } = span(place.first, place.last, place.around)
  const head = /^\d+/.exec(run)?.[0] ?? ''
  if (head.length >= TRIMMED_MIN && (index.runLengths & lengthBit(head.length)) !== 0) {
    return hitOf(index, head, { start, end: end - (run.length - head.length) }, place)
  }
  const tail = /\d+$/.exec(run)?.[0] ?? ''
  if (tail.length < TRIMMED_MIN || (index.runLengths & lengthBit(tail.length)) === 0 || place.first !== place.last) return undefined
  return hitOf(index, tail, { start: start + run.length - tail.length, end }, place)
}

function hitOf(
  index: TermIndex, run: string, { start, end }: { readonly start: number; readonly end: number }, { first, last, from, around }: RunPlace,
): Hit | undefined {
  const entries = index.find('run', run)
  const [entry] = entries ?? []
  if (entries === undefined || entry === undefined) return undefined
  const form = entries.some((one) => one.form === 'exact') ? 'exact' : entry.form
  if (form === 'exact') {
    return { first, last, start, end, entries, confidence: run.length < 6 ? 0.9 : 0.995, why: 'the same digits and letters' }
  }
  const labelled = isLabelled(first, from, around)
  if (form === 'part')
    return { first, last, start, end, entries, confidence: labelled ? 0.97 : 0.85, why: 'the number without its area code' }
  return {
    first, last, start, end, entries,
    confidence: labelled ? 0.9 : 0.1,
    why: labelled ? 'a short number behind a label' : 'a short number',
  }
}

function isLabelled(first: number, from: number, around: Surroundings): boolean {
  if (around.batch.bytes[(around.table.starts[first] as number) - 1] === HASH_SIGN) return true
  for (let word = first - 1; word >= Math.max(from, first - LABEL_WITHIN); word--) {
    if (LABELS.has(around.hash(word))) return true
    if (around.isDotted(word)) return false
  }
  return false
}

function span(first: number, last: number, { table }: Surroundings): { readonly start: number; readonly end: number } {
  return { start: table.starts[first] as number, end: table.ends[last] as number }
}

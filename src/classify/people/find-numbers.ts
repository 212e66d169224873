import { SHAPE } from '../../contract/words.ts'
import { hashWord } from '../text/word-table.ts'
import { isMonthName, readDates } from './read-dates.ts'
import type { Surroundings } from './surroundings.ts'
import type { Entry } from './term.ts'
import { lengthBit, type Marks, type TermIndex } from './term-index.ts'

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
const LABELS: ReadonlySet<number> = new Set(`
mrn id ids no number num numero acct account record chart file member policy ssn social last ending ends phone tel telephone cell mobile ext
extension fax group subscriber case visit encounter patient identifier nhs medicare medicaid zip dob born birth nacimiento nacido nacida historia
expediente telefono movil cuenta poliza dni nss nhc birthdate birthday claim license licence`.trim().split(/\s+/).map(hashWord))
const HASH_SIGN = 0x23

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
    hits.push(hit)
    consumed = hit.last
  }
  return hits
}

function better(one: Hit | undefined, other: Hit | undefined): Hit | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return other.end - other.start > one.end - one.start || other.confidence > one.confidence ? other : one
}

function dateAt(index: TermIndex, word: number, around: Surroundings, from: number, to: number): Hit | undefined {
  if (!index.hasDates) return undefined
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
  let best: Hit | undefined
  let run = ''
  for (let last = first; last < to; last++) {
    if (last > first && around.gap(last - 1) > RUN_GAP_MAX) break
    if (last > first && around.shape(last) < SHAPE.digits && around.size(last) > 4) break
    const start = table.starts[last] as number
    run += batch.slice(start, table.ends[last] as number).toLowerCase()
    if ((index.runLengths & lengthBit(run.length)) !== 0) {
      const hit = hitOf(index, run, span(first, last, around), { first, last, from, around })
      if (hit !== undefined && (best === undefined || hit.confidence >= best.confidence)) best = hit
    } else if (around.shape(last) === SHAPE.code) {
      const hit = trimmed(index, run, { first, last, from, around }, best)
      if (hit !== undefined) best = hit
    }
    if (run.length > index.runLengthMax) break
  }
  return best
}

interface RunPlace {
  readonly first: number
  readonly last: number
  readonly from: number
  readonly around: Surroundings
}

/** A number that a letter sticks to: `tel5551234567`, `4567x22`. */
function trimmed(index: TermIndex, run: string, place: RunPlace, best: Hit | undefined): Hit | undefined {
  if (best !== undefined) return undefined
  const { start, end } = span(place.first, place.last, place.around)
  const head = /^\d+/.exec(run)?.[0] ?? ''
  if (head.length >= 7 && (index.runLengths & lengthBit(head.length)) !== 0) {
    return hitOf(index, head, { start, end: end - (run.length - head.length) }, place)
  }
  const tail = /\d+$/.exec(run)?.[0] ?? ''
  if (tail.length < 7 || (index.runLengths & lengthBit(tail.length)) === 0 || place.first !== place.last) return undefined
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
  if (form === 'part') return { first, last, start, end, entries, confidence: labelled ? 0.97 : 0.85, why: 'the number without its area code' }
  return { first, last, start, end, entries, confidence: labelled ? 0.9 : 0.1, why: labelled ? 'a short number behind a label' : 'a short number' }
}

function isLabelled(first: number, from: number, around: Surroundings): boolean {
  if (around.batch.bytes[(around.table.starts[first] as number) - 1] === HASH_SIGN) return true
  for (let word = first - 1; word >= Math.max(from, first - LABEL_WITHIN); word--) if (LABELS.has(around.hash(word))) return true
  return false
}

function span(first: number, last: number, { table }: Surroundings): { readonly start: number; readonly end: number } {
  return { start: table.starts[first] as number, end: table.ends[last] as number }
}

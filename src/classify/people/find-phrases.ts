import type { Hit } from './find-numbers.ts'
import { isCommonName } from './name-words.ts'
import { canonical } from './normalise.ts'
import type { Surroundings } from './surroundings.ts'
import type { Entry } from './term.ts'
import type { Marks, TermIndex } from './term-index.ts'
import { LIST, SHAPE } from '../../contract/words.ts'

/** What may stand between two words of a phrase: a comma and a line end, a dot and a blank, an `@`. */
const GAP_MAX = 4
const MAILBOX_JOINS = new Set(Buffer.from('._-+'))

/** Street lines, towns, organizations, e-mail addresses, URLs, and names that are written as two, word by word. */
export function findPhrases(index: TermIndex, marks: Marks, around: Surroundings): Hit[] {
  const hits: Hit[] = []
  let text = 0
  for (const [mark, word] of marks.words.entries()) {
    const lengths = (marks.buckets[mark] as (typeof marks.buckets)[number]).phrases
    if (lengths.length === 0) continue
    while (around.table.first(text + 1) <= word) text++
    const from = around.table.first(text)
    const to = around.table.first(text + 1)
    let best: Hit | undefined
    for (const length of lengths) {
      const hit = phraseAt(index, word, length, around, { from, to })
      if (hit !== undefined && (best === undefined || hit.last > best.last)) best = hit
    }
    if (best !== undefined) hits.push(best)
  }
  return hits
}

interface Bounds {
  readonly from: number
  readonly to: number
}

function phraseAt(index: TermIndex, first: number, length: number, around: Surroundings, bounds: Bounds): Hit | undefined {
  const last = first + length - 1
  if (last >= bounds.to) return undefined
  const { table, batch } = around
  let text = ''
  for (let word = first; word <= last; word++) {
    if (word > first && around.gap(word - 1) > GAP_MAX) return undefined
    const lower = canonical(batch.slice(table.starts[word] as number, table.ends[word] as number).toLowerCase().replace(/'s$/, ''))
    text += word === first ? lower : ` ${lower}`
  }
  const entries = index.find('phrase', text)
  const [entry] = entries ?? []
  if (entries === undefined || entry === undefined) return undefined
  const { confidence, why } = weigh(entry, first, last, around, bounds)
  return { first, last, start: table.starts[first] as number, end: table.ends[last] as number, entries, confidence, why }
}

function weigh(entry: Entry, first: number, last: number, around: Surroundings, { from }: Bounds): { confidence: number; why: string } {
  if (entry.form === 'part' && entry.kind === 'email') return weighMailbox(first, last, around)
  if (entry.kind === 'email' || entry.kind === 'url') return { confidence: 0.999, why: 'the same address' }
  const capitals = countCapitals(first, last, around)
  if (entry.kind === 'name') return { confidence: capitals > 1 ? 0.95 : 0.6, why: 'the name in two words' }
  if (entry.kind === 'street') {
    if (entry.form === 'exact') return { confidence: 0.99, why: 'the street line' }
    return capitals > 0
      ? { confidence: 0.85, why: 'part of the street line' }
      : { confidence: 0.55, why: 'part of the street line, in small letters' }
  }
  const what = entry.kind === 'city' ? 'the town' : 'the organization'
  if (first === last && isAmbiguous(first, around)) {
    if (capitals > 0 && !around.startsSentence(first, from)) return { confidence: 0.7, why: `${what}, also a common word` }
    return { confidence: 0.1, why: `${what}, also a common word` }
  }
  if (capitals === 0) return { confidence: entry.kind === 'city' || last - first >= 2 ? 0.8 : 0.4, why: `${what}, in small letters` }
  return { confidence: entry.kind === 'city' ? 0.9 : 0.95, why: what }
}

/** `gosia.wo` by itself: a login as it is written, or words that mean nothing else. */
function weighMailbox(first: number, last: number, around: Surroundings): { confidence: number; why: string } {
  const why = 'the name of the mailbox'
  const { table, batch: { bytes } } = around
  let isJoined = first < last || around.shape(first) >= SHAPE.digits
  let words = 0
  for (let word = first; word <= last; word++) {
    if (word < last && (around.gap(word) !== 1 || !MAILBOX_JOINS.has(bytes[table.ends[word] as number] as number))) isJoined = false
    if (around.shape(word) < SHAPE.digits && (isAmbiguous(word, around) || table.listsAt(word) !== 0)) words++
  }
  if (isJoined) return { confidence: words > 0 && words === last - first + 1 ? 0.6 : 0.95, why }
  return words > 0
    ? { confidence: 0.1, why: `${why}, also words of the language or names` }
    : { confidence: first === last ? 0.85 : 0.7, why }
}

function countCapitals(first: number, last: number, around: Surroundings): number {
  let capitals = 0
  for (let word = first; word <= last; word++) if (around.isCapital(word)) capitals++
  return capitals
}

function isAmbiguous(word: number, around: Surroundings): boolean {
  const { table, batch } = around
  if ((table.listsAt(word) & (LIST.common | LIST.clinical | LIST.calendar)) !== 0) return true
  return isCommonName(batch.slice(table.starts[word] as number, table.ends[word] as number).toLowerCase())
}

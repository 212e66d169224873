import type { Cue } from '../../contract/detector.ts'
import { hashWord } from '../../contract/word-set.ts'
import type { TextBatch } from './batch.ts'
import type { Score } from './score.ts'
import type { WordTable } from './word-table.ts'

const WITHIN = 5
const CLOSE = 2
/** How far back a heading is looked for, in words. */
const HEADING_WITHIN = 120
const HEADING_WORDS_MAX = 5
const KEY_BITS = 0x3FF

interface Phrase {
  readonly hashes: readonly number[]
  readonly text: string
  readonly cue: Cue
  /** Which of its words it is looked for by. */
  readonly offset: number
}

interface Best {
  ratio: number
  why: string
}

/** Where a value stands: its words, `first` to `last` inclusive, within the words `from` up to `to` of its text. */
export interface Place {
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
}

/** The cues of one detector, ready to be looked for around a value. */
export class CueSet {
  private readonly byKey = new Map<number, Phrase[]>()
  /** By the low bits of the keys: 0 where there is none, as for most words. */
  private readonly mayBeKey = new Uint8Array(KEY_BITS + 1)
  private readonly within: number
  private readonly hasSections: boolean

  constructor(cues: readonly Cue[]) {
    let within = 0
    for (const cue of cues) {
      if (cue.where !== 'section') within = Math.max(within, cue.within ?? WITHIN)
      for (const text of cue.words) {
        const hashes = (text.match(/[a-z0-9\u{80}-\u{10FFFF}]+(?:'[a-z\u{80}-\u{10FFFF}]+)*/gu) ?? []).map(hashWord)
        // A phrase that must stand close before a value is looked for from its end: its start may lie further back.
        const isBackward = cue.where === 'before' && cue.within !== undefined && cue.within <= CLOSE
        const key = isBackward ? hashes.at(-1) : hashes[0]
        if (key === undefined) continue
        const phrases = this.byKey.get(key) ?? []
        phrases.push({ hashes, text, cue, offset: isBackward ? hashes.length - 1 : 0 })
        this.byKey.set(key, phrases)
        this.mayBeKey[key & KEY_BITS] = 1
      }
    }
    this.within = within
    this.hasSections = cues.some((cue) => cue.where === 'section')
  }

  /** Weighs the strongest cue for and the strongest against, and the same of the section the value stands in. */
  weigh(score: Score, table: WordTable, batch: TextBatch, place: Place): void {
    if (this.byKey.size === 0) return
    const speaksFor: Best = { ratio: 1, why: '' }
    const against: Best = { ratio: 1, why: '' }
    const low = Math.max(place.from, place.first - this.within)
    const high = Math.min(place.to, place.last + 1 + this.within)
    for (let word = low; word < high; word++) {
      const hash = table.hashes[word] as number
      if (this.mayBeKey[hash & KEY_BITS] === 0 || word >= place.first && word <= place.last) continue
      const phrases = this.byKey.get(hash)
      if (phrases === undefined) continue
      for (const phrase of phrases) {
        if (phrase.cue.where !== 'section' && this.stands(phrase, table, word - phrase.offset, place)) consider(phrase, speaksFor, against)
      }
    }
    score.weigh(speaksFor.ratio, speaksFor.why)
    score.weigh(against.ratio, against.why)
    if (this.hasSections) this.weighSection(score, table, batch, place)
  }

  private stands({ hashes, cue }: Phrase, table: WordTable, word: number, place: Place): boolean {
    const last = word + hashes.length - 1
    if (word < place.from || last >= place.to || word <= place.last && last >= place.first) return false
    const isBefore = last < place.first
    if (cue.where === 'before' && !isBefore || cue.where === 'after' && isBefore) return false
    const distance = isBefore ? place.first - last : word - place.last
    if (distance > (cue.within ?? WITHIN)) return false
    return hashes.every((hash, index) => table.hashes[word + index] === hash)
  }

  private weighSection(score: Score, table: WordTable, batch: TextBatch, place: Place): void {
    const heading = headingOf(table, batch, place)
    if (heading === undefined) return
    const speaksFor: Best = { ratio: 1, why: '' }
    const against: Best = { ratio: 1, why: '' }
    for (let word = heading.first; word <= heading.last; word++) {
      for (const phrase of this.byKey.get(table.hashes[word] as number) ?? []) {
        if (phrase.cue.where !== 'section' || word + phrase.hashes.length - 1 > heading.last) continue
        if (phrase.hashes.every((hash, index) => table.hashes[word + index] === hash)) consider(phrase, speaksFor, against)
      }
    }
    score.weigh(speaksFor.ratio, speaksFor.why)
    score.weigh(against.ratio, against.why)
  }
}

function consider({ cue, text }: Phrase, speaksFor: Best, against: Best): void {
  const best = cue.ratio >= 1 ? speaksFor : against
  const stronger = cue.ratio >= 1 ? cue.ratio > best.ratio : cue.ratio < best.ratio
  if (!stronger) return
  best.ratio = cue.ratio
  best.why = `"${text}" ${cue.where === 'section' ? 'heads the section' : `stands ${cue.where === 'near' ? 'near' : cue.where}`}`
}

/** The last heading before the value: up to five words at the start of a line, with a colon or a line end after them. */
function headingOf(table: WordTable, batch: TextBatch, place: Place): { readonly first: number; readonly last: number } | undefined {
  const lowest = Math.max(place.from, place.first - HEADING_WITHIN)
  for (let last = place.first - 1; last >= lowest; last--) {
    if (!endsHeading(table, batch, last)) continue
    for (let first = last; first >= Math.max(place.from, last - HEADING_WORDS_MAX + 1); first--) {
      if (startsLine(table, batch, first, place.from)) return { first, last }
    }
  }
  return undefined
}

function endsHeading(table: WordTable, batch: TextBatch, word: number): boolean {
  return batch.bytes[table.ends[word] as number] === 0x3A
}

function startsLine(table: WordTable, batch: TextBatch, word: number, from: number): boolean {
  if (word === from) return true
  for (let at = (table.starts[word] as number) - 1; at >= (table.ends[word - 1] as number); at--) {
    if (batch.bytes[at] === 0x0A) return true
  }
  return false
}

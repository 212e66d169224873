import { hashBehind, hashWord } from '../../contract/word-set.ts'
import { SHAPE } from '../../contract/words.ts'
import type { TextBatch } from '../text/batch.ts'
import type { WordTable } from '../text/word-table.ts'
import type { Identity } from './identity.ts'
import { spellingsOf } from './normalise.ts'
import type { Entry, KnownPerson, Term, TermShape } from './term.ts'
import { lengthBit, RUN_STARTS, startOf, type Bucket, type Marks, type TermIndex } from './term-index.ts'
import type { TermSieve } from './term-sieve.ts'
import { termsOf } from './terms.ts'
import { TypoIndex } from './typo-index.ts'

const FILTER_BITS_MIN = 512
const NO_RUNS = new Uint8Array(RUN_STARTS)
const POSSESSIVE = '\'s'
const NINE = 0x39

interface OpenBucket extends Bucket {
  readonly names: Entry[]
  readonly phrases: number[]
}

/** The terms of the people of one message, by the hashes that the word table has anyway. */
export class PlainIndex implements TermIndex {
  readonly people: readonly KnownPerson[]
  runLengths = 0
  runLengthMax = 0
  hasDates = false
  hasCodes = false
  readonly foreign: { bytes: Buffer; entry: Entry }[] = []
  readonly hints = { runStarts: NO_RUNS, runHashes: new Set<number>(), dateNumbers: new Set<number>() }
  private readonly buckets = new Map<number, OpenBucket>()
  private readonly phrases = new Map<string, Entry[]>()
  private readonly runs = new Map<string, Entry[]>()
  private readonly dates = new Map<string, Entry[]>()
  private readonly typos: TypoIndex
  /** A bit for each hash that is known, by its low bits: most words are turned away here. */
  private readonly filter: Int32Array
  private readonly mask: number

  /** `slipsMax` is given for an index that outlives a message, see TypoIndex; a sieve for one that is asked about the words in it alone. */
  constructor(identities: readonly Identity[], { slipsMax, sieve }: { readonly slipsMax?: number; readonly sieve?: TermSieve } = {}) {
    this.people = identities
    this.typos = new TypoIndex(slipsMax)
    for (const [person, identity] of identities.entries()) for (const term of termsOf(identity, person, sieve)) this.add(term)
    let bits = FILTER_BITS_MIN
    while (bits < this.buckets.size * 16) bits *= 2
    this.mask = bits - 1
    this.filter = new Int32Array(bits >> 5)
    for (const hash of this.buckets.keys()) {
      const bit = hash & this.mask
      this.filter[bit >> 5] = (this.filter[bit >> 5] as number) | 1 << (bit & 31)
    }
  }

  mark(table: WordTable, batch: TextBatch): Marks {
    const slipsAt = (word: number): readonly Entry[] => this.typos.entriesAt(table, batch, word)
    const marks: Marks = { words: [], buckets: [], numerics: [], slipsAt }
    const { hashes, shapes, count } = table
    const { filter, mask, typos } = this
    const { bytes } = batch
    for (let word = 0; word < count; word++) {
      const hash = hashes[word] as number
      const bit = hash & mask
      if (((filter[bit >> 5] as number) >> (bit & 31) & 1) === 1) {
        const bucket = this.buckets.get(hash)
        if (bucket !== undefined) {
          marks.words.push(word)
          marks.buckets.push(bucket)
          if ((shapes[word] as number) >= SHAPE.digits) marks.numerics.push(word)
          continue
        }
      }
      if ((shapes[word] as number) >= SHAPE.digits) {
        marks.numerics.push(word)
        continue
      }
      if (!typos.mayHold(bytes, table.starts[word] as number, table.ends[word] as number)) continue
      const bucket = typos.find(table, batch, word)
      if (bucket === undefined) continue
      marks.words.push(word)
      marks.buckets.push(bucket)
    }
    return marks
  }

  find(shape: TermShape, text: string): readonly Entry[] | undefined {
    if (shape === 'phrase') return this.phrases.get(text)
    if (shape === 'run') return this.runs.get(text)
    if (shape === 'date') return this.dates.get(text)
    return this.buckets.get(hashWord(text))?.names
  }

  private add(term: Term): void {
    const { shape, text } = term
    switch (shape) {
      case 'word': {
        const hash = hashWord(text)
        this.bucket(hash).names.push(term)
        if (text.length > 1) this.bucket(hashBehind(hash, POSSESSIVE)).names.push(term)
        this.typos.add(term)
        return
      }
      case 'phrase': {
        for (const spelling of spellingsOf(firstWord(text))) this.addPhrase(hashWord(spelling), term.words)
        push(this.phrases, text, term)
        return
      }
      case 'run':
        this.runLengths |= lengthBit(text.length)
        this.runLengthMax = Math.max(this.runLengthMax, text.length)
        this.hasCodes ||= text.charCodeAt(0) > NINE
        if (this.hints.runStarts === NO_RUNS) this.hints.runStarts = new Uint8Array(RUN_STARTS)
        this.hints.runStarts[startOf(text.charCodeAt(0), text.charCodeAt(1))] = 1
        this.hints.runHashes.add(hashWord(text))
        push(this.runs, text, term)
        return
      case 'date':
        this.hasDates = true
        for (const number of numbersOfDate(text)) this.hints.dateNumbers.add(number)
        push(this.dates, text, term)
        return
      case 'foreign':
        this.foreign.push({ bytes: Buffer.from(text), entry: term })
    }
  }

  private addPhrase(hash: number, words: number): void {
    const { phrases } = this.bucket(hash)
    if (!phrases.includes(words)) phrases.push(words)
  }

  private bucket(hash: number): OpenBucket {
    let bucket = this.buckets.get(hash)
    if (bucket === undefined) this.buckets.set(hash, bucket = { names: [], phrases: [] })
    return bucket
  }
}

/** The word of a phrase that it is looked up by. */
export function firstWord(phrase: string): string {
  return phrase.slice(0, phrase.indexOf(' ') >>> 0)
}

/** The numbers that a word of a date may start with: the year in four digits and in two, month and day. */
export function numbersOfDate(digits: string): number[] {
  return [digits.slice(0, 4), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)].map(Number)
}

function push(map: Map<string, Entry[]>, text: string, entry: Entry): void {
  const known = map.get(text)
  if (known === undefined) map.set(text, [entry])
  else known.push(entry)
}


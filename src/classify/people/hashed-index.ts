import { SHAPE } from '../../contract/words.ts'
import type { TextBatch } from '../text/batch.ts'
import type { WordTable } from '../text/word-table.ts'
import { hashedText, shortened, type HashedShape, type HashedTerm } from './hashed-term.ts'
import { canonical } from './normalise.ts'
import type { Entry, KnownPerson, TermShape } from './term.ts'
import { lengthBit, type Bucket, type Marks, type TermIndex } from './term-index.ts'
import { NO_SLIP } from './typo-index.ts'

const NO_ENTRIES: readonly Entry[] = []
const NO_NUMBERS: readonly number[] = []

/** Keyed hashes of words, each worked out once and then remembered, within a bound. */
export class WordHasher {
  private young = new Map<number, WordHashes>()
  private old = new Map<number, WordHashes>()
  private readonly hash: (text: string) => number
  private readonly entriesMax: number

  constructor(hash: (text: string) => number, entriesMax: number) {
    this.hash = hash
    this.entriesMax = entriesMax
  }

  of(shape: HashedShape, text: string): number {
    return this.hash(hashedText(shape, text))
  }

  /** By the hash that the word table has; the word itself is read only when it is new. */
  word(table: WordTable, batch: TextBatch, word: number): WordHashes {
    const key = table.hashes[word] as number
    const known = this.young.get(key)
    if (known !== undefined) return known
    const hashes = this.old.get(key) ?? this.read(batch.slice(table.starts[word] as number, table.ends[word] as number).toLowerCase())
    if (this.young.size >= this.entriesMax) {
      this.old = this.young
      this.young = new Map()
    }
    this.young.set(key, hashes)
    return hashes
  }

  private read(word: string): WordHashes {
    const lower = word.replace(/'s$/, '')
    let slips: readonly number[] | undefined
    return {
      word: this.of('word', lower), first: this.of('first', canonical(lower)),
      slips: () => (slips ??= shortened(lower).map((text) => this.of('gone', text))),
    }
  }
}

export interface WordHashes {
  readonly word: number
  readonly first: number
  /** Those of the word without one letter. */
  slips(): readonly number[]
}

interface RosterPerson extends KnownPerson {
  readonly terms: readonly HashedTerm[]
}

/** What the roster knows of the people around one subject. */
export class HashedIndex implements TermIndex {
  readonly people: readonly KnownPerson[]
  runLengths = 0
  runLengthMax = 0
  hasDates = false
  readonly hasCodes = true
  readonly hints = undefined
  readonly foreign = []
  private readonly buckets = new Map<number, { names: Entry[]; phrases: number[] }>()
  private readonly others = new Map<number, Entry[]>()
  private readonly slips = new Map<number, Entry[]>()
  private readonly hasher: WordHasher

  constructor(people: readonly RosterPerson[], elementOf: (element: number) => string, hasher: WordHasher) {
    this.people = people
    this.hasher = hasher
    for (const [person, { terms }] of people.entries()) {
      for (const term of terms) this.add(term, { ...term.entry, person, element: elementOf(term.element) })
    }
  }

  mark(table: WordTable, batch: TextBatch): Marks {
    const slipsAt = (word: number): readonly Entry[] => this.slipsOf(this.hasher.word(table, batch, word))
    const marks: Marks = { words: [], buckets: [], numerics: [], slipsAt }
    for (let word = 0; word < table.count; word++) {
      const isNumeric = (table.shapes[word] as number) >= SHAPE.digits
      if (isNumeric) marks.numerics.push(word)
      const bucket = this.bucketOf(this.hasher.word(table, batch, word), { table, word, isNumeric })
      if (bucket === undefined) continue
      marks.words.push(word)
      marks.buckets.push(bucket)
    }
    return marks
  }

  find(shape: TermShape, text: string): readonly Entry[] | undefined {
    if (shape === 'foreign') return undefined
    return this.others.get(this.hasher.of(shape, text))
  }

  private bucketOf(
    hashes: WordHashes,
    { table, word, isNumeric }: { readonly table: WordTable; readonly word: number; readonly isNumeric: boolean },
  ): Bucket | undefined {
    const asWord = this.buckets.get(hashes.word)
    const asFirst = this.buckets.get(hashes.first)
    if (asWord !== undefined || asFirst !== undefined) {
      return { names: asWord?.names ?? NO_ENTRIES, phrases: asFirst?.phrases ?? NO_NUMBERS }
    }
    if (isNumeric || this.slips.size === 0 || (table.listsAt(word) & NO_SLIP) !== 0) return undefined
    const names = this.slipsOf(hashes)
    return names.length === 0 ? undefined : { names, phrases: NO_NUMBERS }
  }

  private slipsOf(hashes: WordHashes): readonly Entry[] {
    const names = new Set<Entry>()
    for (const slip of hashes.slips()) for (const entry of this.slips.get(slip) ?? NO_ENTRIES) names.add(entry)
    return [...names]
  }

  private add(term: HashedTerm, entry: Entry): void {
    switch (term.shape) {
      case 'word': return void this.bucket(term.hash).names.push(entry)
      case 'first': {
        const { phrases } = this.bucket(term.hash)
        if (!phrases.includes(term.size)) phrases.push(term.size)
        return
      }
      case 'gone': return push(this.slips, term.hash, entry)
      case 'run':
        this.runLengths |= lengthBit(term.size)
        this.runLengthMax = Math.max(this.runLengthMax, term.size)
        return push(this.others, term.hash, entry)
      case 'date':
        this.hasDates = true
        return push(this.others, term.hash, entry)
      case 'phrase': return push(this.others, term.hash, entry)
    }
  }

  private bucket(hash: number): { names: Entry[]; phrases: number[] } {
    let bucket = this.buckets.get(hash)
    if (bucket === undefined) this.buckets.set(hash, bucket = { names: [], phrases: [] })
    return bucket
  }
}

function push(map: Map<number, Entry[]>, hash: number, entry: Entry): void {
  const known = map.get(hash)
  if (known === undefined) map.set(hash, [entry])
  else known.push(entry)
}

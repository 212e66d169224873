import type { TextBatch } from '../text/batch.ts'
import type { TextFinding } from '../text/finding.ts'
import { WordTable } from '../text/word-table.ts'
import { findForeign } from './find-foreign.ts'
import { findGlued } from './find-glued.ts'
import { findNames, type Rank } from './find-names.ts'
import { findNumbers, type Hit } from './find-numbers.ts'
import { findPhrases } from './find-phrases.ts'
import { Identity } from './identity.ts'
import { mend, type Mended } from './mend.ts'
import { PlainIndex } from './plain-index.ts'
import { Surroundings } from './surroundings.ts'
import type { Entry, KnownPerson } from './term.ts'
import type { TermIndex } from './term-index.ts'
import type { Whose } from './shared-names.ts'
import { TermSieve } from './term-sieve.ts'

/** What is looked through: a batch whose words were read into the table. */
export interface MatchOptions {
  readonly words: WordTable
  readonly batch: TextBatch
  /** Key of the subject that a text is about, where anybody knows. */
  readonly subjectOf?: (text: number) => string | undefined
}

/** Finds known people in texts. */
export interface PeopleMatcher {
  /** True where there is nobody to be found. */
  readonly isEmpty: boolean
  /** Near misses included, in no order; see `resolveOverlaps`. */
  find(options: MatchOptions): TextFinding[]
}

const NOBODY: PeopleMatcher = { isEmpty: true, find: () => [] }

/** Of more people, or in more words, it does not pay to look at the words first. */
const SIEVED_PEOPLE_MAX = 8
const SIEVED_WORDS_MAX = 500
const KNOWN = { known: 'known from' } as const
const sieve = new TermSieve()

/** A matcher for the people of a message. */
export function createPeopleMatcher(identities: readonly Identity[]): PeopleMatcher {
  // Most messages name nobody, and an index of nobody takes a microsecond to make.
  if (identities.length === 0) return NOBODY
  let isFirst = identities.length <= SIEVED_PEOPLE_MAX
  let index: PlainIndex | undefined
  return {
    isEmpty: false,
    find(options) {
      const mended = readMended(options)
      const wasFirst = isFirst
      isFirst = false
      if (!wasFirst || options.words.count > SIEVED_WORDS_MAX)
        return findAll((index ??= new PlainIndex(identities)), options, mended, KNOWN)
      // Most messages have their texts together, and are asked once.
      sieve.clear()
      sieve.add(options.words, options.batch)
      if (mended !== undefined) sieve.add(mended.words, mended.batch)
      return findAll(new PlainIndex(identities, { sieve }), options, mended, KNOWN)
    },
  }
}

export const PEOPLE_DETECTOR = 'known-people'
/** Of a patient who is known, in a text about another one. */
export const WRONG_PATIENT_DETECTOR = 'wrong-patient'

/** What was found of a patient who is not the one that the text is about: perhaps it lies in the wrong record. */
export function asWrongPatient<F extends TextFinding>(finding: F): F {
  if (finding.person === undefined || finding.detector === WRONG_PATIENT_DETECTOR) return finding
  return {
    ...finding, detector: WRONG_PATIENT_DETECTOR, evidence: `${finding.evidence}; the text is about another patient`,
    person: { ...finding.person, wrongPatient: true },
  }
}

/** A matcher over any index; `known` says in the evidence where the values are from. */
export function createIndexMatcher(index: TermIndex, { known }: { readonly known: string }): PeopleMatcher {
  return {
    isEmpty: index.people.length === 0,
    find: (options) => index.people.length === 0 ? [] : findAll(index, options, readMended(options), { known }),
  }
}

/** The texts with their cut words made whole, where there are any. */
interface MendedWords extends Mended {
  readonly words: WordTable
}

function readMended({ words: { lexicon }, batch }: MatchOptions): MendedWords | undefined {
  const mended = mend(batch)
  if (mended === undefined) return undefined
  const words = new WordTable(lexicon)
  words.read(mended.batch)
  return { ...mended, words }
}

function findAll(
  index: TermIndex,
  { words, batch, subjectOf = () => undefined }: MatchOptions,
  mended: MendedWords | undefined,
  { known }: { readonly known: string },
): TextFinding[] {
  const subjects = new Map<number, string | undefined>()
  const subjectAt = (text: number): string | undefined => {
    if (!subjects.has(text)) subjects.set(text, subjectOf(text))
    return subjects.get(text)
  }
  const rankAt = (entry: Entry, text: number): number => closeness(index.people[entry.person] as KnownPerson, subjectAt(text))
  const whoseAt = (text: number): Whose => ({ people: index.people, subject: subjectAt(text) })
  const found = findHits(index, { words, batch, rank: rankAt, whoseAt }).map((hit) => toFinding(hit, hit))
  if (mended === undefined) return found
  const other = { words: mended.words, batch: mended.batch, rank: (entry: Entry) => rankAt(entry, 0), whoseAt: () => whoseAt(0) }
  for (const hit of findHits(index, other)) {
    const place = mended.placeOf(hit.start, hit.end)
    if (place !== undefined) found.push(toFinding(hit, place))
  }
  return found

  function toFinding({ entries, confidence, why }: Hit, { start, end }: Pick<Hit, 'start' | 'end'>): TextFinding {
    const text = batch.textAt(start)
    let entry = entries[0] as Entry
    for (const other of entries) if (rankAt(other, text) < rankAt(entry, text)) entry = other
    const person = index.people[entry.person] as KnownPerson
    const finding: TextFinding = {
      text, ...batch.original(text, start, end), class: entry.class, detector: PEOPLE_DETECTOR, confidence,
      evidence: `${why}, ${known} ${entry.element}`,
      person: {
        key: person.key, role: person.role, element: entry.element, wrongPatient: false,
        form: entry.form, identity: person instanceof Identity ? person : undefined,
      },
    }
    return closeness(person, subjectAt(text)) === WRONG ? asWrongPatient(finding) : finding
  }
}

interface Search {
  readonly words: WordTable
  readonly batch: TextBatch
  readonly rank: Rank
  readonly whoseAt: (text: number) => Whose
}

function findHits(index: TermIndex, { words, batch, rank, whoseAt }: Search): Hit[] {
  const marks = index.mark(words, batch)
  if (marks.words.length === 0 && marks.numerics.length === 0 && index.foreign.length === 0) return []
  const around = new Surroundings(words, batch)
  return [
    ...findNames(marks, around, rank, whoseAt),
    ...findPhrases(index, marks, around),
    ...findNumbers(index, marks, around),
    ...findForeign(index, batch),
    ...findGlued(index, marks, around),
  ]
}

const WRONG = 2

/** Whom a value that several people share is taken to mean: the subject, then others, then other patients. */
function closeness(person: KnownPerson, subject: string | undefined): number {
  if (person.role !== 'patient') return 1
  return subject === undefined || person.subject === undefined || person.subject === subject ? 0 : WRONG
}

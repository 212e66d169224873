import type { TextBatch } from '../text/batch.ts'
import type { TextFinding } from '../text/finding.ts'
import type { WordTable } from '../text/word-table.ts'
import { findForeign } from './find-foreign.ts'
import { findNames } from './find-names.ts'
import { findNumbers, type Hit } from './find-numbers.ts'
import { findPhrases } from './find-phrases.ts'
import type { Identity } from './identity.ts'
import { PlainIndex } from './plain-index.ts'
import { Surroundings } from './surroundings.ts'
import type { Entry, KnownPerson } from './term.ts'
import type { TermIndex } from './term-index.ts'

/** What is looked through: a batch whose words were read into the table. */
export interface MatchOptions {
  readonly words: WordTable
  readonly batch: TextBatch
  /** Key of the subject that a text is about, where anybody knows. */
  readonly subjectOf?: (text: number) => string | undefined
}

/** Finds known people in texts. */
export interface PeopleMatcher {
  /** Near misses included, in no order; see `resolveOverlaps`. */
  find(options: MatchOptions): TextFinding[]
}

/** A matcher for the people of a message. */
export function createPeopleMatcher(identities: readonly Identity[]): PeopleMatcher {
  return createIndexMatcher(new PlainIndex(identities), { known: 'known from' })
}

export const PEOPLE_DETECTOR = 'known-people'

/** A matcher over any index; `known` says in the evidence where the values are from. */
export function createIndexMatcher(index: TermIndex, { known }: { readonly known: string }): PeopleMatcher {
  return {
    find({ words, batch, subjectOf = () => undefined }) {
      if (index.people.length === 0) return []
      const marks = index.mark(words, batch)
      const found: TextFinding[] = []
      if (marks.words.length === 0 && marks.numerics.length === 0 && index.foreign.length === 0) return found
      const around = new Surroundings(words, batch)
      const rank = (entry: Entry, text: number): number => closeness(index.people[entry.person] as KnownPerson, subjectOf(text))
      const hits = [
        ...findNames(marks, around, rank), ...findPhrases(index, marks, around), ...findNumbers(index, marks, around), ...findForeign(index, batch),
      ]
      for (const hit of hits) found.push(toFinding(hit))
      return found

      function toFinding({ start, end, entries, confidence, why }: Hit): TextFinding {
        const text = batch.textAt(start)
        let entry = entries[0] as Entry
        for (const other of entries) if (rank(other, text) < rank(entry, text)) entry = other
        const person = index.people[entry.person] as KnownPerson
        return {
          text, ...batch.original(text, start, end), class: entry.class, detector: PEOPLE_DETECTOR, confidence,
          evidence: `${why}, ${known} ${entry.element}`,
          person: {
            key: person.key, role: person.role, element: entry.element, wrongPatient: closeness(person, subjectOf(text)) === WRONG,
          },
        }
      }
    },
  }
}

const WRONG = 2

/** Whom a value that several people share is taken to mean: the subject, then others, then other patients. */
function closeness(person: KnownPerson, subject: string | undefined): number {
  if (person.role !== 'patient') return 1
  return subject === undefined || person.subject === undefined || person.subject === subject ? 0 : WRONG
}

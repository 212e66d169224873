import type { Identity } from '../../classify/people/identity.ts'
import { asWrongPatient, createPeopleMatcher, type PeopleMatcher } from '../../classify/people/people-matcher.ts'
import type { Roster } from '../../classify/people/roster.ts'
import { mayMention } from './mention.ts'
import { collectPeople, MessagePeople, type WhoseNode } from './people.ts'
import type { TapeView } from '../tape/tape-view.ts'
import type { KnownPeople } from '../texts/text-ruling.ts'

/** Keys of whose a text is, by the number of the text, where anybody knows. */
export interface WhoseText {
  /** The patient whom the message says it to be about. */
  subjectOf(text: number): string | undefined
  /** The visit that it belongs to: the roster may know whose that is. */
  visitOf?(text: number): string | undefined
}

/** The part of a roster that scanning asks. */
export type RosterLookUp = Pick<Roster, 'lookUpSubject' | 'lookUpGlobal'>

/** Up to so many people are each asked for before all of them are looked for. */
const ASKED_MAX = 16

/** Everyone in a message, or in a Bundle that is read in pieces: met entry by entry, then looked for in all of them. */
export class BundlePeople {
  private readonly people = new MessagePeople()
  private all: readonly Identity[] | undefined
  private made: PeopleMatcher | undefined

  meet(view: TapeView, subjects: WhoseNode): void {
    collectPeople(view, subjects, this.people)
    this.all = undefined
    this.made = undefined
  }

  get matcher(): PeopleMatcher {
    return (this.made ??= createPeopleMatcher(this.identities))
  }

  get identities(): readonly Identity[] {
    return (this.all ??= this.people.identities)
  }

  /** Whether texts may name any of them. Of many it is not asked: entry by entry, it takes longer than to look for them. */
  mayBeIn(texts: readonly string[]): boolean {
    return this.identities.length > ASKED_MAX || mayMention(this.identities, texts)
  }
}

/** Everyone whom the message itself names. */
export function peopleOf(view: TapeView, subjects: WhoseNode): BundlePeople {
  const people = new BundlePeople()
  people.meet(view, subjects)
  return people
}

/**
 * The people of the message and those whom the roster knows around the subject of each text. Only where nobody knows the
 * subject, or the roster does not, is it asked whom the texts themselves identify.
 */
export function createKnownPeople(matcher: PeopleMatcher, roster: RosterLookUp | undefined, whose: WhoseText): KnownPeople {
  let isInRoster = (_text: number): boolean => false
  return {
    isInRoster: (text) => isInRoster(text),
    find(scanner, batch) {
      // The words of texts that are known to be clean are read for people only.
      if (matcher.isEmpty && roster === undefined) return []
      const { words } = scanner
      const options = { words, batch, subjectOf: (text: number) => whose.subjectOf(text) }
      const found = matcher.find(options)
      if (roster === undefined) return found
      const patients = Array.from({ length: batch.count }, (_, text) => whose.subjectOf(text))
      const subjects = patients.map((patient, text) => patient ?? whose.visitOf?.(text))
      const matchers = new Map<string | undefined, PeopleMatcher | undefined>()
      for (const subject of new Set(subjects)) if (subject !== undefined) matchers.set(subject, roster.lookUpSubject(subject))
      const isOpen = (text: number): boolean => matchers.get(subjects[text]) === undefined
      const guessed = subjects.some((_, text) => isOpen(text)) ? roster.lookUpGlobal(words, batch)?.matcher : undefined
      isInRoster = (text) => !isOpen(text) || guessed !== undefined && patients[text] === undefined
      for (const [subject, one] of matchers) {
        for (const finding of one?.find(options) ?? []) if (subjects[finding.text] === subject) found.push(finding)
      }
      for (const finding of guessed?.find(options) ?? []) {
        if (!isOpen(finding.text)) continue
        // The roster would know the patient whom the text is about by the key that the message gives.
        found.push(patients[finding.text] !== undefined && finding.person?.role === 'patient' ? asWrongPatient(finding) : finding)
      }
      return found
    },
  }
}

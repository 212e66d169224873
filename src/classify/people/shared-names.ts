import type { Entry, KnownPerson } from './term.ts'

/** Whom a text is about, among those who are known. */
export interface Whose {
  readonly people: readonly KnownPerson[]
  readonly subject: string | undefined
}

/** To try each of more would take the square of the people of a Bundle. */
const PEOPLE_MAX = 24
/** Fewer are looked up one by one. */
const PARTNERS_MAX = 64

/**
 * Of people who share a word: whoever has one of those beside it as well, and of the others the nearest by what the word is to them, in
 * the order of people. Of few, all.
 */
export function nearestOf(names: readonly Entry[], beside: Iterable<readonly Entry[]>, whose: Whose): readonly Entry[] {
  if (names.length <= PEOPLE_MAX) return names
  const sharers = sharersOf(names, whose.people)
  // A letter that is an initial of many says nothing by itself.
  const found = sharers.nearest(whose, false)
  for (const partners of beside) {
    const both = sharers.alsoIn(partners)
    found.push(...(both.length <= PEOPLE_MAX ? both : sharersOf(both, whose.people).nearest(whose, true)))
  }
  return found.sort((one, other) => one.person - other.person)
}

/** The first entry of each kind of person, and of each subject, by its place in the list. */
interface Firsts {
  readonly ofSubject: Map<string, number>
  anyPatient: number
  unassigned: number
  other: number
}

const byPerson = new WeakMap<readonly Entry[], Map<number, Entry[]>>()
const NONE: readonly Entry[] = []

/** What a word is to one of those who share it; a short list is given whole. */
export function entriesFor(names: readonly Entry[], person: number): readonly Entry[] {
  if (names.length <= PEOPLE_MAX) return names
  let people = byPerson.get(names)
  if (people === undefined) byPerson.set(names, people = Map.groupBy(names, (entry) => entry.person))
  return people.get(person) ?? NONE
}

const known = new WeakMap<readonly Entry[], Sharers>()

function sharersOf(names: readonly Entry[], people: readonly KnownPerson[]): Sharers {
  let sharers = known.get(names)
  if (sharers === undefined) known.set(names, sharers = new Sharers(names, people))
  return sharers
}

/** Who shares one word, told apart once for all texts: a Bundle may hold thousands of one name, and as many notes. */
class Sharers {
  private readonly names: readonly Entry[]
  private readonly firsts = new Map<string, Firsts>()
  private readonly both = new WeakMap<readonly Entry[], readonly Entry[]>()

  constructor(names: readonly Entry[], people: readonly KnownPerson[]) {
    this.names = names
    for (const [at, entry] of names.entries()) this.note(entry, at, people[entry.person] as KnownPerson)
  }

  private note({ form, part }: Entry, at: number, { role, subject }: KnownPerson): void {
    const key = `${form} ${part}`
    let firsts = this.firsts.get(key)
    if (firsts === undefined) {
      firsts = { ofSubject: new Map(), anyPatient: Infinity, unassigned: Infinity, other: Infinity }
      this.firsts.set(key, firsts)
    }
    if (role !== 'patient') firsts.other = Math.min(firsts.other, at)
    else {
      firsts.anyPatient = Math.min(firsts.anyPatient, at)
      if (subject === undefined) firsts.unassigned = Math.min(firsts.unassigned, at)
      else if (!firsts.ofSubject.has(subject)) firsts.ofSubject.set(subject, at)
    }
  }

  /** By what the word is to them the nearest: the subject of the text, then who is no patient, then other patients. */
  nearest({ subject }: Whose, withInitials: boolean): Entry[] {
    const found: Entry[] = []
    for (const { ofSubject, anyPatient, unassigned, other } of this.firsts.values()) {
      const own = subject === undefined ? anyPatient : Math.min(ofSubject.get(subject) ?? Infinity, unassigned)
      const at = own !== Infinity ? own : other !== Infinity ? other : anyPatient
      const entry = this.names[at] as Entry
      if (withInitials || entry.form !== 'initial') found.push(entry)
    }
    return found
  }

  /** The entries of those who are among others too. */
  alsoIn(partners: readonly Entry[]): readonly Entry[] {
    if (partners.length <= PARTNERS_MAX) return this.of(partners)
    let both = this.both.get(partners)
    if (both === undefined) this.both.set(partners, both = this.of(partners))
    return both
  }

  private of(partners: readonly Entry[]): Entry[] {
    return [...new Set(partners.map(({ person }) => person))].flatMap((person) => entriesFor(this.names, person))
  }
}

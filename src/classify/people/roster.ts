import { createCache } from '../../contract/cache.ts'
import type { TextBatch } from '../text/batch.ts'
import type { WordTable } from '../text/word-table.ts'
import { aliasKey, candidateKeys, identifierIn, KEY_KIND, keysOf, type GlobalKey } from './global-keys.ts'
import { HashedIndex, WordHasher } from './hashed-index.ts'
import { hashedForms, hashedText, readTerm, TERM_BYTES, writeTerm, type HashedTerm } from './hashed-term.ts'
import type { Identity } from './identity.ts'
import { createIndexMatcher, type PeopleMatcher } from './people-matcher.ts'
import { MatcherMemory } from './matcher-memory.ts'
import { RosterStore } from './roster-store.ts'
import { termsOf } from './terms.ts'

type Hmac = (text: string) => string

export interface RosterOptions {
  readonly path: string
  /** HMAC-SHA-256 under the roster's key, as hex (see `Keyring`). */
  readonly hmac: Hmac
  /** The same under keys of before: a roster that was made with one of them stays with it. */
  readonly older?: readonly Hmac[]
  /** Words whose hashes are remembered, twice over; 20,000 unless given, about 200 bytes each. */
  readonly wordsMax?: number
  /** The clock: when people were last seen is noted by the day, in UTC. */
  readonly now?: () => Date
  /** For whoever only looks people up: a roster that is not there knows nobody, and would be made. */
  readonly mustExist?: boolean
}

/** Who a text is about, as far as its identifiers or names tell. */
export interface RosterMatch {
  readonly matcher: PeopleMatcher
  readonly by: 'identifier' | 'name'
}

/**
 * Remembers on disk who belongs to whom, so that a note which arrives alone is searched for the people around its
 * subject. The file holds keyed hashes, element paths and the day on which each subject was last seen: no name, number or
 * date of anybody, nor anything made of one without the key. Several processes may use one file. In scripts that do not part
 * words, a name is found only where it stands by itself: a keyed hash can be compared with words, not with any run of letters.
 */
export interface Roster {
  /** Adds people around a subject (see `Subjects`); what was known before stays known. */
  addIdentities(subject: string, identities: readonly Identity[]): void
  /** The same for several at once, all or nothing; many at a time cost one wait for the disk. */
  addAll(groups: Iterable<SubjectGroup>): void
  /** A matcher for the people around a subject, by whatever name and under all linked ones, or undefined for one who is not in the roster. */
  lookUpSubject(subject: string): PeopleMatcher | undefined
  /** Finds the one subject that a text identifies; undefined where it is none or several. */
  lookUpGlobal(words: WordTable, batch: TextBatch): RosterMatch | undefined
  /** Forgets a subject; false when it was not there. */
  purge(subject: string): boolean
  /** Forgets everyone whom no message has named for so many days, and says how many patients they were. */
  purgeUnseen(days: number): number
  counts(): { readonly subjects: number; readonly people: number; readonly bytes: number }
  close(): void
}

export interface SubjectGroup {
  readonly subject: string
  readonly identities: readonly Identity[]
  /** What else messages call the subject by: identifiers, visits. */
  readonly aliases?: readonly string[]
  /** Subjects who are the same person, as records are that were merged. */
  readonly links?: readonly string[]
}

const WORDS_MAX = 20_000
/** So many records of one person are looked through; of more somebody would have linked the wrong ones. */
const LINKED_MAX = 20
const DAY_MS = 86_400_000
/** So many that were added last are remembered. */
const ADDED_MAX = 5000
/** Keyed hashes in one generation of those that are remembered. */
const HASHES = { entriesMax: 16_384, textUnitsMax: 64 }
/** People in one generation of those whose terms are remembered, some hundred each. */
const PEOPLE = { entriesMax: 256, textUnitsMax: 64 }
/** 52 bits of the HMAC: whole in a JavaScript number, and one chance in a million of a false hit among a billion. */
const HEX_DIGITS = 13

/** Opens a roster, or makes one where it need not exist. Throws SLUICE_IO, and SLUICE_CONFIG for one that was made with another key. */
export function openRoster(options: RosterOptions): Roster {
  return new DiskRoster(options)
}

/** What one person is found by: each term once, as on disk. */
interface PersonTerms {
  readonly keys: Set<string>
  terms: Uint8Array
  isStored: boolean
}

class DiskRoster implements Roster {
  private readonly store: RosterStore
  private readonly hasher: WordHasher
  private readonly paths = new Map<number, string>()
  private readonly hash: (text: string) => number
  private readonly matchers = new MatcherMemory()
  /** What was added last, as it was told: messages mostly tell of the same people. */
  private readonly added = new Set<string>()
  private addedVersion = 0
  private people = createCache<PersonTerms>(PEOPLE)

  private readonly today: () => number

  constructor({ path, hmac, older = [], wordsMax = WORDS_MAX, now = () => new Date(), mustExist = false }: RosterOptions) {
    this.today = () => Math.floor(now().getTime() / DAY_MS)
    const checkOf = (one: Hmac): string => one('roster check')
    this.store = new RosterStore(path, { checks: [checkOf(hmac), ...older.map(checkOf)], today: this.today(), mustExist })
    const own = older.find((one) => checkOf(one) === this.store.check) ?? hmac
    const hashes = createCache<number>(HASHES)
    this.hash = (text) => hashes.get(text) ?? hashes.set(text, Number.parseInt(own(text).slice(0, HEX_DIGITS), 16))
    this.hasher = new WordHasher(this.hash, wordsMax)
  }

  addIdentities(subject: string, identities: readonly Identity[]): void {
    this.addAll([{ subject, identities }])
  }

  addAll(groups: Iterable<SubjectGroup>): void {
    try {
      this.store.change(() => this.addGroups(groups))
    } catch (error) {
      this.forgetAll()
      throw error
    }
  }

  private addGroups(groups: Iterable<SubjectGroup>): void {
    const version = this.store.changesOfOthers
    if (version !== this.addedVersion) this.forgetAll()
    this.addedVersion = version
    if (this.added.size > ADDED_MAX) this.added.clear()
    for (const { subject, identities, aliases = [], links = [] } of groups) {
      const at = this.subjectOf(subject)
      for (const identity of identities) {
        const { key, role, subject: of, tokens } = identity
        const told = JSON.stringify([at, key, role, of, tokens])
        if (this.added.has(told)) continue
        if (this.add(at, subject, identity)) this.matchers.forget(at)
        this.added.add(told)
      }
      for (const alias of aliases) this.putKey(aliasKey(alias), at)
      for (const link of links) this.link(at, this.subjectOf(link))
      if (identities.length + aliases.length + links.length > 0) this.store.see(at, this.today())
    }
  }

  lookUpSubject(subject: string): PeopleMatcher | undefined {
    const own = this.subjectOf(subject)
    return this.matchers.of([own], this.store.changesOfOthers) ?? this.matcherOf(this.named(subject, own))
  }

  lookUpGlobal(words: WordTable, batch: TextBatch): RosterMatch | undefined {
    const found = [new Set<number>(), new Set<number>()] as const
    const met = new Set<string>()
    for (const { text, kind } of candidateKeys(words, batch)) {
      if (met.has(text)) continue
      met.add(text)
      for (const { subject } of this.store.keys(this.hash(text))) found[kind === KEY_KIND.identifier ? 0 : 1].add(subject)
    }
    for (const [kind, by] of [[0, 'identifier'], [1, 'name']] as const) {
      // An identifier speaks for itself; of those it leaves open, a name may still tell which.
      const both = kind === 0 && found[0].size > 1 ? [...found[0]].filter((subject) => found[1].has(subject)) : [...found[kind]]
      const [only] = both
      if (only === undefined || both.length > 1 && !this.areOne(both)) continue
      const matcher = this.matcherOf([only])
      if (matcher !== undefined) return { matcher, by }
    }
    return undefined
  }

  purge(subject: string): boolean {
    this.forgetAll()
    const own = this.subjectOf(subject)
    const removed = this.store.purge(own)
    const [only, ...others] = removed ? [] : this.namesakes(aliasKey(subject))
    return only === undefined || others.length > 0 ? removed : this.store.purge(only)
  }

  purgeUnseen(days: number): number {
    this.forgetAll()
    return this.store.purgeBefore(this.today() - days)
  }

  counts(): { readonly subjects: number; readonly people: number; readonly bytes: number } {
    return this.store.counts()
  }

  close(): void {
    this.store.close()
  }

  private forgetAll(): void {
    this.matchers.clear()
    this.added.clear()
    this.people = createCache(PEOPLE)
  }

  private subjectOf(subject: string): number {
    return this.hash(`subject\n${subject}`)
  }

  private putKey({ text, kind }: GlobalKey, subject: number): void {
    this.store.putKey(this.hash(text), subject, kind)
  }

  /** Who goes by a key. */
  private namesakes({ text }: GlobalKey): number[] {
    return this.store.keys(this.hash(text)).map(({ subject }) => subject)
  }

  /** The subjects that a message calls so, of whom the roster knows somebody. */
  private named(subject: string, own: number): number[] {
    if (this.store.knows(own)) return [own]
    const alias = this.namesakes(aliasKey(subject))
    if (alias.length > 0) return alias
    const identifier = identifierIn(subject)
    const found = identifier === undefined ? [] : this.namesakes(identifier)
    return found.length === 1 ? found : [own]
  }

  private areOne([first = 0, ...others]: readonly number[]): boolean {
    const linked = this.withLinked([first])
    return others.every((other) => linked.has(other))
  }

  /** With all whose records are linked to theirs. */
  private withLinked(subjects: readonly number[]): Set<number> {
    const all = new Set(subjects)
    for (const subject of all) {
      if (all.size >= LINKED_MAX) break
      for (const other of this.store.links(subject)) all.add(other)
    }
    return all
  }

  /** Adds what somebody around a subject is called; false where all of it was known. */
  private add(at: number, subject: string, identity: Identity): boolean {
    const terms = termsOf(identity, 0)
    // The patient is one, however often met; others are told apart by their names.
    const isSubject = identity.role === 'patient' && (identity.subject === undefined || identity.subject === subject)
    const names = identity.tokens.filter(({ kind }) => kind === 'name' || kind === 'organization').map(({ value }) => value)
    const person = this.hash(isSubject ? 'patient' : `person\n${names.length > 0 ? names.join('\n') : identity.key}`)
    const known = this.termsOf(at, person)
    const fresh: HashedTerm[] = []
    for (const term of terms) {
      const element = this.store.element(term.element.replaceAll(/\[\d+\]/g, ''))
      for (const { shape, text, size, form } of hashedForms(term)) {
        const { kind, part, words } = term
        const record: HashedTerm = {
          hash: this.hash(hashedText(shape, text)), shape, size, element, entry: { kind, part, words, form, class: term.class },
        }
        const key = recordKey(record)
        if (known.keys.has(key)) continue
        known.keys.add(key)
        fresh.push(record)
      }
    }
    const isNew = !known.isStored || fresh.length > 0
    if (isNew) {
      const added = Buffer.alloc(fresh.length * TERM_BYTES)
      for (const [index, record] of fresh.entries()) writeTerm(record, added, index * TERM_BYTES)
      known.terms = Buffer.concat([known.terms, added])
      known.isStored = true
      this.store.putPerson(at, { person, role: isSubject ? 0 : 1, terms: known.terms })
    }
    if (isSubject) for (const key of keysOf(identity, terms)) this.putKey(key, at)
    return isNew
  }

  /** What somebody around a subject is found by so far. */
  private termsOf(at: number, person: number): PersonTerms {
    const name = `${at} ${person}`
    const known = this.people.get(name)
    if (known !== undefined) return known
    const terms = this.store.person(at, person)?.terms
    const keys = new Set(readTerms(terms).map(recordKey))
    return this.people.set(name, { keys, terms: terms ?? new Uint8Array(0), isStored: terms !== undefined })
  }

  private link(one: number, other: number): void {
    this.store.putLink(one, other)
    this.matchers.forget(one)
    this.matchers.forget(other)
  }

  private matcherOf(subjects: readonly number[]): PeopleMatcher | undefined {
    return this.matchers.of(subjects, this.store.changesOfOthers) ?? this.makeMatcher(subjects)
  }

  private makeMatcher(named: readonly number[]): PeopleMatcher | undefined {
    const subjects = this.withLinked(named)
    const around = [...subjects].flatMap((subject) => this.store.people(subject))
    const people = around.map(({ person, role, terms }) => ({
      key: `roster/${person.toString(36)}`,
      role: role === 0 ? ('patient' as const) : ('other' as const),
      subject: undefined,
      terms: readTerms(terms),
    }))
    if (people.length === 0) return undefined
    const index = new HashedIndex(people, (element) => this.pathOf(element), this.hasher)
    const matcher = createIndexMatcher(index, { known: 'known to the roster from' })
    const terms = people.reduce((sum, one) => sum + one.terms.length, 0)
    this.matchers.add(named, { matcher, subjects, terms })
    return matcher
  }

  private pathOf(element: number): string {
    let path = this.paths.get(element)
    if (path === undefined) this.paths.set(element, path = this.store.path(element))
    return path
  }
}

function readTerms(bytes: Uint8Array | undefined): HashedTerm[] {
  if (bytes === undefined) return []
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(buffer.length / TERM_BYTES) }, (_, index) => readTerm(buffer, index * TERM_BYTES))
}

function recordKey({ hash, shape, size, entry }: HashedTerm): string {
  return `${hash} ${shape} ${size} ${entry.form}`
}

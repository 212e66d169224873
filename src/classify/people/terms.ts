import { createCache } from '../../contract/cache.ts'
import type { Identity, IdentityToken, NamePart } from './identity.ts'
import { bearing, PARTICLES, splitName, type NameWord } from './name-words.ts'
import { asTwoWords, variantsOf } from './name-variants.ts'
import { nicknamesOf } from './nicknames.ts'
import { canonical, compact, foldedWord, lowerAscii, STREET_TYPES, wordsOf } from './normalise.ts'
import { isSharedMailbox } from './shared-mailbox.ts'
import type { TermSieve } from './term-sieve.ts'
import type { Term, TermForm, TermShape } from './term.ts'

/** Shorter ones are found only behind a label: too many numbers of a chart are that short. */
const NUMBER_DIGITS_MIN = 6
const NUMBER_DIGITS_SHORT_MIN = 3
const CODE_LETTERS_MIN = 5
const TAIL_DIGITS = 4
/** A longer number would make every list of numbers a place to look for it. */
const RUN_LENGTH_MAX = 128
const ORGANIZATION_LETTERS_MIN = 5
const PHRASE_WORDS_MAX = 12
const NICKNAME_JOINED_MIN = 3
const FOREIGN_MIN = 2
const MAILBOX_LETTERS_MIN = 5
const MONOGRAM_GIVEN_MAX = 3
/** How people write the sign of an address. */
const SAID_AT = ['at', 'a', 'arroba']

/** Every way in which a text may name a person, each with where the value is known from; with a sieve those that it lets through. */
export function termsOf(identity: Identity, person: number, sieve?: TermSieve): Term[] {
  const [token, ...others] = identity.tokens
  // What references display is one value, and comes again in message after message.
  if (token !== undefined && others.length === 0) {
    const terms = termsOfDisplayed(token)
    return (sieve === undefined ? terms : terms.filter((term) => sieve.lets(term))).map((term) => ({
      ...term,
      person,
      element: token.element,
    }))
  }
  return makeTerms(identity, person, sieve)
}

function termsOfDisplayed(token: IdentityToken): readonly Term[] {
  const key = `${token.kind} ${token.part ?? ''} ${token.class} ${token.value}`
  return displayed.get(key) ?? displayed.set(key, makeTerms({ tokens: [token] }, 0))
}

/** Whether a sieve lets nothing through of what values may be named by; names of one person are given together. */
export function areSifted(tokens: readonly IdentityToken[], sieve: TermSieve): boolean {
  return makeTerms({ tokens }, 0, sieve).length === 0
}

/** The terms of a value that hardly comes again. */
export function termsOfValue(token: IdentityToken): readonly Term[] {
  return makeTerms({ tokens: [token] }, 0)
}

function makeTerms(identity: Pick<Identity, 'tokens'>, person: number, sieve?: TermSieve): Term[] {
  const made = new TermMaker(person, sieve)
  for (const token of identity.tokens) made.addToken(token)
  made.addJoined()
  return made.terms
}

/** The terms of values that references display, each worked out once and then remembered, within a bound. */
const displayed = createCache<readonly Term[]>({ entriesMax: 2000, textUnitsMax: 256 })

const GREEK = /\p{Script=Greek}/u
const NOT_ASCII = /[\u{80}-\u{10FFFF}]/u
/** Scripts that do not part words by blanks, or put endings right behind a name. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const LEGAL = new Set(['inc', 'llc', 'ltd', 'corp', 'co', 'pllc', 'pc', 'pa', 'llp', 'plc', 'gmbh', 'sa', 'sl'])

/** Letters that people without them write as two (DIN 5007-2; ICAO Doc 9303 part 3, section 6). */
const AS_TWO: ReadonlyMap<string, string> = new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', å: 'aa', ø: 'oe', æ: 'ae' }))
const HAS_TWO = /[äöüßåøæ]/i

/** A name with such letters as two; undefined for one that has none. */
function spelledOut(value: string): string | undefined {
  const composed = value.normalize('NFC')
  return HAS_TWO.test(composed) ? composed.toLowerCase().replaceAll(/[äöüßåøæ]/g, (letter) => AS_TWO.get(letter) ?? letter) : undefined
}

function wordsOfName(name: string, part: NamePart): readonly NameWord[] {
  return part === 'text' || part === 'prefix' || part === 'suffix' ? splitName(name) : bearing(name).map((word) => ({ word, part }))
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

class TermMaker {
  readonly terms: Term[] = []
  private readonly person: number
  private readonly sieve: TermSieve | undefined
  private readonly met = new Set<string>()
  private readonly given: { word: string; token: IdentityToken }[] = []
  private readonly family: { word: string; token: IdentityToken }[] = []
  /** Of all given names, in their order. */
  private givenInitials = ''

  constructor(person: number, sieve: TermSieve | undefined) {
    this.person = person
    this.sieve = sieve
  }

  addToken(token: IdentityToken): void {
    const { kind, value } = token
    if (this.sieve?.isWithoutDigits === true && (kind === 'number' || kind === 'date' || kind === 'code' && /\d/.test(value))) return
    switch (kind) {
      case 'name': return this.addName(token)
      case 'street': return this.addStreet(token)
      case 'city': return this.addPhrase(token, wordsOf(value).map(canonical), 'exact')
      case 'organization': return this.addOrganization(token)
      case 'number': return this.addNumber(token)
      case 'code': return this.addCode(token)
      case 'email': return this.addEmail(token)
      case 'url': return this.addPhrase(token, wordsOf(value).map(canonical), 'exact')
      case 'date': return this.addDate(token)
    }
  }

  /** What stands in e-mail addresses, user names and texts that lost their blanks: `jsmith`, `johnsmith`, `JS`. */
  addJoined(): void {
    for (const family of this.family.slice(0, 3)) {
      // JQW: a monogram
      if (this.givenInitials.length > 1 && this.givenInitials.length <= MONOGRAM_GIVEN_MAX)
        this.add(family.token, 'word', 'initials', this.givenInitials + family.word.slice(0, 1))
      for (const given of this.given.slice(0, 3)) {
        const { token } = family
        if (UNPARTED.test(family.word)) this.addForeign(token, family.word + given.word)
        const initial = given.word.slice(0, 1)
        for (const text of [
          initial + family.word, given.word + family.word, family.word + given.word, family.word + initial,
        ]) this.add(token, 'word', 'joined', text)
        this.add(token, 'word', 'initials', initial + family.word.slice(0, 1))
        if (NOT_ASCII.test(given.word + family.word)) this.addJoinedCased(token, given.word, family.word)
      }
    }
  }

  private addName(token: IdentityToken): void {
    const part: NamePart = token.part ?? 'text'
    if (part === 'prefix' || part === 'suffix') return
    const words = wordsOfName(token.value, part)
    this.addSpelled(token, part, words)
    if (UNPARTED.test(token.value)) this.addForeign(token, words.map(({ word }) => word).join(''))
    for (const { word, part } of words) if (NOT_ASCII.test(word)) this.addCased({ ...token, part }, word)
    // Small letters of Greek look like other letters than their capitals.
    if (GREEK.test(token.value))
      for (const { word, part: own } of wordsOfName(token.value.toUpperCase(), part)) this.addCased({ ...token, part: own }, word)
    // Van and Do are particles, and family names.
    const isParticle = words.some(({ word }) => !PARTICLES.has(word))
    for (const { word, part } of words) this.addNameWord({ ...token, part }, word, isParticle && PARTICLES.has(word))
    // De la Cruz, Smith-Jones and O'Brien also stand as one word.
    if (words.length > 1 && words.length <= 4 && part === 'family') {
      this.add(token, 'word', 'joined', words.map(({ word }) => word).join(''))
    }
  }

  /** Joerg, of Jörg: the words that folding writes otherwise. */
  private addSpelled(token: IdentityToken, part: NamePart, folded: readonly NameWord[]): void {
    const spelled = spelledOut(token.value)
    if (spelled === undefined) return
    const known = new Set(folded.map(({ word }) => word))
    for (const { word, part: own } of wordsOfName(spelled, part)) {
      if (!known.has(word)) this.add({ ...token, part: own }, 'word', 'exact', word)
    }
  }

  /** The word table leaves capitals of other alphabets as they are. */
  private addCased(token: IdentityToken, word: string): void {
    for (const text of [capitalized(word), word.toUpperCase()]) {
      this.add(token, 'word', 'exact', lowerAscii(text))
      this.add(token, 'word', 'exact', foldedWord(text))
    }
  }

  private addJoinedCased(token: IdentityToken, given: string, family: string): void {
    for (const [one, two] of [
      [given, family],
      [family, given],
    ] as const) {
      for (const text of [capitalized(one) + capitalized(two), (one + two).toUpperCase()])
        this.add(token, 'word', 'joined', foldedWord(text))
    }
  }

  private addForeign(token: IdentityToken, name: string): void {
    if (name.length >= FOREIGN_MIN) this.add(token, 'foreign', 'exact', name)
  }

  private addNameWord(token: IdentityToken, word: string, isParticle: boolean): void {
    if (token.part !== 'family' && !this.givenInitials.endsWith(word.slice(0, 1))) this.givenInitials += word.slice(0, 1)
    if (word.length === 1 && !UNPARTED.test(word)) return this.add(token, 'word', 'initial', word)
    if (isParticle) return this.add(token, 'word', 'particle', word)
    this.add(token, 'word', 'exact', word)
    if (word.includes('\'')) this.add(token, 'word', 'exact', word.replaceAll('\'', ''))
    this.add(token, 'word', 'initial', word.slice(0, 1))
    for (const [first, second] of asTwoWords(word)) this.addPhrase(token, [canonical(first), canonical(second)], 'exact')
    const isFamily = token.part === 'family'
    for (const variant of variantsOf(word, isFamily ? 'family' : 'given')) this.add(token, 'word', 'variant', variant)
    if (isFamily) {
      if (this.family.every((other) => other.word !== word)) this.family.push({ word, token })
      return
    }
    if (this.given.every((other) => other.word !== word)) this.given.push({ word, token })
    for (const nickname of nicknamesOf(word)) {
      this.add(token, 'word', 'nickname', nickname)
      if (nickname.length >= NICKNAME_JOINED_MIN && this.given.length === 0) this.given.push({ word: nickname, token })
    }
  }

  private addStreet(token: IdentityToken): void {
    const words = wordsOf(token.value).map(canonical)
    this.addPhrase(token, words, 'exact')
    const type = words.findIndex((word, index) => index > 0 && STREET_TYPES.has(word))
    if (type < 0) {
      if (words.length > 2 && /^\d/.test(words.at(-1) ?? '')) this.addPhrase(token, words.slice(0, -1), 'part')
      return
    }
    const from = /^\d/.test(words[0] ?? '') ? 1 : 0
    if (type > from) {
      if (from === 1) this.addPhrase(token, words.slice(0, type + 1), 'exact')
      this.addPhrase(token, words.slice(from, type + 1), 'part')
      // 12 Evergreen, without the kind of street.
      if (from === 1) this.addPhrase(token, words.slice(0, type), 'part')
    }
  }

  private addOrganization(token: IdentityToken): void {
    const words = wordsOf(token.value).map(canonical)
    if (words.length === 1 && (words[0] ?? '').length < ORGANIZATION_LETTERS_MIN) return
    this.addPhrase(token, words, 'exact')
    if (words.length > 2 && LEGAL.has(words.at(-1) ?? '')) this.addPhrase(token, words.slice(0, -1), 'exact')
  }

  /** A phrase that is but a number is none: `12` in a street line would be found in every chart. */
  private addPhrase(token: IdentityToken, words: readonly string[], form: TermForm): void {
    if (words.length === 0 || words.length > PHRASE_WORDS_MAX || words.every((word) => /^\d*$/.test(word))) return
    if (words.length === 1 && (words[0] ?? '').length < 3) return
    this.add(token, 'phrase', form, words.join(' '), words.length)
  }

  /** Also as people spell it, and the name of the mailbox alone, as a login. */
  private addEmail(token: IdentityToken): void {
    const at = token.value.lastIndexOf('@')
    const mailbox = wordsOf(token.value.slice(0, Math.max(0, at))).map(canonical)
    const host = wordsOf(token.value.slice(at + 1)).map(canonical)
    this.addPhrase(token, [...mailbox, ...host], 'exact')
    if (mailbox.length === 0) return
    for (const sign of SAID_AT) this.addPhrase(token, [...mailbox, sign, ...host], 'exact')
    this.addPhrase(token, [...mailbox, 'at', ...host.flatMap((word, index) => index === 0 ? [word] : ['dot', word])], 'exact')
    const letters = mailbox.join('')
    if (letters.length >= MAILBOX_LETTERS_MIN && !isSharedMailbox(mailbox)) this.addPhrase(token, mailbox, 'part')
  }

  private addNumber(token: IdentityToken): void {
    const digits = compact(token.value).replaceAll(/\D/g, '')
    if (digits.length < NUMBER_DIGITS_SHORT_MIN) return
    const isPostal = token.class === 'address'
    this.add(token, 'run', digits.length >= NUMBER_DIGITS_MIN || isPostal && digits.length === 5 ? 'exact' : 'tail', digits)
    if (isPostal && digits.length === 9) this.add(token, 'run', 'exact', digits.slice(0, 5))
    if (token.class === 'phone' || token.class === 'fax') this.addPhone(token, digits)
    else if (digits.length >= 8) this.add(token, 'run', 'tail', digits.slice(-TAIL_DIGITS))
    const unpadded = digits.replace(/^0+/, '')
    if (unpadded.length >= NUMBER_DIGITS_MIN && unpadded.length < digits.length && !isPostal) this.add(token, 'run', 'exact', unpadded)
  }

  private addPhone(token: IdentityToken, digits: string): void {
    const local = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
    if (local.length < digits.length) this.add(token, 'run', 'exact', local)
    if (local.length === 10) {
      this.add(token, 'run', 'exact', `1${local}`)
      this.add(token, 'run', 'part', local.slice(3))
    } else if (local.length > 10) {
      this.add(token, 'run', 'exact', local.slice(-10))
      this.add(token, 'run', 'exact', local.slice(-9))
    }
    if (local.length >= 7) this.add(token, 'run', 'tail', local.slice(-TAIL_DIGITS))
  }

  private addCode(token: IdentityToken): void {
    const text = compact(token.value)
    if (/^\d+$/.test(text)) return this.addNumber(token)
    // A login or a speaking key is found as its words; a single word could be any.
    const words = wordsOf(token.value)
    if (words.length > 1 && /[a-z]/i.test(text)) this.addPhrase(token, words, 'exact')
    if (!/\d/.test(text)) return
    this.add(token, 'run', text.length >= CODE_LETTERS_MIN ? 'exact' : 'tail', text)
    const digits = /\d+$/.exec(text)?.[0]
    if (digits !== undefined && digits.length >= NUMBER_DIGITS_MIN) this.add(token, 'run', 'exact', digits)
  }

  private addDate(token: IdentityToken): void {
    // Behind a label the year of birth is one: born 1936.
    if (/\bbirthDate$/.test(token.element) && /^\d{4}\b/.test(token.value)) this.add(token, 'run', 'tail', token.value.slice(0, 4))
    const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(token.value)
    if (match === null) return
    const [, year = '', month = '', day] = match
    this.add(token, 'date', 'part', year + month)
    if (day === undefined) return
    this.add(token, 'date', 'exact', year + month + day)
    for (const text of [year + month + day, month + day + year, day + month + year]) this.add(token, 'run', 'exact', text)
    for (const text of [month + day + year.slice(2), day + month + year.slice(2), year.slice(2) + month + day]) {
      this.add(token, 'run', 'tail', text)
    }
  }

  private add(token: IdentityToken, shape: TermShape, form: TermForm, text: string, words = 1): void {
    if (shape === 'run' && text.length > RUN_LENGTH_MAX || this.sieve?.lets({ shape, form, kind: token.kind, text }) === false) return
    const name = token.kind === 'name'
    const key = name && shape === 'word' ? `${form} ${text}` : `${shape} ${text}`
    if (this.met.has(key)) return
    // A nickname that the message itself gives as a name is a name.
    if (form !== 'exact' && shape === 'word' && this.met.has(`exact ${text}`)) return
    this.met.add(key)
    this.terms.push({
      person: this.person,
      kind: token.kind,
      part: token.part ?? 'text',
      form,
      class: token.class,
      element: token.element,
      words,
      shape,
      text,
    })
  }
}

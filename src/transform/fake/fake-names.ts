import type { FakeData, Sex } from './fake-data.ts'
import type { Draws } from './fake-draws.ts'

type DrawsFor = (part: string, kind?: string) => Draws

const PREFIXES: ReadonlySet<string> = new Set(
  (
    'mr mrs ms miss mx dr prof professor rev fr sister brother father sir dame lord lady hon capt maj col gen lt sgt dra sr sra srta señor señora ' +
    'señorita senor senora senorita doctora senhor senhora herr frau madame monsieur mme mlle signor signora signorina'
  ).split(' '),
)
/** Titles of women or men alone. */
const SEX_OF_TITLE: ReadonlyMap<string, Sex> = new Map([
  ...'mrs ms miss sister mother dame lady dra sra srta señora señorita senora senorita doctora senhora frau madame mme mlle signora signorina'
    .split(' ')
    .map((title) => [title, 'female'] as const),
  ...'mr fr brother father sir lord sr señor senor senhor herr monsieur signor'.split(' ').map((title) => [title, 'male'] as const),
])
const SUFFIXES: ReadonlySet<string> = new Set(
  'jr sr ii iii iv v md m.d do d.o phd ph.d rn r.n np n.p pa pa-c dds d.d.s esq mph m.p.h pharmd pharm.d'.split(' '),
)
const PARTICLES: ReadonlySet<string> = new Set(
  'al bin da de del della den der di do dos du el ibn la le las los st ten ter van vande vander von zu'.split(' '),
)
const INITIAL = /^\p{L}\.?$/u

/** A title that says nothing of who bears it stays; any other is undefined. */
export function keepPrefix(text: string): string | undefined {
  return text.split(' ').every((word) => PREFIXES.has(bare(word))) ? text : undefined
}

interface GivenOptions {
  /** Nothing of it is drawn; the name itself unless given. */
  readonly avoid?: string | undefined
  /** Whose a name is that does not say it itself. */
  readonly sex?: Sex | undefined
}

/** Each word of a given name becomes a given name of a woman or a man as it is one, an initial an initial. */
export function fakeGiven(text: string, draws: DrawsFor, data: FakeData, { avoid = text, sex }: GivenOptions = {}): string | undefined {
  const fakes = nameWords(text).map((word) => {
    if (INITIAL.test(word)) {
      const initial = draws(word, 'given').pick(data.given, avoid + initialled(word, data))
      return initial && likeWord(initial, word)
    }
    const own = data.sexOf.get(word.toLowerCase()) ?? sex
    const fake = draws(word, 'given').pick(own === undefined ? data.given : data.givenOf[own], avoid)
    return fake && likeWord(fake, word)
  })
  return fakes.length === 0 || fakes.includes(undefined) ? undefined : fakes.join(' ')
}

/** A family name, of however many words, becomes one of one word. */
export function fakeFamily(text: string, draws: DrawsFor, data: FakeData, avoid: string = text): string | undefined {
  if (!/\p{L}/u.test(text)) return undefined
  const fake = draws(text, 'family').pick(data.family, avoid)
  return fake && likeWord(fake, text)
}

/** A full name in its parts, as far as its form tells them. */
export interface NameParts {
  readonly before: readonly string[]
  readonly given: string
  readonly family: string
  readonly behind: readonly string[]
  /** The family name stands first, with a comma. */
  readonly isReversed: boolean
  /** Degrees behind commas. */
  readonly tail: string
}

/** `Dr. Ann B. de Vries Jr.` or `de Vries, Ann B., MD`. */
export function partsOfName(text: string): NameParts {
  const [beforeComma = '', ...afterComma] = text.split(',').map((part) => part.trim()).filter((part) => part !== '')
  const suffixes: string[] = []
  while (afterComma.length > 0 && isNameSuffix(afterComma.at(-1) ?? '')) suffixes.unshift(`, ${afterComma.pop()}`)
  const tail = suffixes.join('')
  if (afterComma.length > 0) return { before: [], given: afterComma.join(' '), family: beforeComma, behind: [], isReversed: true, tail }
  const words = nameWords(beforeComma)
  let from = 0
  let to = words.length
  while (from < to - 1 && PREFIXES.has(bare(words[from] ?? ''))) from++
  while (to - 1 > from && isNameSuffix(words[to - 1] ?? '')) to--
  let familyAt = words.slice(0, to).findIndex((word, at) => at > from && PARTICLES.has(word.toLowerCase()))
  if (familyAt < 0) familyAt = to - 1
  const [given, family] = [words.slice(from, Math.max(from, familyAt)).join(' '), words.slice(Math.max(from, familyAt), to).join(' ')]
  return { before: words.slice(0, from), given, family, behind: words.slice(to), isReversed: false, tail }
}

/** What the titles before a name say of who bears it. */
export function sexOfTitles(titles: readonly string[]): Sex | undefined {
  return titles.map((title) => SEX_OF_TITLE.get(bare(title))).find((sex) => sex !== undefined)
}

interface FullNameOptions {
  readonly sex?: Sex | undefined
  /** What a word alone is, where it is known. */
  readonly isForename?: boolean | undefined
}

/** Titles and suffixes stay, the parts become what they do alone. A word alone is a family name, unless it is known as a given one. */
export function fakeFullName(
  text: string, draws: DrawsFor, data: FakeData, { sex, isForename = false }: FullNameOptions = {},
): string | undefined {
  const { before, given, family, behind, isReversed, tail } = partsOfName(text)
  if (given === '' && before.length === 0 && (isForename || isGiven(family, data))) {
    const alone = fakeGiven(family, draws, data, { avoid: text, sex })
    return alone && [alone, ...behind].join(' ') + tail
  }
  const fakedFamily = fakeFamily(family, draws, data, text)
  const fakedGiven = given === '' ? '' : fakeGiven(given, draws, data, { avoid: text, sex: sex ?? sexOfTitles(before) })
  if (fakedFamily === undefined || fakedGiven === undefined) return undefined
  if (isReversed) return `${fakedFamily}, ${fakedGiven}${tail}`
  return [...before, ...(fakedGiven === '' ? [] : [fakedGiven]), fakedFamily, ...behind].join(' ') + tail
}

function isGiven(word: string, data: FakeData): boolean {
  const lower = word.toLowerCase()
  return data.sexOf.has(lower) && data.family.every((name) => name.toLowerCase() !== lower)
}

/** The words that have a letter; a number or a stray mark is no part of a name. */
function nameWords(text: string): string[] {
  return text.split(' ').filter((word) => /\p{L}/u.test(word))
}

/** Whether it says nothing of who bears it and stands behind a name: Jr., MD. */
export function isNameSuffix(text: string): boolean {
  return text !== '' && text.split(' ').every((word) => SUFFIXES.has(bare(word)))
}

function bare(word: string): string {
  return word.toLowerCase().replace(/\.$/, '')
}

/** All names that start with an initial, so that none of them is drawn for it. */
function initialled(word: string, data: FakeData): string {
  const initial = word.charAt(0).toUpperCase()
  return ` ${data.given.filter((name) => name.startsWith(initial)).join(' ')}`
}

function likeWord(fake: string, word: string): string {
  if (INITIAL.test(word)) return fake.charAt(0) + word.slice(1)
  return /\p{Lu}/u.test(word) && word === word.toUpperCase() ? fake.toUpperCase() : fake
}

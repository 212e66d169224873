import type { FakeData } from './fake-data.ts'
import type { Draws } from './fake-draws.ts'

type DrawsFor = (part: string, kind?: string) => Draws

const PREFIXES: ReadonlySet<string> = new Set(
  (
    'mr mrs ms miss mx dr prof professor rev fr sister brother father sir dame lord lady hon capt maj col gen lt sgt dra sr sra srta señor señora ' +
    'señorita senor senora senorita doctora senhor senhora herr frau madame monsieur mme mlle signor signora signorina'
  ).split(' '),
)
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

/** Each word of a given name becomes a given name, an initial an initial. */
export function fakeGiven(text: string, draws: DrawsFor, data: FakeData, avoid: string = text): string | undefined {
  const fakes = nameWords(text).map((word) => {
    const taken = INITIAL.test(word) ? avoid + initialled(word, data) : avoid
    const fake = draws(word, 'given').pick(data.given, taken)
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

/** `Dr. Ann B. de Vries Jr.` or `de Vries, Ann B.`: titles and suffixes stay, the parts become what they do alone. */
export function fakeFullName(text: string, draws: DrawsFor, data: FakeData): string | undefined {
  const [beforeComma = '', ...afterComma] = text.split(',').map((part) => part.trim()).filter((part) => part !== '')
  const suffixes: string[] = []
  while (afterComma.length > 0 && isNameSuffix(afterComma.at(-1) ?? '')) suffixes.unshift(`, ${afterComma.pop()}`)
  const tail = suffixes.join('')
  if (afterComma.length > 0) {
    const family = fakeFamily(beforeComma, draws, data, text)
    const given = fakeGiven(afterComma.join(' '), draws, data, text)
    return family && given && `${family}, ${given}${tail}`
  }
  const words = nameWords(beforeComma)
  let from = 0
  let to = words.length
  while (from < to - 1 && PREFIXES.has(bare(words[from] ?? ''))) from++
  while (to - 1 > from && isNameSuffix(words[to - 1] ?? '')) to--
  let familyAt = words.slice(0, to).findIndex((word, at) => at > from && PARTICLES.has(word.toLowerCase()))
  if (familyAt < 0) familyAt = to - 1
  const family = fakeFamily(words.slice(familyAt, to).join(' '), draws, data, text)
  const given = familyAt > from ? fakeGiven(words.slice(from, familyAt).join(' '), draws, data, text) : ''
  if (family === undefined || given === undefined) return undefined
  return [...words.slice(0, from), ...(given === '' ? [] : [given]), family, ...words.slice(to)].join(' ') + tail
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

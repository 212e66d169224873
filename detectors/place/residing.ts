import { WordSet } from '../../src/contract/word-set.ts'
import { SHAPE, type Words } from '../../src/contract/words.ts'

/** Phrases after which hardly anything but a place stands, whatever the word: lives in, flew to, natural de; by language. */
const PHRASES: readonly string[] = [
  'lives in,live in,lived in,living in,resides in,reside in,residing in,born in,raised in,up in,settled in,flew to,fly to,flying to,flew from,flight to,flight from,trip to,travelling to,traveling to,travel to,travels to,moving to,deployed to,stationed in,vacationing in,vacation in,honeymoon in,commutes to,commutes from,drove to,drove from,drive from,drives from,driving from,travelled to,traveled to,travelled from,traveled from',
  'relocated to,relocated from,emigrated from,immigrated from,here from,hails from,originally from,visiting from,city of,town of,village of,suburb of,native of,home city,home town,hometown of',
  'vive en,viven en,reside en,nacido en,nacida en,residente en,domiciliado en,domiciliada en,empadronado en,empadronada en,natural de,originario de,originaria de,domicilio en,domicilio de,reciente a,viajo a,viaje a,vecino de,vecina de,oriundo de,oriunda de,mudo a,ciudad de,pueblo de,municipio de',
  'wohnt in,lebt in,wohnhaft in,geboren in,kommt aus,stammt aus,geburtig aus,zog nach,gezogen nach,umgezogen nach,reiste nach,flog nach',
  'habite a,vit a,vivant a,habitant a,demeurant a,reside a,residant a,domicilie a,domiciliee a,demenage a,ne a,nee a,originaire de,vient de,venant de',
  'nato a,nata a,abita a,vive a,residente a,trasferito a,trasferita a,proviene da,mora em,vive em,reside em,residente em,nascido em,nascida em,mudou para,woont in,woont te,wonend te,wonende te,woonachtig in,woonachtig te,geboren te,afkomstig uit',
]
export const RESIDING: ReadonlySet<string> = new Set(PHRASES.flatMap((phrases) => phrases.split(',')))
/** Those after which also a word in small letters that nobody knows is a place: English has no nouns that are written so and unknown. */
const ENGLISH = new Set(`${PHRASES[0]},${PHRASES[1]}`.split(','))

/** Who says where somebody is right now: I'm in Fernhall. */
const BEING = new Set(["i'm", "we're", "they're", 'am'])
const PREPOSITION_SIZE_MAX = 4
/** Between a verb of residing and its preposition, in English and Spanish. */
const MANNERS = new Set([
  'up', 'out', 'down', 'over', 'alone', 'now', 'currently', 'locally', 'sola', 'solo', 'actualmente', 'ahora', 'habitualmente', 'temporalmente',
  'desde', 'siempre',
])
const PREPOSITIONS = new WordSet([...RESIDING].map((phrase) => phrase.slice(phrase.indexOf(' ') + 1)))

/** What stands before a word and says that somebody lives there, or was born there on a date. */
export function residingBefore(words: Words, first: number): 'residing' | 'born' | undefined {
  if (
    first < 2 ||
    words.start(first) - words.end(first - 1) !== 1 ||
    words.end(first - 1) - words.start(first - 1) > PREPOSITION_SIZE_MAX ||
    words.gap(first - 1) !== ' '
  )
    return undefined
  if (words.gap(first - 2) !== ' ' || words.shape(first - 1) >= SHAPE.digits) return undefined
  if (!PREPOSITIONS.has(words, first - 1)) return undefined
  const preposition = words.lower(first - 1)
  if (words.shape(first - 2) < SHAPE.digits) {
    const before = words.lower(first - 2)
    if (preposition === 'in' && BEING.has(before) || RESIDING.has(`${before} ${preposition}`)) return 'residing'
    // lives up in, vive sola en
    if (
      (preposition === 'en' || preposition === 'in') &&
      first > 2 &&
      MANNERS.has(before) &&
      words.gap(first - 3) === ' ' &&
      RESIDING.has(`${words.lower(first - 3)} ${preposition}`)
    )
      return 'residing'
  }
  return AT.has(preposition) && isBornThere(words, first) ? 'born' : undefined
}

export function isAfterResiding(words: Words, first: number): boolean {
  return residingBefore(words, first) !== undefined
}

export function isAfterEnglishResiding(words: Words, first: number): boolean {
  return isAfterResiding(words, first) && ENGLISH.has(`${words.lower(first - 2)} ${words.lower(first - 1)}`)
}

const AT = new Set(['in', 'en', 'a', 'em', 'te', 'at'])
const BORN = new Set(['born', 'nacido', 'nacida', 'nacio', 'geboren', 'geb', 'ne', 'nee', 'nato', 'nata', 'nascido', 'nascida'])
const DATE_WORDS_MAX = 7

/** born 3 May 1962 in, nacida el 3/5/1962 en, geboren am 3. Mai 1962 in */
function isBornThere(words: Words, first: number): boolean {
  const lowest = Math.max(0, first - DATE_WORDS_MAX)
  let number = first - 2
  while (number >= lowest && words.shape(number) < SHAPE.digits) number--
  for (let at = number - 1; at >= lowest; at--) if (words.shape(at) < SHAPE.digits && BORN.has(words.lower(at))) return true
  return false
}

/** Where somebody lives or comes from that is no town, by how the word ends in German, Spanish and French: Partnerschaft, Pflegeheim, Reanimacion; or on Sundays. */
const NO_TOWN =
  /(?:schaft|ung|haus|heit|keit|ion|anstalt|klinik|zentrum|praxis|ehe|rente|dad|logia|iatria|encias?|icina|ugia|pital|(?:pflege|alters|senioren|wohn|kinder|alten|frauen)heim|(?:gross|klein|innen|haupt|alt|vor)stadt|(?:mon|tues|wednes|thurs|fri|satur|sun)days)$/

export function endsLikeNoTown(lower: string): boolean {
  return NO_TOWN.test(lower)
}

const PERSONS = new Set([
  'patient', 'pt', 'male', 'female', 'man', 'woman', 'boy', 'girl', 'child', 'infant', 'gentleman', 'lady', 'old', 'resident', 'refugee',
  'visitor', 'student', 'farmer', 'veteran',
])

/** A person stands before `from`: a 60-year-old woman from, Karen P. from, Karen P., from. */
export function isPersonFrom(words: Words, from: number): boolean {
  const before = from - 1
  if (before < 0) return false
  const gap = words.gap(before)
  if (words.end(before) - words.start(before) === 1)
    return (
      /^\.,? $/.test(gap) &&
      words.shape(before) === SHAPE.capital &&
      before > 0 &&
      words.shape(before - 1) === SHAPE.capital &&
      words.gap(before - 1) === ' '
    )
  return (gap === ' ' || gap === ', ') && words.shape(before) === SHAPE.lower && PERSONS.has(words.lower(before))
}

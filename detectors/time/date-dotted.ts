import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isDayOfMonth } from './date-grammar.ts'

/** What happens on a day, and how fields for one are called: they stand not far before it. */
const DATED = new WordSet(
  `date dated dob dod dos doa doi born birth birthdate birthday admitted admission adm admit discharged discharge disch seen visit
  surgery procedure appointment appt scheduled diagnosed died death deceased signed dictated collected received reported lmp edd due
  expires effective reviewed followup rebooked booked letter
  geb geboren geburtsdatum gebdatum geburtstag datum termin op operation operiert aufgenommen aufnahme entlassen entlassung verlegt
  verstorben gestorben tod todestag todesdatum unfall erstmals zuletzt letztmals kontrolle wiedervorstellung vorstellung vorgestellt befund
  befundet untersuchung untersucht erkrankt impfung geimpft eingang ausgang eingegangen visite einweisung erstdiagnose gezeichnet
  ontvangen opname opgenomen ontslag ontslagen geboortedatum overleden gezien afspraak
  przyjecie przyjety przyjeta wypis wypisany wypisana urodzony urodzona zmarl zmarla
  accesso dimissione dimesso dimessa ricovero ricoverato ricoverata nato nata deceduto deceduta
  nee naissance entree sortie deces decede decedee operee opere
  fecha nacido nacida nacimiento nac ingreso ingresado ingresada alta cita consulta recepcion recibido entrada salida
  nascido nascida nascimento fodt indlagt udskrevet narozen narozena szuletett`.split(/\s+/),
)
/** Right before it. */
const AT = new WordSet(
  `on since until till am vom zum bis seit ab dem den ed et ur f sinds tot dnia od du le depuis dal il el desde hasta desde ate data
  dne`.split(/\s+/),
)
/** What is numbered with points, before its number. */
const NUMBERED = new WordSet(
  `section sections sec chapter chapters chap paragraph para clause item items rule part step version versions ver v vers release rel build upgraded updated
  firmware software revision rev model table tables figure figures fig appendix annex standard protocol policy page level grade stage ip
  icd ec loinc tnm class code codes windows ios android macos linux kapitel kap abschnitt absatz ziffer punkt nummer nr no tabelle tab
  abbildung abb anlage seite stufe paragraf chapitre article art capitulo apartado seccion figura tabla capitolo paragrafo hoofdstuk
  dose dosis score`.split(/\s+/),
)
const PROGRAMS = new WordSet(['firmware', 'software', 'release', 'version', 'update', 'build', 'driver', 'manual'])
const BEFORE_MAX = 3
const PRIORS = { dated: 0.95, written: 0.85, beside: 0.8 } as const
const MONTHS = 12
const POINT = /^\. ?$/
/** Behind the year no number goes on, and no unit. */
const GOES_ON = /^(?:[./:-]\d|%)/

export const dateDotted: WordDetector = {
  name: 'date-dotted',
  class: 'date',
  describes:
    'A day, month and year of two digits parted by points, where its writing, a word or label before it, or another date of the text says that it is none of a section, version or score.',
  source: '45 CFR 164.514(b)(2)(i)(C); DIN 5008:2020 section 8.1 (dates in numbers); Unicode CLDR 48, short date formats (dd.MM.yy)',
  begins: KIND.digits,
  find,
  examples: {
    true: [
      'geb. [[17.3.23]] in', 'wurde am [[17.3.23]] operiert', 'Geburtsdatum [[4.3.60]]', 'Geburtsdatum: [[4.3.60]]', 'D.O.B.- [[3.4.60]]',
      'Herr X, *[[4.3.60]], kommt', 'seit [[5.4.21]] krank', 'OP [[5.4.21]] ohne', 'Termin [[5.4.21]]', 'verstorben [[5.4.21]]',
      'Labor [[05.04.21]] ohne Befund', 'Labor [[15.4.21]] ohne', 'CT Thorax [[5.04.21]]:', 'CRP 3,1 ([[5.4.21]]), 2,2 ([[12.04.21]])',
      'Echo 5.4.2021, CT [[6.4.21]].', 'Eingang [[28.12.21]], Ausgang: [[4.1.22]]', 'seen 3/4/2021, letter [[3.5.21]]',
      'aufgenommen [[5. 4. 21]] mit', 'ontslag [[3.4.21]] naar', 'przyjecie [[3.4.21]] z powodu', 'nato il [[3.4.60]] a',
    ],
    false: [
      'firmware 1.2.10', 'op 44.3.23', '4.5.21 Methods', 'see section 4.5.21 and 4.5.22', 'version 14.2.10 is', 'v14.2.10', 'host 10.2.10.4',
      'Kapitel 04.05.21', 'see 4.5.21 for more', 'EC 3.4.21', 'bis 2.5.3 erhoht', 'am 3.5 erhoht', '12.10.21% of', 'release 12.10.21',
      'Abschnitt 3.2.12, Abschnitt 3.2.14', '§ 4.5.21', 'um 12.30.45 Uhr', '13.13.21 sind', 'upgraded to 1.2.10', 'from 1.2.10 to 1.3.11 firmware', 'ABI 1.1.12 and 0.9.10',
    ],
  },
}

function find(words: Words): Candidate[] {
  const found: Candidate[] = []
  let hasDate: boolean | undefined
  for (let at = words.next(KIND.digits, 0); at < words.count; at = words.next(KIND.digits, at + 1)) {
    const weight = weigh(words, at)
    if (weight === 'none') continue
    if (weight === 'doubtful' && !(hasDate ??= hasSureDate(words))) continue
    const prior = weight === 'doubtful' ? PRIORS.beside : PRIORS[weight]
    const why = weight === 'dated' ? 'a word for a day before it' : weight === 'written' ? 'written as a day' : 'another date in the text'
    found.push({ first: at, last: at + 2, prior, why })
    at += 2
  }
  return found
}

/** What says that the three numbers from here on are a day; `doubtful` where nothing does. */
function weigh(words: Words, at: number): 'none' | 'doubtful' | 'dated' | 'written' {
  if (!isTriple(words, at) || sizeOf(words, at + 2) !== 2 || isNumbered(words, at)) return 'none'
  if (isDated(words, at)) return 'dated'
  const [one, other] = [words.word(at), words.word(at + 1)]
  return Number(one) > MONTHS || one.startsWith('0') || other.startsWith('0') ? 'written' : 'doubtful'
}

/** Day and month in either order and a year of two digits or four, with points between them. */
function isTriple(words: Words, at: number): boolean {
  if (at + 2 >= words.count || !POINT.test(words.gap(at)) || words.gap(at + 1) !== words.gap(at)) return false
  if ([at, at + 1, at + 2].some((index) => words.shape(index) !== SHAPE.digits)) return false
  if (sizeOf(words, at) > 2 || sizeOf(words, at + 1) > 2 || ![2, 4].includes(sizeOf(words, at + 2))) return false
  const [one, other] = [Number(words.word(at)), Number(words.word(at + 1))]
  if (!isDayOfMonth(one, other) && !isDayOfMonth(other, one)) return false
  const behind = words.gap(at + 2) + (at + 3 < words.count ? words.word(at + 3).charAt(0) : '')
  return !GOES_ON.test(behind) && !isNumberBefore(words, at)
}

/** A point, comma, colon or stroke alone between a number and this one. */
function isNumberBefore(words: Words, at: number): boolean {
  return at > 0 && /^[.,:/]$/.test(words.gap(at - 1)) && words.shape(at - 1) >= SHAPE.digits
}

/** Behind a word or sign for a number, or before one for a program. */
function isNumbered(words: Words, at: number): boolean {
  if (/[#$] ?$/.test(words.gap(at - 1))) return true
  // Dosis am 17.3.23: the word right before it is the nearer.
  for (const before of isBehindAt(words, at) ? [at - 1] : [at - 1, at - 2])
    if (before >= 0 && NUMBERED.has(words, before) && !words.gap(before).includes('\n')) return true
  return at + 3 < words.count && words.gap(at + 2) === ' ' && PROGRAMS.has(words, at + 3)
}

function isBehindAt(words: Words, at: number): boolean {
  return at > 0 && AT.has(words, at - 1) && /^\.?[ :]+$/.test(words.gap(at - 1))
}

function isDated(words: Words, at: number): boolean {
  // Born, or died: signs other than these of ASCII are folded to the first
  if (/[*+]$/.test(words.gap(at - 1))) return true
  if (isBehindAt(words, at)) return true
  for (let before = at - 1; before >= Math.max(0, at - BEFORE_MAX); before--) {
    if (/[\n;]/.test(words.gap(before))) return false
    if (DATED.has(words, before) || (words.lower(before) === 'b' && before > 1 && words.lower(before - 2) === 'd')) return true
  }
  return false
}

/** Whether a date stands in the text that is one by itself: with a year of four digits, or so written or told. */
function hasSureDate(words: Words): boolean {
  for (let at = words.next(KIND.digits, 0); at + 2 < words.count; at = words.next(KIND.digits, at + 1)) {
    if (isTriple(words, at) && (sizeOf(words, at + 2) === 4 || ['dated', 'written'].includes(weigh(words, at)))) return true
    if (isParted(words, at, '/') || isParted(words, at, '-')) return true
  }
  return false
}

function isParted(words: Words, at: number, sign: string): boolean {
  if (words.gap(at) !== sign || words.gap(at + 1) !== sign) return false
  const [one = 0, two = 0, three = 0] = [at, at + 1, at + 2].map((index) => Number(words.word(index)))
  if (sizeOf(words, at) === 4) return isDayOfMonth(three, two)
  return sizeOf(words, at + 2) === 4 && (isDayOfMonth(one, two) || isDayOfMonth(two, one))
}

import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { areEponyms } from './eponym-pairs.ts'
import { isParticle, runEnd } from './name-run.ts'
import { NAMES, nameWeight, probabilityOf, surnameWeight, THINGS } from './name-weight.ts'
import { readName, withSuffix } from './read-name.ts'
import { isCalledSo } from './titled-word.ts'
import { isDayForename } from './word-forename.ts'
import { isCapital, isInitial, isRestored } from '../word-shape.ts'

/** log10 odds that a capitalised word after it is a name. */
const BEFORE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    dr: 1.3, drs: 1.3, doctor: 0.9, mr: 1.3, mrs: 1.5, ms: 1.2, miss: 0.9, mx: 0.8, prof: 1.2, professor: 1, rev: 0.8, reverend: 0.8,
    sra: 1.3, srta: 1.3, sr: 0.8, sres: 1, dres: 1.3, dras: 1.3, dra: 1.3, don: 0.2, dona: 0.4, herr: 1.2, frau: 1.2, madame: 0.8,
    monsieur: 1, mme: 1, mlle: 1, senor: 1, senora: 1, dott: 1.3, dottssa: 1.3, dottoressa: 1.2, signor: 1.2, signora: 1.1, sig: 0.8,
    dhr: 1.3, heer: 1, meneer: 1.1, mevr: 1.3, mevrouw: 1.2, herrn: 1.2, senhor: 1, senhora: 1, docteur: 1, senorita: 1, lic: 0.3,
    rabbi: 0.8, imam: 0.6, pastor: 0.6, nurse: 0.3, sister: -0.2, brother: -0.2, father: -0.2, fr: -0.6, judge: 0.3, justice: -0.2,
    sgt: 0.8, sergeant: 0.8, capt: 0.8, captain: 0.8, ofc: 0.8, np: 0.2, rn: 0.2, lpn: 0.3, lvn: 0.3, cna: 0.2, crna: 0.3, aprn: 0.3,
    lt: -0.2, officer: 0.3, detective: 0.6, det: -0.5, hon: 0.3, honorable: 0.3, col: -0.3, colonel: 0.5, sir: 0.3, lady: -0.3, lord: 0.2,
  }),
)
/** Also abbreviations of medicine when written in capitals. */
const ALSO_CLINICAL = new Set(['ms', 'mr', 'sr', 'dr', 'fr', 'lt', 'det', 'col', 'don'])
/** log10 odds that a capitalised word before it is a name. */
const AFTER: ReadonlyMap<string, number> = new Map(
  Object.entries({
    md: 0.9, rn: 0.9, lpn: 1, lvn: 1, phd: 1, dnp: 1, aprn: 1, crna: 1, pharmd: 1, dds: 1, dmd: 1, dpm: 0.8, dvm: 0.8, psyd: 1, mph: 0.7,
    mbbs: 0.8, facp: 0.8, facs: 0.8, facog: 0.8, faap: 0.8, lcsw: 1, lmsw: 1, msw: 0.7, cnm: 0.8, rdn: 0.7, rrt: 0.6, fnp: 0.8, bsn: 0.8,
    msn: 0.8, crnp: 0.8, lmft: 0.8, esq: 1, jr: 1, do: -0.2, np: 0.2, pa: 0, pac: 0.3, dpt: 0.6, otr: 0.4, slp: 0.2, iii: 0.2, emt: 0.2,
    rd: -0.4, ii: -0.6, frcp: 0.8, frcs: 0.8,
  }),
)
/** Titles that are written in full: a full stop after one ends the sentence. */
const WHOLE_WORDS = new Set([
  'doctor', 'dottoressa', 'signor', 'signora', 'heer', 'meneer', 'mevrouw', 'herrn', 'senhor', 'senhora', 'docteur', 'miss', 'professor',
  'reverend', 'don', 'dona', 'herr', 'frau', 'madame', 'monsieur', 'senor', 'senora', 'senorita', 'rabbi', 'imam', 'pastor', 'nurse',
  'sister', 'brother', 'father', 'judge', 'justice', 'sergeant', 'captain', 'officer', 'detective', 'honorable', 'colonel', 'sir', 'lady',
  'lord',
])
/** Below this a title in small letters is the ordinary word: her brother Luis. */
const WORD_ODDS_MAX = 0.25
const PRIOR_MIN = 0.05
const WEIGHT_MAX = 1.6

export const titledName: WordDetector = {
  name: 'titled-name',
  class: 'name',
  describes: 'A name with a title before it or the letters of a profession behind it: Dr. Smith, Sra. Lopez, J. Doe, RN.',
  source: 'Titles and postnominal letters in US and Spanish use; odds by how often each stands beside anything but a name in clinical text',
  begins: LIST.title,
  find,
  examples: {
    true: [
      '[[Dr. Okonkwo]] Neurology.', '[[Dr. Prieto]] Cardiology, who', 'saw [[Mr Sunday Okoye]] at', '[[Mr Christmas]] fell',
      '[[Whitlock]] CRNA. Lot 4',
      '[[Miss Easter]] came', '[[Doctor Monday]], like the day', 'tell [[mrs dovecote]] rm 9', '[[Mrs Friday Obi]] rang',
      'GP: [[DR K. WELLS]], ELM SURGERY', 'SEEN BY [[DR STOCKBRIDGE]] TODAY', 'CONSULTANT: [[MISS K. FIELD]]', 'GP: [[DR BATHGATE]].',
      '[[MR "ACE" DEVEREUX]] WAS SEEN', 'then [[MR. OKONKWO]] left', 'saw [[MS. FERNHALLA]] today', "[[Mr Wu's]] K was 6.1",
      "[[Mrs Okonkwo's]] Hb 92", 'sat with [[Mr. "Red" Kowalski]] today', 'seen by [[Dr. Okonkwo]] today',
      '[[Mrs. Mary Whitfield]] was tearful', 'remitido por [[Dra. Lucia Romero Vidal]]', 'remitido por [[Dra. Mar Romero Vidal]]. Calle',
      'cosigned [[J. Doe]], RN', '[[Mr. Le]] flew home', '[[Okonkwo]] PA-C saw her', 'per [[Alan Whitmore]], MD',
      '[[Okonkwo, Karen]], MD aware', "[[Mr. O'Brien]] and [[Ms. Pierce]]", 'spoke to [[dr. lopez]]', '[[Sr. Garcia Perez]] acude hoy',
      'witnessed by [[RN Okonkwo]]', 'palliative [[NP Okonkwo]].', 'Barthel 40. Visto [[Dr. Okonkwo]].',
      'at 14:30 Paged [[Dr. Okonkwo]] who', 'hi [[mrs fernhallaberg]], results', '[[DR. HARGROVE]] NOTIFIED', '[[Mr. **Okonkwo]]** came',
      'seen by [[Drs. Patel]] and [[Wu]]', '[[Mme de Prieto]] est vue', '[[Dr. van der Wu]] agrees', 'Prof. [[Dr. med. Ignacio Prieto]]',
      '[[Karen]] (RN) at bedside', '[[ottoline]] (rn) at bedside', 'seen by [[dr. john whitfield]] today',
      '[[herr torsten fernhaller]] kommt', 'dear [[ms fernhalla]], your', '[[Dott. Esposito]] visita', '[[Mevrouw Bakker]] heeft',
      'POD 4 Herniotomy [[Dr Okonkwo]] to see', 'Bed 3 Cellulitis [[Dr. Fernhalla]] aware', 'Seen by [[dr. okonjo]] today.',
      '[[Frau Mag. Edeltraud Fernhaller]], geb', 'Assistenz: [[Fr. Ngo]]; die Wunde ist nicht',
      'derivado a [[Dr. Escribà]] (cardio)', 'rt hip by [[dr sarkisian]], hgb 9',
    ],
    false: [
      'he is ASA III, no reflux', 'Forrest II ulcer seen', 'Killip III on arrival', 'MR Angiography of the brain', 'RN Notified',
      'Salter-Harris II in prior', 'RN Aware of results', 'frau mit schmerzen', 'MS Contin 15 mg', 'the Dr. will see you',
      'Dr. Visit on Monday', 'PA and lateral chest films', 'Father had a stroke', 'call your doctor', 'Ms. was late',
      'Sister Hypertension, Brother Diabetes', 'Chest PA view', 'Seen in ED', 'Discuss with MD', 'Thank you, doctor. Guest rooms are ready',
      'membrana de Bowman (MBW) en', 'with rheumatic MS. Anticoagulate', 'the Dr. Office, which', 'MR BRAIN SHOWS NIL',
      'see Dr. Monday Clinic', 'call Dr Friday Morning', 'MR JET IS ECCENTRIC', 'DR REVIEW PENDING', 'Moderate MR. RVSP 41',
      'severe MR. LA enlarged', '2+ MR. PASP 38 today', 'no MR. LVIDd 4.9', 'ruled out MS\nAuth for MRI', 'AS, MR\nEcho in May',
      'AS/MR. Echo in May', 'proliferative DR. OCT planned', 'SCREENING FOR DR COMPLETED', 'MS B. 2 YEARS',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(LIST.title, 0); at < words.count; at = words.next(LIST.title, at + 1)) {
    // In small letters `pt`, `do` and `general` are words unless a name follows.
    if (
      words.shape(at) === SHAPE.lower &&
      !(at + 1 < words.count && (isCapital(words, at + 1) || (words.lists(at + 1) & LIST.surname) !== 0 || isNoWord(words, at, at + 1))) &&
      !(at > 0 && isRestored(words, at - 1))
    )
      continue
    const word = words.lower(at)
    const before = word === 'fr' && words.language() === 'de' ? FRAU : BEFORE.get(word)
    const isWord = before !== undefined && before < WORD_ODDS_MAX && words.shape(at) === SHAPE.lower
    if (before !== undefined && !isWord && at + 1 < words.count && !endsStreet(words, at)) {
      const against = words.shape(at) === SHAPE.upper && ALSO_CLINICAL.has(word) ? againstCapitals(words, at) : 0
      const found = after(words, at, before - against)
      if (found !== undefined) {
        yield found
        if (found.prior >= 0.5) {
          yield* partners(words, found.last)
          at = Math.max(at, found.last)
          continue
        }
      }
    }
    const behind = isCertified(words, at) ? CERTIFIED : AFTER.get(word)
    if (
      behind === undefined ||
      at === 0 ||
      (words.shape(at) === SHAPE.lower && !(behind >= LOWER_LETTERS_MIN && isRestored(words, at - 1)))
    )
      continue
    const found = beforeLetters(words, at, behind)
    if (found !== undefined) yield found
  }
}

/** Fr. Prieto */
const FRAU = 1.2

/** What capitals say against a title that is a term in them: MS Contin, and less of `rheumatic MS. Anticoagulate`; DR. HARGROVE is one. */
function againstCapitals(words: Words, title: number): number {
  if (title > 0 && GRADES.has(words, title - 1) && words.gap(title - 1).length <= 2) return NO_TITLE
  if (title > 0 && words.gap(title - 1) === '/') return NO_TITLE
  const isSurname = (words.lists(title + 1) & LIST.surname) !== 0
  const isTold = title > 0 && AGENTS.has(words, title - 1)
  // r/o MS, and the next line
  if (words.gap(title).includes('\n') && !(isSurname && (isTold || words.shape(title + 1) === SHAPE.upper))) return NO_TITLE
  const isDoctor = isTold && words.lower(title) === 'dr'
  if (!isSurname && !isDoctor && words.gap(title) !== ' ' && isMeasure(words, title + 1, isTold)) return NO_TITLE
  if (words.gap(title) === ' ') {
    if (isInitial(words, title + 1) && words.gap(title + 1) === '. ' && isCapital(words, title + 2)) return 0
    if (words.lower(title) !== 'dr') return 1.4
    return title > 0 && AGENTS.has(words, title - 1) ? 0.2 : 0.9
  }
  if (words.lower(title) === 'dr' || title === 0) return 0
  return words.shape(title + 1) === SHAPE.capital && words.shape(title - 1) === SHAPE.lower ? 1.6 : 0
}

const NO_TITLE = 3
/** How bad a regurgitation, sclerosis or retinopathy is: Mild MR. RVSP 32. */
const GRADES = new WordSet([
  'mild', 'mildly', 'moderate', 'mod', 'severe', 'sev', 'trace', 'trivial', 'minimal', 'significant', 'eccentric', 'functional', 'primary',
  'secondary', 'ischemic', 'ischaemic', 'degenerative', 'rheumatic', 'worsening', 'residual', 'chronic', 'acute', 'torrential', 'wide',
  'central',
  'posterior', 'anterior', 'progressive', 'relapsing', 'remitting', 'proliferative', 'nonproliferative', 'background', 'no', 'known',
])
const MEASURE_SIZE_MAX = 5

/** RVSP 32, LVIDd, PASP in a text that is not all in capitals. */
function isMeasure(words: Words, at: number, isTold: boolean): boolean {
  const shape = words.shape(at)
  if (shape === SHAPE.code) return true
  if (shape !== SHAPE.upper && shape !== SHAPE.mixed || sizeOf(words, at) > MEASURE_SIZE_MAX) return false
  if (shape === SHAPE.mixed) return /^[A-Z]{2}/.test(words.word(at))
  return at + 1 < words.count && (words.shape(at + 1) >= SHAPE.digits || !isTold && words.shape(at + 1) === SHAPE.lower)
}

/** Before whom a doctor stands, and no delivery room and no retinopathy. */
const AGENTS = new WordSet([
  'by', 'with', 'w', 'per', 'under', 'gp', 'cc', 'from', 'to', 'and', 'consultant', 'surgeon', 'pcp', 'attending', 'via',
])

const CERTIFIED = 1

/** PA-C, FNP-BC */
function isCertified(words: Words, letters: number): boolean {
  return (
    words.gap(letters) === '-' &&
    letters + 1 < words.count &&
    /^(?:c|bc|cs|cnp)$/.test(words.lower(letters + 1)) &&
    words.shape(letters) === SHAPE.upper &&
    AFTER.has(words.lower(letters))
  )
}

/** Letters in small letters are those of a profession where these odds are as good: imogen (rn). */
const LOWER_LETTERS_MIN = 0.8

/** 12 Oak Dr */
function endsStreet(words: Words, title: number): boolean {
  return (
    title >= 2 &&
    words.gap(title - 1) === ' ' &&
    words.gap(title - 2) === ' ' &&
    words.shape(title - 2) === SHAPE.digits &&
    isCapital(words, title - 1) &&
    !(title > 2 && words.gap(title - 3) === ':') &&
    !(title + 1 < words.count && /^\.? $/.test(words.gap(title)) && isRatherSurname(words, title + 1))
  )
}

/** 38 Appendicitis Dr Reyes: a surname that is no word of a sentence behind the street. */
function isRatherSurname(words: Words, at: number): boolean {
  const lists = words.lists(at)
  return isCapital(words, at) && (lists === 0 || (lists & LIST.surname) !== 0) && words.frequency(at, 'common') <= WORD_MAX
}

const WORD_MAX = 0.8

const NO_CAPITALS_MIN = 0.9

function after(words: Words, title: number, odds: number): Candidate | undefined {
  const behind = behindDegree(words, title) + 1
  const first = isQuoted(words, behind) ? behind + 1 : behind
  const gap = first > behind ? ' ' : words.gap(first - 1)
  if (!/^\.?[ \t\r\n]{0,3}[*_]{0,3}$/.test(gap) || isEnded(words, title, behind)) return undefined
  const bare = isDayForename(words, first) ? first + 1 : behindParticles(words, first)
  if (!isCapital(words, bare)) {
    if (words.shape(first) !== SHAPE.lower || odds < NO_CAPITALS_MIN) return undefined
    if (isNoWord(words, title, first))
      return { first: title, last: first, prior: NO_WORD, why: 'a title of people alone, and no word of the language, in small letters' }
    if ((words.lists(first) & LIST.surname) === 0) return undefined
    const isOnlyName = (words.lists(first) & ~NAMES) === 0 && words.frequency(first, 'foreign') === 0
    const weight = Math.max(nameWeight(words, first), isOnlyName ? NO_CAPITALS_MIN : 0)
    return weight < NO_CAPITALS_MIN
      ? undefined
      : { first: title, last: first, prior: probabilityOf(weight), why: 'a title and a name in small letters' }
  }
  const read = readName(words, bare, runEnd(words, bare), { isSure: odds >= NO_CAPITALS_MIN })
  const last = Math.max(read.last, bare)
  const isOneWord = words.shape(title) === SHAPE.upper && read.last === bare && !isInitial(words, bare)
  const own = read.last < bare ? nameWeight(words, bare) : isOneWord ? surnameWeight(words, bare) : read.weight
  const isName =
    isCalledSo(words, title, bare) ||
    (odds >= NO_CAPITALS_MIN && isShortSurname(words, bare)) ||
    (odds >= SURE_TITLE && standsAlone(words, bare))
  const weight = isName ? Math.max(own, SHORT_MIN) : own
  // After a title a name needs no other evidence, and a common word is against it.
  const prior = probabilityOf(odds + Math.min(weight, WEIGHT_MAX))
  if (prior < PRIOR_MIN || sizeOf(words, bare) === 1 && read.full === 0 && odds < 1) return undefined
  return { first: title, last: withSuffix(words, last), prior, why: 'a title and a name' }
}

/** Mr. "Red" Kowalski */
function isQuoted(words: Words, nickname: number): boolean {
  return (
    nickname + 1 < words.count &&
    /^\.? ["']$/.test(words.gap(nickname - 1)) &&
    words.gap(nickname) === `${words.gap(nickname - 1).slice(-1)} ` &&
    words.shape(nickname) < SHAPE.digits &&
    isCapital(words, nickname + 1)
  )
}

const SURE_TITLE = 1.2
/** Dr. Escriba (cardio): a word that is no name, but no thing of a clinic either, and what goes on is no sentence about it. */
function standsAlone(words: Words, at: number): boolean {
  if (words.shape(at) !== SHAPE.capital || sizeOf(words, at) <= SHORT_SIZE_MAX || (words.lists(at) & THINGS) !== 0) return false
  return /^(?: \(|[,;.)'])/.test(words.gap(at))
}

const SHORT_MIN = -0.8
const SHORT_SIZE_MAX = 3
const SHORT_SURNAME_MIN = 1.6

/** Mr. Le, Dr. Do: surnames that are words in small letters. */
function isShortSurname(words: Words, at: number): boolean {
  return (
    words.shape(at) === SHAPE.capital &&
    sizeOf(words, at) <= SHORT_SIZE_MAX &&
    words.frequency(at, 'surname') >= SHORT_SURNAME_MIN &&
    (words.gap(at) !== ' ' || (at + 1 < words.count && words.shape(at + 1) === SHAPE.lower))
  )
}

const NO_WORD = 0.8
const NO_WORD_SIZE_MIN = 4
const OF_PEOPLE_ALONE = new Set(['mrs', 'mr', 'mme', 'mlle'])

/** mrs achterberg */
function isNoWord(words: Words, title: number, first: number): boolean {
  return (
    (words.lists(first) & ~(LIST.given | LIST.surname)) === 0 &&
    OF_PEOPLE_ALONE.has(words.lower(title)) &&
    sizeOf(words, first) >= NO_WORD_SIZE_MIN &&
    words.frequency(first, 'foreign') === 0 &&
    words.frequency(first, 'common') === 0 ||
    // Nothing but a person is called mrs
    words.lower(title) === 'mrs' &&
    sizeOf(words, first) >= NO_WORD_SIZE_MIN &&
    (words.lists(first) & THINGS) === 0 &&
    words.frequency(first, 'common') <= WORD_MAX
  )
}

/** Of what a doctor is one: Dr. med. Prieto, Dr. rer. nat. Wu. */
const DEGREES = new Set(['med', 'rer', 'nat', 'phil', 'dent', 'vet', 'habil', 'biol', 'hum'])

/** A title in full with a full stop behind ends the sentence. */
function isEnded(words: Words, title: number, behind: number): boolean {
  return behind === title + 1 && words.gap(title).startsWith('.') && WHOLE_WORDS.has(words.lower(title))
}

function isPointed(words: Words, at: number): boolean {
  return /^(?:\.? |\.-)$/.test(words.gap(at)) && words.gap(at + 1).startsWith('.')
}

const ACADEMIC = new WordSet(['mag', 'mmag', 'dipl', 'ing', 'ddr', 'univ', 'bakk', 'msc', 'pd', 'priv', 'doz'])

function behindDegree(words: Words, title: number): number {
  let at = title
  while (at + 1 < words.count && words.shape(at + 1) === SHAPE.lower && words.gap(at) === '. ' && DEGREES.has(words.lower(at + 1))) at++
  // Frau Mag. Prieto, Herr Dipl.-Ing. Kowalski
  while (at + 2 < words.count && ACADEMIC.has(words, at + 1) && isPointed(words, at)) at++
  return at
}

/** Mme de Prieto, Dr. van der Wu */
function behindParticles(words: Words, first: number): number {
  let at = first
  if (sizeOf(words, first) > PARTICLE_SIZE_MAX) return first
  while (at + 1 < words.count && at < first + PARTICLES_MAX && isParticle(words, at) && words.gap(at) === ' ') at++
  return isCapital(words, at) ? at : first
}

const PARTICLES_MAX = 2
const PARTICLE_SIZE_MAX = 5

/** Drs. Patel and Wu */
function* partners(words: Words, last: number): Generator<Candidate> {
  const next = last + 2
  if (next >= words.count || words.gap(last) !== ' ' || words.gap(last + 1) !== ' ' || !isCapital(words, next) || isInitial(words, next))
    return
  if (sizeOf(words, last + 1) > 3 || !/^(?:and|y|or)$/.test(words.lower(last + 1)) || (words.lists(next) & LIST.title) !== 0) return
  const weight = surnameWeight(words, next)
  if (weight > 0)
    yield {
      first: next,
      last: Math.max(readName(words, next).last, next),
      prior: probabilityOf(weight),
      why: 'a name joined to one with a title',
    }
}

/** Okwuosa, Ngozi, MD: the surname before the forename. */
function behindSurname(words: Words, first: number, letters: number): number {
  const before = first - 1
  if (
    first !== letters - 1 ||
    before < 0 ||
    words.gap(before) !== ', ' ||
    !isCapital(words, before) ||
    words.shape(before) !== words.shape(first)
  )
    return first
  const lists = words.lists(before)
  return (lists === 0 || (lists & LIST.surname) !== 0) && surnameWeight(words, before) >= SURNAME_BEFORE_MIN ? before : first
}

const SURNAME_BEFORE_MIN = 0.2
const NAME_WORDS_MAX = 4
const BREAK_WEIGHT = -0.6

const ORDINALS = new Set(['ii', 'iii', 'iv'])

function beforeLetters(words: Words, letters: number, odds: number): Candidate | undefined {
  const gap = words.gap(letters - 1)
  // What stands in brackets behind a term is short for that: membrana de Bowman (MBW).
  const isBracketed =
    gap === ' (' &&
    words.gap(letters).startsWith(')') &&
    (words.lists(letters - 1) & (LIST.given | LIST.surname)) !== 0 &&
    (words.lists(letters - 1) & LIST.eponym) === 0
  if (gap !== ' ' && gap !== ', ' && gap !== ',' && !isBracketed) return undefined
  let first = letters
  let weight = 0
  for (let at = letters - 1; at >= 0 && letters - at <= NAME_WORDS_MAX && isCapital(words, at); at--) {
    if (at < letters - 1) {
      const between = words.gap(at)
      if (between !== ' ' && between !== '-' && !(between === '. ' && isInitial(words, at))) break
    }
    const one = isInitial(words, at) ? 0.3 : nameWeight(words, at)
    if (one < BREAK_WEIGHT) break
    weight += one
    first = at
  }
  if (first === letters) return undefined
  // Of one word it is the class of a scale: ASA III, Forrest II.
  if (letters - first === 1 && ORDINALS.has(words.lower(letters))) return undefined
  if (letters - first === 2 && areEponyms(words, first)) return undefined
  first = behindSurname(words, first, letters)
  const prior = probabilityOf(odds - (gap === ' ' ? 0.3 : 0) + Math.min(weight, WEIGHT_MAX) - 0.2)
  return prior < PRIOR_MIN ? undefined : { first, last: letters - 1, prior, why: 'a name before the letters of a profession' }
}

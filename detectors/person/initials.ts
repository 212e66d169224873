import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, isInitial } from '../word-shape.ts'

const LETTERS_MAX = 3
const PRIORS = { told: 0.9, likely: 0.7 } as const

/** What is shortened with points and is nobody. */
const SHORT_FORMS: ReadonlySet<string> = new Set(
  `bid tid qid prn qhs qod stat us uk usa un eu uae dc ny nyc la nj md rn np pa do ms ba bs ma am pm er ed or iv im sc po id pt ot gi gu
  tb hr bp iq tv ac dr st ad bc ie eg bm uti uri cns mri ekg ecg eeg ct cpr icu phd dds dpm dvm lpn mph
  fda cdc who nih hiv gcs dka cva tia chf cad ckd als af ms ra ua wbc rbc cbc lv rv ra la ef mi pe dvt cp sob ha ll rl ul lt rt ca ta fc
  tc rm ap fv sv js jj rr hh ff ss cc no vs pd dl pl cv ii iii`.split(
    /\s+/,
  ),
)

/** Who is meant by the letters behind them. */
const PERSONS: ReadonlySet<string> = new Set(
  'pt patient client resident named name initials paciente patiente mr mrs ms sr sra nombre signed'.split(' '),
)
/** Of the history of a family: what a relative has. */
const DISEASES: ReadonlySet<string> = new Set(
  `dm htn copd oa gd ibs ibd uc ptsd ocd adhd asd bpd mdd gad als hd cf sle psa bph gerd pud cll cml aml mds avm vsd pfo pda tof hcm dcm mvp
  bav lvh svt vt vf wpw pcos pid hsv hpv hbv hcv pcp rsv mgus cvd pvd esrd osa ild tbi ir brca`.split(/\s+/),
)
/** Of these the ones that stand for nothing of a person's, so that somebody has them behind the word for a person. */
const OF_PERSONS: ReadonlySet<string> = new Set('rm js jj rr hh ff cc la nj ny tc fc fv sv ll ul bs bm'.split(' '))
/** Who is told of in a study or a family tree. */
const PROBANDS = new WordSet([
  'proband', 'propositus', 'proposita', 'participant', 'subject', 'volunteer', 'donor', 'case', 'claimant', 'inmate',
])
/** By whom: behind what was done. */
const DONE = new WordSet([
  'seen', 'reviewed', 'examined', 'assessed', 'written', 'checked', 'dictated', 'typed', 'transcribed', 'performed', 'witnessed',
  'signed', 'scribed',
])

/** What people are and do, behind their letters. */
const VERBS: ReadonlySet<string> = new Set(
  'presented presents reports reported denies denied complains complained states stated refused refuses takes lives underwent received returned called tolerated ambulated should was has had is acude refiere presenta niega'.split(
    ' ',
  ),
)
/** Of these the ones that things do as well, with the words behind that only a person takes. */
const WEAK: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['is', new Set(['on', 'doing', 'here', 'taking', 'feeling'])],
  ['was', new Set(['seen', 'admitted', 'discharged', 'born', 'diagnosed', 'referred', 'brought', 'transferred', 'started', 'told'])],
  ['has', new Set(['been', 'taken', 'had', 'refused'])],
  ['had', new Set(['been', 'a', 'her', 'his'])],
  ['should', new Set(['hold', 'take', 'continue', 'stop', 'start', 'avoid', 'receive', 'return', 'see', 'follow'])],
  ['presents', new Set(['with', 'for', 'to'])],
  ['presented', new Set(['with', 'to', 'for'])],
  ['received', new Set(['a', 'her', 'his'])],
  ['underwent', new Set(['a', 'an'])],
])

export const initials: WordDetector = {
  name: 'initials',
  class: 'name',
  describes:
    'A person called by initials with points, where a word before or behind tells that it is one: pt J.M.K., D.B. is a 54-year-old.',
  source:
    '45 CFR 164.514(b)(2)(i)(A) and HHS, Guidance Regarding Methods for De-identification (2012), question on initials: parts of listed identifiers are identifiers',
  begins: KIND.initial,
  find,
  examples: {
    true: [
      'pt [[J.M.K]]. was seen', '[[D.B]]. is a 54 year old', 'how long should [[D.B]]. hold apixaban', 'is [[K.L]]. ok to drive',
      'ok for [[T.W]]. to get MMR', '[[R.K]]. had EGD in', "[[W.K]].'s potassium was",
      'the patient, [[J.K]]., returned', 'labs for pt [[T.R]]. (68706836)', '[[S.N]]. is on lisinopril', '[[J.M.K]]., a 54-year-old man',
      '[[D.K]]., 62M with', "Patient's name is [[A.K]]..", 'paciente [[M.G.P]]. de 45 años',
      'proband [[K.B]]., her niece [[J.S]]., and', 'son [[D.W]]. has asthma', 'sister, [[P.K]]., is affected', 'reviewed by [[K.L]].',
      'index case [[H.B]]. and',
    ],
    false: [
      'the U.S. is on', 'given I.V. and P.O. meds', 'C.H.F. is a 54 percent', 'patient I.D. card', 'seen in the E.R. today',
      'pt M.D. aware', 'B.I.D. should take', 'D.C. was seen', 'G.I. bleed has been', 'J.K. is a term', 'A.F. has been treated',
      'mother C.A.D., father M.I.', 'brother D.M. type 2', 'sister with M.S.', 'father C.H.F.', 'seen by P.T. today', 'reviewed by M.D.',
      'son A.S.D. repaired',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.initial, 0); at + 1 < words.count; at = words.next(KIND.initial, at + 1)) {
    if (words.gap(at) !== '.' || at > 0 && words.gap(at - 1).endsWith('.')) continue
    let last = at
    while (last + 1 < words.count && last - at < LETTERS_MAX && words.gap(last) === '.' && isInitial(words, last + 1)) last++
    if (last === at || !words.gap(last).startsWith('.')) continue
    const found = weigh(words, at, last)
    if (found !== undefined) yield found
    at = last
  }
}

function weigh(words: Words, first: number, last: number): Candidate | undefined {
  let letters = ''
  for (let at = first; at <= last; at++) letters += words.lower(at)
  const isOfPerson = isBehindPerson(words, first) || isBehindRelative(words, first)
  if (
    (SHORT_FORMS.has(letters) && !(isOfPerson && OF_PERSONS.has(letters))) ||
    (last > first + 1 &&
      words.gap(last).startsWith('. ') &&
      last + 1 < words.count &&
      isCapital(words, last + 1) &&
      !isOfPerson)
  )
    return undefined
  const why = 'initials with points, and what tells of a person'
  const isTold = isBehindPerson(words, first) || hasAge(words, last) || isAskedOf(words, first, last) || isForWhom(words, first, last)
  if (isTold) return { first, last, prior: PRIORS.told, why }
  if (doesWhatPeopleDo(words, last) || (isBehindRelative(words, first) && !DISEASES.has(letters)))
    return { first, last, prior: PRIORS.likely, why }
  return undefined
}

/** pt J.M.K., the patient, J.K., name is A.K. */
function isBehindPerson(words: Words, first: number): boolean {
  if (first === 0 || !/^[.:,]? $|^: ?$/.test(words.gap(first - 1))) return false
  const before = words.lower(first - 1) === 'is' && first > 1 ? first - 2 : first - 1
  if (words.lower(before) === 'by') return before > 0 && DONE.has(words, before - 1)
  return PERSONS.has(words.lower(before)) || PROBANDS.has(words, before)
}

/** her niece J.S., and; son D.W. has */
function isBehindRelative(words: Words, first: number): boolean {
  return first > 0 && /^,? $/.test(words.gap(first - 1)) && (words.lists(first - 1) & LIST.relative) !== 0
}

/** is a 54 year old, , a 54-year-old, , 62M */
function hasAge(words: Words, last: number): boolean {
  let at = last + 1
  if (at >= words.count || !/^\.,? $/.test(words.gap(last))) return false
  if (words.lower(at) === 'is' || words.lower(at) === 'es') at++
  if (at < words.count && /^(?:an?|the|una?)$/.test(words.lower(at))) at++
  if (at >= words.count) return false
  if (words.shape(at) === SHAPE.code) return /^\d{1,3}(?:m|f|yo|y)$/.test(words.lower(at))
  return (
    words.shape(at) === SHAPE.digits &&
    sizeOf(words, at) <= 3 &&
    at + 1 < words.count &&
    /^(?:years?|yo|y|yr|yrs|anos|months?|weeks?|days?|m|f)$/.test(words.lower(at + 1))
  )
}

/** should D.B. hold */
function isAskedOf(words: Words, first: number, last: number): boolean {
  return (
    first > 0 &&
    words.gap(first - 1) === ' ' &&
    last + 1 < words.count &&
    words.gap(last) === '. ' &&
    words.shape(first - 1) === SHAPE.lower &&
    words.shape(last + 1) === SHAPE.lower &&
    (/^(?:is|was)$/.test(words.lower(first - 1))
      ? IS_HE.has(words.lower(last + 1))
      : /^(?:should|can|could|may|will|would|does|did)$/.test(words.lower(first - 1)) && ASKED.has(words.lower(last + 1)))
  )
}

/** is D.B. ok to fly */
const IS_HE: ReadonlySet<string> = new Set('ok okay able allowed safe due fit still ready cleared supposed going'.split(' '))

const ASKED: ReadonlySet<string> = new Set(
  'hold take continue stop start avoid receive return see follow use have get need resume switch try drink eat fly drive exercise'.split(
    ' ',
  ),
)

/** is it ok for T.W. to get */
function isForWhom(words: Words, first: number, last: number): boolean {
  return (
    first > 0 && words.gap(first - 1) === ' ' && words.lower(first - 1) === 'for' && last + 2 < words.count && words.gap(last) === '. ' &&
    words.lower(last + 1) === 'to' && ASKED.has(words.lower(last + 2))
  )
}

function doesWhatPeopleDo(words: Words, last: number): boolean {
  const gap = words.gap(last)
  if (last + 1 < words.count && gap === ".'" && words.lower(last + 1) === 's') return true
  if (gap !== '. ' || last + 2 >= words.count || words.shape(last + 1) !== SHAPE.lower) return false
  // R.K. had EGD
  if (words.lower(last + 1) === 'had' && words.shape(last + 2) === SHAPE.upper && sizeOf(words, last + 2) > 1) return true
  const verb = words.lower(last + 1)
  return VERBS.has(verb) && WEAK.get(verb)?.has(words.lower(last + 2)) !== false
}

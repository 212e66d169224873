import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'
import { NAMES, nameWeight, probabilityOf } from './name-weight.ts'

/** What stands before the names of a family, as a label. */
const LABELS = new WordSet(
  `parents siblings sibs children kids sons daughters brothers sisters grandchildren grandkids grandparents stepchildren household family
  roommates
  padres hijos hijas hermanos hermanas nietos eltern kinder geschwister enfants freres soeurs genitori figli fratelli filhos irmaos pais`.split(
    /\s+/,
  ),
)
/** The same before the names without a colon; of those who share a flat any words with capitals are names. */
const COMPANY = new WordSet(
  `roommates flatmates housemates roomies siblings sons daughters brothers sisters cousins grandchildren grandkids twins kids nephews
  nieces friends neighbors neighbours uncles aunts colleagues coworkers hijos hijas hermanos hermanas nietos`.split(/\s+/),
)
const SHARING = new WordSet(['roommates', 'flatmates', 'housemates', 'roomies'])
const PART = /^(?:,? (?:& )?| & |; )$/
const AND = /^(?:and|y|und|et|e)$/
const ITEMS_MAX = 12
const WORDS_MAX = 4
/** log10 odds of a word in such a list before its own weight; with an age in brackets behind it is hardly anything else. */
const LISTED = 0.3
const AGED = 1.2
const PRIOR_MIN = 0.3
const TERMS = LIST.clinical | LIST.calendar | LIST.organization | LIST.relative | LIST.profession | LIST.country
const NO_NAME = LIST.relative | LIST.profession | LIST.country

export const familyList: WordDetector = {
  name: 'family-list',
  class: 'name',
  describes: 'The names of a family, or of who lives with somebody, in a list behind the word for them: Sibs: Dulce (9), Kofi and Ama; twins Harper & Kai.',
  source: '45 CFR 164.514(b)(2)(i): names of relatives and household members are identifiers too',
  begins: KIND.capital,
  find,
  examples: {
    true: [
      '2 sons: [[Tyrell]] (lawyer, Toledo) and [[Okoro]] (deceased, 2015).',
      'Sibs: [[Dulce]] (9), [[Kofi]] (4).', 'Children: [[Nia]], [[Kofi]] and [[Femi]].', 'Parents: [[Mauricio]] & [[Xiomara]] live',
      'Kids: [[Zephyr]] (12), [[Wren]] (10)', 'Hijos: [[Bruno]] y [[Iker]].',
      'roommates [[Sandeep]] and [[Arjun]] smoke', 'Flatmates [[Tolu]] and [[Zib]] found', 'twins [[Harper]] & [[Kai]] came',
      'her sons [[Omar]], [[Yusuf]] and',
    ],
    false: [
      'Siblings: Healthy', 'Kids: None', 'Parents: Deceased, MI and Stroke', 'Children: Two, Healthy',
      'Family: Hypertension (2), Diabetes (3)', 'Sons: 2, Daughters: 1', 'Brothers: Asthma and Eczema', 'Siblings: Autism (brother)',
      'give kids Ibuprofen and Calpol', 'brothers Diabetes and Stroke', 'friends Alcohol and Drugs', 'sisters Monday and Tuesday',
      'roommates Covid and Flu',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.capital, 1); at < words.count; at = words.next(KIND.capital, at + 1)) {
    const isListed = words.is(KIND.labelled, at)
      ? LABELS.has(words, at - 1) && /^ ?: $/.test(words.gap(at - 1))
      : COMPANY.has(words, at - 1) && words.gap(at - 1) === ' ' && arePeople(words, at)
    if (isListed) yield* listed(words, at)
  }
}

/** Flatmates Tolu and Bex: two words with capitals at least that are no terms, one of them a name where it is no flat. */
function arePeople(words: Words, first: number): boolean {
  const next = nextItem(words, first)
  if (next === undefined || !isPerson(words, first) || !isPerson(words, next)) return false
  return SHARING.has(words, first - 1) || ((words.lists(first) | words.lists(next)) & NAMES) !== 0
}

function isPerson(words: Words, at: number): boolean {
  const lists = words.lists(at)
  return words.shape(at) === SHAPE.capital && sizeOf(words, at) > 1 && (lists & TERMS) === 0 && (lists === 0 || nameWeight(words, at) > 0)
}

function* listed(words: Words, start: number): Generator<Candidate> {
  let at = start
  for (let items = 0; items < ITEMS_MAX && at < words.count; items++) {
    const lists = words.lists(at)
    if (!isCapital(words, at) || sizeOf(words, at) < 2 || (lists & NO_NAME) !== 0 && (lists & LIST.given) === 0) return
    let last = at
    while (last + 1 < words.count && last - at < WORDS_MAX && /^[ -]$/.test(words.gap(last)) && isCapital(words, last + 1)) last++
    const age = ageAfter(words, last)
    const term = (lists & LIST.clinical) !== 0 ? -1 : 0
    const next = nextItem(words, age ?? lastInBrackets(words, last))
    // One word alone behind the label says how they are.
    const isList = items > 0 || age !== undefined || next !== undefined && isCapital(words, next)
    const prior = probabilityOf((age === undefined ? LISTED : AGED) + term + Math.max(-1, Math.min(1, nameWeight(words, at))))
    if (isList && prior >= PRIOR_MIN) yield { first: at, last, prior, why: 'in a list behind a word for members of a family' }
    if (next === undefined) return
    at = next
  }
}

/** The age in brackets behind a name, as the word that it is; undefined where there is none. */
function ageAfter(words: Words, last: number): number | undefined {
  const age = last + 1
  return age < words.count && words.gap(last) === ' (' && words.shape(age) === SHAPE.digits && sizeOf(words, age) <= 2 ? age : undefined
}

const BRACKETS_MAX = 6

/** The last word of what stands in brackets behind a name, as who it is: Karl (lawyer, Toledo) and; the name's own where there are none. */
function lastInBrackets(words: Words, last: number): number {
  if (words.gap(last) !== ' (') return last
  for (let at = last + 1; at < words.count && at - last <= BRACKETS_MAX; at++) {
    if (words.gap(at).startsWith(')')) return at
    if (!/^(?:,? |-)$/.test(words.gap(at))) break
  }
  return last
}

/** Where the next name begins behind the end of one, or of its age. */
function nextItem(words: Words, end: number): number | undefined {
  const next = end + 1
  if (next >= words.count) return undefined
  const gap = words.gap(end).replace(/^(?:y|yo|yrs?)?[.]?\)/, '')
  if (AND.test(words.lower(next)) && /^,? $/.test(gap) && words.gap(next) === ' ') return next + 1
  return PART.test(gap) && gap !== ' ' ? next : undefined
}

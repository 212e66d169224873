import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { NAMES, nameWeight, otherwise, THINGS } from './name-weight.ts'
import { isCapital, isGenitive, isInitial } from '../word-shape.ts'

/** Son, daughter and wife of; anak lelaki, anak perempuan. Of the others the charts make `without` and `assessment and plan`. */
const STROKES: ReadonlyMap<string, number> = new Map(Object.entries({ 's/o': 0.85, 'd/o': 0.9, 'w/o': 0.6, 'a/l': 0.9, 'a/p': 0.75 }))
const LINKS = new WordSet(['bin', 'binti', 'binte', 'bte', 'bt', 'ap', 'ab', 'ferch', 'verch'])
const LINK_PRIOR = 0.85
/** In capitals and with a capital these are words as well. */
const SMALL_ONLY = new Set(['ap', 'ab', 'bt'])
const DOUBT_MAX = 0.8
const WORDS_MAX = 3
const SIZE_MIN = 3
/** log10 per million of a word as anything else; a term of medicine has more. */
const OTHERWISE_MAX = 1.3

export const patronymicName: WordDetector = {
  name: 'patronymic-name',
  class: 'name',
  describes: 'A name with that of the father or husband, whatever its words: Kavitha d/o Raman, Nurul binti Osman, Tanwen ferch Idris.',
  source:
    'National Registration Department of Malaysia and Immigration and Checkpoints Authority of Singapore: names with a/l, a/p, s/o, d/o, bin, binti; A Guide to Names and Naming Practices (UK, 2006)',
  begins: KIND.capital,
  find,
  examples: {
    true: [
      'Dr [[Velmurugan s/o Perumal]] reviewed', '[[Meenakshi d/o Suppaiyah]] seen', 'results for [[PREMALATHA D/O ANNAMALAI]] today',
      'saw [[Sarojini w/o Raju]] at', '[[Kumaresan a/l Muniandi]] 54M', '[[Letchimi a/p Karuppan]] 61F', 'NOK [[Nuraini binti Roslan]]',
      'seen: [[Haziq bin Zulkarnaen]], who', '[[Gwerfyl ferch Madoc]] rang', 'and [[Iolo ap Rhydderch]] came',
    ],
    false: [
      'Nausea w/o Vomiting', 'Imaging s/o Cholecystitis', 'Pelvis a/p Lateral', 'Seen by PT, d/o March', 'sharps bin Emptied today',
      'Chest ap Lateral', 'SYNCOPE W/O PRODROME', 'Diabetes w/o Complication', 'Jones A/P Stable', 'Hypertension A/P: stable',
      'Zorvanta w/o Zyvolix given', 'Sharps Bin Full', 'CT s/o Crohns', 'Pt w/o Family', 'Fever w/o Focus', 'COPD s/o Exacerbation',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.capital, 0); at + 2 < words.count; at = words.next(KIND.capital, at + 1)) {
    const link = linkAt(words, at + 1)
    const found = link === undefined ? undefined : weigh(words, at, link)
    if (found === undefined) continue
    yield found
    at = found.last
  }
}

interface Link {
  /** The first word behind it. */
  readonly next: number
  readonly prior: number
  /** Nothing else is written so. */
  readonly isSure: boolean
}

/** The link that begins at a word; undefined where none does. */
function linkAt(words: Words, at: number): Link | undefined {
  const size = sizeOf(words, at)
  if (size === 1) {
    if (words.gap(at) !== '/' || words.gap(at - 1) !== ' ' || at + 2 >= words.count || sizeOf(words, at + 1) !== 1) return undefined
    const link = `${words.lower(at)}/${words.lower(at + 1)}`
    const prior = STROKES.get(link)
    if (prior === undefined || words.gap(at + 1) !== ' ') return undefined
    return { next: at + 2, prior, isSure: prior > DOUBT_MAX || (link === 'a/p' && words.shape(at) === SHAPE.lower) }
  }
  if (size > 5 || !LINKS.has(words, at) || words.gap(at) !== ' ' || words.gap(at - 1) !== ' ') return undefined
  if (SMALL_ONLY.has(words.lower(at)) && words.shape(at) !== SHAPE.lower) return undefined
  return { next: at + 1, prior: LINK_PRIOR, isSure: true }
}

/** Both sides are words with capitals that are nothing else; where the link is one of doubt, one of them is known as a name. */
function weigh(words: Words, left: number, { next: right, prior, isSure }: Link): Candidate | undefined {
  if (!isPart(words, left) || !isPart(words, right) || isGenitive(words, left)) return undefined
  if (words.shape(left) !== words.shape(right) && words.shape(right) === SHAPE.upper) return undefined
  if (!isSure && !isKnown(words, left) && !isKnown(words, right)) return undefined
  let first = left
  while (first > 0 && left - first < WORDS_MAX - 1 && words.gap(first - 1) === ' ' && isPart(words, first - 1)) first--
  let last = right
  while (last + 1 < words.count && last - right < WORDS_MAX - 1 && words.gap(last) === ' ' && isPart(words, last + 1)) last++
  return { first, last, prior, why: 'two names, and what says that one is the father or husband of the other' }
}

function isPart(words: Words, at: number): boolean {
  if (!isCapital(words, at) || isInitial(words, at) || sizeOf(words, at) < SIZE_MIN) return false
  const lists = words.lists(at)
  if (lists === 0) return words.shape(at) !== SHAPE.mixed && nameWeight(words, at) > 0
  return (lists & THINGS) === 0 && (lists & (NAMES | LIST.place)) !== 0 && otherwise(words, at) <= OTHERWISE_MAX
}

function isKnown(words: Words, at: number): boolean {
  return (words.lists(at) & NAMES) !== 0
}

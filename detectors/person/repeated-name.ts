import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { hashBehind, hashWord, WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { areEponyms } from './eponym-pairs.ts'
import { isJoined, isParticle, runEnd, headsElsewhere } from './name-run.ts'
import { givenWeight, NAMES, nameWeight, otherwise, probabilityOf, surnameWeight } from './name-weight.ts'
import { isCapital, isInitial } from '../word-shape.ts'

/** log10 odds that a word which is part of a name elsewhere in the text is that name again. */
const ODDS = 0.5
const WEIGHT_MAX = 1.5
const OTHERWISE_MAX = 2
const ANCHOR_MIN = 1.2
const SIZE_MIN = 3
const MARKS = 256
const APOSTROPHE = 0x27

/** What names begin with that are sure by themselves. */
const ANCHORS = LIST.title | LIST.given | KIND.labelled
/** Behind these and a colon the patient stands, in two words that are no words of the language. */
const LABELS = new WordSet(['patient', 'pt', 'client', 'resident', 'paciente', 'patientname'])
const OF_NAMES = new WordSet(['patient', 'pt', 'client', 'full', 'resident'])

export const repeatedName: WordDetector = {
  name: 'repeated-name',
  class: 'name',
  describes: 'A word of a name that the same text has in full or with a title: Kowalski, after Anna Kowalski or Mr. Kowalski.',
  source: 'HHS guidance on de-identification (2012), 3.10: names in free text count wherever they stand',
  begins: ANCHORS,
  find,
  examples: {
    true: [
      'Anna Kowalski came in. [[Kowalski]] reports pain', 'Mr. Okonkwo is stable; [[Okonkwo]] walks daily',
      'Priya Raman slept; I woke [[Raman]] at 6', "Dr. Prieto saw him. [[Prieto's]] plan: rest",
      'Patient: Fernhalla Kowalvo. Then [[Kowalvo]] slept',
    ],
    false: [
      'Anna White was seen. White male, 60.', 'Dr. Parkinson saw a tremor; Parkinson disease is likely',
      'Mark Long came. Long history of pain.', 'Vitamin D low, Vitamin D given', 'Patient: Zorvanta started. Zorvanta works',
      'Fisher 3 by CT. Miller Fisher variant.', 'Mr. Jones left. Jones criteria negative',
      'Grace Hospital called. Hospital stay was short.',
    ],
  },
  cues: [{
    words: ['disease', 'syndrome', 'sign', 'score', 'scale', 'catheter', 'test', 'criteria', 'classification', 'maneuver', 'manoeuvre'],
    ratio: 0.005,
    where: 'after',
    within: 1,
  }],
}

/** Words of the names that a text has. */
interface Names {
  /** Where each of them stands first, by its stem. */
  readonly firsts: Map<string, number>
  /** By the low bits of the hashes of stems and their genitives: where all are ASCII, no other word is one of them. */
  readonly marks: Uint8Array
  isAscii: boolean
}

function* find(words: Words): Generator<Candidate> {
  let names: Names | undefined
  for (let at = words.next(ANCHORS, 0); at < words.count; at = words.next(ANCHORS, at + 1)) {
    if (words.shape(at) === SHAPE.lower) continue
    const last = (words.is(KIND.labelled, at) ? labelledEnd(words, at) : undefined) ?? anchorEnd(words, at)
    if (last === undefined || areEponyms(words, at)) continue
    names ??= { firsts: new Map(), marks: new Uint8Array(MARKS), isAscii: true }
    for (let part = at; part <= last; part++) remember(names, words, part)
    at = last
  }
  if (names === undefined || names.firsts.size === 0) return
  for (let at = words.next(KIND.capital, 0); at < words.count; at = words.next(KIND.capital, at + 1)) {
    if (sizeOf(words, at) < SIZE_MIN || !isCapital(words, at)) continue
    if (names.isAscii && names.marks[words.hash(at) & MARKS - 1] === 0) continue
    const from = names.firsts.get(stem(words, at))
    if (from === undefined || from === at) continue
    const runLast = runEnd(words, at)
    if (headsElsewhere(words, at, runLast)) continue
    yield {
      first: at,
      last: at,
      prior: probabilityOf(ODDS + Math.min(nameWeight(words, at), WEIGHT_MAX)),
      why: 'part of a name that the text has elsewhere',
    }
  }
}

/** Patient: Fernhalla Kowalvo */
function labelledEnd(words: Words, first: number): number | undefined {
  const label = first - 1
  if (
    label < 0 ||
    first + 1 >= words.count ||
    words.gap(first) !== ' ' ||
    !/^ ?:/.test(words.gap(label)) ||
    !isUnlisted(words, first) ||
    !isUnlisted(words, first + 1)
  )
    return undefined
  return LABELS.has(words, label) ||
    (label > 0 && words.lower(label) === 'name' && words.gap(label - 1) === ' ' && OF_NAMES.has(words, label - 1))
    ? first + 1
    : undefined
}

function isUnlisted(words: Words, at: number): boolean {
  return isCapital(words, at) && sizeOf(words, at) > SIZE_MIN && (words.lists(at) & ~NAMES) === 0
}

/** The last word of a name that is sure by itself: with a title, or forename and surname. */
function anchorEnd(words: Words, first: number): number | undefined {
  if (first + 1 >= words.count) return undefined
  const lists = words.lists(first)
  if ((lists & LIST.title) !== 0) {
    if (
      !isCapital(words, first + 1) ||
      isInitial(words, first + 1) ||
      !/^\.? $/.test(words.gap(first)) ||
      !/^(?:dra?|mrs?|ms|miss|prof|sra?|srta)$/.test(words.lower(first))
    )
      return undefined
    return nameWeight(words, first + 1) < -0.5 ? undefined : runEnd(words, first + 1)
  }
  if ((lists & LIST.given) === 0 || !isJoined(words, first) || !isCapital(words, first + 1)) return undefined
  const given = givenWeight(words, first)
  if (given < 0.5 || given + surnameWeight(words, first + 1) < ANCHOR_MIN) return undefined
  const last = runEnd(words, first)
  return headsElsewhere(words, first + 1, last) ? undefined : Math.min(last, first + 3)
}

function remember(names: Names, words: Words, index: number): void {
  if (sizeOf(words, index) < SIZE_MIN || isParticle(words, index) || !isCapital(words, index) || (words.lists(index) & LIST.title) !== 0)
    return
  if (otherwise(words, index) > OTHERWISE_MAX || nameWeight(words, index) < 0) return
  const word = stem(words, index)
  if (names.firsts.has(word)) return
  names.firsts.set(word, index)
  names.isAscii &&= words.lower(index).length === sizeOf(words, index)
  const hash = hashWord(word)
  names.marks[hash & MARKS - 1] = 1
  names.marks[hashBehind(hash, "'s") & MARKS - 1] = 1
}

/** The word in small letters without the ending of the genitive. */
function stem(words: Words, index: number): string {
  const lower = words.lower(index)
  return lower.charCodeAt(lower.length - 2) === APOSTROPHE && lower.endsWith("'s") ? lower.slice(0, -2) : lower
}

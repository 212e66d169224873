import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { headsElsewhere, isCapital, probabilityOf, readName, runEnd, sizeOf, withSuffix } from './name-words.ts'

/** log10 odds that a capitalised word after a relative is that person's name, by what lies between. */
const ODDS: ReadonlyMap<string, number> = new Map(Object.entries({ ' ': 0.4, ', ': -0.1, ' (': 0.4, ' - ': -0.2, ': ': 0, '\n': -1 }))
const LINKS: ReadonlyMap<string, number> = new Map(Object.entries({ named: 0.9, called: 0.5, is: -0.7, llamado: 0.9, llamada: 0.9, name: 0.8, and: -0.6, y: -0.6 }))
const PRIOR_MIN = 0.05
const WEIGHT_MAX = 2.2

export const relativeName: WordDetector = {
  name: 'relative-name',
  class: 'name',
  describes: 'The name of a relative, friend or carer, told by the word for the relation before it: her husband Mark, son, Daniel.',
  source: '45 CFR 164.514(b)(2)(i): names of relatives, employers and household members are identifiers too',
  find,
  examples: {
    true: [
      'her husband [[Mark]] drives her', 'lives with her son, [[Daniel]], in town', 'his wife ([[Lucinda Reyes]]) called', 'has a daughter named [[Zuri]]',
      'acompanada por su hija [[Lucia]]', 'two sons [[Omar]] and a cat', "her sister [[Grace]] helps",
    ],
    false: [
      'Mother Hypertension, Father MI', 'her mother, White, aged 60', 'Sister: Breast Cancer at 40', 'his father died in May', 'Parents Deceased', 'Child Life Services consulted',
      'Baby Aspirin daily', 'brother, Type 2 Diabetes',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = 0; at + 1 < words.count; at++) {
    if ((words.lists(at) & LIST.relative) === 0) continue
    let first = at + 1
    let odds = ODDS.get(words.gap(at))
    if (odds === undefined) continue
    if (words.shape(first) === SHAPE.lower && sizeOf(words, first) <= 7 && first + 1 < words.count) {
      const link = LINKS.get(words.lower(first))
      if (link === undefined || words.gap(first) !== ' ') continue
      odds = link
      first++
    }
    if (!isCapital(words, first) || sizeOf(words, first) < 2 || (words.lists(first) & (LIST.relative | LIST.title)) !== 0) continue
    // "Mother Hypertension" and "Baby Aspirin" start lines of family history and names of things.
    if (words.shape(at) !== SHAPE.lower) odds -= 0.6
    const runLast = runEnd(words, first)
    const { last, weight, full } = readName(words, first, runLast)
    if (full === 0 || headsElsewhere(words, last, runLast)) continue
    const prior = probabilityOf(odds + Math.min(weight, WEIGHT_MAX))
    if (prior >= PRIOR_MIN) yield { first, last: withSuffix(words, last), prior, why: 'a name after the word for a relative' }
  }
}

import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'

const PRIOR = 0.85
const WORDS_MAX = 9
/** Outward and inward code, with the postcode areas (Royal Mail, Programmers' Guide to PAF; BS 7666). */
const OUTWARD = /^(?:a[bl]|b[abdhlnrst]?|c[abfhmortvw]|d[adeghlnty]|e[chnx]?|f[ky]|g[luy]?|h[adgprsux]|i[gmpv]|je|k[atwy]|l[adelnsu]?|m[ekl]?|n[egnprw]?|o[lx]|p[aehlor]|r[ghm]|s[aegklmnoprstwy]?|t[adfnqrsw]|ub|w[acdfnrsv]?|yo|ze)\d[a-z\d]?$/
const INWARD = /^\d[abd-hjlnp-uw-z]{2}$/
const GAP = /^(?: |, ?|,?[ \r]?\n *)$/
const JOINTS = new WordSet('y yr on upon under the of le in by near and la de with next cum'.split(' '))
/** A word with a capital that opens the sentence: At Oakwood, Of Oakwood. */
const OPENERS = new WordSet('at of in from to lives living resides address home now and the his her near'.split(' '))
const NO_ADDRESS = LIST.title | LIST.relative | LIST.calendar

export const beforePostcode: WordDetector = {
  name: 'before-postcode',
  class: 'address',
  describes: 'House, street and town before a British postcode, whatever they are called, where only commas and line ends stand between.',
  source: "Royal Mail, Programmers' Guide to PAF (order of the parts of an address); BS 7666; 45 CFR 164.514(b)(2)(i)(B)",
  begins: KIND.code,
  find,
  examples: {
    true: [
      'lives [[Bryn Olm, Cwm Teg, Bangor LL57 1ZZ]].', '[[Fernhall Oast\nLittle Kowaling\nRye TN31 7ZZ]]\n', 'at [[3 Larkspur Reach, Ely, CB7 4ZZ]] now',
    ],
    false: ['the C7 T1 disc', 'Grade T1 N0', 'Dr Kowalski, 12 mg', 'Vitamin B12 5MG', 'Metoprolol, Lisinopril, E5 1NZ', 'Hypertension I10 4AB'],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.code, 1); at + 1 < words.count; at = words.next(KIND.code, at + 1)) {
    if (words.gap(at) !== ' ' || words.shape(at + 1) !== SHAPE.code || !INWARD.test(words.lower(at + 1)) || !OUTWARD.test(words.lower(at)))
      continue
    const first = firstOf(words, at)
    if (first < at) yield { first, last: at + 1, prior: PRIOR, why: 'names with capitals before a British postcode' }
  }
}

/** Where the address begins; the postcode itself where no town stands before it. */
function firstOf(words: Words, code: number): number {
  let first = code
  for (let at = code - 1; at >= 0 && code - at <= WORDS_MAX && GAP.test(words.gap(at)); at--) {
    if (words.shape(at) === SHAPE.digits || words.shape(at) === SHAPE.code && /^\d{1,4}[a-z]$/.test(words.lower(at))) {
      if (first < code && sizeOf(words, at) <= 5) first = at
      break
    }
    if ((words.lists(at) & NO_ADDRESS) !== 0 && isCapital(words, at) && (words.lists(at) & LIST.place) === 0) {
      // Dr Kowalski, Oakwood: who is named goes up to the comma.
      while (first < code && !/[,\n]/.test(words.gap(first - 1))) first++
      if (first < code && at + 1 === first) first++
      break
    }
    if ((words.lists(at) & (LIST.clinical | LIST.place | LIST.surname)) === LIST.clinical && words.frequency(at, 'common') === 0) break
    if (isCapital(words, at) && !OPENERS.has(words, at)) first = at
    else if (!JOINTS.has(words, at) || words.gap(at) !== ' ') break
  }
  return first
}

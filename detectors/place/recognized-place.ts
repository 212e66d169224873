import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { LIST, type Words } from '../../src/contract/words.ts'
import { isMeasuredBy } from '../person/measured-by.ts'
import { isProper, recognized } from '../recognized.ts'
import { isState } from './place-kind.ts'

const NEVER = LIST.profession | LIST.relative | LIST.country | LIST.calendar | LIST.title

export const recognizedPlace: WordDetector = {
  name: 'recognized-place',
  class: 'address',
  describes: 'A town, street or other place as a model tells it: by what is known of its words, how they are written, and what stands on either side.',
  source:
    '45 CFR 164.514(b)(2)(i)(B); conditional random fields (Lafferty, McCallum, Pereira, ICML 2001), trained on invented texts: src/classify/text/entities',
  find,
  examples: {
    true: [
      'born in [[Oxenholme]], never left',
      'moved from [[Tarbert]] after the divorce',
      'grew up near [[Otterbourne]], came here in 2001',
    ],
    false: [
      'He was born in Ohio and served in Korea',
      'She lives in Arizona with her son',
      'Breast cancer specimen by Nottingham',
      'GCS 15, NIHSS 2, no drift',
      'transferred from Urgent Care to Intensive Care',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (const place of recognized(words, 'place', isOwn))
    if (!isMeasuredBy(words, place.first) && !hasTerm(words, place.first, place.last)) yield place
}

const NAMES = LIST.place | LIST.surname | LIST.given

/** Whether a word of medicine that nothing is called by stands before the last of several: Disease Course. */
function hasTerm(words: Words, first: number, last: number): boolean {
  for (let at = first; at < last; at++) {
    const lists = words.lists(at)
    if ((lists & LIST.clinical) !== 0 && (lists & NAMES) === 0) return true
  }
  return false
}

/** States may stay. */
function isOwn(words: Words, at: number): boolean {
  return (words.lists(at) & NEVER) === 0 && isProper(words, at) && !isState(words, at, at)
}

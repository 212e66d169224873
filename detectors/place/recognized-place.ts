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
      'Rides the bus to [[Wexcombe]] for dialysis',
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
  for (const place of recognized(words, 'place', isOwn)) if (!isMeasuredBy(words, place.first)) yield place
}

/** States may stay. */
function isOwn(words: Words, at: number): boolean {
  return (words.lists(at) & NEVER) === 0 && isProper(words, at) && !isState(words, at, at)
}

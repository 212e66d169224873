import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { LIST, type Words } from '../../src/contract/words.ts'
import { isState } from '../place/place-kind.ts'
import { isProper, recognized } from '../recognized.ts'
import { areEponyms, isSecondEponym } from './eponym-pairs.ts'
import { isMeasuredBy } from './measured-by.ts'

const NEVER = LIST.organization | LIST.profession | LIST.relative | LIST.country | LIST.calendar | LIST.title

export const recognizedName: WordDetector = {
  name: 'recognized-name',
  class: 'name',
  describes: 'A name of a person as a model tells it: by what is known of its words, how they are written, and what stands on either side.',
  source:
    '45 CFR 164.514(b)(2)(i)(A); conditional random fields (Lafferty, McCallum, Pereira, ICML 2001), trained on invented texts: src/classify/text/entities',
  find,
  examples: {
    true: [
      'w/ [[Halloran]] re consent, will retry at 4',
      'nobody home except [[Ngozi]] and the dog',
      'ask [[Delacroix]] if she wants the cath today',
      'i asked [[tobias]] to hold the clopidogrel',
      'told [[Marchetti]] the MRI slot moved',
      '[[Kowalczyk]] wants the family called before the scan',
    ],
    false: [
      'C section went well, no Foley left in',
      'The Whipple procedure is planned for May',
      'started Lyrica and then Cymbalta at night',
      'Hodgkin lymphoma, stage II by Ann Arbor',
      'Thankfully the rash has gone',
      'taking Allegra for hay fever',
      'carrier of Smith-Lemli-Opitz',
      'bone age by Greulich and Pyle',
      'Sp Gr Ur Strip',
      'poison ivy on both arms',
      'Tobacco smoking status NHIS',
      'Ankle X-ray',
      'Tesla',
      'ug/min',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (const name of recognized(words, 'name', isOwn)) {
    const { first, last } = name
    if (!isMeasuredBy(words, first) && !areEponyms(words, first) && !isSecondEponym(words, first) && !isJoinedEponym(words, first, last))
      yield name
  }
}

function isOwn(words: Words, at: number): boolean {
  return (words.lists(at) & NEVER) === 0 && isProper(words, at) && !isState(words, at, at)
}

/** Smith-Lemli-Opitz, Dandy-Walker: names joined by hyphens, of which something is called after one at least. */
function isJoinedEponym(words: Words, first: number, last: number): boolean {
  let isEponym = false
  for (let at = first; at <= last; at++) {
    if (at > first && words.gap(at - 1) !== '-') return false
    isEponym ||= (words.lists(at) & LIST.eponym) !== 0
  }
  return isEponym && last > first
}

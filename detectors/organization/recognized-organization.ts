import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { isForeign } from '../person/foreign-things.ts'
import { isProper, isUnknownName, recognized } from '../recognized.ts'

const NEVER =
  LIST.organization | LIST.profession | LIST.relative | LIST.clinical | LIST.eponym | LIST.country | LIST.calendar | LIST.title

export const recognizedOrganization: WordDetector = {
  name: 'recognized-organization',
  class: 'organization',
  describes:
    'A hospital, school, firm or other organization as a model tells it: by what is known of its words, how they are written, and what stands on either side.',
  source:
    '45 CFR 164.514(b)(2)(i): employers and whoever locates the individual; conditional random fields (Lafferty, McCallum, Pereira, ICML 2001), trained on invented texts: src/classify/text/entities',
  find,
  examples: {
    true: [
      'She packs boxes at [[Fernleigh Bakery]] and lifts all day',
      'works nights at [[Hendersons]] and sleeps badly',
      'picked up at [[Wattle Grove]] by the van',
    ],
    false: [
      'School Department called, no change',
      'he goes to Middle School and likes it',
      'Presented to the Emergency Department',
      'Service: Pediatrics, Unit: Intensive Care',
      'Prot Ur Ql Strip',
      'Denies fever, cough, chest pain',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (const one of recognized(words, 'organization', isOwn)) if (!isOfMedicine(words, one.first, one.last)) yield one
}

/**
 * Ordinary words of English may be a name of a firm together: Lime Tree Dental Care. Of other languages the lexicon does not know all of
 * them. Letters alone are short for one: MGH.
 */
function isOwn(words: Words, at: number): boolean {
  const lists = words.lists(at)
  if ((lists & NEVER) !== 0) return false
  if (isForeign(words)) return isProper(words, at)
  return lists !== 0 || words.shape(at) === SHAPE.upper || isUnknownName(words, at)
}

/** What is called after somebody and treats nobody. */
const THINGS = new WordSet([
  'disease', 'disorder', 'syndrome', 'sign', 'test', 'score', 'scale', 'criteria', 'procedure', 'stage', 'classification', 'index', 'inventory',
])

/** A thing of medicine, or written as laboratories shorten words: Sp Gr Ur Strip. */
function isOfMedicine(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) {
    if (THINGS.has(words, at)) return true
    if (words.lists(at) === 0 && words.shape(at) === SHAPE.capital && !isUnknownName(words, at)) return true
  }
  return false
}

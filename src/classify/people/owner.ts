import { LIST } from '../../contract/words.ts'
import type { Surroundings } from './surroundings.ts'
import { lowerOf } from './weak-name.ts'

/** What everybody has, and nothing is called after: Johnson's cough, Parkinson's diet. */
const PERSONAL: ReadonlySet<string> = new Set([
  'cough', 'rash', 'diet', 'exam', 'examination', 'tests', 'scores', 'walker', 'cast', 'boot', 'hold', 'bandage', 'stages', 'frame', 'view',
  'pattern',
])
/** What people have, and who such a thing is called after. */
const CALLED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    tumor: 'wilms warthin grawitz pancoast krukenberg brenner buschke ewing klatskin pott merkel',
    cyst: 'baker bartholin naboth gartner rathke tarlov',
    fracture: 'smith colles bennett barton monteggia galeazzi jones pott jefferson maisonneuve rolando segond tillaux chance',
    test:
      'schober finkelstein phalen mcmurray lachman thomas trendelenburg romberg allen weber rinne coombs thompson hawkins neer speed yergason patrick gaenslen adson tinel schilling schirmer watson ' +
      'apley ober simmonds fisher student perkin wright murphy',
    score: 'apgar bishop ballard child gleason ranson',
    pulse: 'corrigan quincke',
    hernia: 'spigel bochdalek morgagni richter littre petit grynfeltt',
    murmur: 'still austin steell duroziez',
    stage: 'tanner binet rai braak dukes',
  }).map(([thing, names]) => [thing, new Set(names.split(' '))]),
)
const POSSESSIVE = /(?:'s|')$/

/**
 * Whether a name with the ending of a possessor is that of somebody
 * who has what the next word says, and not what it is called after.
 */
export function isOwner(word: number, around: Surroundings, to: number): boolean {
  if (!around.isPossessive(word)) return false
  if ((around.table.listsAt(word) & LIST.eponym) === 0) return true
  const thing = word + 1 < to ? lowerOf(word + 1, around) : ''
  return PERSONAL.has(thing) || CALLED.get(thing)?.has(lowerOf(word, around).replace(POSSESSIVE, '')) === false
}

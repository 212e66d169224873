import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordMap, WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { EPONYM_HEADS, PERSON_VERBS } from './name-cues.ts'
import { runEnd } from './name-run.ts'
import { NAMES, probabilityOf, surnameWeight } from './name-weight.ts'
import { readName } from './read-name.ts'

/** log10 odds that a word with a capital behind a rank is a name; those of two letters mean something else in charts. */
const RANKS = new WordMap(
  Object.entries({
    pc: -0.5, dc: -0.7, ds: -0.7, di: -0.5, dci: 0, dsu: 0, wpc: 0.6, wdc: 0.2, pcso: 0.8, csi: 0, insp: 0.6, inspector: 0.5,
    constable: 0.8, superintendent: 0.5, deputy: 0.2, trooper: 0.8, sheriff: 0.5, ranger: 0, warden: 0.1, bailiff: 0.6, cst: 0.4, cpl: 0.6,
    lcpl: 0.8, pte: 0.6, pvt: 0.6, ssgt: 0.8, tsgt: 0.8, gunner: 0, sapper: 0.4, ens: 0.2, cdr: 0.4, cmdr: 0.6, adm: -0.2, capt: 0.6,
    brig: 0.4, corporal: 0.6,
  }),
)
/** Ranks that stand in capitals alone. */
const LETTERS_MAX = 4
const BEFORE = new WordSet([
  'to', 'with', 'by', 'from', 'and', 'told', 'called', 'paged', 'officer', 'officers', 'police', 'w', 'via', 'cc', 'per', 'attn',
])
const DOINGS = new WordSet([
  ...PERSON_VERBS, 'rang', 'rings', 'will', 'arrived', 'brought', 'escorted', 'present', 'took', 'is', 'was', 'has', 'came', 'and',
  'at', 'badge', 'collar', 'shoulder', 'here', 'phoned', 'advised', 'left',
])
const ODDS = { before: 0.7, doing: 0.6, bare: -0.4 } as const
const WEIGHT_MAX = 1
const UNKNOWN_MIN = 4
const NO_NAME = LIST.clinical | LIST.organization | LIST.title | LIST.relative | LIST.calendar | LIST.country

export const rankedName: WordDetector = {
  name: 'ranked-name',
  class: 'name',
  describes: 'An officer of the police or the forces, behind a rank: PC Ashdown, DS Okonkwo rang, Pte Rigby.',
  source: '45 CFR 164.514(b)(2)(i)(A); College of Policing, ranks of the UK police; NATO STANAG 2116, ranks and their short forms',
  begins: KIND.capital,
  find,
  cues: [{ words: EPONYM_HEADS, ratio: 0.01, where: 'after', within: 1 }],
  examples: {
    true: [
      'the nurse told PC [[Ashdown]] at the', 'PC [[Olusegun]] attended', 'DC [[Mensah]] rang re', 'DS [[Whitlock]] will call',
      'PCSO [[Barnaby]] brought him', 'Insp. [[Farrant]] present', 'Trooper [[Vance]] at bedside', 'and Pte [[Rigby]] came',
      'told DI [[Okonkwo-Reid]].', 'WPC [[Fernhallo]] took it', 'Deputy [[Rawls]] left', 'HANDED TO PC [[HARGRAVE]] AT DOOR',
    ],
    false: [
      'PC Muscle', 'DC Metformin and', 'DS Dressing', 'DI Water', 'PC Headache and', 'DC Friday', 'DC Zorvanta, start', 'PC Enterprise',
      'DC Washington office', 'PC Monitor', 'DC Foley catheter', 'Deputy Director', 'Inspector General', 'DI Fluid level', 'DC Home',
      'ADM Medicine', 'DC Heparin drip', 'DC IV fluids', 'PC Ventilation was', 'PC: Cough', 'DC Lasix', 'PC Kidney', 'Sheriff Department',
      'Park Ranger Station',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.capital, 0); at + 1 < words.count; at = words.next(KIND.capital, at + 1)) {
    const rank = RANKS.get(words, at)
    if (rank === undefined || (sizeOf(words, at) <= LETTERS_MAX && rank < LETTERS_RANK_MAX && words.shape(at) !== SHAPE.upper)) continue
    const gap = words.gap(at)
    if (gap !== ' ' && !(gap === '. ' && rank > 0)) continue
    const found = weigh(words, at, at + 1, rank)
    if (found !== undefined) yield found
  }
}

/** What is so doubtful a rank is none in small letters. */
const LETTERS_RANK_MAX = 0.3

function weigh(words: Words, rank: number, first: number, odds: number): Candidate | undefined {
  const lists = words.lists(first)
  if (words.shape(first) !== SHAPE.capital && words.shape(first) !== SHAPE.mixed) return undefined
  if (lists === 0 ? sizeOf(words, first) < UNKNOWN_MIN : (lists & NAMES) === 0 || (lists & NO_NAME) !== 0) return undefined
  const read = readName(words, first, runEnd(words, first), { isSure: true })
  const last = Math.max(read.last, first)
  const isTold = rank > 0 && words.gap(rank - 1) === ' ' && BEFORE.has(words, rank - 1)
  const isDoing = last + 1 < words.count && words.gap(last) === ' ' && DOINGS.has(words, last + 1)
  const context = (isTold ? ODDS.before : 0) + (isDoing ? ODDS.doing : 0)
  const weight = Math.min(surnameWeight(words, first), WEIGHT_MAX)
  return { first, last, prior: probabilityOf(odds + weight + (context > 0 ? context : ODDS.bare)), why: 'a rank and a name' }
}

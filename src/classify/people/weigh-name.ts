import { LIST, SHAPE } from '../../contract/words.ts'
import type { Cluster, Piece } from './name-cluster.ts'
import { isEponym, signsOrScores } from './eponyms.ts'
import { isCalendarName } from './name-words.ts'
import type { Surroundings } from './surroundings.ts'
import type { Entry } from './term.ts'
import { isWeak, lowerOf, meansSomething } from './weak-name.ts'

/** How sure it is that a cluster names the person, and why. */
export interface Weight {
  readonly confidence: number
  readonly why: string
}

/** The words of the text that a cluster stands in: `from` up to `to`. */
export interface Bounds {
  readonly from: number
  readonly to: number
}

/** Confidence of one word by itself that means nothing else. */
const ALONE: Readonly<Record<'exact' | 'nickname' | 'variant' | 'typo', number>> = { exact: 0.97, nickname: 0.9, variant: 0.8, typo: 0.8 }

export function weighName(cluster: Cluster, around: Surroundings, bounds: Bounds): Weight {
  const { full, initials, particles } = cluster
  if (full.length >= 2) return weighFull(cluster, around)
  const [only] = full
  if (only === undefined) return weighInitials(cluster, around, bounds)
  if (only.entry.form === 'joined') return weighJoined(only, around)
  if (only.entry.form === 'initials') return weighInitials(cluster, around, bounds)
  if (initials.length > 0 || particles > 0) return weighWithInitial(cluster, only, around, bounds)
  return weighAlone(only, around, bounds)
}

/** Two or more words of one name side by side. */
function weighFull({ full }: Cluster, around: Surroundings): Weight {
  const typos = full.filter(({ entry }) => entry.form === 'typo').length
  const isNick = full.some(({ entry }) => entry.form === 'nickname' || entry.form === 'variant')
  const base = typos > 1 ? 0.9 : typos === 1 ? 0.97 : isNick ? 0.985 : 0.999
  const weak = full.filter(({ word }) => isWeak(word, around)).length
  const capitals = full.filter(({ word }) => around.isCapital(word)).length
  const why = `${full.length} words of the name side by side${isNick ? ', one a nickname' : ''}${typos > 0 ? ', with a slip' : ''}`
  if (weak === full.length && capitals < full.length) return { confidence: 0.3, why: `${why}, but all are common words` }
  if (capitals === 0 && weak > 0) return { confidence: Math.min(base, 0.8), why: `${why}, in small letters` }
  return { confidence: base, why }
}

/** One word with an initial or a particle of the same name beside it: `J. Smith`, `Smith, J`, `de la Cruz`. */
function weighWithInitial(cluster: Cluster, only: Piece, around: Surroundings, { from, to }: Bounds): Weight {
  const what = cluster.initials.length > 0 ? 'an initial' : 'a particle'
  const why = `${partOf(only.entry)} with ${what} of the same name`
  if (isEponym(only.word, cluster, around, { from, to })) return { confidence: 0.1, why: `${why}, as an eponym` }
  if (around.isInstitution(cluster.last, to)) return { confidence: 0.4, why: `${why}, in the name of a place` }
  const dotted = cluster.initials.length === 0 || cluster.initials.some(({ word }) => around.isDotted(word))
  const slip = only.entry.form === 'typo' ? 0.85 : 1
  if (isWeak(only.word, around)) {
    if (!around.isCapital(only.word)) return { confidence: 0.2, why: `${why}, but a common word` }
    return { confidence: (dotted ? 0.9 : 0.6) * slip, why }
  }
  if (!around.isCapital(only.word)) return { confidence: (dotted ? 0.93 : 0.85) * slip, why }
  return { confidence: (dotted ? 0.98 : 0.96) * slip, why }
}

const MONOGRAM_LETTERS_MIN = 3

/** `J.S.` or `JS`: by itself it may be anything. */
function weighInitials({ full, initials, first, last }: Cluster, around: Surroundings, { from, to }: Bounds): Weight {
  const why = 'initials'
  const isWord = full.length === 1
  const parts = new Set(initials.map(({ entry }) => entry.part))
  if (isWord ? around.shape(first) !== SHAPE.upper : initials.length < 2 || parts.size < 2) return { confidence: 0.02, why }
  if (around.isIntroduced(first, from)) return { confidence: 0.7, why: `${why} behind a title or label` }
  if (around.tells(last, to) && (!isWord || around.table.listsAt(first) === 0 && !around.shouts(first, first, from, to)))
    return { confidence: 0.6, why: `${why} before what a person does` }
  if (isWord && around.size(first) >= MONOGRAM_LETTERS_MIN && around.table.listsAt(first) === 0 && !around.shouts(first, first, from, to))
    return { confidence: 0.6, why: `${why} of all the names` }
  return { confidence: isWord ? 0.1 : 0.3, why: `${why} by themselves` }
}

/** `jsmith`, `JohnSmith`. */
function weighJoined({ word }: Piece, around: Surroundings): Weight {
  const why = 'given and family name in one word'
  const shape = around.shape(word)
  if (around.size(word) < 4) return { confidence: 0.05, why }
  if (shape === SHAPE.mixed || around.isInAddress(word)) return { confidence: 0.97, why }
  const known = shape === SHAPE.capital ? meansSomething(word, around) : around.table.listsAt(word) !== 0
  if (known || around.size(word) < 5) return { confidence: 0.2, why: `${why}, but a word of its own` }
  return { confidence: 0.93, why }
}

function weighAlone({ word, entry }: Piece, around: Surroundings, bounds: Bounds): Weight {
  const { from, to } = bounds
  const why = partOf(entry)
  const titled = around.isTitled(word, from)
  if (!titled && isEponym(word, { first: word, last: word }, around, bounds)) return { confidence: 0.05, why: `${why}, as an eponym` }
  if (!titled && around.isInstitution(word, to)) return { confidence: 0.3, why: `${why}, in the name of a place` }
  if (titled) return { confidence: entry.form === 'typo' ? 0.92 : 0.98, why: `${why} behind a title` }
  if (isWeak(word, around)) return weighWeak(word, entry, around, bounds)
  const { form } = entry
  const base = ALONE[form === 'nickname' || form === 'variant' || form === 'typo' ? form : 'exact']
  if (entry.form === 'typo') return weighSlip(word, base, around, bounds)
  if (around.isCapital(word)) return { confidence: entry.form === 'exact' && entry.part === 'given' ? 0.95 : base, why }
  if (meansSomething(word, around)) return { confidence: 0.1, why: `${why}, in small letters and a word of the language` }
  const small = entry.form === 'nickname' ? 0.6 : around.size(word) < 4 ? 0.35 : 0.9
  return { confidence: small, why: `${why} in small letters` }
}

/** A slip of a name that is another name may well be meant. */
function weighSlip(word: number, base: number, around: Surroundings, { from, to }: Bounds): Weight {
  const why = 'one slip away from the name'
  const known = around.table.listsAt(word)
  const evident = around.isIntroduced(word, from) || around.acts(word, to)
  if ((known & LIST.eponym) !== 0 && !evident) return { confidence: 0.45, why: `${why}, but a name of its own` }
  // Whoever or wherever it is, it is a name.
  if ((known & (LIST.given | LIST.surname | LIST.place)) !== 0 && around.isCapital(word))
    return { confidence: evident ? 0.85 : 0.6, why: `${why}, but also another name` }
  if (around.isCapital(word)) return { confidence: evident ? 0.9 : base, why }
  return { confidence: around.size(word) < 6 ? 0.3 : 0.6, why: `${why}, in small letters` }
}

/** A name that is short, a common word or a month needs capitals and company. */
function weighWeak(word: number, entry: Entry, around: Surroundings, { from, to }: Bounds): Weight {
  const why = `${partOf(entry)}, also a common word or a short one`
  if (!around.isCapital(word)) return { confidence: 0.05, why: `${why}, in small letters` }
  const calendar = isCalendarName(lowerOf(word, around))
  if (calendar && around.isSeasonal(word, word, around.startsSentence(word, from) ? word : from, to))
    return { confidence: 0.05, why: `${why}, in a date` }
  const starts = around.startsSentence(word, from)
  const acts = around.acts(word, to) || signsOrScores(word, around, to)
  const slip = entry.form === 'typo' ? 0.7 : 1
  const introduced = around.isIntroduced(word, from)
  if (around.leads(word, to) && !introduced && (starts || !around.isAccompanied(word, from)))
    return { confidence: 0.2 * slip, why: `${why}, before a verb` }
  if (around.shape(word) === SHAPE.upper && around.shouts(word, word, from, to)) {
    return { confidence: (acts && around.size(word) > 2 ? 0.7 : 0.2) * slip, why: `${why}, among capitals` }
  }
  if (introduced) return { confidence: 0.95 * slip, why: `${why}, behind a label` }
  if (acts) return { confidence: 0.9 * slip, why: `${why}, before what a person does` }
  if (around.isPossessive(word)) return { confidence: (starts || calendar ? 0.7 : 0.9) * slip, why: `${why}, as a possessor` }
  if (around.isEnclosed(word)) return { confidence: 0.7 * slip, why: `${why}, alone between brackets` }
  if (starts && entry.part === 'given' && !around.isModal(word) && around.didSomething(word, to))
    return { confidence: 0.6 * slip, why: `${why}, before what somebody did` }
  if (starts) return { confidence: 0.25 * slip, why: `${why}, at the start of a sentence` }
  if (around.isAccompanied(word, from)) return { confidence: 0.9 * slip, why: `${why}, in the company of a verb or preposition` }
  if (around.hasCapitalNeighbour(word, word, from, to)) return { confidence: 0.35 * slip, why: `${why}, beside another capital` }
  if (around.size(word) < 3 && !calendar && !around.isSymbol(word)) return { confidence: 0.6, why }
  if (calendar || around.size(word) < 3) return { confidence: 0.3 * slip, why }
  if (around.shape(word) === SHAPE.upper) return { confidence: around.size(word) < 4 ? 0.25 : 0.7, why: `${why}, in capitals` }
  return { confidence: 0.85 * slip, why: `${why}, with a capital within a sentence` }
}

function partOf({ part, form }: Entry): string {
  const what = part === 'family' ? 'the family name' : part === 'given' ? 'a given name' : 'a word of the name'
  return form === 'nickname' ? `a nickname of ${what}` : form === 'variant' ? `a form of ${what}` : what
}

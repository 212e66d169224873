import { SHAPE } from '../../contract/words.ts'
import type { NamePart } from './identity.ts'
import { entriesFor, nearestOf, type Whose } from './shared-names.ts'
import type { Surroundings } from './surroundings.ts'
import type { Entry, TermForm } from './term.ts'
import type { Marks } from './term-index.ts'
import { isWeak, meansSomething } from './weak-name.ts'

export interface Piece {
  readonly word: number
  readonly entry: Entry
}

/** Words side by side that belong to the name of one person; `full` are those that are more than an initial or a particle. */
export interface Cluster {
  readonly person: number
  readonly first: number
  readonly last: number
  readonly full: readonly Piece[]
  readonly initials: readonly Piece[]
  readonly particles: number
  /** How many marks it takes. */
  readonly marks: number
}

const RANK: Readonly<Record<TermForm, number>> = {
  exact: 0, nickname: 1, variant: 2, joined: 3, typo: 4, initial: 5, initials: 6, particle: 7, part: 8, tail: 9,
}
const WORDS_MAX = 10

/** Where a cluster may start, and whom the text is about. */
export interface ClusterPlace {
  readonly around: Surroundings
  /** Where the text ends. */
  readonly to: number
  readonly whose: Whose
}

/** The cluster of each person that may start at a mark, who are told apart where they are many. */
export function clustersAt(marks: Marks, mark: number, { around, to, whose }: ClusterPlace): Cluster[] {
  const names = nearestOf(marks.buckets[mark]?.names ?? [], partnersOf(marks, mark, around), whose)
  const clusters: Cluster[] = []
  // Entries of one person follow one another.
  let before = -1
  for (const { person } of names) {
    if (person === before) continue
    before = person
    const cluster = grow({ marks, mark, around, to, person })
    if (cluster !== undefined) clusters.push(cluster)
  }
  return clusters
}

/** Who has a word right behind the marked one, or one word further. */
function* partnersOf(marks: Marks, mark: number, around: Surroundings): Generator<readonly Entry[]> {
  const word = marks.words[mark] as number
  for (let next = mark + 1; (marks.words[next] ?? Infinity) <= word + 2; next++) yield marks.buckets[next]?.names ?? []
  if (word + 1 < around.table.count && around.isCapital(word + 1)) yield marks.slipsAt(word + 1)
}

interface Growth {
  readonly marks: Marks
  readonly mark: number
  readonly around: Surroundings
  readonly to: number
  readonly person: number
}

function grow({ marks, mark, around, to, person }: Growth): Cluster | undefined {
  const start = marks.words[mark] as number
  const first = entryOf(marks, mark, person, around)
  if (first === undefined) return undefined
  const pieces: Piece[] = [{ word: start, entry: first }]
  let at = mark
  let word = start
  while (word + 1 < to && pieces.length < WORDS_MAX && around.joins(word)) {
    const next = marks.words[at + 1] === word + 1 ? entryOf(marks, at + 1, person, around) : undefined
    if (first.form === 'initials' || next?.form === 'initials') break
    if (next?.form === 'initial' && around.isLineEnd(word) && beginsOther({ marks, mark: at + 1, around, to, person }, word + 1)) break
    if (next !== undefined && next.form !== 'initial' && around.isLineEnd(word) && isWhole(pieces)) break
    // `Will will drive`: a word in small letters behind a name is a word.
    if (around.isCapital(start) && around.shape(word + 1) === SHAPE.lower && next?.form !== 'particle' && isWeak(word + 1, around)) break
    const slip = next === undefined ? slipBeside({ marks, mark, around, to, person }, pieces, word + 1) : undefined
    if (slip !== undefined) {
      pieces.push({ word: word + 1, entry: slip })
      word++
      if (marks.words[at + 1] === word) at++
      continue
    }
    if (next !== undefined) {
      pieces.push({ word: word + 1, entry: next })
      word++
      at++
      continue
    }
    // A middle initial that nobody knew, between two words that somebody does.
    if (word + 2 >= to || around.size(word + 1) !== 1 || around.shape(word + 1) !== SHAPE.capital || !around.joins(word + 1)) break
    const beyond = marks.words[at + 1] === word + 1 ? at + 2 : at + 1
    const far = marks.words[beyond] === word + 2 ? entryOf(marks, beyond, person, around) : undefined
    if (far === undefined || far.form === 'initial') break
    pieces.push({ word: word + 2, entry: far })
    word += 2
    at = beyond
  }
  while (pieces.at(-1)?.entry.form === 'particle') {
    pieces.pop()
    at--
  }
  const last = pieces.at(-1)
  if (last === undefined) return undefined
  const isInitial = ({ entry }: Piece): boolean => entry.form === 'initial'
  const isParticle = ({ entry }: Piece): boolean => entry.form === 'particle'
  return {
    person, first: start, last: last.word, marks: at - mark + 1, initials: pieces.filter(isInitial),
    full: pieces.filter((piece) => !isInitial(piece) && !isParticle(piece)), particles: pieces.filter(isParticle).length,
  }
}

/** A given and a family name: what stands on the next line begins another. */
function isWhole(pieces: readonly Piece[]): boolean {
  const isFull = (part: NamePart): boolean =>
    pieces.some(({ entry }) => entry.part === part && entry.form !== 'initial' && entry.form !== 'particle')
  return isFull('given') && isFull('family')
}

/** Beside a part of the name, a capitalised word one slip away from another part is that, whatever else it may mean. */
function slipBeside({ marks, around, person }: Growth, pieces: readonly Piece[], word: number): Entry | undefined {
  const [only] = pieces
  if (pieces.length > 1 || only === undefined || only.entry.form !== 'exact' || !around.isCapital(word) || around.isLineEnd(word - 1))
    return undefined
  return marks.slipsAt(word).find((entry) => entry.person === person && entry.part !== only.entry.part)
}

/** Whether an initial at the start of a line has a word behind it that is none of the person's: `T. King\nM. Novak`. */
function beginsOther({ marks, mark, around, to, person }: Growth, word: number): boolean {
  if (word + 1 >= to || !around.joins(word) || !around.isCapital(word + 1) || meansSomething(word + 1, around)) return false
  return marks.words[mark + 1] !== word + 1 || entryOf(marks, mark + 1, person, around) === undefined
}

/** What a marked word is to a person, at best. */
function entryOf(marks: Marks, mark: number, person: number, around: Surroundings): Entry | undefined {
  const word = marks.words[mark] as number
  let best: Entry | undefined
  for (const entry of entriesFor(marks.buckets[mark]?.names ?? [], person)) {
    if (entry.person !== person || best !== undefined && RANK[best.form] <= RANK[entry.form]) continue
    if (entry.form === 'initial' && (around.shape(word) === SHAPE.lower && !around.isDotted(word) || around.isBehindSlash(word))) continue
    if (entry.form === 'variant' && (around.shape(word) !== SHAPE.capital || meansSomething(word, around))) continue
    best = entry
  }
  return best
}

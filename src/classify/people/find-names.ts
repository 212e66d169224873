import type { Hit } from './find-numbers.ts'
import { clustersAt, type Cluster } from './name-cluster.ts'
import type { Whose } from './shared-names.ts'
import type { Surroundings } from './surroundings.ts'
import type { Entry } from './term.ts'
import type { Marks } from './term-index.ts'
import { weighName, type Weight } from './weigh-name.ts'

/** Less is not even a near miss. */
const CONFIDENCE_TOLD_MIN = 0.1

/** Whom a word means that several people share: the lower the nearer. */
export type Rank = (entry: Entry, text: number) => number

/** Names, as clusters of words side by side, each taken for the person it says most of. */
export function findNames(marks: Marks, around: Surroundings, rank: Rank, whoseAt: (text: number) => Whose): Hit[] {
  const hits: Hit[] = []
  let text = 0
  for (let mark = 0; mark < marks.words.length;) {
    const word = marks.words[mark] as number
    while (around.table.first(text + 1) <= word) text++
    const bounds = { from: around.table.first(text), to: around.table.first(text + 1) }
    const best = bestOf(
      clustersAt(marks, mark, { around, to: bounds.to, whose: whoseAt(text) }).map((cluster) => ({
        cluster,
        ...weighName(cluster, around, bounds),
      })),
      rank,
      text,
    )
    if (best === undefined || best.confidence < CONFIDENCE_TOLD_MIN) {
      mark++
      continue
    }
    hits.push(toHit(best, around))
    mark += best.cluster.marks
  }
  return hits
}

interface Weighed extends Weight {
  readonly cluster: Cluster
}

function bestOf(weighed: readonly Weighed[], rank: Rank, text: number): Weighed | undefined {
  let best: Weighed | undefined
  for (const one of weighed) if (best === undefined || isBetter(one, best, rank, text)) best = one
  return best
}

function isBetter(one: Weighed, other: Weighed, rank: Rank, text: number): boolean {
  const more = 2 * (one.cluster.full.length - other.cluster.full.length) + one.cluster.initials.length - other.cluster.initials.length
  if (more !== 0) return more > 0
  if (one.confidence !== other.confidence) return one.confidence > other.confidence
  return rank(entryOf(one.cluster), text) < rank(entryOf(other.cluster), text)
}

function entryOf({ full, initials }: Cluster): Entry {
  const piece = full.find(({ entry }) => entry.part === 'family') ?? full[0] ?? initials[0]
  return (piece as (typeof full)[number]).entry
}

/** RFC 5321, section 4.5.3.1. */
const ADDRESS_BYTES_MAX = 254
const ADDRESS = /[A-Za-z0-9._%+-]/

function toHit({ cluster, confidence, why }: Weighed, around: Surroundings): Hit {
  const { first, last } = cluster
  let start = around.table.starts[first] as number
  let end = around.table.ends[last] as number
  if (around.isInAddress(first) || around.isInAddress(last)) ({ start, end } = wholeAddress(start, end, around))
  if (around.isInCarets(first) || around.isInCarets(last)) ({ start, end } = wholeCarets(start, end, around))
  return { first, last, start, end, entries: [entryOf(cluster)], confidence, why }
}

/** A name in an e-mail address takes all of it. */
function wholeAddress(start: number, end: number, { batch }: Surroundings): { start: number; end: number } {
  const belongs = (at: number): boolean => {
    const character = String.fromCharCode(batch.bytes[at] as number)
    return character === '@' || ADDRESS.test(character)
  }
  for (let left = ADDRESS_BYTES_MAX; left > 0 && belongs(start - 1); left--) start--
  for (let left = ADDRESS_BYTES_MAX; left > 0 && belongs(end); left--) end++
  while (batch.bytes[end - 1] === 0x2E) end--
  return { start, end }
}

const CARET = 0x5E
const CARETS_BYTES_MAX = 250

/** The letters and carets around a part of a name in components, up to a blank, a digit or another separator. */
function wholeCarets(start: number, end: number, { batch: { bytes } }: Surroundings): { start: number; end: number } {
  const belongs = (at: number): boolean => {
    const byte = bytes[at] ?? 0
    const letter = byte | 0x20
    return byte === CARET || byte >= 0x80 || letter >= 0x61 && letter <= 0x7A
  }
  let from = start
  let to = end
  for (let left = CARETS_BYTES_MAX; left > 0 && belongs(from - 1); left--) from--
  for (let left = CARETS_BYTES_MAX; left > 0 && belongs(to); left--) to++
  while (from < start && bytes[from] === CARET) from++
  while (to > end && bytes[to - 1] === CARET) to--
  return { start: from, end: to }
}

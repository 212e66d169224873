import { COMPANY_KINDS, SPEAKERS } from '../../contract/company-words.ts'
import { LIST, SHAPE, type Words } from '../../contract/words.ts'
import type { Kind } from './usual-kind.ts'

const WORDS_MAX = 4
const PLAIN_MIN = 3.2
/** In front of `is` a verb may stand before the name. */
const RARE_MIN = 1.5
const AFTER_WORDS_MAX = 8
const WORKING = new Set(['work', 'works', 'worked', 'working', 'drives', 'drove', 'employed', 'recorded', 'produced'])
const WORKING_WORDS_MAX = 3
const NO_NAME = LIST.relative | LIST.profession | LIST.calendar | LIST.title | LIST.clinical

interface Reading {
  readonly words: Words
  readonly kinds: readonly Kind[]
  readonly shapes: Uint8Array
}

/**
 * Gives companies in small letters their capitals where the sentence tells that one stands there: works for fernhall,
 * the address of fernhall is, fernhall is a danish investment bank.
 */
export function capitalizeTold(reading: Reading): void {
  const { words } = reading
  for (let at = 1; at < words.count; at++) {
    if (words.shape(at) !== SHAPE.lower || words.end(at - 1) - words.start(at - 1) > 4) continue
    if (isToldOf(words, at)) capitalize(reading, at, endOf(words, at))
    else if (words.lower(at - 1) === 'is' && /^an?$/.test(words.lower(at)) && isNear(words, at + 1, COMPANY_KINDS))
      capitalize(reading, startOf(words, at - 2), at - 2)
  }
}

/** Whether what stands before a word says that a company follows. */
export function isToldOf(words: Words, at: number): boolean {
  if (at < 2 || words.gap(at - 1) !== ' ' || words.gap(at - 2) !== ' ') return false
  const before = words.lower(at - 1)
  if (before === 'for') {
    for (let verb = at - 2; verb >= 0 && at - 1 - verb <= WORKING_WORDS_MAX; verb--) if (WORKING.has(words.lower(verb))) return true
    return false
  }
  if (before === 'of' && words.lower(at - 2) === 'address') return true
  const end = before === 'of' || before === 'from' ? endOf(words, at) + 1 : words.count
  return end + 1 < words.count && words.lower(end) === 'is' && words.lower(end + 1) === 'the' && isNear(words, end + 2, SPEAKERS)
}

function isNear(words: Words, from: number, set: ReadonlySet<string>): boolean {
  for (let at = from; at < Math.min(words.count, from + AFTER_WORDS_MAX) && /^[ -]$/.test(words.gap(at - 1)); at++)
    if (set.has(words.lower(at))) return true
  return false
}

function endOf(words: Words, first: number): number {
  let last = first
  while (last + 1 < words.count && last - first < WORDS_MAX && /^(?: |-)$/.test(words.gap(last)) && isPart(words, last + 1)) last++
  return last
}

function startOf(words: Words, last: number): number {
  let first = last
  while (
    first > 0 &&
    last - first < WORDS_MAX &&
    /^(?: |-)$/.test(words.gap(first - 1)) &&
    isPart(words, first - 1) &&
    words.frequency(first - 1, 'common') <= RARE_MIN
  )
    first--
  return first
}

function isPart(words: Words, at: number): boolean {
  return (
    words.shape(at) === SHAPE.lower &&
    words.frequency(at, 'common') <= PLAIN_MIN &&
    (words.lists(at) & (LIST.relative | LIST.calendar | LIST.title)) === 0 &&
    words.lower(at) !== 'as'
  )
}

/** Only where a word of it is a name or no word of the language; the treatment works for nausea too. */
function capitalize({ words, kinds, shapes }: Reading, first: number, last: number): void {
  if (first < 0 || last < first || !isPart(words, first)) return
  let isProper = false
  for (let at = first; at <= last; at++)
    isProper ||=
      (words.lists(at) & NO_NAME) === 0 &&
      (kinds[at] === 'unknown' || kinds[at] === 'rare' || kinds[at] === 'name' || kinds[at] === 'place')
  if (!isProper) return
  for (let at = first; at <= last; at++) shapes[at] = SHAPE.capital
}

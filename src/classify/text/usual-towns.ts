import { BEHIND_PLACE, STATE_CODES } from '../../contract/place-words.ts'
import { LIST, sizeOf } from '../../contract/words.ts'
import { isWord, NO_NAME } from './usual-kind.ts'
import type { Reading } from './usual-reading.ts'

const PLACE_SIZE_MAX = 6
/** What stands before the word that tells which town. */
export const OF_PLACES = new Set([
  'san', 'santa', 'santo', 'saint', 'st', 'fort', 'port', 'puerto', 'mount', 'mt', 'lake', 'bad', 'new', 'los', 'las', 'villa', 'sao',
  'sint', 'sankt', 'grand', 'baton',
])

/** The first word of the name of a town: san teodor, port elgar. */
export function startsPlace({ words, kinds }: Reading, at: number): boolean {
  const next = at + 1
  if (at === 0 || next >= words.count || kinds[next] === 'plain' || sizeOf(words, at) > PLACE_SIZE_MAX || !OF_PLACES.has(words.lower(at)))
    return false
  return (
    (!isWord(kinds[next]) || ((words.lists(next) & LIST.place) !== 0 && words.frequency(next, 'common') <= TOWN_COMMON_MAX)) &&
    /^(?: |-|\. )$/.test(words.gap(at)) &&
    words.gap(at - 1) === ' '
  )
}

const AT = new Set(['in', 'from', 'near', 'en', 'aus', 'nach', 'em', 'desde'])
const TOWN_COMMON_MAX = 1.65

/** A town that is a name or a word as well: from dallas, who; boston, ma. */
export function isTown({ words, kinds }: Reading, at: number): boolean {
  if (
    at === 0 ||
    (words.lists(at) & LIST.place) === 0 ||
    kinds[at] === 'place' ||
    (words.lists(at) & (NO_NAME | LIST.clinical)) !== 0 ||
    words.frequency(at, 'common') > TOWN_COMMON_MAX
  )
    return false
  const next = at + 1
  const gap = words.gap(at)
  if (next < words.count && gap === ', ' && STATE_CODES.has(words.lower(next)) && words.gap(next) !== ' ') return true
  return (
    words.gap(at - 1) === ' ' &&
    AT.has(words.lower(at - 1)) &&
    ((gap !== ' ' && gap !== '-') || (next < words.count && BEHIND_PLACE.has(words.lower(next))))
  )
}

import { LIST, SHAPE, sizeOf, type Shape, type Words } from '../../contract/words.ts'
import { isNameAsWell, isOrdinary, isParticle, KEPT_COMMON_MAX, kindOf, NAMES, SURE_MIN, WORDS_OF_ONE, type Kind } from './usual-kind.ts'
import { endsName, hasCompany, isBehindName, isIntroduced, isReversed, leadsSurname, TITLES } from './usual-names.ts'
import { capitalizeOrganizations, isSureHead } from './usual-organizations.ts'
import { isBlank, isForeign, type Reading } from './usual-reading.ts'
import { capitalizeTold, isToldOf } from './usual-told.ts'
import { isTown, OF_PLACES, startsPlace } from './usual-towns.ts'
import type { Writing } from './writing-of.ts'

/** Behind a forename as frequent as this a word that nobody knows is a surname. */
const FOLLOWED_MIN = 1.95

/**
 * The shapes that the words of a text in small letters or in capitals would have in usual writing: names have a capital, where hardly
 * anything else is written so, or where what stands before them says that one follows; ordinary words have none. Undefined where they are
 * what they are.
 */
export function usualShapes(words: Words, writing: Writing): Uint8Array | undefined {
  const kinds: Kind[] = []
  let mayName = writing === 'capitals'
  let hasHead = false
  for (let at = 0; at < words.count; at++) {
    const shape = words.shape(at)
    const lists = shape < SHAPE.digits ? words.lists(at) : LIST.common
    const kind = kindOf(words, at, lists)
    kinds.push(kind)
    hasHead ||= (lists & LIST.organization) !== 0
    if (!mayName && (kind !== 'plain' || (lists & ANNOUNCING) !== 0)) mayName = announcesName(words, at, kind)
  }
  // Most texts without capitals tell of nobody.
  if (!mayName) return undefined
  const shapes = new Uint8Array(words.count)
  for (let at = 0; at < words.count; at++) shapes[at] = words.shape(at)
  const reading: Reading = { words, kinds, shapes, writing, isTold: new Uint8Array(words.count), isForeign: undefined }
  for (let at = 0; at < words.count; at++) {
    // Among plain words nothing is a name, nor an initial of one.
    if (writing === 'small' && kinds[at] === 'plain' && kinds[at + 1] === 'plain' && kinds[at - 1] === 'plain') continue
    shapes[at] = shapeOf(reading, at)
  }
  if (hasHead) capitalizeOrganizations({ words, kinds, shapes, writing })
  if (writing === 'small') capitalizeTold({ words, kinds, shapes })
  return shapes
}

const ANNOUNCING = LIST.title | LIST.organization

/** The word is a name, or says that what stands beside it is one. */
function announcesName(words: Words, at: number, kind: Kind): boolean {
  if (kind === 'name' || kind === 'rare' || kind === 'mixed' || kind === 'place') return true
  const lists = words.lists(at)
  return (lists & LIST.title) !== 0 && TITLES.has(words.lower(at)) || (lists & LIST.organization) !== 0 && isSureHead(words, at) ||
    kind === 'unknown' && at > 0 && (OF_PLACES.has(words.lower(at - 1)) || isToldOf(words, at))
}

function shapeOf(reading: Reading, at: number): Shape {
  const { words, kinds, shapes, writing, isTold } = reading
  const shape = shapes[at] as Shape
  if (sizeOf(words, at) === 1) return initialShape(reading, at)
  if (shape !== (writing === 'small' ? SHAPE.lower : SHAPE.upper)) return shape
  const kind = kinds[at] as Kind
  if (kind !== 'plain') {
    const isIntroducedHere = kind !== 'place' && (kind !== 'word' || isNameAsWell(words, at)) && isIntroduced(reading, at)
    if (isIntroducedHere || isName(reading, at, kind)) {
      isTold[at] = Number(
        isIntroducedHere ||
          (kind !== 'place' && words.frequency(at, 'given') >= FOLLOWED_MIN) ||
          (at > 0 && isTold[at - 1] === 1 && isBlank(words, at - 1)),
      )
      return SHAPE.capital
    }
  }
  if (startsPlace(reading, at)) return SHAPE.capital
  if (
    writing === 'small' ||
    (!isOrdinary(words, at, kind) && !isParticle(words, at) && !((kind === 'unknown' || kind === 'rare') && isForeign(reading)))
  )
    return shape
  if (!isKept(reading, at)) return SHAPE.lower
  isTold[at] = Number((words.lists(at) & NAMES) !== 0 || at > 0 && isTold[at - 1] === 1)
  return shape
}

function isName(reading: Reading, at: number, kind: Kind): boolean {
  const { words, shapes } = reading
  if (at > 1 && shapes[at - 1] === SHAPE.capital && startsPlace(reading, at - 1)) return true
  switch (kind) {
    case 'place': return true
    case 'name': return words.frequency(at, 'given') >= SURE_MIN || !isForeign(reading) || hasCompany(reading, at)
    case 'rare': return !isForeign(reading) || hasCompany(reading, at)
    case 'mixed': return hasCompany(reading, at) || isReversed(reading, at) || isTown(reading, at)
    case 'unknown': return isBehindName(reading, at)
    case 'word': return leadsSurname(reading, at) || endsName(reading, at) || isTown(reading, at)
    case 'plain': return false
  }
}

/** In capitals words stay as they are behind a label or title, and within a name that was told by one: names of many lands are words in Spanish. */
function isKept({ words, isTold }: Reading, at: number): boolean {
  if (at === 0 || words.frequency(at, 'common') > KEPT_COMMON_MAX) return false
  if (isTold[at - 1] === 1 && isBlank(words, at - 1)) return true
  return (
    (words.lists(at) & NAMES) !== 0 &&
    (/^\s?[:=]\s{0,3}$/.test(words.gap(at - 1)) || (TITLES.has(words.lower(at - 1)) && /^\.? {0,2}$/.test(words.gap(at - 1))))
  )
}

/** One letter: an initial where a name stands beside it and a point behind it, or where it is no word of any language. */
function initialShape({ words, kinds, shapes, writing, isTold }: Reading, at: number): Shape {
  const shape = shapes[at] as Shape
  if (shape >= SHAPE.digits) return shape
  const isPointed = words.gap(at).startsWith('.')
  const isWord = WORDS_OF_ONE.has(words.lower(at)) && !isPointed
  if (isWord) return writing === 'capitals' ? SHAPE.lower : shape
  const isBehind = at > 0 && shapes[at - 1] === SHAPE.capital && kinds[at - 1] !== 'place' && isBlank(words, at - 1)
  const next = at + 1
  const isBefore =
    isPointed &&
    next < words.count &&
    /^\. ?$/.test(words.gap(at)) &&
    (kinds[next] === 'name' ||
      kinds[next] === 'rare' ||
      kinds[next] === 'mixed' ||
      (sizeOf(words, next) === 1 && words.gap(next).startsWith('.')))
  const isTitled = isPointed && at > 0 && TITLES.has(words.lower(at - 1)) && /^\.? $/.test(words.gap(at - 1))
  const isNext = isBehind || (at > 0 && shapes[at - 1] === SHAPE.capital && words.gap(at - 1) === '. ')
  isTold[at] = Number(isTitled || (isNext && isTold[at - 1] === 1))
  return isBehind || isBefore || writing === 'capitals' ? SHAPE.capital : shape
}

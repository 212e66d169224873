import type { Candidate } from '../../src/contract/detector.ts'
import { foldLetters } from '../../src/contract/look-alikes.ts'
import { SHAPE, type Words } from '../../src/contract/words.ts'

/** The signs behind the numbers of a year, month and day; the syllables of Korean come folded to their letters. */
const SIGNS = [['年', '月', '日', '号'], ['년', '월', '일'].map(foldLetters)] as const
const ERAS = new Set(['明治', '大正', '昭和', '平成', '令和', '民國', '民国'])
const EAST_ASIAN_MIN = 0x1100
const PRIORS = { year: 0.97, day: 0.85 } as const

/** A date that starts with this number, to the sign behind its last one. Undefined where there is none. */
export function eastAsianDate(words: Words, at: number): Candidate | undefined {
  // A sign stands between two numbers.
  if (
    at + 2 >= words.count ||
    words.shape(at + 2) !== SHAPE.digits ||
    words.shape(at + 1) !== SHAPE.lower ||
    words.start(at + 1) - words.end(at) > 1
  )
    return undefined
  return words.lower(at + 1).charCodeAt(0) < EAST_ASIAN_MIN ? undefined : (dateFrom(words, at, SIGNS[0]) ?? dateFrom(words, at, SIGNS[1]))
}

function dateFrom(words: Words, at: number, [year = '', month = '', ...days]: readonly string[]): Candidate | undefined {
  const isYear = signAt(words, at, year)
  const isEra = isYear && at > 0 && ERAS.has(words.lower(at - 1))
  if (isYear && !isEra && words.end(at) - words.start(at) !== 4) return undefined
  const second = isYear ? at + 2 : at
  if (!signAt(words, second, month)) return undefined
  const hasDay = days.some((day) => signAt(words, second + 2, day))
  if (!isYear && !hasDay) return undefined
  return {
    first: isEra ? at - 1 : at,
    last: hasDay ? second + 3 : second + 1,
    prior: isYear ? PRIORS.year : PRIORS.day,
    why: 'numbers with the signs of a date',
  }
}

/** A number of up to four digits with a sign behind it, which other words may follow without a blank. */
function signAt(words: Words, at: number, sign: string): boolean {
  return (
    at + 1 < words.count &&
    words.shape(at) === SHAPE.digits &&
    words.end(at) - words.start(at) <= 4 &&
    /^ ?$/.test(words.gap(at)) &&
    words.lower(at + 1).startsWith(sign)
  )
}

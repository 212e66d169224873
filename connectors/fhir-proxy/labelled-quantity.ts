import { splitEscaped } from './query.ts'

const NUMBER = /^(?:(eq|ne|gt|lt|ge|le|sa|eb|ap))?([+-]?)(\d{1,20})(?:\.\d{1,20})?$/
/** What a label says of somebody has more digits than this (a record number), or is an age. */
const DIGITS_MAX = 3
/** About this, a tenth more or less, are some with one digit more. */
const ABOUT_LONG = 900
/** Ages that HIPAA does not let stay; and what is approximately one of them. */
const OLD = { min: 90, max: 150 } as const
const ABOUT_OLD = { min: 70, max: 200 } as const
/** No unit, or one that may be of years: in which ages are told. */
const MAY_BE_YEARS = /^$|^\{?(?:[ajy]|[^\0-\x7f])/i
/** UCUM's long times, in which an age would be a small number; Pa are pascals. */
const LONG_TIME = /^(?!Pa$)(?:da|[hkMGTPEZY])(?:a|mo|wk|d|h|min|s)(?:_[a-z])?$/

/**
 * Whether to search by a quantity, `[prefix]number|system|code`, tells nothing of numbers that stay in sight only as far as
 * their labels allow: not whether one is larger, where that parts those from each other.
 */
export function tellsNoLabelled(text: string): boolean {
  const [given = '', , code = ''] = splitEscaped(text, '|')
  const [, prefix, sign, whole = ''] = NUMBER.exec(given) ?? []
  const digits = whole.replace(/^0+/, '')
  if (whole === '' || digits.length > DIGITS_MAX || LONG_TIME.test(code)) return false
  const isAbout = prefix === 'ap'
  if (isAbout && Number(digits) >= ABOUT_LONG) return false
  const { min, max } = isAbout ? ABOUT_OLD : OLD
  return sign === '-' || !MAY_BE_YEARS.test(code) || Number(digits) < min || Number(digits) >= max
}

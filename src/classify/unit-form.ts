import { DOSE_FORMS, UNIT_PREFIXES, UNIT_WORDS } from './rules/unit-words.ts'

const UNIT_LENGTH_MAX = 64
/** Words long enough for a name: what is shorter is a symbol, unless it is written like a name. */
const WORDS = /\p{L}{4,}|\p{Lu}\p{Ll}{2}(?!\p{L})/gu
/** Long numbers, dates and ages have no place in a unit; factors such as 10*12, 1.73 and 100 do. */
const TELLING = /\d{4}|\d\s*[-/.]\s*\d+\s*[-/.]\s*\d|\d{2}\s*-?\s*(?:a|yo?|yrs?|years?)\b|[@\\"<>]/i

/** Whether a text may be the unit of a measured value: made of symbols and of words for units, and of no others. */
export function isUnit(text: string): boolean {
  if (text.length > UNIT_LENGTH_MAX || TELLING.test(text)) return false
  return (text.match(WORDS) ?? []).every((word) => isUnitWord(word))
}

/** The same for a coded unit, which may also be a number from a terminology. */
export function isUnitCode(text: string): boolean {
  return /^\d{1,18}$/.test(text) || isUnit(text)
}

export type AgePart = 'unit' | 'code' | 'system' | 'comparator'
/** UCUM by its URL and OID, and SNOMED CT, which has codes for years and months. */
const AGE_SYSTEMS = new Set(['http://unitsofmeasure.org', 'http://snomed.info/sct', 'urn:oid:2.16.840.1.113883.6.8'])
const COMPARATORS = new Set(['<', '<=', '>=', '>', 'ad'])

/** Whether what stands beside the number of an age is no more than its unit: whatever else stands there may tell the age. */
export function isAgePart(part: AgePart, text: string): boolean {
  switch (part) {
    case 'unit': return !/\p{N}/u.test(text) && isUnit(text)
    case 'code': return !/\p{N}/u.test(text) && isUnit(text) || SNOMED_TIMES.has(text)
    case 'system': return AGE_SYSTEMS.has(text)
    case 'comparator': return COMPARATORS.has(text)
  }
}

/** SNOMED CT: year, month, week, day, hour, minute. */
const SNOMED_TIMES = new Set(['258707000', '258706009', '258705008', '258703001', '258702006', '258701004'])

function isUnitWord(word: string): boolean {
  // UCUM writes words together: `OpticalDensityRatio`.
  const parts = word.match(/^\p{Lu}?[\p{Ll}]+|\p{Lu}+(?!\p{Ll})|\p{Lu}\p{Ll}*/gu) ?? [word]
  return (
    isKnown(word.toLowerCase()) ||
    (parts.length > 1 && parts.every((part) => (part.length < 4 && !/^\p{Lu}\p{Ll}{2}$/u.test(part)) || isKnown(part.toLowerCase())))
  )
}

function isKnown(word: string): boolean {
  return isStem(word) || UNIT_PREFIXES.some((prefix) => word.startsWith(prefix) && isStem(word.slice(prefix.length)))
}

function isStem(word: string): boolean {
  return (
    UNIT_WORDS.has(word) ||
    DOSE_FORMS.has(word) ||
    (word.endsWith('s') && UNIT_WORDS.has(word.slice(0, -1))) ||
    (word.endsWith('es') && UNIT_WORDS.has(word.slice(0, -2)))
  )
}

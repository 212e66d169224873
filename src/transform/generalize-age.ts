import { compareDecimals, parseDecimal, type Decimal } from './decimal.ts'

/** An age as FHIR writes it (Age, a Quantity): the number as text, its UCUM code and unit, where they are there. */
export interface AgeQuantity {
  readonly value: string
  readonly code?: string
  readonly unit?: string
  readonly comparator?: string
}

/** What replaces the number, in the unit it came in. With a comparator, that replaces or joins the one there was. */
export interface GeneralizedAge {
  readonly value: string
  readonly comparator?: '>='
}

/** Minutes in each unit as UCUM defines it: `a` is 365.25 days and `mo` a twelfth of that (UCUM section 4.3). */
const YEAR_MINUTES = 525_960n
const UNIT_MINUTES: ReadonlyMap<string, bigint> = new Map([
  ...entries(YEAR_MINUTES * 100n, 'century centuries'),
  ...entries(YEAR_MINUTES * 10n, 'decade decades'),
  ...entries(YEAR_MINUTES, 'a a_j year years yr yrs y yo y/o yr. yrs. {years} year(s)'),
  ...entries(43_830n, 'mo mo_j month months mos mth mths mo. mos. {months} month(s)'),
  ...entries(10_080n, 'wk week weeks wks w wk. wks. {weeks} week(s)'),
  ...entries(1440n, 'd day days {days} day(s)'),
  ...entries(60n, 'h hour hours hr hrs hour(s)'),
  ...entries(1n, 'min minute minutes mins minute(s)'),
])
const AGE_MAX_SAFE_HARBOR = 89

/**
 * Ages above `max` years become `max + 1` with `>=` (45 CFR 164.514(b)(2)(i)(C)), in the unit they came in, so 1,100
 * months become 1,080; others come back as they are. Any fraction above `max` counts as above. A number without a unit
 * is in years. In an unknown unit a number above `max` is topped as if in years, and a smaller one, which could be
 * decades, gives undefined, as does what is no age and an upper bound (`<`, `<=`) above `max`.
 */
export function topCodeAge(age: AgeQuantity, max: number): GeneralizedAge | undefined {
  const read = Number.isSafeInteger(max) && max >= 0 ? readAge(age, max) : undefined
  if (read === undefined) return undefined
  if (!read.over) return read.unitMinutes === undefined ? undefined : { value: age.value }
  if (isUpperBound(age)) return undefined
  return topped(max + 1, read.unitMinutes ?? YEAR_MINUTES)
}

/**
 * The lower bound of the age's band of `width` years, in the unit it came in; above 89 years it is 90 with `>=`.
 * Undefined for an unknown unit, an upper bound (`<`, `<=`), what is no age, and a width that is no positive integer.
 */
export function bandAge(age: AgeQuantity, width: number): GeneralizedAge | undefined {
  const read = readAge(age, AGE_MAX_SAFE_HARBOR)
  if (read?.unitMinutes === undefined || isUpperBound(age)) return undefined
  if (!Number.isSafeInteger(width) || width < 1) return undefined
  if (read.over) return topped(AGE_MAX_SAFE_HARBOR + 1, read.unitMinutes)
  const years = wholeYears(age) ?? 0n
  return { value: inUnit(years - (years % BigInt(width)), read.unitMinutes) }
}

/** How many whole years an age is; undefined for an unknown unit, and what is no age. */
export function wholeYears(age: AgeQuantity): bigint | undefined {
  const read = readAge(age, AGE_MAX_SAFE_HARBOR)
  return read?.unitMinutes === undefined
    ? undefined
    : (read.number.units * read.unitMinutes) / (YEAR_MINUTES * 10n ** BigInt(read.number.scale))
}

/** `< 95`: neither a lower bound nor `>=` can stand for it. */
function isUpperBound(age: AgeQuantity): boolean {
  return age.comparator === '<' || age.comparator === '<='
}

function topped(years: number, unitMinutes: bigint): GeneralizedAge {
  return { value: inUnit(BigInt(years), unitMinutes), comparator: '>=' }
}

/** Whole years in another unit, rounded down: a lower bound stays one. */
function inUnit(years: bigint, unitMinutes: bigint): string {
  return ((years * YEAR_MINUTES) / unitMinutes).toString()
}

interface ReadAge {
  readonly number: Decimal
  /** Undefined: a unit that is not known. */
  readonly unitMinutes: bigint | undefined
  readonly over: boolean
}

function readAge(age: AgeQuantity, max: number): ReadAge | undefined {
  const number = parseDecimal(age.value)
  if (number === undefined || number.units < 0n || age.value.startsWith('-')) return undefined
  const byCode = age.code === undefined ? undefined : unitMinutes(age.code)
  const byUnit = age.unit === undefined ? undefined : unitMinutes(age.unit)
  // A code and a unit that disagree leave no way to know the age.
  if (byCode !== undefined && byUnit !== undefined && byCode !== byUnit) return undefined
  const unit = age.code !== undefined ? byCode : age.unit !== undefined ? byUnit : YEAR_MINUTES
  const limit = { units: BigInt(max) * YEAR_MINUTES, scale: 0 }
  const minutes = { units: number.units * (unit ?? YEAR_MINUTES), scale: number.scale }
  const order = compareDecimals(minutes, limit)
  // `> 89` says 90 or older; `>= 89` does not.
  return { number, unitMinutes: unit, over: order > 0 || (order === 0 && age.comparator === '>') }
}

function unitMinutes(word: string): bigint | undefined {
  return UNIT_MINUTES.get(word.trim().toLowerCase())
}

function entries(minutes: bigint, words: string): [string, bigint][] {
  return words.split(' ').map((word) => [word, minutes])
}

import { formatFhirDate, parseFhirDate } from './dates/dates.ts'
import { RESTRICTED_ZIP3 } from './restricted-zip3.ts'

const US_ZIP = /^(\d{3})\d{2}(?:-?\d{4})?$/
const US_NAMES: ReadonlySet<string> = new Set(['US', 'USA', 'UNITED STATES', 'UNITED STATES OF AMERICA'])

/** The year of a FHIR date, dateTime or instant (an `instant` element cannot hold it). Undefined for anything else. */
export function generalizeYear(text: string): string | undefined {
  const date = parseFhirDate(text)
  return date && formatFhirDate({ year: date.year, rest: '' })
}

/** Year and month of a FHIR date, dateTime or instant; a bare year stays. Undefined for anything else. */
export function generalizeMonth(text: string): string | undefined {
  const date = parseFhirDate(text)
  if (date === undefined) return undefined
  const { year, month } = date
  return formatFhirDate(month === undefined ? { year, rest: '' } : { year, month, rest: '' })
}

/**
 * The first three digits of a US ZIP or ZIP+4 code, `000` where 20,000 people or fewer live (45 CFR
 * 164.514(b)(2)(i)(B)). An absent country is taken for the US. Undefined for other countries and other codes.
 */
export function generalizeZip3(postalCode: string, country?: string): string | undefined {
  const name = (country ?? '').trim().replaceAll('.', '').replace(/\s+/g, ' ').toUpperCase()
  if (name !== '' && !US_NAMES.has(name)) return undefined
  const prefix = US_ZIP.exec(postalCode.trim())?.[1]
  if (prefix === undefined) return undefined
  return RESTRICTED_ZIP3.has(prefix) ? '000' : prefix
}

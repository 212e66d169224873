import type { PhiClass } from '../../contract/classes.ts'

const LANGUAGES = ['en', 'es', 'fr', 'de', 'it', 'pt', 'nl'] as const
const CODES = Array.from({ length: 26 * 26 }, (_, at) => String.fromCharCode(65 + Math.floor(at / 26), 65 + at % 26))
/** US Postal Service Publication 28, appendix B, and the provinces of Canada. */
const STATES =
  `alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas
  kentucky louisiana maine maryland
  massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah
  vermont virginia washington wisconsin wyoming
  ontario quebec alberta manitoba saskatchewan`.split(/\s+/)
const STATES_OF_TWO_WORDS = [
  'new hampshire', 'new jersey', 'new mexico', 'new york state', 'north carolina', 'north dakota', 'rhode island', 'south carolina',
  'south dakota', 'west virginia', 'british columbia', 'nova scotia', 'new brunswick', 'district of columbia', 'washington state',
  'puerto rico',
]
const ALSO = [
  'usa', 'us', 'u s', 'u s a', 'uk', 'u k', 'america', 'england', 'scotland', 'wales', 'great britain', 'holland', 'korea',
  'czech republic',
]

let places: ReadonlySet<string> | undefined

/** Countries in several languages (Unicode CLDR), and states. */
function statesAndCountries(): ReadonlySet<string> {
  if (places !== undefined) return places
  const names = new Set([...STATES, ...STATES_OF_TWO_WORDS, ...ALSO])
  for (const language of LANGUAGES) {
    const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of CODES) {
      const name = regions.of(code)
      if (name !== undefined) names.add(plain(name))
    }
  }
  return places = names
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

const WEEKDAY_OR_YEAR = /^(?:(?:18|19|20)\d\d|(?:on |last |this |next )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?)$/

/**
 * True for a value that HIPAA Safe Harbor lets stay (45 CFR 164.514(b)(2)(i)): a place no smaller than a state (B), a year
 * by itself (C); a day of the week by itself tells no date. Sluice does not claim to find these.
 */
export function mayStay(given: PhiClass, value: string): boolean {
  if (given === 'address') return statesAndCountries().has(plain(value).replace(/^the /, ''))
  return given === 'date' && WEEKDAY_OR_YEAR.test(plain(value))
}

/** Where Unicode's registers have a name for a code; codes that they do not know have none. */
function names(type: Register, locale = 'en'): Intl.DisplayNames {
  return new Intl.DisplayNames([locale], { type, fallback: 'none' })
}

type Register = 'language' | 'region' | 'script'
/** Codes that nearly every message has, so that the tables of all of them (4 MB) are read only where another one comes. */
const COMMON: Readonly<Record<Register, ReadonlySet<string>>> = {
  language: new Set(['en', 'es', 'fr', 'de', 'it', 'nl', 'pt', 'zh']),
  region: new Set(['US', 'GB', 'CA', 'AU', 'DE', 'FR', 'ES', 'NL']),
  script: new Set(['Latn']),
}
const registers = new Map<Register, Intl.DisplayNames>()
let currencies: ReadonlySet<string> | undefined

function isIn(type: Register, code: string): boolean {
  return COMMON[type].has(code) || registerOf(type).of(code) !== undefined
}

function registerOf(type: Register): Intl.DisplayNames {
  const known = registers.get(type) ?? names(type)
  registers.set(type, known)
  return known
}

/** A language tag (BCP 47, RFC 5646 section 2.1) made of registered language, script and region, and nothing that anyone may make up. */
export function isLanguage(text: string): boolean {
  const [, language, script, region] = /^([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Za-z]{2}|\d{3}))?$/.exec(text) ?? []
  if (language === undefined || !isIn('language', language)) return false
  return (script === undefined || isIn('script', script)) && (region === undefined || isIn('region', region.toUpperCase()))
}

/** An ISO 4217 code. */
export function isCurrency(text: string): boolean {
  if (text === 'USD' || text === 'EUR') return true
  return (currencies ??= new Set(Intl.supportedValuesOf('currency'))).has(text)
}

/** Locales whose names for countries are understood. */
const LOCALES = ['en', 'es', 'fr', 'de', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'nb', 'fi'] as const
const MORE_COUNTRIES: ReadonlySet<string> = new Set([
  'united states', 'uk', 'u.s.', 'u.s.a.', 'united states of america', 'the netherlands', 'england', 'scotland', 'wales',
  'northern ireland', 'great britain', 'korea',
])
let countries: ReadonlySet<string> | undefined

/** A country by its ISO 3166 code of two or three letters, its number, or a name in one of a few languages. */
export function isCountry(text: string): boolean {
  if (/^[A-Z]{2,3}$|^\d{3}$/.test(text)) return true
  const name = text.trim().toLowerCase()
  return MORE_COUNTRIES.has(name) || (countries ??= readCountries()).has(name)
}

function readCountries(): ReadonlySet<string> {
  const known = new Set<string>()
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
  const codes = letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => registerOf('region').of(code) !== undefined)
  for (const locale of LOCALES) {
    const inLocale = names('region', locale)
    for (const code of codes) known.add((inLocale.of(code) ?? '').toLowerCase())
  }
  for (const code of codes) known.add(code.toLowerCase())
  known.delete('')
  return known
}

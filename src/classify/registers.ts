/** Where Unicode's registers have a name for a code; codes that they do not know have none. */
function names(type: 'language' | 'region' | 'script', locale = 'en'): Intl.DisplayNames {
  return new Intl.DisplayNames([locale], { type, fallback: 'none' })
}

const languages = names('language')
const regions = names('region')
const scripts = names('script')
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** A language tag (BCP 47, RFC 5646 section 2.1) made of registered language, script and region, and nothing that anyone may make up. */
export function isLanguage(text: string): boolean {
  const [, language, script, region] = /^([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Za-z]{2}|\d{3}))?$/.exec(text) ?? []
  if (language === undefined || languages.of(language) === undefined) return false
  return (script === undefined || scripts.of(script) !== undefined) && (region === undefined || regions.of(region.toUpperCase()) !== undefined)
}

/** An ISO 4217 code. */
export function isCurrency(text: string): boolean {
  return currencies.has(text)
}

/** Locales whose names for countries are understood. */
const LOCALES = ['en', 'es', 'fr', 'de', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'nb', 'fi'] as const
const MORE_COUNTRIES = ['uk', 'u.s.', 'u.s.a.', 'united states of america', 'the netherlands', 'england', 'scotland', 'wales', 'northern ireland', 'great britain', 'korea']
let countries: ReadonlySet<string> | undefined

/** A country by its ISO 3166 code of two or three letters, its number, or a name in one of a few languages. */
export function isCountry(text: string): boolean {
  if (/^[A-Z]{2,3}$|^\d{3}$/.test(text)) return true
  return (countries ??= readCountries()).has(text.trim().toLowerCase())
}

function readCountries(): ReadonlySet<string> {
  const known = new Set<string>(MORE_COUNTRIES)
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => regions.of(code) !== undefined)
  for (const locale of LOCALES) {
    const inLocale = names('region', locale)
    for (const code of codes) known.add((inLocale.of(code) ?? '').toLowerCase())
  }
  for (const code of codes) known.add(code.toLowerCase())
  known.delete('')
  return known
}

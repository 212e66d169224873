/** Twelve names of months or seven of days, Monday first, in one language and one length, in lower case. */
export interface CalendarNames {
  readonly language: 'en' | 'es' | 'pt' | 'fr' | 'de' | 'it'
  readonly isShort: boolean
  readonly names: readonly string[]
}

function list(language: CalendarNames['language'], length: 'full' | 'short', names: string): CalendarNames {
  return { language, isShort: length === 'short', names: names.split(' ') }
}

/** Names of months as records spell them, without a final point (Unicode CLDR 45, months, wide and abbreviated). */
export const MONTHS: readonly CalendarNames[] = [
  list('en', 'full', 'january february march april may june july august september october november december'),
  list('en', 'short', 'jan feb mar apr may jun jul aug sep oct nov dec'),
  list('es', 'full', 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
  list('es', 'short', 'ene feb mar abr may jun jul ago sep oct nov dic'),
  list('pt', 'full', 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'),
  list('fr', 'full', 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
  list('de', 'full', 'januar februar märz april mai juni juli august september oktober november dezember'),
  list('it', 'full', 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'),
]

/** Names of the days of the week (Unicode CLDR 45, days, wide and abbreviated). */
export const WEEKDAYS: readonly CalendarNames[] = [
  list('en', 'full', 'monday tuesday wednesday thursday friday saturday sunday'),
  list('en', 'short', 'mon tue wed thu fri sat sun'),
  list('es', 'full', 'lunes martes miércoles jueves viernes sábado domingo'),
]

/** Other spellings, with the number of the month. They are read, never written. */
export const MONTH_VARIANTS: Readonly<Record<string, number>> = {
  sept: 9, setiembre: 9, febr: 2, janv: 1, janner: 1, maerz: 3, fevr: 2, avr: 4, juil: 7, okt: 10, dez: 12, fev: 2,
}

/**
 * Names that are something else as often: FEV 1 (lung volume), AVR, MAI, ABR and DIC (diagnoses and tests), ago (the
 * adverb), Mars and Marco. They need a day and a year beside them.
 */
export const DOUBTFUL_MONTH_NAMES: ReadonlySet<string> = new Set([
  'fev', 'fevr', 'avr', 'abr', 'mai', 'dic', 'ago', 'marco', 'mars', 'ene',
])

/** Lower case without accents, as `Pattern.re` says that detectors see text. */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

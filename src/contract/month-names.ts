/**
 * Names of the twelve months as medical records spell them in English, Spanish, Portuguese, French, German and Italian:
 * lower case, folded as `Pattern.re` says, without a final point (names and abbreviations of Unicode CLDR).
 */
export const MONTH_NAMES: readonly (readonly string[])[] = [
  ['january', 'jan', 'enero', 'ene', 'janeiro', 'janvier', 'janv', 'januar', 'janner', 'gennaio'],
  ['february', 'feb', 'febr', 'febrero', 'fevereiro', 'fevrier', 'februar', 'febbraio', 'fev', 'fevr'],
  ['march', 'mar', 'marzo', 'marz', 'maerz', 'marco', 'mars'],
  ['april', 'apr', 'abril', 'avril', 'aprile', 'abr', 'avr'],
  ['may', 'mayo', 'maio', 'maggio', 'mai'],
  ['june', 'jun', 'junio', 'junho', 'juin', 'juni', 'giugno'],
  ['july', 'jul', 'julio', 'julho', 'juillet', 'juil', 'juli', 'luglio'],
  ['august', 'aug', 'agosto', 'aout', 'ago'],
  ['september', 'sept', 'sep', 'septiembre', 'setiembre', 'setembro', 'septembre', 'settembre'],
  ['october', 'oct', 'octubre', 'outubro', 'octobre', 'oktober', 'okt', 'ottobre'],
  ['november', 'nov', 'noviembre', 'novembro', 'novembre'],
  ['december', 'dec', 'diciembre', 'dezembro', 'dez', 'decembre', 'dezember', 'dicembre', 'dic'],
]

/**
 * Those that are something else as often: FEV 1 (lung volume), AVR and MAI and ABR and DIC (diagnoses and tests), ago
 * (the adverb), Mars and Marco. They need a day and a year beside them.
 */
export const DOUBTFUL_MONTH_NAMES: ReadonlySet<string> = new Set([
  'fev', 'fevr', 'avr', 'abr', 'mai', 'dic', 'ago', 'marco', 'mars', 'ene',
])

const UNITS = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen',
  'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
]
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const UNIDADES = [
  'cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez', 'once', 'doce', 'trece', 'catorce', 'quince',
  'dieciseis', 'diecisiete', 'dieciocho', 'diecinueve', 'veinte', 'veintiuno', 'veintidos', 'veintitres', 'veinticuatro', 'veinticinco',
  'veintiseis', 'veintisiete', 'veintiocho', 'veintinueve',
]
const DECENAS = ['treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa']

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, number) => [word, number] as const), ...TENS.map((word, at) => [word, 20 + at * 10] as const),
  ...UNIDADES.map((word, number) => [word, number] as const), ...DECENAS.map((word, at) => [word, 30 + at * 10] as const),
  ['un', 1], ['una', 1], ['veintiun', 21], ['veintiuna', 21], ['half', 0], ['medio', 0],
])
/** What else says a number, which nobody reads here. */
const BEYOND =
  /hundred|thousand|dozen|score|cien|mil\b|decena|nineties|eighties|seventies|sixties|fifties|forties|thirties|twenties|nonagen|octogen|septuagen|centen/

/**
 * The numbers below a hundred that a text has in English or Spanish words: `fifty-six`, `ochenta y dos`. Undefined where it has
 * words for others, so that nobody takes a part for the whole.
 */
export function writtenNumbers(text: string): number[] | undefined {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  if (BEYOND.test(plain)) return undefined
  const numbers: number[] = []
  let tens: number | undefined
  for (const word of plain.match(/[a-z]+/g) ?? []) {
    const number = NUMBERS.get(word)
    if (number === undefined) {
      if (word !== 'y' && word !== 'and') tens = undefined
      continue
    }
    if (tens !== undefined && number > 0 && number < 10) numbers[numbers.length - 1] = tens + number
    else numbers.push(number)
    tens = number >= 20 && number % 10 === 0 ? number : undefined
  }
  return numbers
}

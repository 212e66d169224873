/**
 * Check digits, by the standards that set them down. Every function takes the characters of a value as one text
 * without separators, and answers `false` or `NaN` for a text that holds anything else: no function throws.
 */

const DIGITS = /^\d+$/
const ALPHANUMERIC = /^[\dA-Z]+$/i

/** 0 to 9 for digits, 10 to 35 for letters of either case, as ISO 7064 and ISO 13616 count; NaN for anything else. */
export function alphanumericValue(character: string): number {
  return ALPHANUMERIC.test(character) && character.length === 1 ? Number.parseInt(character, 36) : Number.NaN
}

/** The sum of each digit times the weight at its place, or NaN where there are more or fewer digits than weights. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  if (!DIGITS.test(digits) || digits.length !== weights.length) return Number.NaN
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0)
}

/** As `weightedSum`, with letters as 10 to 35 unless `values` has others. */
export function weightedAlphanumericSum(
  text: string, weights: readonly number[], values: Readonly<Record<string, number>> = {},
): number {
  if (!ALPHANUMERIC.test(text) || text.length !== weights.length) return Number.NaN
  return weights.reduce((sum, weight, index) => {
    const character = (text[index] as string).toUpperCase()
    return sum + weight * (values[character] ?? alphanumericValue(character))
  }, 0)
}

/** The remainder of a whole number of any length. NaN for what is not digits. */
export function remainder(digits: string, modulus: number): number {
  if (!DIGITS.test(digits)) return Number.NaN
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % modulus
  return rest
}

/** ISO/IEC 7812-1 Annex B, the last digit being the check digit. One number in ten passes by chance. */
export function luhn(digits: string): boolean {
  return luhnSum(digits) % 10 === 0
}

function luhnSum(digits: string): number {
  if (!DIGITS.test(digits)) return Number.NaN
  let sum = 0
  for (let index = digits.length - 1, isDoubled = false; index >= 0; index--, isDoubled = !isDoubled) {
    const digit = Number(digits[index])
    sum += isDoubled ? Math.floor(digit * 2 / 10) + digit * 2 % 10 : digit
  }
  return sum
}

/** Each letter as two digits, 10 to 35; nothing for a text that holds anything but letters and digits. */
function lettersAsDigits(text: string): string {
  return ALPHANUMERIC.test(text) ? text.replace(/[A-Z]/gi, (letter) => String(alphanumericValue(letter))) : ''
}

/** ISO 7064 MOD 97-10, the check digits standing last: the remainder is 1. Letters count 10 to 35. */
export function mod97(text: string): boolean {
  return remainder(lettersAsDigits(text), 97) === 1
}

/** ISO 13616 (IBAN): the first four characters go to the end, then MOD 97-10. One in 97 passes by chance. */
export function iban(text: string): boolean {
  return text.length > 4 && mod97(text.slice(4) + text.slice(0, 4))
}

/** The multiplication of the dihedral group D5, by rows. */
const DIHEDRAL = [
  '0123456789', '1234067895', '2340178956', '3401289567', '4012395678',
  '5987604321', '6598710432', '7659821043', '8765932104', '9876543210',
] as const
/** The permutation that Verhoeff applies once for every place from the right; it repeats after eight. */
const PERMUTATIONS = [
  '0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258',
] as const

/** J. Verhoeff, Error Detecting Decimal Codes (1969), the last digit being the check digit. One in ten by chance. */
export function verhoeff(digits: string): boolean {
  if (!DIGITS.test(digits)) return false
  let product = 0
  for (let place = 0; place < digits.length; place++) {
    const permutation = PERMUTATIONS[place % PERMUTATIONS.length] as string
    const digit = Number(digits[digits.length - 1 - place])
    product = Number((DIHEDRAL[product] as string)[Number(permutation[digit])])
  }
  return product === 0
}

/** ISO 7064 MOD 11,10, the last digit being the check digit (German tax number, Croatian OIB). */
export function iso7064Mod11_10(digits: string): boolean {
  if (!DIGITS.test(digits) || digits.length < 2) return false
  let product = 10
  for (const digit of digits.slice(0, -1)) {
    const sum = (product + Number(digit)) % 10
    product = (sum === 0 ? 10 : sum) * 2 % 11
  }
  return (product + Number(digits.at(-1))) % 10 === 1
}

/** ISO 7064 MOD 11-2, the last character being the check character, where X stands for ten (ORCID, China's resident id). */
export function iso7064Mod11_2(text: string): boolean {
  if (!/^\d+[\dX]$/i.test(text)) return false
  let rest = 0
  for (const digit of text.slice(0, -1)) rest = (rest + Number(digit)) * 2 % 11
  const last = (text.at(-1) as string).toUpperCase()
  return (rest + (last === 'X' ? 10 : Number(last))) % 11 === 1
}

/** ISO 7064 MOD 37,36, the last character being the check character. */
export function iso7064Mod37_36(text: string): boolean {
  if (!ALPHANUMERIC.test(text) || text.length < 2) return false
  let product = 36
  for (const character of text.slice(0, -1)) {
    const sum = (product + alphanumericValue(character)) % 36
    product = (sum === 0 ? 36 : sum) * 2 % 37
  }
  return (product + alphanumericValue(text.at(-1) as string)) % 36 === 1
}

/**
 * GS1 General Specifications section 7.9, weights 3 and 1 from the right, the last digit being the check digit (GTIN,
 * SSCC). One in ten by chance.
 */
export function gs1(digits: string): boolean {
  if (!DIGITS.test(digits)) return false
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    sum += Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 3)
  }
  return sum % 10 === 0
}

/** Weights and values of the vehicle identification number, 49 CFR 565.15(c); the ninth place is the check. */
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const VIN_VALUES = Object.fromEntries(Array.from('ABCDEFGHJKLMNPRSTUVWXYZ').map((letter) =>
  [letter, Number('12345678123457923456789'['ABCDEFGHJKLMNPRSTUVWXYZ'.indexOf(letter)])]))

/** 49 CFR 565.15(c): the ninth of seventeen characters is the weighted sum by 11, X for ten. One in eleven by chance. */
export function vin(text: string): boolean {
  if (!/^[\dA-HJ-NPR-Z]{17}$/i.test(text)) return false
  const rest = weightedAlphanumericSum(text, VIN_WEIGHTS, VIN_VALUES) % 11
  return (text[8] as string).toUpperCase() === (rest === 10 ? 'X' : String(rest))
}

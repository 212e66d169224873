import type { Draws } from './fake-draws.ts'

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LAST_SYMBOL = /[0-9A-Za-z](?=[^0-9A-Za-z]*$)/

/**
 * A US number that reaches nobody: 555-0100 to 555-0199 are set aside for fiction in every area (North American
 * Numbering Plan). Seven digits, ten, and eleven with a 1 keep their punctuation; anything else, and a number with an
 * extension, becomes `NXX-555-01XX`.
 */
export function fakePhone(text: string, draws: Draws): string | undefined {
  const digits = text.replace(/\D/g, '')
  if (digits === '') return undefined
  const area = areaCode(draws)
  const line = draws.number(0, 99, lastTwo(digits))
  const local = `55501${String(line).padStart(2, '0')}`
  const shaped = [local, area + local, `1${area}${local}`].find((fake) => fake.length === digits.length)
  if (shaped === undefined || !/^[+()\d\s./-]+$/.test(text) || (digits.length === 11 && !digits.startsWith('1'))) {
    return `${area}-${local.slice(0, 3)}-${local.slice(3)}`
  }
  let at = 0
  return text.replace(/\d/g, () => shaped.charAt(at++))
}

/** The lines of the fictional range that a number already names, as words of digits. */
function lastTwo(digits: string): string {
  return Array.from(digits.matchAll(/55501(\d\d)/g), ([, line]) => line).join(' ')
}

/**
 * An identifier of the same shape: digits become digits, letters letters in their case, the rest stays. A nine-digit
 * one of class `ssn` begins with 666, which the Social Security Administration never issues (POMS RM 10201.035).
 */
export function fakeIdentifier(text: string, draws: Draws, phiClass: string): string | undefined {
  const isSsn = phiClass === 'ssn' && text.replace(/\D/g, '').length === 9
  let digitsSeen = 0
  let changed = false
  const fake = text.replace(/[\p{L}\p{N}]\p{M}*/gu, (symbol) => {
    const out = /^\p{N}/u.test(symbol)
      ? (isSsn && digitsSeen++ < 3 ? '6' : String(draws.below(10)))
      : cased(UPPER.charAt(draws.below(26)), symbol)
    changed ||= out.toLowerCase() !== symbol.toLowerCase()
    return out
  })
  if (changed) return fake
  return LAST_SYMBOL.test(fake) ? fake.replace(LAST_SYMBOL, nextSymbol) : undefined
}

function areaCode(draws: Draws): string {
  // NXX without N9X and N11, which no area has (North American Numbering Plan).
  const tens = draws.below(9)
  const ones = draws.below(tens === 1 ? 9 : 10)
  return `${2 + draws.below(8)}${tens}${tens === 1 && ones > 0 ? ones + 1 : ones}`
}

function cased(letter: string, like: string): string {
  return like === like.toLowerCase() ? letter.toLowerCase() : letter
}

function nextDigit(digit: string): string {
  return String((Number(digit) + 1) % 10)
}

function nextSymbol(symbol: string): string {
  if (/\d/.test(symbol)) return nextDigit(symbol)
  return cased(UPPER.charAt((UPPER.indexOf(symbol.toUpperCase()) + 1) % 26), symbol)
}

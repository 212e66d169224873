import { BOUNDARY, SEAM, isWordSymbol } from './symbol-strings.ts'

/** Bits that a symbol tells, by its frequency in English and Spanish notes. */
const BITS: Readonly<Record<string, number>> = {
  e: 3.4, a: 3.6, o: 3.9, i: 4, n: 4, t: 4, s: 4, r: 4.1, d: 4.8, l: 4.7, c: 5, u: 5.2, m: 5.5, p: 5.6, h: 5.6, g: 6.2, y: 6.3, f: 6.2,
  b: 6.4, v: 6.9, w: 7, k: 7.6, x: 8.5, q: 9, j: 9.5, z: 9, ' ': 2.4, '.': 6, ',': 6.2, '-': 7.5, ':': 7.5, '(': 8, ')': 8, '/': 8,
  "'": 8.5,
  '"': 9,
  '#': 12,
  '@': 13,
}
const BITS_OTHERWISE = 11
const DIGIT_BITS = 4.5
const DIGIT_BITS_BEHIND_DIGIT = 0.8
const SEAM_BITS = 4
const WORD_START_BITS = 1.5
/** Words that stand everywhere, and those that stand everywhere in notes, with the bits that they tell. */
const WORD_BITS: readonly (readonly [bits: number, words: string])[] = [
  [
    7,
    'the and of in to is for with at on by from or no be was as an his her has this that el la los las de del en con por que una al se su y es dia ano',
  ],
  [
    9.5,
    'patient patients paciente history historia medical medications medication month months day days year years week weeks hospital clinic home health blood pain care doctor date ' +
      'insulin inside instead normal number numero people person state status time times today right left first second clinical document may march mother address current please come case',
  ],
]
const COMMON = commonParts()
const COMMON_LENGTH_MAX = 14
const DIGIT_CODE = 0x30
const BOUNDARY_CODE = BOUNDARY.charCodeAt(0)
const CODE_BITS = Float64Array.from({ length: 256 }, (_, code) => {
  const symbol = String.fromCharCode(code)
  return symbol === SEAM ? SEAM_BITS : BITS[symbol] ?? BITS_OTHERWISE
})

/** How often one of some strings stands in text, roughly, by character. */
export function rateOf(strings: readonly string[]): number {
  let rate = 0
  for (const string of strings) rate += 2 ** -bitsOf(string)
  return rate
}

function bitsOf(string: string): number {
  let bits = 0
  let before = NaN
  for (let at = 0; at < string.length; at++) {
    const code = string.charCodeAt(at)
    if (code === DIGIT_CODE) bits += before === DIGIT_CODE ? DIGIT_BITS_BEHIND_DIGIT : DIGIT_BITS
    else if (code !== BOUNDARY_CODE) bits += CODE_BITS[code] ?? BITS_OTHERWISE
    else if (at === 0 || isWordSymbol(string[at - 1] as string)) bits += WORD_START_BITS
    before = code
  }
  return string.length > COMMON_LENGTH_MAX ? bits : Math.min(bits, COMMON.get(string.trim()) ?? bits)
}

/** Every part of a common word, with its boundaries, tells no more than the word. */
function commonParts(): ReadonlyMap<string, number> {
  const parts = new Map<string, number>()
  for (const [bits, words] of WORD_BITS) {
    for (const word of words.split(' ').map((one) => `|${one}|`)) {
      for (let from = 0; from < word.length; from++) {
        for (let to = from + 1; to <= word.length; to++)
          parts.set(word.slice(from, to), Math.min(bits, parts.get(word.slice(from, to)) ?? bits))
      }
    }
  }
  return parts
}

/** Letters that no decomposition takes to ASCII: other alphabets' look-alikes (Unicode TR 39) and letters with strokes. */
export const LOOK_ALIKES: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X', а: 'a', е: 'e', о: 'o', р: 'p', с: 'c',
  у: 'y', х: 'x', і: 'i', І: 'I', ј: 'j', Ј: 'J', ѕ: 's', Ѕ: 'S', ԁ: 'd', ԛ: 'q', ԝ: 'w', һ: 'h', ӏ: 'l', к: 'k', м: 'm', т: 't', в: 'b',
  н: 'h', Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X', ο: 'o', ν: 'v',
  ι: 'i', ρ: 'p', υ: 'u', α: 'a', κ: 'k', τ: 't', ı: 'i', ɑ: 'a', ɡ: 'g', ß: 'ss', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O',
  ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th', ħ: 'h', Ħ: 'H', ŧ: 't', Ŧ: 'T', ə: 'a', Ə: 'A', ŋ: 'n', Ŋ: 'N',
  '∆': 'Δ', '∏': 'Π', '∑': 'Σ',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  ʼ: "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '″': '"', '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-',
  '﹣': '-', '⁃': '-', '⁄': '/', '∕': '/', '·': '.', º: 'o', ª: 'a', '℃': 'C', '№': 'No ', '℡': 'tel ', '™': ' ', '℠': ' ', '®': ' ',
  '©': ' ',
  '\u2028': '\n',
  '\u2029': '\n',
  '\u0085': '\n',
}

/** A word as detectors see it, letter by letter: without accents, and look-alikes as ASCII. */
export function foldLetters(word: string): string {
  return Array.from(
    word,
    (letter) =>
      LOOK_ALIKES[letter] ?? Array.from(letter.normalize('NFKD').replace(/\p{M}/gu, ''), (part) => LOOK_ALIKES[part] ?? part).join(''),
  ).join('')
}

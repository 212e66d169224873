/** What stands inside a run of letters without being one: marks, and controls that nobody sees. */
const BETWEEN = '\\p{M}\\p{Cf}'
const LATIN = '\\p{sc=Latin}0-9０-９'
/** Scripts with letters that look like Latin ones, and are written for them. */
const ALIKE = '\\p{sc=Greek}\\p{sc=Cyrillic}'
/** Scripts that are written without blanks, side by side in one text. */
const EAST_ASIAN = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo'].map((script) => `\\p{sc=${script}}`).join('')
const NONE_OF_THESE = `[^\\P{L}${LATIN}${ALIKE}${EAST_ASIAN}]`
/** The last sign of a date in numbers, which goes on in letters of its own script: 1970年1月5日入院, 1970년 1월 5일에. */
const DATE_SIGN = '(?<=[年년] ?[0-9０-９]{1,2} ?)[月월]|(?<=[月월] ?[0-9０-９]{1,2} ?)[日号일]'
const RUN = new RegExp(
  [
    `(${DATE_SIGN})`,
    `([${LATIN}][${LATIN}${BETWEEN}]*)`,
    `([${ALIKE}][${ALIKE}${BETWEEN}]*)`,
    `([${EAST_ASIAN}][${EAST_ASIAN}${BETWEEN}ーｰ]*)`,
    `${NONE_OF_THESE}(?:${NONE_OF_THESE}|[${BETWEEN}])*`,
  ].join('|'),
  'gu',
)
/** Latin letters and punctuation lie in the blocks that are left out. */
const OTHER_SCRIPT = /[\u0370-\u1CFF\u1F00-\u1FFF\u2C00-\uFFFF]/
/** Fewer letters may be look-alikes, or the end of a word: `Muеller`, `CT`. */
const LETTERS_MIN = 3

const NO_LOOK_ALIKES: ReadonlySet<string> = new Set(['sign', 'east Asian', 'other'])

/**
 * Where one script ends and another begins with nothing between them, in UTF-16 code units: such words are two, as in
 * `患者Mueller`. Greek and Cyrillic letters among Latin ones are taken for look-alikes (Unicode TR 39) unless they are a run
 * of their own, one at least of which looks like no other.
 */
export function scriptEdges(text: string, looksLatin: (character: string) => boolean): readonly number[] {
  if (!OTHER_SCRIPT.test(text)) return []
  const edges: number[] = []
  let end = -1
  let before = ''
  let wasLong = false
  for (const { index, 0: run, 1: sign, 2: latin, 3: alike, 4: eastAsian } of text.matchAll(RUN)) {
    const kind = sign !== undefined
      ? 'sign'
      : latin !== undefined ? 'latin' : alike !== undefined ? 'alike' : eastAsian !== undefined ? 'east Asian' : 'other'
    const looksLikeNoOther = NO_LOOK_ALIKES.has(kind)
    const isLong = looksLikeNoOther || (run.length >= LETTERS_MIN && (kind === 'latin' || Array.from(run, looksLatin).includes(false)))
    if (index === end && kind !== before && (looksLikeNoOther || NO_LOOK_ALIKES.has(before) || (isLong && wasLong))) edges.push(index)
    end = index + run.length
    before = kind
    wasLong = isLong
  }
  return edges
}

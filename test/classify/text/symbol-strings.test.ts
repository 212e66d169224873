import { expect, test } from 'vitest'
import { FOREIGN } from '../../../src/classify/text/pattern-tree.ts'
import { createRegex } from '../../../src/classify/text/regex-engine.ts'
import { patternOfStrings } from '../../../src/classify/text/symbol-strings.ts'

/** Where the pattern of some strings matches first in a text. */
function firstOf(strings: readonly string[], text: string): string | undefined {
  const match = createRegex(patternOfStrings(strings), { marksGroups: false }).exec(Buffer.from(text))
  return match === null ? undefined : String(match[0])
}

test.for<readonly [name: string, strings: readonly string[], text: string, found: string | undefined]>([
  ['letters in both cases', ['dot'], 'a DoT', 'DoT'],
  ['any digit for a nought', ['0-0'], '47-11', '7-1'],
  ['a run of blanks within, of one at an edge one blank', [' at |b'], 'x \t at\n  b', ' at\n  b'],
  ['a boundary as such', ['|at|'], 'cat at', 'at'],
  ['no boundary, no match', ['|at|'], 'cats', undefined],
  ['of a seam at an edge the byte beyond', ['~00~'], 'a12b', 'a12b'],
  ['no seam, no match', ['~00~'], ' 12 ', undefined],
  ['a seam within, of which letter and digit tell', ['e~0'], 'e5', 'e5'],
  ['letters beyond ASCII in runs', ['a\u0080b'], 'a\u00e4\u00f6b', 'a\u00e4\u00f6b'],
  ['signs as themselves', ['|.|com|', '://', '(@'], 'x.com', '.com'],
  ['one of several strings', ['[@', '%|00'], 'x%40y', '%40'],
])('the pattern of required strings matches %s', ([, strings, text, found]) => {
  expect(firstOf(strings.map((one) => one.replaceAll('\u0080', FOREIGN)), text)).toBe(found)
})

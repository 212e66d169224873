import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StringFinder } from '../../../src/classify/text/string-finder.ts'

function found(strings: readonly string[], text: string): string[] {
  const finder = new StringFinder(strings.map((string, value) => ({ string, value })))
  const bytes = Buffer.from(text)
  const { count, ends, states } = finder.read(bytes, 0, bytes.length)
  return Array.from({ length: count }, (_, hit) =>
    (finder.groups[states[hit] as number] ?? []).map((value) => `${strings[value]} ${ends[hit]}`),
  ).flat()
}

test.for([
  ['letters of any case', ['|fax|'], 'a Fax, telefax', ['|fax| 5']],
  ['digits as one', ['|000|'], '12 345 6789', ['|000| 6']],
  ['the seam of letters and digits', ['~0', '0~'], 'a1 2b', ['~0 2', '0~ 4']],
  ['a run of blanks as one', ['| |'], 'a \t\nb', ['| | 4']],
  ['a run beyond ASCII as one', ['|\u00A4|'], 'a•●b', ['|\u00A4| 7']],
  ['a string within another', ['she', 'he'], 'ushers', ['she 4', 'he 4']],
] as const)('finds %s', ([, strings, text, expected]) => {
  expect(found(strings, text).sort()).toEqual([...expected].sort())
})

test('finds what a search of the text finds', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 6 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 20 }), (list, text) => {
      const strings = [...new Set(list)]
      const expected = strings.flatMap((string) =>
        Array.from({ length: text.length }, (_, at) => at)
          .filter((at) => text.startsWith(string, at))
          .map((at) => `${string} ${at + string.length}`),
      )
      expect(found(strings, text).sort()).toEqual(expected.sort())
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sideBySide } from '../../../src/cli/print/side-by-side.ts'

test('a side by side holds every line of both texts, in order', () => {
  const lines = fc.array(fc.constantFrom('{', '}', '"a": 1', '"a": 2', '"b": 1', '"c": 3'), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(lines, lines, (left, right) => {
      const rows = sideBySide(left.join('\n'), right.join('\n'))
      expect(rows.filter((row) => row.kind !== 'added').map((row) => row.left)).toEqual(left)
      expect(rows.filter((row) => row.kind !== 'removed').map((row) => row.right)).toEqual(right)
    }),
  )
})

test('lines with the same key stand beside each other', () => {
  const rows = sideBySide('{\n"id": "1",\n"name": "x",\n"zip": "02139"\n}', '{\n"id": "9",\n"zip": "021"\n}')
  expect(rows.map((row) => row.kind)).toEqual(['same', 'changed', 'removed', 'changed', 'same'])
})

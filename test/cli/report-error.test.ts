import { expect, test } from 'vitest'
import { framesOf } from '../../src/cli/report-error.ts'

test('the frames of an error hold no line of its message, whatever that looks like', () => {
  const error = new TypeError('Unexpected token\n    at Canary Road (file:///x.ts:1:2)\n at 7')
  expect(framesOf(error).join()).toContain('report-error.test.ts')
  expect(framesOf(error).join()).not.toContain('Canary')
  expect(framesOf('    at Canary')).toEqual([])
})

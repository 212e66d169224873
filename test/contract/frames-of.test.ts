import { expect, test } from 'vitest'
import { framesOf, SluiceError, toSluiceError } from '../../src/contract/errors.ts'

test.for<readonly [string, () => unknown]>([
  ['what another threw', () => toSluiceError(new TypeError('Canaryname'))],
  ['what another threw, deep within', () => new SluiceError('SLUICE_IO', { cause: new Error('x', { cause: new Error('Canaryname') }) })],
  ['what has lines like a place in it', () => toSluiceError(new Error('no\n    at Canaryname (1:1)\n    at Canaryname'))],
  ['what says nothing', () => toSluiceError(new Error(''))],
  ['what is ours', () => new SluiceError('SLUICE_INTERNAL')],
])('of %s there are places, and no word of it', ([, make]) => {
  const frames = framesOf(make())
  expect(frames.join('\n')).toContain('frames-of.test.ts')
  expect(frames.join('\n')).not.toContain('Canaryname')
  expect(frames.length).toBeLessThanOrEqual(20)
})

test.for<readonly [string, unknown]>([
  ['a word', 'Canaryname'], ['nothing', undefined],
  ['whose message was changed', Object.assign(new Error('Canaryname'), { message: 'other' })],
  ['without a stack', Object.assign(new Error('Canaryname'), { stack: undefined })],
])('of %s there are none', ([, thrown]) => {
  expect(framesOf(toSluiceError(thrown))).not.toContain('Canaryname')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { createWithoutMember } from '../../src/decode/without-member.ts'

const withoutMember = createWithoutMember(LIMITS)
const without = (text: string): string => Buffer.from(withoutMember(Buffer.from(text), 'id')).toString()

test.for([
  ['{"id":"a"}', '{}'],
  ['{ "id" : "a" , "b":1.50 }', '{  "b":1.50 }'],
  ['{"b":1.50,"id":"a"}', '{"b":1.50}'],
  ['{"b":{"id":"c"},"id":"a","d":[]}', '{"b":{"id":"c"},"d":[]}'],
  ['{"\\u0069d":"a","b":1}', '{"b":1}'],
  ['{"b":1}', '{"b":1}'],
] as const)('%s becomes %s', ([text, expected]) => {
  expect(without(text)).toBe(expected)
})

test('of any object, what is left is what JSON.parse sees without the member', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'id', 'meta'), fc.jsonValue({ maxDepth: 2 })), { maxLength: 5 }),
      fc.constantFrom(0, 2),
      (members, space) => {
        const object = Object.fromEntries(members)
        const { id: _, ...rest } = object
        expect(JSON.parse(without(JSON.stringify(object, undefined, space)))).toEqual(JSON.parse(JSON.stringify(rest)))
      },
    ),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNull, jsonMembers, textOf } from '../../src/decode/json-members.ts'

test('the members of any object are those that JSON.parse finds, whatever the white space', () => {
  const objects = fc.dictionary(fc.string({ unit: 'binary', maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 })
  fc.assert(fc.property(objects, fc.constantFrom(undefined, 1, '\t'), fc.constantFrom('', ' ', '\r\n'), (object, indent, around) => {
    const bytes = Buffer.from(around + JSON.stringify(object, null, indent) + around)
    const parsed = JSON.parse(bytes.toString()) as Record<string, unknown>
    const members = jsonMembers(bytes)
    expect([...members.keys()].sort()).toEqual(Object.keys(parsed).sort())
    for (const [key, span] of members) {
      const value = parsed[key]
      expect(JSON.parse(bytes.toString('utf8', span.start, span.end))).toEqual(value)
      expect(isNull(bytes, span)).toBe(value === null)
      expect(textOf(bytes, span)).toBe(typeof value === 'string' && value.isWellFormed() ? value : undefined)
    }
  }))
})

test.for([
  ['nothing', ''],
  ['an array', '[]'],
  ['a text', '"a"'],
  ['an end that is missing', '{"a":1'],
  ['a comma at the end', '{"a":1,}'],
  ['a key without quotes', '{a:1}'],
  ['a value that is missing', '{"a":}'],
  ['two documents', '{"a":1}{"b":2}'],
  ['trailing text', '{"a":1} x'],
  ['a colon that is missing', '{"a" 1}'],
  ['a bracket of another kind', '{"a":1]'],
  ['a text that does not end', '{"a":"b}'],
  ['only a comma', '{,}'],
] as const)('%s has no members', ([, text]) => {
  expect(() => jsonMembers(Buffer.from(text))).toThrow('SLUICE_JSON_SYNTAX')
})

test('a key that is there twice is refused, however it is written', () => {
  expect(() => jsonMembers(Buffer.from('{"data":1,"d\\u0061ta":2}'))).toThrow('SLUICE_JSON_DUPLICATE_KEY')
})

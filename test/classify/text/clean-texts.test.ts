import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CleanTexts } from '../../../src/classify/text/clean-texts.ts'

test('remembers exactly the texts that were added, as long as they are short', () => {
  fc.assert(fc.property(fc.array(fc.string({ maxLength: 220 }), { maxLength: 40 }), fc.array(fc.string({ maxLength: 220 })), (added, others) => {
    const clean = new CleanTexts()
    for (const text of added) {
      const bytes = Buffer.from(`..${text}..`)
      if (!clean.has(bytes, 2, bytes.length - 2)) clean.addLast(bytes, 2, bytes.length - 2)
    }
    const known = [...added, ...others].filter((text) => clean.has(Buffer.from(text), 0, Buffer.byteLength(text)))
    expect(known.filter((text) => text !== '' && !added.includes(text) || Buffer.byteLength(text) > 192)).toEqual([])
  }))
})

test('a text that was added is known until another one takes its place', () => {
  const clean = new CleanTexts()
  const bytes = Buffer.from('Body weight')
  expect(clean.has(bytes, 0, bytes.length)).toBe(false)
  clean.addLast(bytes, 0, bytes.length)
  expect(clean.has(bytes, 0, bytes.length)).toBe(true)
  expect(clean.has(bytes, 0, 4)).toBe(false)
})

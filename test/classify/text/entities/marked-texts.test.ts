import { expect, test } from 'vitest'
import { readMarkedTexts, readMarks } from '../../../../src/classify/text/entities/marked-texts.ts'

test('Marks are read off a text, and what they mark is told by its place', () => {
  expect(readMarks('Seen by [[name|Dr Ferhal]] in [[place|Obernau]].')).toEqual({
    text: 'Seen by Dr Ferhal in Obernau.',
    spans: [{ label: 1, start: 8, end: 17 }, { label: 2, start: 21, end: 28 }],
  })
})

test.for(['a [[person|Ferhal]]', 'a [[name|Ferhal]', 'a Ferhal]]', 'a [[name|]]'])('A mark that is none is refused: %s', (marked) => {
  expect(() => readMarks(marked)).toThrow(RangeError)
})

test('The texts that the model is made from are there, with marks of every kind and without any', () => {
  const texts = readMarkedTexts()
  expect(texts.length).toBeGreaterThan(1000)
  expect(new Set(texts.flatMap(({ spans }) => spans.map(({ label }) => label)))).toEqual(new Set([1, 2, 3]))
  expect(texts.filter(({ spans }) => spans.length === 0).length).toBeGreaterThan(200)
  expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length)
})

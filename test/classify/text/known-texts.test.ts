import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ANYWHERE, KnownTexts, type KnownText } from '../../../src/classify/text/known-texts.ts'

const CLEAN: KnownText = { findings: [], element: ANYWHERE }
const found = (element: KnownText['element']): KnownText =>
  ({ findings: [{ start: 0, end: 4, class: 'name', detector: 'test', confidence: 0.5, evidence: 'a test' }], element })

test('remembers exactly the texts that were added, as long as they are short', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 220 }), { maxLength: 40 }), fc.array(fc.string({ maxLength: 220 })), (added, others) => {
      const texts = new KnownTexts()
      for (const text of added) {
        const bytes = Buffer.from(`..${text}..`)
        if (texts.find(bytes, 2, bytes.length - 2, undefined) === undefined) texts.addLast(bytes, 2, bytes.length - 2, CLEAN)
      }
      const known = [...added, ...others].filter(
        (text) => texts.find(Buffer.from(text), 0, Buffer.byteLength(text), undefined) !== undefined,
      )
      expect(known.filter((text) => !added.includes(text) || Buffer.byteLength(text) > 192)).toEqual([])
    }),
  )
})

test('a text that was added is known until another one takes its place', () => {
  const texts = new KnownTexts()
  const bytes = Buffer.from('Body weight')
  expect(texts.find(bytes, 0, bytes.length, 'Coding.display')).toBeUndefined()
  texts.addLast(bytes, 0, bytes.length, CLEAN)
  expect(texts.find(bytes, 0, bytes.length, 'Coding.display')).toBe(CLEAN)
  expect(texts.find(bytes, 0, 4, 'Coding.display')).toBeUndefined()
})

test.for([
  { kept: ANYWHERE, asked: 'Annotation.text', isKnown: true },
  { kept: 'Annotation.text', asked: 'Annotation.text', isKnown: true },
  { kept: 'Annotation.text', asked: 'Coding.display', isKnown: false },
  { kept: 'Annotation.text', asked: undefined, isKnown: false },
  { kept: undefined, asked: 'Coding.display', isKnown: false },
] as const)('what was found in $kept is known in $asked: $isKnown', ({ kept, asked, isKnown }) => {
  const texts = new KnownTexts()
  const bytes = Buffer.from('Anna')
  texts.find(bytes, 0, 4, kept === ANYWHERE ? undefined : kept)
  const known = found(kept)
  texts.addLast(bytes, 0, 4, known)
  expect(texts.find(bytes, 0, 4, asked)).toBe(isKnown ? known : undefined)
})

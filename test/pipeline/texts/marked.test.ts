import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMarked, mayBeMarked } from '../../../src/pipeline/texts/marked.ts'

const PARTS = [
  'Anna', ' ', '  ', '\u00A0', '\u3000', '\t', '\n', 'values', 'VALUES', 's:12:', 'name', '(', ')', "'", '"', ':', '=', '=>', '%41', '=4A',
  '\\', '\\T\\', '\\.br\\', '\\u0041', '{', '[', '<', '</b', '<p>', 'PID|', 'OBX|', '|', '\u202E', '\u202F', '\u00E9', '-', '/',
  'TWFyaWUgS293YWxza2k=', 'a1', '.', ',', '?', '&',
]

test('What may be marked by its bytes is all that is marked', () => {
  let marked = 0
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PARTS), { maxLength: 8 }), (parts) => {
      const text = parts.join('')
      const bytes = Buffer.from(`"${text}"`)
      if (!isMarked('string', text)) return true
      marked++
      return mayBeMarked(bytes, 1, bytes.length - 1)
    }),
    { numRuns: 5000 },
  )
  expect(marked).toBeGreaterThan(500)
})

test.for([
  'Essential hypertension (disorder)', "the patient's own (left) knee, 3-4 times", 'Hypertension 120/80 - 98.6; 3+',
  'Müller’s sign — überall', 'Acute: 3 doses',
])('%s takes no second look', (text) => {
  const bytes = Buffer.from(text)
  expect(mayBeMarked(bytes, 0, bytes.length)).toBe(false)
})

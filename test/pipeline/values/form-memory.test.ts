import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ValueForm } from '../../../src/classify/value-form.ts'
import { loadArena } from '../../../src/json/arena.ts'
import { formNumber, hasForm } from '../../../src/pipeline/values/form-memory.ts'

const short: ValueForm = { otherwise: 'free-text', matches: (text) => text.length % 2 === 0 }
const vowel: ValueForm = { otherwise: 'free-text', matches: (text) => /[aeiou]/.test(text) }

test('What is remembered of a form is what the form says, for any value in any order', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom('final', 'finam', 'fina', 'finall', 'x'.repeat(121), 'x'.repeat(120), 'é'.repeat(60)),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.boolean()), { maxLength: 40 }), (asked) => {
      for (const [text, isShort] of asked) {
        const form = isShort ? short : vowel
        const bytes = Buffer.from(`"${text}"`)
        loadArena(bytes)
        const read = bytes.toString('utf8').slice(1, -1)
        expect(hasForm(formNumber(form), 1, bytes.length - 1)).toBe(form.matches(read))
      }
    }),
  )
})

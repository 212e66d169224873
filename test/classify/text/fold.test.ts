import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from '../../../src/classify/text/fold.ts'

const folded = (text: string): string => Buffer.from(foldText(text).bytes).toString()

describe('folding', () => {
  test.for([
    ['accents', 'José Müller', 'Jose Muller'],
    ['marks that combine', 'Jose\u0301', 'Jose'],
    ['look-alikes of other alphabets', 'Ѕmіth', 'Smith'],
    ['wide forms', 'ＪＯＨＮ １２', 'JOHN 12'],
    ['digits of two scripts that stand side by side in Unicode', '\u{116D9}\u{116DA}\u{116E3} ٣٤', '909 34'],
    ['zero-width characters and soft hyphens', 'Sm\u200Bi\u00ADth\uFEFF', 'Smith'],
    ['control characters, as nothing or as what parts fields', 'Sm\u0000i\u007Fth\u001F12\n', 'Smith 12\n'],
    ['dashes, quotes and blanks', '1–2 ‘a’\u00A0b', '1-2 \'a\' b'],
    ['entities', 'Jos&eacute; &#x41;&#66; &amp; &nosuch; AT&T', 'Jose AB & &nosuch; AT&T'],
    ['letters with strokes', 'Øster Łódź', 'Oster Lodz'],
    ['other scripts, which stay', '李小龙', '李小龙'],
    ['words that nothing but their script parts', '患者Mueller様 号48392017 المريضIbrahim', '患者 Mueller 様 号 48392017 المريض Ibrahim'],
    ['two scripts neither of which is Latin', '患者محمد来院 שושנהさん カルテ', '患者 محمد 来院 שושנה さん カルテ'],
    ['a run of Greek or Cyrillic beside Latin, which is a word of its own', 'большаяMueller', 'бoльшaя Mueller'],
    ['single look-alikes within a word, which part nothing', 'Мuеller 5μg Петровcкий', 'Mueller 5μg Пetpobckии'],
  ] as const)('reads %s', ([, text, expected]) => {
    expect(folded(text)).toBe(expected)
  })

  test('every byte leads back to a place in the text, in order, and the places cover what is seen', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      const { bytes, from, to } = foldText(text)
      for (let at = 0; at < bytes.length; at++) {
        const start = from?.[at] as number
        const end = to?.[at] as number
        expect(start).toBeLessThan(end)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(start).toBeGreaterThanOrEqual(from?.[at - 1] ?? 0)
      }
    }))
  })
})

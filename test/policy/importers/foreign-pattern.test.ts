import { describe, expect, test } from 'vitest'
import { compilePattern } from '../../../src/classify/text/compile-pattern.ts'
import { foreignPattern } from '../../../src/policy/importers/foreign-pattern.ts'
import { sampleText } from '../../../src/policy/importers/sample-text.ts'

/** What a pattern finds in a text, where the engine takes it. */
function found(source: string, text: string, group = 0): string | undefined {
  const made = foreignPattern(source, { flags: 'i', group })
  if ('refused' in made) return made.refused
  const match = compilePattern(made.re, 'test').regex.exec(Buffer.from(text))
  return match === null ? undefined : match[0].toString()
}

describe('A pattern of Python or Java', () => {
  test.for([
    ['is taken as it is', String.raw`\bAB-\d{4}\b`, 'see ab-1234.', 'ab-1234'],
    ['loses what it forbids before, which is found too', String.raw`(?<!\d)\d{3}-\d{2}`, 'x 9123-45', '9123-45'],
    ['loses what it forbids after, which is found too', String.raw`\d{3}-\d{2}(?!\d)`, '123-4567', '123-4567'],
    ['loses look-ahead within', String.raw`\b(?!000)\d{3}-\d{2}\b`, '000-12', '000-12'],
    ['loses look-behind for words', String.raw`(?<=MRN )\d{6}`, 'MRN 123456', '123456'],
    ['loses look-around within look-around', String.raw`(?!a(?=b))\d{4}`, '1234', '1234'],
    ['keeps an escaped parenthesis', String.raw`\(\?!\)\d{2}`, '(?!)12', '(?!)12'],
    ['keeps a class that reads like look-around', '[(?!]{3}1', '(?!1', '(?!1'],
    ['loses names of groups', String.raw`(?P<year>\d{4})x`, '1234x', '1234x'],
    ['ends where the text does', String.raw`\d{4}\Z`, '1234', '1234'],
    ['loses accents, as texts do', 'Zürich-[0-9]', 'Zurich-7', 'Zurich-7'],
  ] as const)('%s', ([, source, text, value]) => {
    expect(found(source, text)).toBe(value)
  })

  test.for([
    ['with a back-reference', String.raw`(\d)\1{3}`, 'RE2 does not take it'],
    ['with a condition', '(a)?(?(1)b|c)', 'RE2 does not take it'],
    ['with an open group', '(abc', 'RE2 does not take it'],
    ['with an open look-around', '(?!abc', 'RE2 does not take it'],
    ['that matches nothing', 'a*', 'it matches the empty text'],
    ['of look-around alone', '(?=a)(?!b)', 'it matches the empty text'],
    ['that is possessive', 'a++b', 'RE2 does not take it'],
    ['that explodes', '((a{1000}){1000}){1000}', 'RE2 does not take it'],
    ['beyond the longest', 'a'.repeat(2001), 'it is longer than 2000 characters'],
  ] as const)('is refused %s', ([, source, reason]) => {
    expect(found(source, 'abc')).toBe(reason)
  })

  test('marks the group that holds the value', () => {
    expect(foreignPattern(String.raw`(?:MRN|(no)\.) \((\d{6})\)`, { flags: '', group: 2 })).toEqual({
      re: String.raw`(?:MRN|(no)\.) \((?<phi>\d{6})\)`,
      isWider: false,
    })
    expect(foreignPattern(String.raw`MRN (\d{6})`, { flags: '', group: 2 })).toEqual({ refused: 'it has no group 2' })
  })
})

describe('A sample', () => {
  test.for([
    String.raw`\b\d{3}-\d{2}-\d{4}\b`,
    '(?i)[A-Z]{2}[0-9]{6}',
    String.raw`(?:AB|CD)[-. ]?(?<phi>\d{4,6})`,
    '(?ims)(x|y(z|w)+)',
    String.raw`[^\s,]{3}\.[a-z]{2,}`,
    '[]a]{2}',
    '[[:alpha:]]{2}1',
    '.{4}!',
  ])('of %s is matched by it', (pattern) => {
    const samples = [0, 1, 2, 3, 4, 5, 6, 7].map((attempt) => sampleText(pattern, attempt)).filter((text) => text !== undefined)
    expect(samples.some((text) => compilePattern(pattern, 'test').regex.exec(Buffer.from(text.replace(/\[\[|\]\]/g, ''))) !== null)).toBe(
      true,
    )
  })

  test.for([
    String.raw`(?:(?:\b{1000}){1000}){1000}`,
    '(?:(?:(?:a{999}){999}){999}){999}', '(a', 'a)', '[a',
    String.raw`\p{L}`,
    '*a',
    '((',
  ])('of %s is none, without delay', (start) => {
    const pattern = start === '((' ? '('.repeat(9000) : start
    const before = process.cpuUsage().user
    expect(sampleText(pattern, 3)).toBeUndefined()
    expect(process.cpuUsage().user - before).toBeLessThan(1_000_000)
  })
})

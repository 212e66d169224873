import { describe, expect, test } from 'vitest'
import { detectors } from '../../../detectors/index.ts'
import { compilePattern } from '../../../src/classify/text/compile-pattern.ts'
import { readPatternTree, type PatternNode } from '../../../src/classify/text/pattern-tree.ts'
import { readNeeds, type PatternNeeds } from '../../../src/classify/text/required-strings.ts'
import { StringFinder } from '../../../src/classify/text/string-finder.ts'

const needs = (source: string): PatternNeeds => readNeeds(readPatternTree(source) as PatternNode)

function hasNeeded(source: string, text: string): boolean {
  const bytes = Buffer.from(text)
  return (
    new StringFinder(needs(source).required?.strings.map((string) => ({ string, value: 0 })) ?? []).read(bytes, 0, bytes.length).count > 0
  )
}

describe('the strings that a match needs', () => {
  test.for([
    ['\\bfax\\b', 'a fax.', 'telefax'],
    ['(?i)\\b(?:fax|tel)\\.? ?\\d+', 'Tel.7', 'hotel 5'],
    ['\\b\\d{3}-\\d{2}\\b', 'x 123-45', '1234-56'],
    ['\\b[A-Z]\\d{4}\\b', 'A1234', '1234'],
    ['[^@]+@[^@]+', 'a@b', 'a at b'],
    ['(?:[a-z]+\\.)+(?:com|org)\\b', 'a.b.org', 'a.b.net'],
    ['\\bage[ \\t\\r\\n]{1,3}\\d', 'age \n7', 'page 7'],
    ['[x•]\\d', '•7', '-7'],
    ['\\b[A-Z]\\w+,? (?:as\\w*|oy\\w*)', 'Nord, Asa', 'a base'],
    ['(?:[\\da-f]{4}\\.){2}', '001a.2b3c.', 'x.y.'],
  ] as const)('for %s stand in a match', ([source, match, other]) => {
    expect(hasNeeded(source, match)).toBe(true)
    expect(hasNeeded(source, other)).toBe(false)
  })

  test.for(['[a-z]*', '\\w+', '(?:a|\\w)', 'a?'])('are unknown for %s', (source) => {
    expect(needs(source).required).toBeUndefined()
  })

  test.for(['a(?=b)', '[[:alpha:]]', '\\pN', '(?P=x)'])('are not looked for in %s, which is not understood', (source) => {
    expect(readPatternTree(source)).toBeUndefined()
  })

  test('lie within the reach of the match', () => {
    expect(needs('fax: [a-z]{3}').required?.trail.length).toBe(1)
    expect(needs('\\w+@\\w+').required?.lead.length).toBe(2)
    expect(needs('\\w+@\\w+').required?.trail.length).toBe(2)
    expect(needs('.+@').required?.lead[0]).toBe(Number.POSITIVE_INFINITY)
  })
})

test('every pattern of every detector is understood, needs strings, and these are rare', () => {
  for (const detector of detectors) {
    if (!('patterns' in detector)) continue
    for (const { re } of detector.patterns) {
      const { required } = needs(compilePattern(re, detector.name).source)
      expect(required, `${detector.name}: ${re}`).toBeDefined()
      expect(required?.rate, `${detector.name}: ${re}`).toBeLessThan(0.02)
    }
  }
})

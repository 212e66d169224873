import { describe, expect, test } from 'vitest'
import { detectors } from '../../../detectors/index.ts'
import { compilePattern, preparePattern } from '../../../src/classify/text/compile-pattern.ts'
import { createKernelRunner } from '../../../src/classify/text/kernel-runner.ts'

const shipped = detectors.flatMap((detector) => 'patterns' in detector ? detector.patterns.map(({ re }) => re) : [])

describe('a pattern that is prepared without asking the engine', () => {
  test('is, for every detector that ships, what the engine makes of it', () => {
    expect(shipped.length).toBeGreaterThan(300)
    const prepared = shipped.map((re) => preparePattern(re, 'test'))
    const compiled = shipped.map((re) => compilePattern(re, 'test'))
    expect(prepared.map(({ translated }) => translated)).toEqual(compiled.map(({ translated }) => translated))
    expect(prepared.map(({ regex }) => regex.internalSource)).toEqual(prepared.map(({ translated }) => translated))
  })

  test.for([
    'a/b', 'a\\/b', '[/]', '[\\/]', '[^/]/', '\\\\/', '\\(?<a', '(?<a>/)', '(?P<a>b)', '(?:<)/', '((?<a>b)|(?<c>d))\\x{2F}', '[(?<]a',
    'é/\u{1F600}', '\\.\\-/?', '(?i)a/b{2,3}?',
  ])('has slashes and groups as the engine writes them: %s', (pattern) => {
    expect(preparePattern(pattern, 'test').translated).toBe(compilePattern(pattern, 'test').translated)
  })

  test.for(['a*', 'a?b{0,2}', '^$', '(?:a|b*)', '(?:a|)', '(?:a{0})', '\\p{L}*'])(
    'is refused where it matches the empty text: %s',
    (pattern) => {
      expect(() => preparePattern(pattern, 'test')).toThrow('SLUICE_CONFIG')
    },
  )

  test.for(['(?=a)b', 'a{2000}', 'a**b', '(?<a>b)(?<a>c)', '(?P<a>b)(?<a>c)', 'b-a[b-a]', '((a{100}){100}){100}'])(
    'is refused at the latest by who runs it, where RE2 cannot: %s',
    (pattern) => {
      expect(() => createKernelRunner([preparePattern('\\d', 'test'), preparePattern(pattern, 'test')])).toThrow('SLUICE_CONFIG')
    },
  )
})

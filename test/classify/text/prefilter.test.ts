import { describe, expect, test } from 'vitest'
import { detectors } from '../../../detectors/index.ts'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { compilePattern } from '../../../src/classify/text/compile-pattern.ts'
import { EMPTY_LEXICON } from '../../../src/classify/text/lexicon.ts'
import { readPatternFacts } from '../../../src/classify/text/pattern-facts.ts'
import { Prefilter } from '../../../src/classify/text/prefilter.ts'
import { WordTable } from '../../../src/classify/text/word-table.ts'

describe('the facts of a pattern', () => {
  test.for([
    ['\\d{3}-\\d{2}', [5, 0, 0, 1]],
    ['(?i)\\bmrn:? ?(?<phi>\\d+)\\b', [1, 5, 0, 0]],
    ['[a-z]{2,4}\\d[^x]?', [1, 4, 4, 0]],
    ['\\d(?:,\\d)*', [1, 0, 2, 1]],
    ['(?:ab|\\d)c', [0, 3, 3, 0]],
    ['a+', [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]],
  ] as const)('of %s', ([source, [digitsMin, lead, trail, gap]]) => {
    const facts = readPatternFacts(source)
    expect(facts.digitsMin).toBe(digitsMin)
    expect(facts.leadBytesMax).toBeGreaterThanOrEqual(lead)
    expect(facts.trailBytesMax).toBeGreaterThanOrEqual(trail)
    expect(facts.gapBytesMax).toBeGreaterThanOrEqual(gap)
  })

  test('say nothing where they are not understood', () => {
    expect(readPatternFacts('a(?=b)\\d').leadBytesMax).toBe(Number.POSITIVE_INFINITY)
    expect(readPatternFacts('[[:alpha:]]\\d').digitsMin).toBe(0)
  })
})

test('every pattern of every detector that matches somewhere in a long text is among the candidates', () => {
  const patterns = detectors.flatMap((detector) => 'patterns' in detector
    ? detector.patterns.map(({ re }) => compilePattern(re, detector.name))
    : [])
  const prefilter = new Prefilter(patterns.map(({ source }) => source))
  const batch = new TextBatch()
  const words = new WordTable(EMPTY_LEXICON)
  const filler = 'and then nothing else was seen or heard of it by anybody for quite a long while in that place, '.repeat(2)
  let matching = 0
  for (const example of detectors.flatMap(({ examples }) => [...examples.true, ...examples.false])) {
    const text = example.replaceAll('[[', '').replaceAll(']]', '')
    batch.clear()
    for (const one of [text, `${filler}${text}`, `${text} ${filler}`, `${filler}\n${text}\n${filler}`]) batch.addText(one)
    words.read(batch)
    const candidates = new Set(prefilter.candidates(batch, words))
    const bytes = batch.bytes.subarray(0, batch.length)
    const missed = patterns.flatMap(({ regex, source }, index) => {
      regex.lastIndex = 0
      const matches = regex.exec(bytes) !== null
      if (matches) matching++
      return matches && !candidates.has(index) ? [source] : []
    })
    expect(missed).toEqual([])
  }
  expect(matching).toBeGreaterThan(1000)
})

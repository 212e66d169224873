import { expect, test } from 'vitest'
import type { Detector } from '../../../src/contract/detector.ts'
import { missingEvidence } from '../../../src/classify/text/missing-evidence.ts'
import type { TextFinding } from '../../../src/classify/text/finding.ts'

const tag: Detector = {
  name: 'tag', class: 'other-id', describes: 'A tag.', source: 'made up', patterns: [{ re: 'T\\d+', prior: 0.1, check: () => 0.1 }],
  cues: [
    { words: ['tag', 'badge', 'label', 'plate'], ratio: 40, where: 'before' },
    { words: ['worn'], ratio: 3, where: 'after' },
    { words: ['lot'], ratio: 0.01, where: 'near' },
  ],
  examples: { true: [], false: [] },
}

const near = (over: Partial<TextFinding>): TextFinding => ({
  text: 0, start: 0, end: 2, class: 'other-id', detector: 'tag', confidence: 0.1, evidence: 'the pattern matches', ...over,
})

test.for([
  ['a word beside it that would do', near({}), '"tag", "badge", "label" or the like before it (x40)'],
  [
    'each word that would do, the strongest first',
    near({ confidence: 0.4 }),
    '"tag", "badge", "label" or the like before it (x40); or "worn" after it (x3.0)',
  ],
  [
    'a check that holds',
    near({ confidence: 0.2, evidence: 'the pattern matches; the check fails (x0.1)' }),
    'a check digit that holds; or "tag", "badge", "label" or the like before it (x40)',
  ],
  [
    'a word in place of the weaker one there is',
    near({ confidence: 0.3, evidence: 'the pattern matches; "worn" stands after (x3)' }),
    '"tag", "badge", "label" or the like before it (x40)',
  ],
  ['how much is missing where no word would do', near({ confidence: 0.01 }), 'no one word would do: evidence of x99 is missing'],
  [
    'a label, for what is known from elsewhere',
    near({ detector: 'known-people', confidence: 0.2 }),
    'more of what is known of the person, or a label beside it (x4.0)',
  ],
] as const)('names %s', ([, finding, missing]) => {
  expect(missingEvidence(finding, { confidenceMin: 0.5, detectors: [tag] })).toBe(missing)
})

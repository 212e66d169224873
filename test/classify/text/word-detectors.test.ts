import { expect, test } from 'vitest'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { loadLexicon } from '../../../src/classify/text/load-lexicon.ts'
import { TextScanner } from '../../../src/classify/text/scan.ts'
import type { WordDetector } from '../../../src/contract/detector.ts'
import { KIND, LIST } from '../../../src/contract/words.ts'

const TEXTS = ['seen by the dr today', 'Anna came', 'seen 14 times', 'x^y', '']

/** What was looked through, by a detector that finds every first word. */
function lookedThrough(begins: number | undefined): string[] {
  const seen: string[] = []
  const detector: WordDetector = {
    name: 'every-first-word', class: 'other-id', describes: 'Every first word.', source: 'none', examples: { true: [], false: [] },
    ...begins === undefined ? {} : { begins },
    find(words) {
      seen.push(Array.from({ length: words.count }, (_, at) => words.word(at)).join(' '))
      return [{ first: 0, last: 0, prior: 0.9, why: 'it is the first' }]
    },
  }
  const batch = new TextBatch()
  for (const text of TEXTS) batch.addText(text)
  const found = new TextScanner({ detectors: [detector], lexicon: loadLexicon() }).scan(batch, () => undefined)
  expect(found).toHaveLength(seen.length)
  return seen
}

test.for([
  ['any word', undefined, ['seen by the dr today', 'Anna came', 'seen 14 times', 'x y']],
  ['a title', LIST.title, ['seen by the dr today']],
  ['a capital', KIND.capital, ['Anna came']],
  ['digits or a caret', KIND.digits | KIND.caret, ['seen 14 times', 'x y']],
] as const)('a detector that begins at %s is given the texts that have it', ([, begins, texts]) => {
  expect(lookedThrough(begins)).toEqual(texts)
})

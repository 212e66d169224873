import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateNotes } from '../../../bench/generate-notes.ts'
import { detectors } from '../../../detectors/index.ts'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import type { TextFinding } from '../../../src/classify/text/finding.ts'
import { loadLexicon } from '../../../src/classify/text/load-lexicon.ts'
import { TextScanner } from '../../../src/classify/text/scan.ts'

const lexicon = loadLexicon()
/** What finds by words finds the same whatever runs the patterns. */
const byPattern = detectors.filter((detector) => 'patterns' in detector)
const fast = new TextScanner({ detectors: byPattern, lexicon })
const windows = new TextScanner({ detectors: byPattern, lexicon, runner: 'windows' })
const plain = new TextScanner({ detectors: byPattern, lexicon, runner: 'plain' })
const batch = new TextBatch()
const FILLER = 'and then nothing else was seen or heard of it by anybody for quite a long while in that place, '
const examples = detectors.flatMap((detector) => [...detector.examples.true, ...detector.examples.false])
  .map((example) => example.replaceAll('[[', '').replaceAll(']]', ''))

function told(scanner: TextScanner, texts: readonly string[]): string[] {
  batch.clear()
  for (const text of texts) batch.addText(text)
  const tell = ({ text, start, end, detector, class: found, confidence, evidence }: TextFinding): string =>
    [text, start, end, detector, found, confidence, evidence].join(' ')
  return scanner.scan(batch, () => undefined).map(tell).sort()
}

/** How many findings there are; each must be found every way, the second time too, when texts may be remembered. */
function compared(texts: readonly string[]): number {
  const expected = told(plain, texts)
  for (const scanner of [fast, fast, windows, windows]) expect(told(scanner, texts)).toEqual(expected)
  return expected.length
}

describe('the kernel, and windows where it does not do, find what all patterns over all texts find', () => {
  test('in every example of every detector, alone, among others and deep in a long text', { timeout: 120_000 }, () => {
    let findings = 0
    for (const text of examples) findings += compared(['Body weight', text, `${FILLER}${FILLER}${text}\n${FILLER}`])
    expect(findings).toBeGreaterThan(3000)
  })

  test('in notes', { timeout: 120_000 }, () => {
    let findings = 0
    for (const note of generateNotes(11, 20, 30)) findings += compared([note])
    expect(findings).toBeGreaterThan(300)
  })

  test('in texts cut and joined anywhere', { timeout: 120_000 }, () => {
    const piece = fc.record({ text: fc.constantFrom(...examples), from: fc.nat(40), length: fc.nat(40) })
    const glue = fc.constantFrom('', ' ', '\n', '  ', '\t', '-', '.', ': ', 'x', '9', '\u000B', 'é', '•', '"')
    fc.assert(fc.property(fc.array(fc.tuple(piece, glue), { minLength: 1, maxLength: 6 }), (pieces) => {
      compared([pieces.map(([{ text, from, length }, between]) => text.slice(from, from + length) + between).join('')])
    }), { numRuns: 400 })
  })

  const corpus = new URL('../../../../shared/corpora/asq-phi/dev.jsonl', import.meta.url)
  test('in a corpus of queries', { timeout: 120_000 }, ({ skip }) => {
    skip(!existsSync(corpus), 'shared/corpora/asq-phi is not there')
    const texts = readFileSync(corpus, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { text: string }).text)
    for (const text of texts.slice(0, 60)) compared([text])
  })
})

test(
  'a text is clean exactly where the plain way finds nothing in it, when it is first asked about and when it is known',
  { timeout: 120_000 },
  () => {
    const bare = detectors.filter((detector) => detector.elements === undefined)
    const asked = new TextScanner({ detectors: bare, lexicon })
    const slow = new TextScanner({ detectors: bare, lexicon, runner: 'plain' })
    const texts = [...examples.slice(0, 1500), 'Body weight', 'Café Müller', 'General examination', 'A &amp; B', '']
    for (const text of texts) {
      const isClean = told(slow, [text]).length === 0
      const bytes = Buffer.from(`"${text}"`)
      for (let times = 0; times < 2; times++) expect(asked.isClean(bytes, 1, bytes.length - 1)).toBe(isClean)
    }
    expect(texts.filter((text) => fast.isClean(Buffer.from(text), 0, Buffer.byteLength(text))).length).toBeGreaterThan(100)
  },
)

test('the words of texts that were not looked through again are there for who asks for them', () => {
  const texts = ['Body weight', 'Office visit', 'Ana Lopez']
  told(fast, texts)
  told(fast, texts)
  const { words } = fast
  expect(words.count).toBe(6)
  expect([0, 1, 2, 3].map((text) => words.first(text))).toEqual([0, 2, 4, 6])
})

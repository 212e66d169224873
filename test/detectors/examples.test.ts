import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderCatalogue, renderIndex } from '../../detectors/build-index.ts'
import { detectors } from '../../detectors/index.ts'
import { TextBatch } from '../../src/classify/text/batch.ts'
import { loadLexicon } from '../../src/classify/text/load-lexicon.ts'
import { resolveOverlaps } from '../../src/classify/text/overlaps.ts'
import { TextScanner } from '../../src/classify/text/scan.ts'

const CONFIDENCE_MIN = 0.5
const folder = path.join(import.meta.dirname, '..', '..', 'detectors')

/** The example without its marks, and the spans that they mark. */
function readExample(example: string): { readonly text: string; readonly spans: readonly string[] } {
  return {
    text: example.replaceAll('[[', '').replaceAll(']]', ''),
    spans: [...example.matchAll(/\[\[([\s\S]*?)\]\]/g)].map(([, span]) => span ?? ''),
  }
}

test('the index of detectors is fresh', () => {
  expect(readFileSync(path.join(folder, 'index.ts'), 'utf8')).toBe(renderIndex(folder))
})

test('the catalogue of detectors is fresh', () => {
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe(renderCatalogue(detectors))
})

test('no two detectors have one name', () => {
  expect(new Set(detectors.map(({ name }) => name)).size).toBe(detectors.length)
})

describe.for(detectors.map((detector) => [detector.name, detector] as const))('%s', ([, detector]) => {
  const scanner = new TextScanner({ detectors: [detector], lexicon: loadLexicon() })
  const batch = new TextBatch()

  /** What is found in the text by this detector alone. */
  function find(text: string): string[] {
    batch.clear()
    batch.addText(text)
    const sure = scanner.scan(batch, () => undefined).filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
    return resolveOverlaps(sure).map(({ start, end }) => text.slice(start, end))
  }

  test('has true and false examples, and the true ones mark what is to be found', () => {
    expect(detector.examples.true.length).toBeGreaterThanOrEqual(2)
    expect(detector.examples.false.length).toBeGreaterThanOrEqual(2)
    expect(detector.examples.true.filter((example) => readExample(example).spans.length === 0)).toEqual([])
    expect(detector.examples.false.filter((example) => readExample(example).spans.length > 0)).toEqual([])
  })

  test.for([...detector.examples.true, ...detector.examples.false].map((example) => [example]))('%s', ([example]) => {
    const { text, spans } = readExample(example as string)
    expect(find(text)).toEqual(spans)
  })
})

import { TextBatch } from '../../classify/text/batch.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import { EMPTY_LEXICON } from '../../classify/text/lexicon.ts'
import { resolveOverlaps } from '../../classify/text/overlaps.ts'
import { TextScanner } from '../../classify/text/scan.ts'
import type { Detector } from '../../contract/detector.ts'
import type { Diagnostic } from '../language/diagnostics.ts'
import { parseCustomDetectors, type CustomDetectorOptions } from './load-custom-detectors.ts'
import { readWhole } from '../language/read-whole.ts'

/** A finding counts from here on, unless a policy says otherwise. */
const CONFIDENCE_MIN = 0.5
const MARK = /\[\[([\s\S]*?)\]\]/g

interface Span {
  readonly start: number
  readonly end: number
}

export interface CustomDetectorTestResult {
  /** How many examples were run. */
  readonly examples: number
  /** None where all passed. They tell places in the file and in the example, not what stands there. */
  readonly problems: readonly Diagnostic[]
}

/**
 * Runs the examples of every detector in a file, each detector alone: under `found` exactly what `[[...]]`
 * marks must be found, under `notFound` nothing. Throws what `loadCustomDetectors` throws.
 */
export function testCustomDetectors(file: string, options: CustomDetectorOptions = {}): CustomDetectorTestResult {
  const { detectors, yaml } = parseCustomDetectors(readWhole(file), file, options)
  let examples = 0
  const problems: Diagnostic[] = []
  for (const [index, detector] of detectors.entries()) {
    for (const [kind, all] of Object.entries(exampleProblems(detector))) {
      for (const [number, messages] of all.entries()) {
        examples++
        const at = yaml.at(['detectors', index, 'examples', kind, number])
        for (const message of messages) problems.push({ severity: 'error', file, ...at, message })
      }
    }
  }
  return { examples, problems }
}

/** What is wrong with examples of a detector, without where they stand. */
export function exampleProblems(detector: Detector): Record<'found' | 'notFound', readonly string[][]> {
  const find = finder(detector)
  return {
    found: detector.examples.true.map((example) => compare('found', example, find)),
    notFound: detector.examples.false.map((example) => compare('notFound', example, find)),
  }
}

function finder(detector: Detector): (text: string) => readonly TextFinding[] {
  const scanner = new TextScanner({ detectors: [detector], lexicon: EMPTY_LEXICON })
  const batch = new TextBatch()
  return (text) => {
    batch.clear()
    batch.addText(text)
    return scanner.scan(batch, () => undefined)
  }
}

function compare(kind: 'found' | 'notFound', example: string, find: ReturnType<typeof finder>): string[] {
  const marked = marksOf(example)
  if (kind === 'found' && marked.length === 0) return ['nothing is marked: put what must be found in [[ ]]']
  if (kind === 'notFound' && marked.length > 0) return ['an example under notFound has nothing to mark']
  const near = find(example.replace(MARK, '$1'))
  const found = resolveOverlaps(near.filter(({ confidence }) => confidence >= CONFIDENCE_MIN))
  const same = (one: Span) => (other: Span): boolean => one.start === other.start && one.end === other.end
  const missed = marked.filter((mark) => !found.some(same(mark))).map((mark) => {
    const best = near.filter(same(mark)).sort((one, other) => other.confidence - one.confidence)[0]
    const why = best === undefined ? 'no pattern matches just this' : `confidence ${best.confidence}: ${best.evidence}`
    return `characters ${mark.start} to ${mark.end} are not found (${why})`
  })
  const extra = found.filter((finding) => !marked.some(same(finding)))
    .map(({ start, end, confidence, evidence }) => `characters ${start} to ${end} are found (confidence ${confidence}: ${evidence})`)
  return [...missed, ...extra]
}

/** Where the marks stand once they are taken out. */
function marksOf(example: string): Span[] {
  return [...example.matchAll(MARK)].map((match, index) => {
    const start = match.index - index * 4
    return { start, end: start + (match[1] ?? '').length }
  })
}

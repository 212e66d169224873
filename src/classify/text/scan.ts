import type { Detector, Pattern, PatternDetector, WordDetector } from '../../contract/detector.ts'
import type { TextBatch } from './batch.ts'
import { compilePattern, type CompiledRegex } from './compile-pattern.ts'
import { CueSet } from './cues.ts'
import { Prefilter } from './prefilter.ts'
import type { TextFinding } from './finding.ts'
import type { Lexicon } from './lexicon.ts'
import { Score } from './score.ts'
import { WordTable } from './word-table.ts'

/** Below this a candidate is not worth telling anybody. */
const CONFIDENCE_TOLD_MIN = 0.02

interface CompiledPattern extends CompiledRegex {
  readonly pattern: Pattern
  readonly detector: PatternDetector
  readonly cues: CueSet
  readonly why: string
}

export interface TextScannerOptions {
  readonly detectors: readonly Detector[]
  readonly lexicon: Lexicon
}

/** Definition path of the element that a text stands in, where it stands in one. */
export type ElementOf = (text: number) => string | undefined

interface TextWindow {
  readonly text: number
  readonly from: number
  readonly to: number
}

/** Finds PHI in the texts of a batch. Detectors are compiled once; one scanner serves many batches, one after the other. */
export class TextScanner {
  readonly words: WordTable
  private readonly patterns: readonly CompiledPattern[]
  private readonly wordDetectors: readonly { readonly detector: WordDetector; readonly cues: CueSet }[]
  private readonly prefilter: Prefilter

  constructor({ detectors, lexicon }: TextScannerOptions) {
    this.words = new WordTable(lexicon)
    const patterns: CompiledPattern[] = []
    const wordDetectors: { detector: WordDetector; cues: CueSet }[] = []
    const sources: string[] = []
    for (const detector of detectors) {
      const cues = new CueSet(detector.cues ?? [])
      if (!('patterns' in detector)) {
        wordDetectors.push({ detector, cues })
        continue
      }
      for (const [index, pattern] of detector.patterns.entries()) {
        const compiled = compilePattern(pattern.re, detector.name)
        const why = detector.patterns.length === 1 ? 'the pattern matches' : `pattern ${index + 1} matches`
        sources.push(compiled.source)
        patterns.push({ ...compiled, pattern, detector, cues, why })
      }
    }
    this.patterns = patterns
    this.wordDetectors = wordDetectors
    this.prefilter = new Prefilter(sources)
  }

  /** Everything that may be PHI, near misses included, in no order; see `resolveOverlaps`. */
  scan(batch: TextBatch, elementOf: ElementOf): TextFinding[] {
    const found: TextFinding[] = []
    this.words.read(batch)
    for (let text = 0; text < batch.count; text++) this.runPatterns(batch, text, elementOf, found)
    for (const { detector, cues } of this.wordDetectors) {
      for (let text = 0; text < batch.count; text++) this.runWords(detector, cues, batch, text, elementOf, found)
    }
    return found
  }

  private runPatterns(batch: TextBatch, text: number, elementOf: ElementOf, found: TextFinding[]): void {
    const windows = this.prefilter.read(batch, text)
    for (let window = 0; window < windows.count; window++) {
      const number = windows.patterns[window] as number
      const compiled = this.patterns[number] as CompiledPattern
      this.run(compiled, batch, { text, from: windows.from[window] as number, to: windows.to[window] as number }, elementOf, found)
    }
  }

  private run(compiled: CompiledPattern, batch: TextBatch, window: TextWindow, elementOf: ElementOf, found: TextFinding[]): void {
    const { regex, pattern, detector, marks } = compiled
    const { text, from, to } = window
    const bytes = batch.bytes.subarray(from, to)
    regex.lastIndex = 0
    for (let match = regex.exec(bytes); match !== null; match = regex.exec(bytes)) {
      const marked = marks ? match.indices?.groups?.['phi'] : undefined
      const start = Math.max(from + (marked?.[0] ?? match.index), batch.start(text))
      const end = Math.min(from + (marked?.[1] ?? match.index + match[0].length), batch.end(text))
      if (end <= start) continue
      const score = new Score(pattern.prior, compiled.why)
      if (pattern.check !== undefined) weighCheck(score, pattern.check(batch.slice(start, end)))
      const first = this.words.wordAt(start)
      const last = Math.max(first, this.words.wordAt(end - 1))
      const place = { first, last, from: this.words.first(text), to: this.words.first(text + 1) }
      compiled.cues.weigh(score, this.words, batch, place)
      tell(score, detector, batch, { text, start, end }, elementOf, found)
    }
  }

  private runWords(
    detector: WordDetector, cues: CueSet, batch: TextBatch, text: number, elementOf: ElementOf, found: TextFinding[],
  ): void {
    const from = this.words.first(text)
    const to = this.words.first(text + 1)
    if (from === to) return
    for (const { first, last, prior, why } of detector.find(this.words.of(batch, text))) {
      const score = new Score(prior, why)
      cues.weigh(score, this.words, batch, { first: from + first, last: from + last, from, to })
      const start = this.words.starts[from + first] as number
      const end = this.words.ends[from + last] as number
      tell(score, detector, batch, { text, start, end }, elementOf, found)
    }
  }
}

function weighCheck(score: Score, ratio: number): void {
  score.weigh(ratio, ratio >= 1 ? 'the check passes' : 'the check fails')
}

function tell(
  score: Score, detector: Detector, batch: TextBatch, place: { readonly text: number; readonly start: number; readonly end: number },
  elementOf: ElementOf, found: TextFinding[],
): void {
  if (detector.elements !== undefined) {
    const path = elementOf(place.text)
    const element = path === undefined ? undefined : detector.elements.find((one) => path.startsWith(one.path))
    if (element !== undefined) score.weigh(element.ratio, `it stands in ${element.path}`)
  }
  const { confidence } = score
  if (confidence < CONFIDENCE_TOLD_MIN) return
  found.push({
    text: place.text, ...batch.original(place.text, place.start, place.end),
    class: detector.class, detector: detector.name, confidence, evidence: score.evidence,
  })
}

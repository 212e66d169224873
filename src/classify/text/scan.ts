import type { Detector, Pattern, PatternDetector, WordDetector } from '../../contract/detector.ts'
import { TextBatch } from './batch.ts'
import { preparePattern, type CompiledRegex } from './compile-pattern.ts'
import { CueSet } from './cues.ts'
import { createKernelRunner } from './kernel-runner.ts'
import { ANYWHERE, KnownTexts, type KnownFinding, type KnownText } from './known-texts.ts'
import { createPlainRunner, createWindowRunner, type PatternRunner } from './pattern-runner.ts'
import type { TextFinding } from './finding.ts'
import { isPlain } from './fold.ts'
import type { Lexicon } from './lexicon.ts'
import { Score } from './score.ts'
import { WordTable } from './word-table.ts'

/** Below this a candidate is not worth telling anybody. */
const CONFIDENCE_TOLD_MIN = 0.02

interface CompiledPattern {
  readonly pattern: Pattern
  readonly detector: PatternDetector
  readonly cues: CueSet
  readonly why: string
}

export interface TextScannerOptions {
  readonly detectors: readonly Detector[]
  readonly lexicon: Lexicon
  /** How patterns are run; all find the same. `plain` runs every pattern over every text and remembers nothing: slow, and easy to trust. */
  readonly runner?: 'kernel' | 'windows' | 'plain'
}

/** Nothing was found, and nothing would be in another element. */
const CLEAN: KnownText = { findings: [], element: ANYWHERE }

const RUNNERS = {
  kernel: (patterns: readonly CompiledRegex[]) => createKernelRunner(patterns),
  windows: createWindowRunner,
  plain: createPlainRunner,
} as const

/** Definition path of the element that a text stands in, where it stands in one. */
export type ElementOf = (text: number) => string | undefined

/** Takes what was found, with places in the batch. */
type Tell = (score: Score, detector: Detector, start: number, end: number) => void

/** Finds PHI in the texts of a batch. Detectors are compiled once; one scanner serves many batches, one after the other. */
export class TextScanner {
  private readonly table: WordTable
  private readonly patterns: readonly CompiledPattern[]
  private readonly wordDetectors: readonly { readonly detector: WordDetector; readonly cues: CueSet }[]
  private readonly runner: PatternRunner
  private readonly known: KnownTexts | undefined
  private batch: TextBatch | undefined
  /** Of `isClean`. */
  private single: TextBatch | undefined
  /** What was found in the text that was scanned last. */
  private last: KnownText = CLEAN
  private hasAllWords = true

  constructor({ detectors, lexicon, runner = 'kernel' }: TextScannerOptions) {
    this.table = new WordTable(lexicon)
    const patterns: CompiledPattern[] = []
    const regexes: CompiledRegex[] = []
    const wordDetectors: { detector: WordDetector; cues: CueSet }[] = []
    for (const detector of detectors) {
      const cues = new CueSet(detector.cues ?? [])
      if (!('patterns' in detector)) {
        wordDetectors.push({ detector, cues })
        continue
      }
      for (const [index, pattern] of detector.patterns.entries()) {
        const why = detector.patterns.length === 1 ? 'the pattern matches' : `pattern ${index + 1} matches`
        patterns.push({ pattern, detector, cues, why })
        regexes.push(preparePattern(pattern.re, detector.name))
      }
    }
    this.patterns = patterns
    this.wordDetectors = wordDetectors
    this.runner = RUNNERS[runner](regexes)
    this.known = runner === 'plain' ? undefined : new KnownTexts()
  }

  /** The words of all texts of the batch that was scanned last. */
  get words(): WordTable {
    if (!this.hasAllWords && this.batch !== undefined) {
      this.table.read(this.batch)
      this.hasAllWords = true
    }
    return this.table
  }

  /**
   * Whether no detector would tell of anything in a text that is at least so sure, 0 for near misses too, in whatever
   * element it stands: the bytes of a string in a message, without escapes. Costs a look into what is remembered for a
   * text that comes often.
   */
  isClean(bytes: Buffer, start: number, end: number, confidenceMin = 0): boolean {
    const plain = isPlain(bytes, start, end)
    const known = plain ? this.known?.find(bytes, start, end, undefined) : undefined
    if (known !== undefined) return isNothing(known, confidenceMin)
    const single = (this.single ??= new TextBatch())
    single.clear()
    single.addBytes(bytes, start, end)
    this.scan(single, () => undefined)
    return isNothing(this.last, confidenceMin)
  }

  /** The words of a batch that is not scanned, because only people are looked for in it. */
  readWords(batch: TextBatch): void {
    this.batch = batch
    this.hasAllWords = true
    this.table.read(batch)
  }

  /** Everything that may be PHI, near misses included, in no order; see `resolveOverlaps`. */
  scan(batch: TextBatch, elementOf: ElementOf): TextFinding[] {
    const found: TextFinding[] = []
    const { known, table } = this
    this.batch = batch
    this.hasAllWords = true
    table.begin(batch)
    for (let text = 0; text < batch.count; text++) {
      const start = batch.start(text)
      const end = batch.end(text)
      const element = elementOf(text)
      let told = known?.find(batch.bytes, start, end, element)
      if (told === undefined) {
        table.readText(text)
        told = this.scanText(batch, text, element)
        known?.addLast(batch.bytes, start, end, told)
      } else this.hasAllWords = false
      this.last = told
      for (const one of told.findings) {
        const span = batch.original(text, start + one.start, start + one.end)
        // Field by field, as there are many: an object that is spread takes longer than finding it.
        found.push({
          text,
          start: span.start,
          end: span.end,
          class: one.class,
          detector: one.detector,
          confidence: one.confidence,
          evidence: one.evidence,
        })
      }
    }
    return found
  }

  private scanText(batch: TextBatch, text: number, element: string | undefined): KnownText {
    const { table } = this
    const base = batch.start(text)
    const from = table.first(text)
    const to = table.first(text + 1)
    const findings: KnownFinding[] = []
    let isAnywhere = true
    const tell: Tell = (score, detector, start, end) => {
      if (detector.elements !== undefined) {
        isAnywhere = false
        weighElement(score, detector.elements, element)
      }
      const { confidence } = score
      if (confidence < CONFIDENCE_TOLD_MIN) return
      findings.push({
        start: start - base,
        end: end - base,
        class: detector.class,
        detector: detector.name,
        confidence,
        evidence: score.evidence,
      })
    }
    this.findByPatterns(batch, text, tell)
    // _478-12-3456_ and scan_2021-03-04.pdf: to Markdown and to who names a file it parts words
    batch.withoutUnderscores(text, () => {
      const known = new Set(findings.map(keyOf))
      const count = findings.length
      this.findByPatterns(batch, text, tell)
      for (const one of findings.splice(count)) if (!known.has(keyOf(one))) findings.push(one)
    })
    if (from < to && this.wordDetectors.length > 0) this.findByWords(batch, text, tell)
    if (!isAnywhere) return { findings, element }
    return findings.length === 0 ? CLEAN : { findings, element: ANYWHERE }
  }

  private findByPatterns(batch: TextBatch, text: number, tell: Tell): void {
    const { table } = this
    const from = table.first(text)
    const to = table.first(text + 1)
    for (const { pattern: number, start, end } of this.runner.run(batch, text)) {
      const { pattern, detector, cues, why } = this.patterns[number] as CompiledPattern
      const score = new Score(pattern.prior, why)
      if (pattern.check !== undefined) weighCheck(score, pattern.check(batch.slice(start, end)))
      const first = table.wordAt(start)
      const last = Math.max(first, table.wordAt(end - 1))
      cues.weigh(score, table, batch, { first, last, from, to })
      tell(score, detector, start, end)
    }
  }

  private findByWords(batch: TextBatch, text: number, tell: Tell): void {
    const { table } = this
    const from = table.first(text)
    const to = table.first(text + 1)
    const words = table.of(batch, text)
    words.writeAsUsual()
    for (const { detector, cues } of this.wordDetectors) {
      if (detector.begins !== undefined && !words.has(detector.begins)) continue
      for (const { first, last, prior, why } of detector.find(words)) {
        const score = new Score(prior, why)
        cues.weigh(score, table, batch, { first: from + first, last: from + last, from, to })
        tell(score, detector, table.starts[from + first] as number, table.ends[from + last] as number)
      }
    }
  }
}

function keyOf({ detector, start, end, confidence }: KnownFinding): string {
  return `${detector} ${start} ${end} ${confidence}`
}

function isNothing({ findings, element }: KnownText, confidenceMin: number): boolean {
  return element === ANYWHERE && findings.every(({ confidence }) => confidence < confidenceMin)
}

function weighCheck(score: Score, ratio: number): void {
  score.weigh(ratio, ratio >= 1 ? 'the check passes' : 'the check fails')
}

function weighElement(score: Score, elements: NonNullable<Detector['elements']>, path: string | undefined): void {
  const element = path === undefined ? undefined : elements.find((one) => path.startsWith(one.path))
  if (element !== undefined) score.weigh(element.ratio, `it stands in ${element.path}`)
}

import type { PhiClass } from '../../contract/classes.ts'
import { mayStay } from './may-stay.ts'

/** A labelled place in a text, offsets in UTF-16 code units. */
export interface GoldSpan {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** What was found and acted on, disjoint or not. */
export interface FoundSpan {
  readonly class: PhiClass
  readonly detector: string
  readonly start: number
  readonly end: number
}

/** What a labelled type is to Sluice: a class, or null for one that is left out. A type that is not named counts by itself. */
export type TypeMap = Readonly<Record<string, PhiClass | null>>

export interface TypeScore {
  readonly gold: number
  readonly found: number
  /** Share of the labelled spans of which every letter and digit was found, as whatever class. */
  readonly recall: number
  /** Of the findings of the class that the type maps to, the share that touch a labelled span; undefined without a class. */
  readonly precision: number | undefined
  /** Weighs recall twice as much as precision (van Rijsbergen's F with beta 2). */
  readonly f2: number | undefined
  /** Labelled spans that are not counted, since they may stay: countries, states, years, days of the week. */
  readonly leftOut: number
}

export interface EvaluationReport {
  readonly texts: number
  readonly words: number
  readonly gold: number
  readonly found: number
  readonly recall: number
  readonly precision: number
  readonly f2: number
  readonly types: Readonly<Record<string, TypeScore>>
  /** Texts without any labelled span, and how many of them were altered. */
  readonly negatives: { readonly texts: number; readonly altered: number }
  /** Findings that touch no labelled span, per thousand words and by detector. */
  readonly falsePositives: {
    readonly count: number
    readonly perThousandWords: number
    readonly byDetector: Readonly<Record<string, number>>
  }
}

const SIGNIFICANT = /[\p{L}\p{N}]/u

interface Counter {
  leftOut: number
  gold: number
  found: number
}

interface ClassCounter {
  findings: number
  right: number
}

/** Compares what was found with what people labelled. Texts are added one by one; nothing of them is kept. */
export class Evaluation {
  private readonly map: ReadonlyMap<string, PhiClass | null>
  private readonly types = new Map<string, Counter>()
  private readonly classes = new Map<PhiClass, ClassCounter>()
  private readonly wrong = new Map<string, number>()
  private texts = 0
  private words = 0
  private negatives = 0
  private altered = 0

  constructor(map: TypeMap) {
    this.map = new Map(Object.entries(map))
  }

  /** Returns the labelled spans that were missed, and the findings that touch none. */
  add(
    text: string,
    gold: readonly GoldSpan[],
    found: readonly FoundSpan[],
  ): { readonly missed: readonly GoldSpan[]; readonly wrong: readonly FoundSpan[] } {
    this.texts++
    this.words += text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
    const wanted = gold.filter(({ type }) => this.map.get(type) !== null)
    if (gold.length === 0) {
      this.negatives++
      if (found.length > 0) this.altered++
    }
    const covered = coverOf(text, found)
    const missed = wanted.filter((span) => {
      const counter = entry(this.types, span.type, () => ({ gold: 0, found: 0, leftOut: 0 }))
      const claimed = this.map.get(span.type)
      if (claimed !== undefined && claimed !== null && mayStay(claimed, text.slice(span.start, span.end))) {
        counter.leftOut++
        return false
      }
      counter.gold++
      const isFound = isCovered(text, span, covered)
      if (isFound) counter.found++
      return !isFound
    })
    const wrong = found.filter((finding) => {
      const counter = entry(this.classes, finding.class, () => ({ findings: 0, right: 0 }))
      counter.findings++
      const isRight = gold.some((span) => span.start < finding.end && finding.start < span.end)
      if (isRight) counter.right++
      else this.wrong.set(finding.detector, (this.wrong.get(finding.detector) ?? 0) + 1)
      return !isRight
    })
    return { missed, wrong }
  }

  report(): EvaluationReport {
    const types: [string, TypeScore][] = []
    let gold = 0
    let found = 0
    for (const [type, counter] of [...this.types].sort(([one], [other]) => one < other ? -1 : 1)) {
      gold += counter.gold
      found += counter.found
      const recall = counter.gold === 0 ? 1 : counter.found / counter.gold
      const counted = this.classes.get(this.map.get(type) as PhiClass)
      const precision = counted === undefined ? undefined : counted.right / counted.findings
      types.push([type, { ...counter, recall, precision, f2: precision === undefined ? undefined : f2(recall, precision) }])
    }
    const findings = sum([...this.classes.values()].map((counter) => counter.findings))
    const right = sum([...this.classes.values()].map((counter) => counter.right))
    const recall = gold === 0 ? 1 : found / gold
    const precision = findings === 0 ? 1 : right / findings
    return {
      texts: this.texts, words: this.words, gold, found, recall, precision, f2: f2(recall, precision), types: Object.fromEntries(types),
      negatives: { texts: this.negatives, altered: this.altered },
      falsePositives: {
        count: findings - right,
        perThousandWords: this.words === 0 ? 0 : (findings - right) / this.words * 1000,
        byDetector: Object.fromEntries([...this.wrong].sort(([, one], [, other]) => other - one)),
      },
    }
  }
}

function f2(recall: number, precision: number): number {
  return recall + precision === 0 ? 0 : 5 * precision * recall / (4 * precision + recall)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key) ?? create()
  map.set(key, known)
  return known
}

function coverOf(text: string, found: readonly FoundSpan[]): Uint8Array {
  const covered = new Uint8Array(text.length)
  for (const { start, end } of found) covered.fill(1, start, end)
  return covered
}

function isCovered(text: string, { start, end }: GoldSpan, covered: Uint8Array): boolean {
  for (let at = start; at < end; at++) {
    if (covered[at] === 0 && SIGNIFICANT.test(text[at] as string)) return false
  }
  return true
}

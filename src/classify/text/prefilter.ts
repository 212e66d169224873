import { SHAPE } from '../../contract/words.ts'
import type { TextBatch } from './batch.ts'
import { readPatternFacts } from './pattern-facts.ts'
import { createRegexSet, type RegexSet } from './regex-engine.ts'
import type { WordTable } from './word-table.ts'

/** What is shown of a text around its digits; a pattern that reaches further is asked about the whole text. */
const LEAD_BYTES = 72
const TRAIL_BYTES = 48
/** One automaton over all patterns has a state for each mixture of half-seen matches: few patterns keep it small. */
const SET_PATTERNS_MAX = 24
const LINE_FEED = 0x0A
const FENCE = 0xFF

interface Group {
  readonly set: RegexSet
  /** Numbers of the patterns in the set. */
  readonly patterns: readonly number[]
}

/** Tells which of many patterns may match in a batch, so that only these are run one by one. */
export class Prefilter {
  private readonly near: readonly Group[]
  private readonly anywhere: readonly Group[]
  private windows = Buffer.allocUnsafe(4096)

  constructor(sources: readonly string[]) {
    const near: number[] = []
    const anywhere: number[] = []
    for (const [index, source] of sources.entries()) {
      const { digitsMin, leadBytesMax, trailBytesMax, gapBytesMax } = readPatternFacts(source)
      const fits = digitsMin > 0 && leadBytesMax <= LEAD_BYTES && trailBytesMax <= TRAIL_BYTES && gapBytesMax <= LEAD_BYTES + TRAIL_BYTES
      ;(fits ? near : anywhere).push(index)
    }
    this.near = groupsOf(near, sources)
    this.anywhere = groupsOf(anywhere, sources)
  }

  /** Numbers of the patterns, in no order. Patterns that are not among them do not match. */
  candidates(batch: TextBatch, words: WordTable): number[] {
    const found: number[] = []
    ask(this.anywhere, batch.bytes.subarray(0, batch.length), found)
    if (this.near.length === 0) return found
    const length = this.showDigits(batch, words)
    if (length > 0) ask(this.near, this.windows.subarray(0, length), found)
    return found
  }

  /** Copies what stands around digits, with a fence between; returns how many bytes that is. */
  private showDigits(batch: TextBatch, words: WordTable): number {
    if (this.windows.length < 2 * batch.length + 4) this.windows = Buffer.allocUnsafe(4 * batch.length + 4)
    const { bytes } = batch
    let length = 0
    let from = -1
    let to = -1
    for (let word = 0; word < words.count; word++) {
      if ((words.shapes[word] as number) < SHAPE.digits) continue
      const start = Math.max(0, (words.starts[word] as number) - LEAD_BYTES - 1)
      if (start > to) {
        if (to >= 0) length = this.show(bytes, from, to, length)
        from = start
      }
      to = Math.min(batch.length, (words.ends[word] as number) + TRAIL_BYTES + 1)
    }
    return to < 0 ? 0 : this.show(bytes, from, to, length)
  }

  private show(bytes: Buffer, from: number, to: number, length: number): number {
    bytes.copy(this.windows, length, from, to)
    const end = length + to - from
    this.windows[end] = LINE_FEED
    this.windows[end + 1] = FENCE
    this.windows[end + 2] = LINE_FEED
    return end + 3
  }
}

function groupsOf(patterns: readonly number[], sources: readonly string[]): Group[] {
  const groups: Group[] = []
  for (let at = 0; at < patterns.length; at += SET_PATTERNS_MAX) {
    const chosen = patterns.slice(at, at + SET_PATTERNS_MAX)
    groups.push({ patterns: chosen, set: createRegexSet(chosen.map((index) => sources[index] as string)) })
  }
  return groups
}

function ask(groups: readonly Group[], bytes: Buffer, found: number[]): void {
  for (const { set, patterns } of groups) for (const index of set.match(bytes)) found.push(patterns[index] as number)
}

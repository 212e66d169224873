import type { TextBatch } from './batch.ts'
import { readPatternTree } from './pattern-tree.ts'
import { readNeeds, type PatternNeeds, type Reach } from './required-strings.ts'
import { StringFinder } from './string-finder.ts'

/** Bytes of the fence that belong to what a pattern sees of a text: a line end and what no pattern matches. */
const EDGE_BYTES = 2

/** Where in the batch patterns may match: parallel arrays, overwritten by the next text. */
export interface Windows {
  count: number
  patterns: Int32Array
  from: Int32Array
  to: Int32Array
  /** 0 where the pattern needs other strings too, and none of them was seen. */
  complete: Uint8Array
}

/**
 * Tells where in a text which patterns may match, so that only these are run and only there. From each pattern it reads
 * strings of which every match contains one, finds these in one pass, and shows the pattern what is in its reach around
 * them, where there are as many digits as a match has. A pattern without such strings is shown every text.
 */
export class Prefilter {
  readonly windows: Windows = {
    count: 0, patterns: new Int32Array(64), from: new Int32Array(64), to: new Int32Array(64), complete: new Uint8Array(64),
  }
  private readonly needs: readonly PatternNeeds[]
  private readonly always: readonly number[]
  private readonly finder: StringFinder
  private readonly leads: readonly Reach[]
  private readonly trails: readonly Reach[]
  private readonly digits: Int32Array
  /** By pattern: where the last of its other strings ended, or `NEVER`, or `ALWAYS` where it has none. */
  private readonly seen: Float64Array
  private readonly unseen: Float64Array
  /** Where the last text started: what was seen in another batch does not count. */
  private lowBefore = 0
  /** The window of each pattern that still grows, by its place in `windows`, or -1. */
  private readonly open: Int32Array

  constructor(sources: readonly string[]) {
    this.needs = sources.map(needsOf)
    this.always = this.needs.flatMap(({ required }, pattern) => required === undefined ? [pattern] : [])
    this.finder = new StringFinder(this.needs.flatMap(({ required, also }, pattern) => [
      ...(required?.strings ?? []).map((string) => ({ string, value: pattern * 2 })),
      ...(also ?? []).map((string) => ({ string, value: pattern * 2 + 1 })),
    ]))
    this.unseen = Float64Array.from(this.needs, ({ also }) => also === undefined ? ALWAYS : NEVER)
    this.seen = this.unseen.slice()
    this.leads = this.needs.map(({ required }) => required?.lead ?? [0])
    this.trails = this.needs.map(({ required }) => required?.trail ?? [0])
    this.digits = Int32Array.from(this.needs, ({ digitsMin }) => digitsMin)
    this.open = new Int32Array(sources.length).fill(-1)
  }

  /** Windows of one text. They are disjoint for each pattern and in order; whatever it matches lies within one of them. */
  read(batch: TextBatch, text: number): Windows {
    const { windows, open, finder } = this
    const low = batch.start(text) - EDGE_BYTES
    const high = batch.end(text) + EDGE_BYTES
    windows.count = 0
    if (low <= this.lowBefore) this.seen.set(this.unseen)
    this.lowBefore = low
    for (const pattern of this.always) this.add(pattern, low, high)
    const { count, ends, states } = finder.read(batch.bytes, low + EDGE_BYTES, high - EDGE_BYTES)
    for (let hit = 0; hit < count; hit++) {
      const end = ends[hit] as number
      for (const value of finder.groups[states[hit] as number] as readonly number[]) {
        if ((value & 1) === 0) this.show(value >> 1, end, low, high)
        else this.complete(value >> 1, end)
      }
    }
    let kept = 0
    for (let window = 0; window < windows.count; window++) {
      const pattern = windows.patterns[window] as number
      open[pattern] = -1
      if (
        windows.complete[window] === 0 ||
        !this.hasDigits(windows.from[window] as number, windows.to[window] as number, this.digits[pattern] as number)
      )
        continue
      windows.patterns[kept] = pattern
      windows.from[kept] = windows.from[window] as number
      windows.to[kept++] = windows.to[window] as number
    }
    windows.count = kept
    return windows
  }

  private show(pattern: number, end: number, low: number, high: number): void {
    const { windows, open } = this
    // One byte more on each side, for what the pattern wants to stand or not to stand beside the match.
    const from = Math.max(low, this.back(end, this.leads[pattern] as Reach, low) - 1)
    const to = Math.min(high, this.forth(end, this.trails[pattern] as Reach, high) + 1)
    const window = open[pattern] as number
    if (window >= 0 && from <= (windows.to[window] as number)) {
      if (to > (windows.to[window] as number)) windows.to[window] = to
      if (from < (windows.from[window] as number)) windows.from[window] = from
      if ((this.seen[pattern] as number) >= from) windows.complete[window] = 1
    } else {
      open[pattern] = windows.count
      this.add(pattern, from, to)
    }
  }

  /** One of the other strings that a pattern needs ended there. */
  private complete(pattern: number, end: number): void {
    this.seen[pattern] = end
    const window = this.open[pattern] as number
    if (window >= 0 && end <= (this.windows.to[window] as number)) this.windows.complete[window] = 1
  }

  private back(place: number, reach: Reach, low: number): number {
    let at = place - (reach[reach.length - 1] as number)
    for (let part = reach.length - 2; part >= 0 && at > low; part--) at = this.blankBefore(at, low) - (reach[part] as number)
    return at
  }

  private forth(place: number, reach: Reach, high: number): number {
    let at = place + (reach[0] as number)
    for (let part = 1; part < reach.length && at < high; part++) at = this.blankBehind(at, high) + (reach[part] as number)
    return at
  }

  /** The start of the last run of blanks that starts before a place. */
  private blankBefore(place: number, low: number): number {
    const { blanks, blankStarts } = this.finder.hits
    const index = firstNotBelow(blankStarts, blanks, place)
    return index === 0 ? low : blankStarts[index - 1] as number
  }

  /** The end of the first run of blanks that ends behind a place. */
  private blankBehind(place: number, high: number): number {
    const { blanks, blankEnds } = this.finder.hits
    const index = firstNotBelow(blankEnds, blanks, place + 1)
    return index === blanks ? high : blankEnds[index] as number
  }

  private add(pattern: number, from: number, to: number): void {
    const { windows } = this
    if (windows.count === windows.patterns.length) grow(windows)
    windows.patterns[windows.count] = pattern
    windows.from[windows.count] = from
    windows.complete[windows.count] = (this.seen[pattern] as number) >= from ? 1 : 0
    windows.to[windows.count++] = to
  }

  private hasDigits(from: number, to: number, min: number): boolean {
    if (min === 0) return true
    const { digits, digitPlaces } = this.finder.hits
    if (digits < min) return false
    const first = firstNotBelow(digitPlaces, digits, from)
    return first + min <= digits && (digitPlaces[first + min - 1] as number) < to
  }
}

/** The index of the first of sorted numbers that is not below a limit, or their count. */
function firstNotBelow(sorted: Int32Array, count: number, limit: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = low + high >> 1
    if ((sorted[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}

const NEVER = -1
const ALWAYS = Number.POSITIVE_INFINITY
const UNKNOWN: PatternNeeds = { digitsMin: 0, required: undefined, also: undefined }

/** By pattern: several scanners of a process mostly have the same ones. */
const knownNeeds = new Map<string, PatternNeeds>()
const KNOWN_NEEDS_MAX = 2000

/** What the matches of a pattern need, by its source. */
export function needsOf(source: string): PatternNeeds {
  const known = knownNeeds.get(source)
  if (known !== undefined) return known
  const tree = readPatternTree(source)
  const needs = tree === undefined ? UNKNOWN : readNeeds(tree)
  if (knownNeeds.size < KNOWN_NEEDS_MAX) knownNeeds.set(source, needs)
  return needs
}

function grow(windows: Windows): void {
  for (const name of ['patterns', 'from', 'to'] as const) {
    const larger = new Int32Array(windows[name].length * 2)
    larger.set(windows[name])
    windows[name] = larger
  }
  const complete = new Uint8Array(windows.complete.length * 2)
  complete.set(windows.complete)
  windows.complete = complete
}

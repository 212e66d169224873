import type { TextBatch } from './batch.ts'
import type { CompiledRegex } from './compile-pattern.ts'
import { Prefilter } from './prefilter.ts'

/** A value that a pattern matches: the number of the pattern and a place in the batch. */
export interface PatternMatch {
  readonly pattern: number
  readonly start: number
  readonly end: number
}

/** Finds what patterns match in a text. */
export interface PatternRunner {
  run(batch: TextBatch, text: number): readonly PatternMatch[]
}

/** Runs every pattern over every text: slow and plain, what the fast one is held against. */
export function createPlainRunner(patterns: readonly CompiledRegex[]): PatternRunner {
  return {
    run: (batch, text) => patterns.flatMap((compiled, pattern) => matchesOf(compiled, pattern, batch, windowOf(batch, text)).matches),
  }
}

/** Runs patterns only where they may match, see `Prefilter`; finds the same as all patterns over the whole text. */
export function createWindowRunner(patterns: readonly CompiledRegex[]): PatternRunner {
  const prefilter = new Prefilter(patterns.map(({ source }) => source))
  return {
    run(batch, text) {
      const windows = prefilter.read(batch, text)
      if (windows.count === 0) return NONE
      const whole = windowOf(batch, text)
      const found: PatternMatch[] = []
      let cut: Set<number> | undefined
      for (let window = 0; window < windows.count; window++) {
        const pattern = windows.patterns[window] as number
        if (cut?.has(pattern) === true) continue
        const part = { from: windows.from[window] as number, to: windows.to[window] as number }
        const { matches, isCut } = matchesOf(patterns[pattern] as CompiledRegex, pattern, batch, part, whole)
        if (isCut) (cut ??= new Set()).add(pattern)
        else for (const match of matches) found.push(match)
      }
      return cut === undefined ? found : [...found.filter((match) => !cut.has(match.pattern)), ...wholeMatches(patterns, cut, batch, whole)]
    },
  }
}

const NONE: readonly PatternMatch[] = []

function wholeMatches(patterns: readonly CompiledRegex[], cut: ReadonlySet<number>, batch: TextBatch, whole: Window): PatternMatch[] {
  return [...cut].flatMap((pattern) => matchesOf(patterns[pattern] as CompiledRegex, pattern, batch, whole).matches)
}

interface Window {
  readonly from: number
  readonly to: number
}

/** A text with the end of the fence on each side, where no pattern matches any further. */
function windowOf(batch: TextBatch, text: number): Window {
  return { from: batch.start(text) - 2, to: batch.end(text) + 2 }
}

const NO_MATCHES = { matches: NONE, isCut: false } as const

/** A match that touches an edge of the window within the text may owe itself to that edge: `isCut`, it does not count. */
function matchesOf(
  { regex, marks }: CompiledRegex, pattern: number, batch: TextBatch, { from, to }: Window, whole: Window = { from, to },
): { readonly matches: readonly PatternMatch[]; readonly isCut: boolean } {
  const bytes = batch.bytes.subarray(from, to)
  regex.lastIndex = 0
  if (!marks && !regex.test(bytes)) return NO_MATCHES
  const text = batch.textAt(from + 2)
  const low = batch.start(text)
  const high = batch.end(text)
  const matches: PatternMatch[] = []
  // Start and end by themselves cost a fourth of a match with its groups, which the first one seldom needs.
  let start = marks ? -1 : regex.search(bytes)
  let end = marks ? 0 : regex.lastIndex
  if (marks) regex.lastIndex = 0
  for (;;) {
    let valueStart = start
    let valueEnd = end
    if (start < 0) {
      const match = regex.exec(bytes)
      if (match === null) break
      start = match.index
      end = start + match[0].length
      const marked = marks ? match.indices?.groups?.['phi'] : undefined
      valueStart = marked?.[0] ?? start
      valueEnd = marked?.[1] ?? end
    }
    if (start === 0 && from > whole.from || from + end === to && to < whole.to) return { matches: NONE, isCut: true }
    valueStart = Math.max(from + valueStart, low)
    valueEnd = Math.min(from + valueEnd, high)
    if (valueEnd > valueStart) matches.push({ pattern, start: valueStart, end: valueEnd })
    // A match of no length would be found again for ever.
    if (end === start) regex.lastIndex = end + 1
    start = -1
  }
  return { matches, isCut: false }
}

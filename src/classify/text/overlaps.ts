interface Spanned {
  readonly text: number
  readonly start: number
  readonly end: number
  readonly confidence: number
  readonly detector: string
}

/**
 * Makes findings disjoint, the same way whatever order they come in. One that lies within another goes with it; of two
 * that cross, the surer one stays whole and the other keeps what is left of it, so that nothing found is left bare.
 */
export function resolveOverlaps<F extends Spanned>(findings: readonly F[]): F[] {
  const sorted = [...findings].sort((one, other) => one.text - other.text || one.start - other.start || other.end - one.end ||
    other.confidence - one.confidence || (one.detector < other.detector ? -1 : 1))
  const kept: F[] = []
  for (const finding of sorted) {
    const before = kept[kept.length - 1]
    if (before === undefined || before.text !== finding.text || before.end <= finding.start) kept.push(finding)
    else if (before.end >= finding.end) continue
    else if (before.confidence >= finding.confidence) kept.push({ ...finding, start: before.end })
    else {
      // `before` may have been cut itself: what stands before its start is taken.
      const start = Math.max(finding.start, before.start)
      kept[kept.length - 1] = { ...before, end: start }
      kept.push({ ...finding, start })
    }
  }
  return kept.filter((finding) => finding.end > finding.start)
}

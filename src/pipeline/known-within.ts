import type { RuledFinding } from './text-gate.ts'

const SIGNIFICANT = /[\p{L}\p{N}]/u

/**
 * A detector's finding that holds a known person's is about that person: of a name any part will do, of anything else all
 * its letters and digits must be the person's. So numbers, fakes and pseudonyms are the same whoever found it first.
 */
export function withPeople(kept: readonly RuledFinding[], all: readonly RuledFinding[], text: string): readonly RuledFinding[] {
  const known = all.filter(({ person }) => person !== undefined)
  if (known.length === 0) return kept
  return kept.map((finding) => {
    if (finding.person !== undefined) return finding
    const inner = known.find((one) => isWithin(one, finding) && (finding.class === 'name' && one.class === 'name' || isAll(one, finding, text)))
    return inner?.person === undefined ? finding : { ...finding, person: inner.person }
  })
}

function isWithin(inner: RuledFinding, outer: RuledFinding): boolean {
  return inner.start >= outer.start && inner.end <= outer.end
}

function isAll(inner: RuledFinding, outer: RuledFinding, text: string): boolean {
  return !SIGNIFICANT.test(text.slice(outer.start, inner.start)) && !SIGNIFICANT.test(text.slice(inner.end, outer.end))
}

import { asWrongPatient } from '../../classify/people/people-matcher.ts'
import type { RuledFinding } from './text-ruling.ts'

const SIGNIFICANT = /[\p{L}\p{N}]/u

/**
 * A detector's finding that holds a known person's is about that person: of a name any part will do, of anything else all
 * its letters and digits must be the person's. So numbers, fakes and pseudonyms are the same whoever found it first.
 * `kept` is disjoint and in order, so that each finding is looked at once.
 */
export function withPeople(kept: readonly RuledFinding[], all: readonly RuledFinding[], text: string): readonly RuledFinding[] {
  const known = all.filter(({ person }) => person !== undefined).toSorted((one, other) => one.start - other.start)
  if (known.length === 0) return kept
  let next = 0
  return kept.map((finding) => {
    while (next < known.length && (known[next] as RuledFinding).start < finding.start) next++
    let person = finding.person
    for (; next < known.length && (known[next] as RuledFinding).start < finding.end; next++) {
      const inner = known[next] as RuledFinding
      if (person === undefined && inner.end <= finding.end && isAbout(finding, inner, text)) ({ person } = inner)
    }
    if (person === finding.person || person === undefined) return finding
    return person.wrongPatient ? asWrongPatient({ ...finding, person }) : { ...finding, person }
  })
}

function isAbout(outer: RuledFinding, inner: RuledFinding, text: string): boolean {
  if (outer.class === 'name' && inner.class === 'name') return true
  return !SIGNIFICANT.test(text.slice(outer.start, inner.start)) && !SIGNIFICANT.test(text.slice(inner.end, outer.end))
}

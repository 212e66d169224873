import type { PeopleMatcher } from './people-matcher.ts'

/** A matcher for the people around subjects, and by how many terms it finds them. */
export interface SubjectMatcher {
  readonly matcher: PeopleMatcher
  /** With those whose records are linked to theirs. */
  readonly subjects: ReadonlySet<number>
  readonly terms: number
}

/** All that is remembered has no more terms than these: some 20 MB. */
const TERMS_MAX = 100_000

/**
 * The matchers for the people around the subjects that were asked for last: messages about a patient mostly come together, and to
 * read everyone around one from the disk takes a hundred times as long as to look for them. It holds hashes, as the roster does.
 */
export class MatcherMemory {
  /** In the order in which they were asked for. */
  private readonly kept = new Map<string, SubjectMatcher>()
  private terms = 0
  private version = 0

  /** The matcher for some subjects, if it is remembered; `version` is another one once somebody else has changed the roster. */
  of(subjects: readonly number[], version: number): PeopleMatcher | undefined {
    if (version !== this.version) this.clear()
    this.version = version
    const key = subjects.join(' ')
    const known = this.kept.get(key)
    if (known === undefined) return undefined
    this.kept.delete(key)
    this.kept.set(key, known)
    return known.matcher
  }

  /** Remembers the matcher that was made for subjects who were asked for just now. */
  add(subjects: readonly number[], made: SubjectMatcher): void {
    this.kept.set(subjects.join(' '), made)
    this.terms += made.terms
    for (const old of this.kept.keys()) {
      if (this.terms <= TERMS_MAX) break
      this.drop(old)
    }
  }

  /** More is known of those around a subject. */
  forget(subject: number): void {
    for (const [key, { subjects }] of this.kept) if (subjects.has(subject)) this.drop(key)
  }

  clear(): void {
    this.kept.clear()
    this.terms = 0
  }

  private drop(key: string): void {
    this.terms -= this.kept.get(key)?.terms ?? 0
    this.kept.delete(key)
  }
}

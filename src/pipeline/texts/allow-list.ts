import { foldText } from '../../classify/text/fold.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import type { AllowedPhrase } from '../../policy/language/schema.ts'

/** The phrases that a policy says are no PHI. */
export interface AllowList {
  /** True for a finding that is one of the phrases, as a whole, on a day on which the phrase still holds. */
  holds(finding: TextFinding, text: string): boolean
}

const NONE: AllowList = { holds: () => false }

export function createAllowList(phrases: readonly AllowedPhrase[], now: () => Date): AllowList {
  if (phrases.length === 0) return NONE
  const byText = new Map<string, AllowedPhrase[]>()
  for (const phrase of phrases) {
    const key = keyOf(phrase.phrase)
    byText.set(key, [...byText.get(key) ?? [], phrase])
  }
  return {
    // A known person is a fact of this message and outweighs what holds in general.
    holds: (finding, text) => finding.person === undefined &&
      byText.get(keyOf(text.slice(finding.start, finding.end)))?.some((phrase) =>
        (phrase.class?.includes(finding.class) ?? true) && now().toISOString().slice(0, 10) < phrase.expires) === true,
  }
}

function keyOf(text: string): string {
  return Buffer.from(foldText(text).bytes).toString().toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

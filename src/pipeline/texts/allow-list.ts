import { foldText } from '../../classify/text/fold.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import type { AllowedPhrase } from '../../policy/language/schema.ts'

/** The phrases that a policy says are no PHI. */
export interface AllowList {
  /** The phrase that a finding is, as a whole, on a day on which it still holds; undefined for all other findings. */
  phraseOf(finding: TextFinding, text: string): AllowedPhrase | undefined
}

const NONE: AllowList = { phraseOf: () => undefined }

export function createAllowList(phrases: readonly AllowedPhrase[], now: () => Date): AllowList {
  if (phrases.length === 0) return NONE
  const byText = new Map<string, AllowedPhrase[]>()
  for (const phrase of phrases) {
    const key = keyOf(phrase.phrase)
    byText.set(key, [...byText.get(key) ?? [], phrase])
  }
  return {
    // A known person is a fact of this message and outweighs what holds in general.
    phraseOf: (finding, text) => finding.person !== undefined ? undefined :
      byText.get(keyOf(text.slice(finding.start, finding.end)))?.find((phrase) =>
        (phrase.class?.includes(finding.class) ?? true) && now().toISOString().slice(0, 10) < phrase.expires),
  }
}

function keyOf(text: string): string {
  return Buffer.from(foldText(text).bytes).toString().toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

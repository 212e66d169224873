import type { ActionName } from './action.ts'
import type { ElementClass, PhiClass } from './classes.ts'

/** One piece of PHI: what, where, how sure and why. It never holds the value. */
export interface Finding {
  readonly class: PhiClass
  /** The detector: `element/<rule>` for the element classifier. */
  readonly detector: string
  readonly resourceType: string
  /** Element path with indexes: `Patient.name[0].family`. In a Bundle it starts at `Bundle.entry[3].resource`. */
  readonly path: string
  /** Byte offsets of the value in the message (for NDJSON, in the line), end exclusive. */
  readonly start: number
  readonly end: number
  /** 0 to 1. Element classes are facts of the FHIR model: 1. */
  readonly confidence: number
  /** Why, in words, without the value. */
  readonly evidence: string
  /** What the policy said of it. */
  readonly decision?: Decision
}

/** What was nearly a finding in a text, and what it lacked. */
export interface NearMiss extends Omit<Finding, 'decision'> {
  /** What the policy acts on. */
  readonly confidenceMin: number
  /** Which evidence would have made it a finding, in words, without the value. */
  readonly missing: string
  /** The phrase of the policy for which it was left alone although it is sure enough: nothing is missing. */
  readonly allowed?: AllowedAs
}

/** A phrase that a policy says is no PHI, and who answers for that until when. */
export interface AllowedAs {
  readonly phrase: string
  readonly owner: string
  readonly reason: string
  readonly expires: string
  /** In the policy file, 1-based. */
  readonly at: { readonly line: number; readonly column: number }
}

/** Which words of a policy decided about an element, and what came of it. */
export interface Decision {
  /** The index of the rule, or the setting that decides where no rule does. */
  readonly by: number | 'default' | 'unknown.element' | 'unknown.extension'
  /** The class that the rules were asked about. */
  readonly elementClass: ElementClass
  /** `drop` where an action has no form for the value, `keep` where it leaves the value as it is. */
  readonly done: ActionName
}

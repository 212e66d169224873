import type { PhiClass } from './classes.ts'

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
}

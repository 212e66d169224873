import type { PhiClass } from '../../contract/classes.ts'
import type { Identity } from '../people/identity.ts'
import type { TermForm } from '../people/term.ts'

/** A piece of PHI in one of the texts that were scanned together. It never holds the value. */
export interface TextFinding {
  /** Number of the text in the batch. */
  readonly text: number
  /** UTF-16 code units of the original text, end exclusive. */
  readonly start: number
  readonly end: number
  readonly class: PhiClass
  readonly detector: string
  /** 0 to 1: the posterior probability, from the prior of the pattern and the likelihood ratios of the evidence. */
  readonly confidence: number
  /** Why, without the value. */
  readonly evidence: string
  /** For a known person: where the message, or the roster, says who it is. */
  readonly person?: PersonSource
}

/** Which known person a text names, and where that is known from. */
export interface PersonSource {
  /** Key of the person within the message or the roster; the same for every finding of one person. */
  readonly key: string
  readonly role: 'patient' | 'other'
  /** Element path that the value is known from: `Patient.name[0].family`. */
  readonly element: string
  /** True where the text is about another patient than the one named. */
  readonly wrongPatient: boolean
  /** How what stands in the text follows from the value that is known. */
  readonly form: TermForm
  /** Where the message itself tells of the person; a roster has no values. It prints as `[identity]`. */
  readonly identity: Identity | undefined
}

import type { ActionName } from '../contract/action.ts'
import type { ElementClass, FhirVersion } from '../contract/classes.ts'
import type { SluiceError } from '../contract/errors.ts'
import type { Finding } from '../contract/finding.ts'
import type { StreamBody } from '../contract/message.ts'
import type { Verdict } from '../contract/receipt.ts'

/** How many elements of a class met which action: `counts['name']['drop'] = 3`. */
export type Counts = { [C in ElementClass]?: { [A in ActionName]?: number } }

/** What one message became. Exactly one of `output` and `error` is there. */
export type Outcome =
  | { readonly verdict: 'pass' | 'redact' | 'monitor'; readonly output: Uint8Array; readonly facts: OutcomeFacts }
  | { readonly verdict: 'block' | 'quarantine'; readonly error: SluiceError; readonly facts: OutcomeFacts }

export interface OutcomeFacts {
  readonly resourceType: string | undefined
  readonly fhirVersion: FhirVersion | undefined
  readonly counts: Counts
  /** Filled only when the engine was asked for findings. */
  readonly findings: readonly Finding[]
}

/** Decode, classify, decide, transform and verify for one policy and one destination. Pure but for its clock and keys. */
export interface Engine {
  /** Never throws for anything a message holds: that is an Outcome with an error. Throws SLUICE_IO where a disk fails. */
  process(body: Uint8Array): Outcome
  /** The same, but that a Bundle which is large is worked on entry by entry, as from a stream. */
  processHeld?(body: Uint8Array): Outcome | Promise<Outcome>
  /**
   * For a Bundle too large to hold: opens the body twice, first for who is in it, then to write. Rejects with a
   * SluiceError when the message is refused; what was yielded until then must not be released.
   */
  processStream(body: StreamBody, write: (chunk: Uint8Array) => Promise<void>): Promise<StreamOutcome>
  /** SHA-256 of the policy as loaded, hex: goes into every receipt. */
  readonly policyHash: string
  readonly policyName: string
  /** Messages so far by the way they took: `direct`, one pass; `tape`, the general and slower way; `stream`, entry by entry. */
  readonly paths?: EnginePaths | undefined
}

export interface EnginePaths {
  readonly direct: number
  readonly tape: number
  readonly stream: number
}

export type StreamOutcome =
  | { readonly verdict: Extract<Verdict, 'pass' | 'redact' | 'monitor'>; readonly facts: OutcomeFacts }
  | { readonly verdict: 'block' | 'quarantine'; readonly error: SluiceError; readonly facts: OutcomeFacts }

import type { Action } from '../../contract/action.ts'
import type { TextBatch } from '../../classify/text/batch.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import type { TextScanner } from '../../classify/text/scan.ts'
import type { AllowedAs } from '../../contract/finding.ts'
import type { WhoseText } from '../people/known-people.ts'
import type { FindingRules } from '../../policy/compile/plan.ts'

/** A text to be scanned, with what decides about that which is found in it. */
export interface ScannedText {
  readonly text: string
  /**
   * What stands before it for those who read it, though elsewhere in the message: `Full name: `; each way to say it. Nothing in
   * them is found.
   */
  readonly labels?: readonly string[]
  /** Definition path of its element, where it has one. */
  readonly path: string | undefined
  /** A number that it shares with the other texts of its resource, where names of one are looked for in the others. */
  readonly scope?: number
  readonly rules: FindingRules
  /** Whether labels that a rule names hold where the text stands. */
  hasLabels(labels: readonly string[]): boolean
  /** Whose text it is, if only its resource's own; asked only when an action needs it. */
  subject(): string | undefined
  /** Key of the patient whom the message says it to be about. */
  patient(): string | undefined
  /** Key of the visit that it belongs to. */
  visit?(): string | undefined
  /** Whether the message has that patient, or the text is in a resource that is about none. */
  isOfSomebody(): boolean
}

/** What is put in place of a part of a text; UTF-16 offsets. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly with: string
}

/** A finding with what the policy does about it. */
export interface RuledFinding extends TextFinding {
  readonly action: Action
  /** Index of the rule, or -1 for the default. */
  readonly rule: number
}

/** What was not sure enough to act on, with what it lacked. */
export interface NearFinding extends TextFinding {
  readonly confidenceMin: number
  /** Empty for what only the allow list leaves alone. */
  readonly missing: string
  readonly allowed?: AllowedAs
}

/** What becomes of one text. */
export interface TextRuling {
  /** Disjoint and in order: what is acted on. */
  readonly findings: readonly RuledFinding[]
  readonly replacements: readonly Replacement[]
  /** Set when the message must not pass; `nobody`: since nobody knows whom it is about. */
  readonly refuse: 'block' | 'quarantine' | 'nobody' | undefined
  /** Only where the gate was asked for them. */
  readonly near?: readonly NearFinding[]
}

/** Who is known to the texts of a message: finds them by their names, numbers and dates. */
export interface KnownPeople {
  find(scanner: TextScanner, batch: TextBatch): readonly TextFinding[]
  /** Whether the roster has the patient of a text that was searched last, by what the message or the text says. */
  isInRoster(text: number): boolean
}

/** Whose the texts are, as `KnownPeople` asks it. */
export function whoseOf(texts: readonly ScannedText[]): WhoseText {
  return { subjectOf: (text) => texts[text]?.patient(), visitOf: (text) => texts[text]?.visit?.() }
}

/** Nothing was found that is acted on. */
export const NOTHING: TextRuling = { findings: [], replacements: [], refuse: undefined }

/** The text with its replacements made; they are disjoint and in order. */
export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  let made = ''
  let at = 0
  for (const { start, end, with: replacement } of replacements) {
    made += text.slice(at, start) + replacement
    at = end
  }
  return made + text.slice(at)
}

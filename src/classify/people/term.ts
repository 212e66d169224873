import type { PhiClass } from '../../contract/classes.ts'
import type { NamePart } from './identity.ts'

/** What a text is compared with. `word` is one word; `phrase` several; `run` letters and digits without what separates them. */
export type TermShape = 'word' | 'phrase' | 'run' | 'date' | 'foreign'

/** How a term follows from the value that is known. */
export type TermForm =
  | 'exact' | 'nickname' | 'typo'
  /** `Chidi`, of Chidinma; `Kowalskiej`, of Kowalska. */
  | 'variant'
  /** One letter, as in `J. Smith`. */
  | 'initial'
  /** `js` for J.S. */
  | 'initials'
  /** `jsmith`, `johnsmith`. */
  | 'joined'
  /** `de`, `van`: joins the words beside it. */
  | 'particle'
  /** The last digits of a number, or a short one: true only with a label before it. */
  | 'tail'
  /** Part of a street line, or a month of a date. */
  | 'part'

/** What is known of a term that a text was found to hold. */
export interface Entry {
  /** Index of the person. */
  readonly person: number
  readonly kind: 'name' | 'street' | 'city' | 'organization' | 'number' | 'code' | 'email' | 'url' | 'date'
  readonly part: NamePart
  readonly form: TermForm
  readonly class: PhiClass
  readonly element: string
  /** Of a phrase: how many words; 1 otherwise. */
  readonly words: number
}

export interface Term extends Entry {
  readonly shape: TermShape
  readonly text: string
}

/** Of the people a matcher knows, what a finding says about them. */
export interface KnownPerson {
  readonly key: string
  readonly role: 'patient' | 'other'
  readonly subject: string | undefined
}

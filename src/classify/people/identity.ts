import { inspect } from 'node:util'
import type { PhiClass } from '../../contract/classes.ts'

/** Which part of a name a word is; `text` is a name as a whole, whose parts nobody says. */
export type NamePart = 'given' | 'family' | 'prefix' | 'suffix' | 'text'

/**
 * How a known value is looked for, after the taxonomy of clinical scrubbers such as CRATE: a name word by word; a
 * phrase unless it is but a number; a number by its digits and a code by its letters and digits, whatever separates
 * them; a date in all spellings.
 */
export type TokenKind = 'name' | 'street' | 'city' | 'organization' | 'number' | 'code' | 'email' | 'url' | 'date'

/** One value by which a person is known. */
export interface IdentityToken {
  readonly kind: TokenKind
  /** For a name. */
  readonly part?: NamePart
  readonly class: PhiClass
  readonly value: string
  /** Of an identifier: the system that its value is told apart by. */
  readonly system?: string
  /** Element path that it is known from: `Patient.name[0].family`. */
  readonly element: string
}

export interface IdentityFacts {
  /** Names the person within the message: the path of the element that describes them, or an id. */
  readonly key: string
  readonly role: 'patient' | 'other'
  /** For a patient: the key of the subject (see `Subjects`), by which a text about another patient is told. */
  readonly subject?: string | undefined
  /** For others: the key of the patient in whose record they are named, where one is. */
  readonly about?: string | undefined
  readonly tokens: readonly IdentityToken[]
}

/** Somebody, or an organization, that a message names. Holds values, so it prints as `[identity]`. */
export class Identity implements IdentityFacts {
  readonly key: string
  readonly role: 'patient' | 'other'
  readonly subject: string | undefined
  readonly about: string | undefined
  readonly #tokens: readonly IdentityToken[]

  constructor(facts: IdentityFacts) {
    this.key = facts.key
    this.role = facts.role
    this.subject = facts.subject
    this.about = facts.about
    this.#tokens = facts.tokens
  }

  get tokens(): readonly IdentityToken[] {
    return this.#tokens
  }

  toString(): string {
    return '[identity]'
  }

  toJSON(): string {
    return '[identity]'
  }

  [inspect.custom](): string {
    return '[identity]'
  }
}

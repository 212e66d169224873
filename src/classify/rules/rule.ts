import type { ElementClass } from '../../contract/classes.ts'
import type { TypesRow } from '../../fhir/extensions.ts'

/** `descend` is the absence of a class: the parts of the element decide for themselves. */
export type RuleClass = ElementClass | 'descend'

/** What a type is wherever it occurs, until a path rule says otherwise. */
export interface DatatypeRule {
  readonly type: string
  readonly class: RuleClass
  readonly why: string
}

/**
 * What stands at definition paths. On a complex element the class covers everything below it but what another path
 * rule names. `types` narrows a choice (`Condition.onset[x]` as Range); without it the rule holds for every type.
 */
export interface PathRule {
  readonly paths: readonly string[]
  readonly types?: readonly string[]
  readonly class: RuleClass
  readonly why: string
}

/** What the value of a known extension is; `descend` leaves it to the type of the value. */
export interface ExtensionRule {
  readonly url: string
  readonly class: RuleClass
  readonly why: string
  /** Sub-extensions by their relative URL; one that is not here is unknown. */
  readonly children?: Readonly<Record<string, RuleClass>>
  /** The types of its value, or of those of its parts, where HL7's packages do not have it. */
  readonly types?: TypesRow | Readonly<Record<string, TypesRow>>
  /** Whether it is published for use as a modifierExtension, and understood. */
  readonly modifier?: boolean
}

/** HL7 extensions that are alike. `names` follow the base URL; `parts` are the sub-extensions of complex ones. */
export interface ExtensionSet {
  readonly class: RuleClass
  readonly why: string
  readonly names?: readonly string[]
  readonly parts?: Readonly<Record<string, Readonly<Record<string, RuleClass>>>>
  readonly modifier?: boolean
}

/** Definition paths below one type. */
export function at(type: string, ...elements: readonly string[]): string[] {
  return elements.map((element) => `${type}.${element}`)
}

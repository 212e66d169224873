import { elementClass, type ElementAnswer } from '../../src/classify/element-class.ts'
import type { ExtensionAnswer } from '../../src/classify/extension-rule.ts'
import type { Action } from '../../src/contract/action.ts'
import type { ElementClass } from '../../src/contract/classes.ts'
import type { ErrorCode } from '../../src/contract/errors.ts'
import { jsonName, type Model } from '../../src/fhir/model.ts'
import { stepMatch, type MatchState } from '../../src/policy/compile/match.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import type { Tools } from './oracle-leaf.ts'
import type { Chain, ResourceFacts } from './oracle-people.ts'
import type { Slot } from './oracle-slots.ts'
import type { ObjectTree, Tree } from './tree.ts'

export interface OracleOptions {
  readonly policy: Policy
  readonly model: Model
  readonly destination: string
  readonly purpose: string
  readonly tools: Tools
  /** Whether an element of which no value can stay takes its extensions with it. */
  readonly collapses: boolean
}

export interface OracleAnswer {
  /** What is left of the message. */
  readonly output: Tree
  /** Why it must not pass; any one of these may be named. */
  readonly refusals: ReadonlySet<ErrorCode>
  /** Reasons inside of elements that go whole: to refuse for them is right, not to is harmless. */
  readonly hidden: ReadonlySet<ErrorCode>
}

/** Where an element stands: what it inherits from the elements around it. */
export interface Place {
  readonly resource: ResourceFacts
  /** Where labels are written: contained resources have none of their own (FHIR R4, constraint dom-4). */
  readonly owner: Owner
  readonly match: MatchState
  readonly inherited: ElementClass | undefined
  readonly refinement: { readonly kind: 'identifier' | 'contact-point'; readonly holder: ObjectTree } | undefined
  readonly extension: ExtensionAnswer | undefined
  readonly targets: readonly string[]
  readonly chain: Chain
}

export interface Owner {
  readonly isBundle: boolean
  readonly actions: Set<Action['do']>
}

/** What the rules still wait for at a child. */
export function matchOf({ definition, type }: Slot, place: Place): MatchState {
  const baseName = definition.choice ? `${definition.name}[x]` : definition.name
  return stepMatch(place.match, { name: jsonName(definition, type), baseName, type, definitionPath: definition.path })
}

/** Where the parts of a complex element stand. */
export function inside(options: OracleOptions, slot: Slot, tree: ObjectTree, place: Place): Place {
  const { definition, type } = slot
  const answer = classOf(options, slot, place)
  const own = definition.types.find(({ code }) => code === type)?.targets ?? []
  const pointing = type === 'Reference' || type === 'CodeableReference'
  const kind = type === 'Identifier' ? 'identifier' : type === 'ContactPoint' ? 'contact-point' : undefined
  return {
    ...place, extension: undefined,
    inherited: answer.class,
    refinement: kind === undefined ? place.refinement : { kind, holder: tree },
    targets: pointing ? (own.length > 0 ? own : place.targets) : [],
  }
}

/** The classifier's answer; in a known extension, the list's. */
export function classOf(
  options: OracleOptions,
  { definition, type }: Slot,
  place: Place,
): Pick<ElementAnswer, 'class' | 'covers' | 'isTrusted'> {
  const { extension, inherited } = place
  if (inherited === undefined && extension !== undefined && extension.class !== 'descend' && definition.path === 'Extension.value[x]') {
    return { class: extension.class, covers: 'subtree', isTrusted: extension.types === undefined }
  }
  return elementClass({ model: options.model, definition, type, inherited, targets: place.targets })
}

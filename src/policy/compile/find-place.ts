import { elementClass } from '../../classify/element-class.ts'
import type { ElementClass } from '../../contract/classes.ts'
import { childrenOf, jsonName, type ElementDefinition, type Model } from '../../fhir/model.ts'
import { startMatch, stepMatch, type MatchState } from './match.ts'
import type { Policy } from '../language/schema.ts'

/** An element of a resource as rules see it. */
export interface Place {
  readonly match: MatchState
  /** The class it has there; undefined for one whose parts decide for themselves. */
  readonly class: ElementClass | undefined
}

/**
 * The place at a path such as `Patient.name.family` or `Observation.valueString`, without indexes; undefined where the
 * model has none. Extensions are seen without their URLs, which a path does not tell.
 */
export function findPlace(policy: Policy, model: Model, path: string): Place | undefined {
  const [resourceType = '', ...names] = path.split('.')
  if (!model.resourceTypes.has(resourceType)) return undefined
  let elements = model.type(resourceType)?.elements ?? []
  let match = startMatch(policy.rules, resourceType)
  let inherited: ElementClass | undefined
  for (const segment of names) {
    const found = findMember(elements, segment.replace(/^_/, ''))
    if (found === undefined) return undefined
    const { definition, type } = found
    const baseName = definition.choice ? `${definition.name}[x]` : definition.name
    match = stepMatch(match, { name: jsonName(definition, type), baseName, type, definitionPath: definition.path })
    inherited = elementClass({ model, definition, type, inherited }).class
    const backbone = definition.contentReference !== undefined || definition.children.length > 0
    elements = backbone ? childrenOf(model, definition) : (model.type(type)?.elements ?? [])
  }
  return { match, class: inherited }
}

function findMember(
  elements: readonly ElementDefinition[], name: string,
): { readonly definition: ElementDefinition; readonly type: string } | undefined {
  for (const definition of elements) {
    const types = definition.contentReference === undefined ? definition.types.map(({ code }) => code) : ['']
    const type = types.find((code) => jsonName(definition, code) === name)
    if (type !== undefined) return { definition, type }
  }
  return undefined
}

import { elementClass } from '../../classify/element-class.ts'
import type { ElementClass } from '../../contract/classes.ts'
import { childrenOf, jsonName, type ElementDefinition, type Model } from '../../fhir/model.ts'
import { startMatch, stepMatch, type MatchState } from './match.ts'
import { REFINED, refinementOf } from './plan-element.ts'
import type { Policy } from '../language/schema.ts'

/** A value below an element of a resource, with all classes that a message may give it. */
export interface ElementLeaf {
  /** Definition path: `Coding.code`, `Observation.status`. */
  readonly path: string
  readonly classes: readonly ElementClass[]
  readonly match: MatchState
}

/** A step of a path: an element's name, and the type where a choice was made. */
export interface PathStep {
  readonly name: string
  readonly type?: string | undefined
}

interface Here {
  readonly match: MatchState
  readonly inherited: ElementClass | undefined
  readonly among: readonly ElementClass[]
  readonly targets: readonly string[]
}

/** Deeper than any element that a search parameter names; ends what contains itself. */
const DEPTH_MAX = 12

/**
 * The values at and below an element, without extensions; nothing when the model does not have the element. A choice
 * without a type stands for all its types.
 */
export function leavesAt(policy: Policy, model: Model, resourceType: string, steps: readonly PathStep[]): ElementLeaf[] {
  const start: Here = { match: startMatch(policy.rules, resourceType), inherited: undefined, among: [], targets: [] }
  const found: ElementLeaf[] = []

  function visit(elements: readonly ElementDefinition[], here: Here, rest: readonly PathStep[], depth: number): void {
    const [step, ...after] = rest
    if (depth > DEPTH_MAX) return
    for (const definition of elements) {
      if (step === undefined ? definition.name === 'extension' || definition.name === 'modifierExtension' : !names(definition, step))
        continue
      const types = definition.contentReference === undefined ? definition.types.map(({ code }) => code) : ['']
      for (const type of types) if (step === undefined || fits(definition, type, step)) enter(definition, type, here, after, depth)
    }
  }

  function enter(definition: ElementDefinition, type: string, above: Here, rest: readonly PathStep[], depth: number): void {
    const kind = model.type(type)?.kind
    if (kind === 'resource' || type === 'Extension') return
    const baseName = definition.choice ? `${definition.name}[x]` : definition.name
    const match = stepMatch(above.match, { name: jsonName(definition, type), baseName, type, definitionPath: definition.path })
    const given = elementClass({ model, definition, type, inherited: above.inherited, targets: above.targets }).class
    if (kind === 'primitive') {
      if (rest.length > 0) return
      const classes = given === undefined ? [] : [given]
      found.push({ path: definition.path, match, classes: given !== undefined && above.among.includes(given) ? above.among : classes })
      return
    }
    const refinement = refinementOf(type)
    const own = childrenOf(model, definition)
    const targets =
      type === 'Reference' || type === 'CodeableReference' ? (definition.types.find(({ code }) => code === type)?.targets ?? []) : []
    visit(
      own.length > 0 ? own : (model.type(type)?.elements ?? []),
      {
        match,
        inherited: given,
        among: refinement === undefined ? above.among : REFINED[refinement],
        targets: targets.length > 0 ? targets : above.targets,
      },
      rest,
      depth + 1,
    )
  }

  visit(model.type(resourceType)?.elements ?? [], start, steps, 0)
  return found
}

/** `value`, and also `valueQuantity`, as some expressions write it. */
function names(definition: ElementDefinition, { name }: PathStep): boolean {
  return definition.name === name || (definition.choice && definition.types.some(({ code }) => jsonName(definition, code) === name))
}

function fits(definition: ElementDefinition, type: string, { name, type: asked }: PathStep): boolean {
  if (asked !== undefined && type !== asked && asked !== 'Reference') return asked.toLowerCase() === type.toLowerCase()
  if (asked === 'Reference') return type === 'Reference' || type === 'CodeableReference'
  return definition.name === name || jsonName(definition, type) === name
}

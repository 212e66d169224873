import { childrenOf, jsonName, type ElementDefinition, type Model } from '../../src/fhir/model.ts'

/** One element on the way from a resource to a value. */
export interface Step {
  readonly definition: ElementDefinition
  /** Empty for an element with a `contentReference`. */
  readonly type: string
  /** The JSON property. */
  readonly name: string
}

/** A place in a resource where a value can stand: the elements from the resource down to it. */
export interface Place {
  readonly resourceType: string
  readonly steps: readonly Step[]
}

/**
 * Every place of a resource type: its own elements, every type of every choice, and the parts of datatypes down to
 * `depth` datatypes within each other. Extensions and resources are left out: they begin anew.
 */
export function* elementPlaces(model: Model, resourceType: string, depth: number): Generator<Place> {
  function* walk(
    elements: readonly ElementDefinition[], above: readonly Step[], open: readonly string[],
  ): Generator<Place> {
    for (const definition of elements) {
      for (const type of definition.contentReference === undefined ? definition.types.map(({ code }) => code) : ['']) {
        if (type === 'Extension' || model.type(type)?.kind === 'resource') continue
        const steps = [...above, { definition, type, name: jsonName(definition, type) }]
        yield { resourceType, steps }
        if (model.type(type)?.kind === 'primitive') continue
        const inside = definition.contentReference ?? (definition.children.length > 0 ? undefined : type)
        if (inside !== undefined && open.includes(inside)) continue
        const datatypes = open.filter((name) => !name.includes('.')).length
        if (inside === type && datatypes >= depth) continue
        const children = inside === type ? model.type(type)?.elements ?? [] : childrenOf(model, definition)
        yield* walk(children, steps, inside === undefined ? open : [...open, inside])
      }
    }
  }
  yield* walk(model.type(resourceType)?.elements ?? [], [], [])
}

/** Whether a place holds a primitive value itself. */
export function isPrimitive(model: Model, place: Place): boolean {
  return model.type(place.steps.at(-1)?.type ?? '')?.kind === 'primitive'
}

/** `Patient.contact.name.given`, with JSON names. */
export function placeName({ resourceType, steps }: Place): string {
  return [resourceType, ...steps.map(({ name }) => name)].join('.')
}

/** The smallest resource with these members beside the place, or in it when it is an object: nothing else that is required is there. */
export function resourceAt(place: Place, members: string): string {
  const { resourceType, steps } = place
  const last = steps.length - 1
  const inner = steps.reduceRight((text, { definition, name }, index) => {
    if (index === last) return text
    const object = `{${text}}`
    return `"${name}":${definition.max > 1 ? `[${object}]` : object}`
  }, members)
  const id = steps.length === 1 && steps[0]?.name === 'id' ? '' : '"id":"r1",'
  return `{"resourceType":"${resourceType}",${id}${inner}}`
}

/** `value` in the array that the cardinality asks for. */
export function inCardinality({ definition }: Step, value: string): string {
  return definition.max > 1 ? `[${value}]` : value
}

import { childrenOf, jsonName, type ElementDefinition, type Model } from '../../fhir/model.ts'
import { missingPath } from '../lint/model-paths.ts'
import type { ElementPath, PathStep } from './fhir-path.ts'
import type { When } from './imported.ts'

/**
 * Where a rule is to hold, and whether that covers the place that the source names and nothing else, or more than it.
 */
export interface PlaceConditions {
  readonly when: When
  readonly covers: 'exactly' | 'more'
  /** What of the source's path is not in the conditions, in words. */
  readonly beyond: readonly string[]
}

/** Why no rule can stand for a path, in words that fit after a colon. */
export interface NoPlace {
  readonly missing: string
}

type Child = Extract<PathStep, { kind: 'child' }>

/** The conditions of our language for a path of the source, held against a FHIR model. */
export function placeConditions(model: Model, { root, steps, narrowed }: ElementPath): PlaceConditions | NoPlace {
  const at = steps.findIndex(({ kind }) => kind !== 'child')
  const before = (at < 0 ? steps : steps.slice(0, at)) as readonly Child[]
  const found = pathOf(model, root, before)
  if ('missing' in found) return found
  if (at < 0) return withNarrowed(found, narrowed)
  const nodes = steps[at] as PathStep
  const after = steps.slice(at + 1)
  if (after.some(({ kind }) => kind !== 'child')) return withNarrowed(found, ['nodesByType or nodesByName within another'])
  const place =
    nodes.kind === 'type' ? ofType(model, nodes.name, after as readonly Child[]) : ofName(model, nodes.name, after as readonly Child[])
  if ('missing' in place) return place
  return withNarrowed(
    join(found, place, { resourceType: before.length === 0 && model.resourceTypes.has(root) ? root : undefined }),
    narrowed,
  )
}

function withNarrowed(place: PlaceConditions, narrowed: readonly string[]): PlaceConditions {
  return narrowed.length === 0 ? place : { ...place, covers: 'more', beyond: [...place.beyond, ...narrowed] }
}

/**
 * Both conditions, below a place and of a type or name; a rule
 * has one path, so where both are paths the second is lost.
 */
function join(
  above: PlaceConditions, place: PlaceConditions, { resourceType }: { readonly resourceType: string | undefined },
): PlaceConditions {
  if (resourceType !== undefined) return { ...place, when: { resourceType, ...place.when } }
  if (above.when.path === 'Resource')
    return { ...place, covers: above.covers === 'more' ? 'more' : place.covers, beyond: [...above.beyond, ...place.beyond] }
  if (place.when.path === undefined) {
    const covers = above.covers === 'more' ? 'more' : place.covers
    return { when: { ...above.when, ...place.when }, covers, beyond: [...above.beyond, ...place.beyond] }
  }
  return { when: above.when, covers: 'more', beyond: [...place.beyond, 'what nodesByType or nodesByName picks below this path'] }
}

function ofType(model: Model, name: string, after: readonly Child[]): PlaceConditions | NoPlace {
  const kind = model.type(name)?.kind
  if (kind === undefined) return { missing: missingType(model, name) }
  if (kind === 'primitive') {
    const [part] = after
    if (part === undefined) return { when: { type: name }, covers: 'exactly', beyond: [] }
    return ['extension', 'id'].includes(part.name)
      ? { when: { type: name }, covers: 'more', beyond: [`.${part.name} of it`] }
      : { missing: `the type ${name} has no ${part.name}` }
  }
  if (kind === 'resource') return moreThan(model.resourceTypes.has(name) ? name : 'Resource', 'where the resource stands')
  if (after.length > 0) {
    const path = pathOf(model, name, after)
    return 'missing' in path ? path : { ...path, covers: 'exactly', beyond: [] }
  }
  const isBackbone = name === 'BackboneElement'
  if (model.type(name)?.abstract === true && !isBackbone) return { missing: `no element is of the abstract type ${name}` }
  return {
    when: { type: name },
    covers: isBackbone ? 'more' : 'exactly',
    beyond: isBackbone ? ['which elements the tool calls a BackboneElement'] : [],
  }
}

function moreThan(path: string, beyond: string): PlaceConditions {
  return { when: { path }, covers: 'more', beyond: [beyond] }
}

/** All places of the model at which an element has the name; the parts of resources by one path for all of them. */
function ofName(model: Model, name: string, after: readonly Child[]): PlaceConditions | NoPlace {
  if (after.length > 0) {
    const place = ofName(model, name, [])
    return 'missing' in place ? place : { ...place, covers: 'more', beyond: [`.${after.map((child) => child.name).join('.')}`] }
  }
  if (name === 'extension' || name === 'modifierExtension') return { when: { type: 'Extension' }, covers: 'exactly', beyond: [] }
  const paths = new Set<string>()
  for (const type of model.types.values()) {
    if (type.kind === 'primitive') continue
    for (const element of withBelow(type.elements)) {
      if (element.name !== name || element.types.some(({ code }) => model.type(code)?.kind === 'resource')) continue
      const [, ...segments] = element.path.split('.')
      const last = element.choice && !element.path.endsWith('[x]') ? '[x]' : ''
      const root =
        type.kind === 'resource' && segments.length === 1
          ? 'Resource'
          : type.abstract && type.kind === 'resource'
            ? 'Resource'
            : (element.path.split('.')[0] as string)
      paths.add(`${root}.${segments.join('.')}${last}`)
    }
  }
  const known = [...paths].filter((path) => missingPath([model], path) === undefined).sort()
  return known.length === 0 ? { missing: `no element is called ${name}` } : { when: { path: known }, covers: 'exactly', beyond: [] }
}

function* withBelow(elements: readonly ElementDefinition[]): Generator<ElementDefinition> {
  for (const element of elements) {
    yield element
    yield* withBelow(element.children)
  }
}

/** A place on the way down a path: as our language writes it, and what can follow. */
interface Way {
  readonly path: string
  readonly here: readonly ElementDefinition[]
}

/**
 * Paths of our language: choices as `value[x]`, or with the type that was asked for. There are several where a path without
 * a type names elements of different forms.
 */
function pathOf(model: Model, root: string, children: readonly Child[]): PlaceConditions | NoPlace {
  if (root !== 'Resource' && model.type(root) === undefined) return { missing: missingPath([model], root) ?? `there is no type ${root}` }
  const beyond = new Set(model.type(root)?.kind === 'complex' ? [`that no resource is called ${root}`] : [])
  const others: PlaceConditions[] = []
  let ways: readonly Way[] = [{ path: root, here: elementsOf(model, root) }]
  for (const [index, child] of children.entries()) {
    const fitting = ways.flatMap(({ path, here }) => here.filter(({ name }) => name === child.name).map((element) => ({ path, element })))
    if (fitting.length === 0) return { missing: whyMissing(model, ways, child.name) }
    if (fitting.some(({ element }) => holdsResources(model, element))) {
      const within = withinResource(model, child.name, children.slice(index + 1))
      if (!('missing' in within)) others.push(within)
    }
    for (const { path, element } of fitting) if (isReused(model, element)) beyond.add(`${path}.${child.name} from the same within others`)
    ways = stepsOf(model, fitting.filter(({ element }) => !holdsResources(model, element)), child)
    if (ways.length === 0) break
  }
  const found = [...ways.map(({ path }) => path), ...others.flatMap(({ when }) => when.path ?? [])]
  const [path, ...rest] = [...new Set(found)]
  if (path === undefined)
    return { missing: `nothing that ${[root, ...children.map(({ name }) => name)].join('.')} names is of the type that it asks for` }
  for (const one of others.flatMap((other) => other.beyond)) beyond.add(one)
  return { when: { path: rest.length === 0 ? path : [path, ...rest] }, covers: beyond.size > 0 ? 'more' : 'exactly', beyond: [...beyond] }
}

function holdsResources(model: Model, { types }: ElementDefinition): boolean {
  return types.some(({ code }) => code === 'Resource' || model.resourceTypes.has(code))
}

/** One step further: elements that are written alike go on together. */
function stepsOf(
  model: Model,
  fitting: readonly { readonly path: string; readonly element: ElementDefinition }[],
  { name, type }: Child,
): Way[] {
  const steps = fitting.flatMap(({ path, element }) => {
    const cast = element.types.find(({ code }) => code === type)
    if (type !== undefined && cast === undefined) return []
    const written = !element.choice ? name : cast === undefined ? `${name}[x]` : jsonName(element, cast.code)
    return [{ path: `${path}.${written}`, here: below(model, element, cast?.code) }]
  })
  return [...Map.groupBy(steps, ({ path }) => path)].map(([path, group]) => ({ path, here: group.flatMap(({ here }) => here) }))
}

/** Rules hold for a resource that stands in another as for any, so a path into it covers that place in all of them. */
function withinResource(model: Model, path: string, rest: readonly Child[]): PlaceConditions | NoPlace {
  const place = pathOf(model, 'Resource', rest)
  return 'missing' in place ? place : { ...place, covers: 'more', beyond: [...place.beyond, `that the resource stands in ${path}`] }
}

function whyMissing(model: Model, ways: readonly Way[], name: string): string {
  const path = ways[0]?.path ?? 'Resource'
  const here = ways.flatMap((way) => way.here)
  const typed = here.find((element) => element.choice && element.types.some(({ code }) => jsonName(element, code) === name))
  if (typed !== undefined) return `FHIRPath has no ${path}.${name}: it calls the element ${path}.${typed.name}`
  return missingPath([model], `${path}.${name}`) ?? `there is no ${path}.${name}`
}

function elementsOf(model: Model, root: string): readonly ElementDefinition[] {
  if (root !== 'Resource') return model.type(root)?.elements ?? []
  return [...model.resourceTypes].flatMap((type) => model.type(type)?.elements ?? [])
}

/** The types of all that can stand at a path of our language and below it, without extensions and resources within. */
export function typesAt(model: Model, path: string): ReadonlySet<string> {
  const [root = '', ...names] = path.split('.')
  let here = elementsOf(model, root)
  const found = new Set<string>()
  names.forEach((name, index) => {
    const fitting = here
      .flatMap((element) =>
        element.types
          .filter(({ code }) => !element.choice || name.endsWith('[x]') || jsonName(element, code) === name)
          .map(({ code }) => ({ element, code })),
      )
      .filter(({ element }) => element.name === name.replace('[x]', '') || element.choice)
    if (index === names.length - 1) for (const { code } of fitting) found.add(code)
    here = fitting.flatMap(({ element, code }) => below(model, element, code))
  })
  const seen = new Set<ElementDefinition>()
  const open = [...here]
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    if (seen.has(element)) continue
    seen.add(element)
    const codes = element.types
      .map(({ code }) => code)
      .filter((code) => code !== 'Extension' && code !== 'Resource' && !model.resourceTypes.has(code))
    for (const code of codes) found.add(code)
    if (codes.length > 0 || element.contentReference !== undefined) open.push(...below(model, element, undefined))
  }
  return found
}

/**
 * A rule of ours on an item is one on an item within an item too,
 * and wherever else it is used; a path of the source is not.
 */
function isReused(model: Model, { path }: ElementDefinition): boolean {
  const root = model.type(path.split('.')[0] ?? '')?.elements ?? []
  return [...withBelow(root)].some(({ contentReference }) => contentReference === path)
}

function below(model: Model, element: ElementDefinition, type: string | undefined): readonly ElementDefinition[] {
  const own = childrenOf(model, element)
  if (own.length > 0) return own
  return element.types.filter(({ code }) => type === undefined || code === type).flatMap(({ code }) => {
    const found = model.type(code)
    if (found === undefined || found.kind === 'resource') return []
    return found.kind === 'complex' ? found.elements : found.elements.filter(({ name }) => name !== 'value')
  })
}

function missingType(model: Model, name: string): string {
  const near = [...model.types.keys()].find((type) => type.toLowerCase() === name.toLowerCase())
  return `there is no datatype ${name}${near === undefined ? '' : `; did you mean "${near}"?`}`
}

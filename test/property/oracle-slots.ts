import { extensionPart, extensionRule, type ExtensionAnswer } from '../../src/classify/extension-rule.ts'
import type { ElementClass } from '../../src/contract/classes.ts'
import { childrenOf, jsonKind, jsonName, type ElementDefinition, type Model } from '../../src/fhir/model.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import { isNull, stringOf, memberOf, type Tree } from './tree.ts'

/** What may stand under a JSON key: an element in one of its types, or the `_` sibling of a primitive. */
export interface Slot {
  readonly definition: ElementDefinition
  /** Empty where a contentReference stands for the type. */
  readonly type: string
  readonly shadow: boolean
}
export type Slots = ReadonlyMap<string, Slot>

const known = new WeakMap<readonly ElementDefinition[], Slots>()

export function slotsOf(model: Model, elements: readonly ElementDefinition[]): Slots {
  const before = known.get(elements)
  if (before !== undefined) return before
  const slots = new Map<string, Slot>()
  for (const definition of elements) {
    const types = definition.contentReference === undefined ? definition.types.map(({ code }) => code) : ['']
    for (const type of types) {
      slots.set(jsonName(definition, type), { definition, type, shadow: false })
      if (hasShadow(model, definition, type)) slots.set(`_${jsonName(definition, type)}`, { definition, type, shadow: true })
    }
  }
  known.set(elements, slots)
  return slots
}

/** The ids of datatypes, URLs of extensions and the narrative have no `_` sibling (FHIR R4, JSON representation of primitive elements). */
export function hasShadow(model: Model, definition: ElementDefinition, type: string): boolean {
  if (!isPrimitive(model, type) || type === 'xhtml' || definition.path === 'Extension.url') return false
  return !(type === 'string' && /^[A-Z]\w*\.id$/.test(definition.path))
}

export function isPrimitive(model: Model, type: string): boolean {
  return model.type(type)?.kind === 'primitive'
}

export function isResourceType(model: Model, type: string): boolean {
  return type === 'Resource' || model.resourceTypes.has(type)
}

/** The parts of a complex element, or of the `_` sibling of a primitive. */
export function partsOf(model: Model, { definition, type, shadow }: Slot): Slots {
  if (shadow) return slotsOf(model, withoutValue(model, type))
  const inline = definition.contentReference !== undefined || definition.children.length > 0
  return slotsOf(model, inline ? childrenOf(model, definition) : (model.type(type)?.elements ?? []))
}

const valueless = new Map<string, readonly ElementDefinition[]>()
/** Kept by identity, for `slotsOf`. */
function withoutValue(model: Model, type: string): readonly ElementDefinition[] {
  const key = `${model.version} ${type}`
  const found = valueless.get(key) ?? (model.type(type)?.elements ?? []).filter(({ name }) => name !== 'value')
  valueless.set(key, found)
  return found
}

/** Whether a single value, or an item of an array, has the JSON form that the element has. */
export function fits(model: Model, { definition, type, shadow }: Slot, value: Tree): boolean {
  const many = definition.max > 1
  if (shadow) return value.is === 'object' || many && isNull(value)
  if (!isPrimitive(model, type)) return value.is === 'object'
  if (value.is !== 'leaf') return false
  if (isNull(value)) return many
  return kindOf(value.source) === jsonKind(type)
}

function kindOf(source: string): 'string' | 'number' | 'boolean' {
  if (source.startsWith('"')) return 'string'
  return source === 'true' || source === 'false' ? 'boolean' : 'number'
}

/** What is known of an extension where it stands; undefined for one that must not pass. */
export function allowedExtension(
  policy: Policy,
  extension: Tree,
  place: { readonly modifier: boolean; readonly inherited: ElementClass | undefined; readonly enclosing: ExtensionAnswer | undefined },
): { readonly url: string; readonly answer: ExtensionAnswer } | undefined {
  const url = stringOf(memberOf(extension, 'url'))
  if (url === undefined) return undefined
  const child = place.inherited === undefined
    ? place.enclosing?.children?.get(url)
    : extensionPart(url)
  if (child !== undefined) return { url, answer: child }
  const listed = extensionRule(url)
  if (listed !== undefined && listed.modifier === place.modifier) return { url, answer: listed }
  const added = policy.extensions.find((one) => one.url === url)
  return added === undefined ? undefined : { url, answer: { class: added.class, why: added.why, modifier: place.modifier } }
}

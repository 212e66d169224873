import type { Action } from '../../src/contract/action.ts'
import { jsonName, type ElementDefinition, type Model } from '../../src/fhir/model.ts'
import { isPrimitive, type Slot } from './oracle-slots.ts'
import { leafOf, memberOf, type Member, type ObjectTree, type Tree } from './tree.ts'

const MASKED = '{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}'
const LABELS: readonly (readonly [string, readonly Action['do'][]])[] = [
  ['REDACTED', ['drop', 'redact']], ['ABSTRED', ['generalize']], ['MASKED', ['mask', 'encrypt']],
  ['PSEUDED', ['pseudonymize', 'shift', 'surrogate']],
]

/** Writes what was done into `meta.security` (HL7 v3 ObservationValue). */
export function writeLabels(resource: ObjectTree, done: ReadonlySet<Action['do']>): void {
  const items = LABELS.filter(([, actions]) => actions.some((action) => done.has(action))).map(([code]): Tree => ({
    is: 'object', members: [
      { key: 'system', value: leafOf('http://terminology.hl7.org/CodeSystem/v3-ObservationValue') }, { key: 'code', value: leafOf(code) },
    ],
  }))
  if (items.length === 0) return
  const meta = ensure(resource, 'meta', { is: 'object', members: [] })
  if (meta.is !== 'object') return
  const security = ensure(meta, 'security', { is: 'array', items: [] })
  if (security.is === 'array') security.items.push(...items)
}

function ensure(tree: ObjectTree, key: string, value: Tree): Tree {
  const found = memberOf(tree, key)
  if (found !== undefined) return found
  tree.members.push({ key, value })
  return value
}

/** The member that says a value was withheld (extension `data-absent-reason`, code `masked`). */
export function standIn(model: Model, slot: Slot | undefined): Member {
  if (slot === undefined) throw new Error('an unknown element has no stand-in')
  const { definition, type } = slot
  const one: Tree = isPrimitive(model, type) ? masked([]) : masked(requiredParts(model, definition, type, []))
  const name = jsonName(definition, type)
  return { key: isPrimitive(model, type) ? `_${name}` : name, value: definition.max === 1 ? one : { is: 'array', items: [one] } }
}

function masked(parts: readonly Member[]): ObjectTree {
  return { is: 'object', members: [{ key: 'extension', value: MASKED_EXTENSION() }, ...parts] }
}

const MASKED_EXTENSION = (): Tree => {
  const [extension] = (JSON.parse(MASKED) as { extension: { url: string; valueCode: string }[] }).extension
  return { is: 'array', items: [{ is: 'object', members: [
    { key: 'url', value: leafOf(extension?.url ?? '') }, { key: 'valueCode', value: leafOf(extension?.valueCode ?? '') },
  ] }] }
}

function requiredParts(model: Model, definition: ElementDefinition, type: string, above: readonly string[]): Member[] {
  const parts = definition.children.length > 0 ? definition.children : (model.type(type)?.elements ?? [])
  return parts.flatMap((part) => {
    const code = part.types[0]?.code
    if (part.min === 0 || code === undefined || above.includes(part.path)) return []
    const shape = isPrimitive(model, code) ? masked([]) : masked(requiredParts(model, part, code, [...above, part.path]))
    const name = jsonName(part, code)
    return [{ key: isPrimitive(model, code) ? `_${name}` : name, value: part.max === 1 ? shape : { is: 'array', items: [shape] } }]
  })
}

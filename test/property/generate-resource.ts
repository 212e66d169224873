import { EXTENSION_RULES } from '../../src/classify/rules/extensions.ts'
import type { Model } from '../../src/fhir/model.ts'
import type { Choices } from './choices.ts'
import { generateAny, generateValue } from './generate-value.ts'
import { isPrimitive, partsOf, slotsOf, type Slot, type Slots } from './oracle-slots.ts'
import { leafOf, type Member, type ObjectTree, type Tree } from './tree.ts'

/** The types that carry most of what can go wrong; they are met half of the time. */
const USUAL = [
  'Patient', 'Observation', 'Bundle', 'Condition', 'Encounter', 'Coverage', 'Parameters', 'QuestionnaireResponse', 'Immunization',
  'Provenance',
]
/** Extension URLs of each kind that the classifier knows, one that it does not, and relative ones. */
const URLS = [
  ...EXTENSION_RULES.filter(({ children }) => children !== undefined).map(({ url }) => url).slice(0, 12),
  'http://hl7.org/fhir/StructureDefinition/patient-birthTime', 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-streetName', 'http://example.org/unknown', 'http://example.org/added',
  'ombCategory', 'text', 'detailed',
  ...EXTENSION_RULES.filter(({ modifier }) => modifier === true).map(({ url }) => url).slice(0, 4),
]

interface Growth {
  readonly model: Model
  readonly choices: Choices
  /** How many more elements may be made: bounds the size. */
  left: number
}

/** A resource of a random type with a random part of its elements, some of them wrong. */
export function generateResource(model: Model, choices: Choices): ObjectTree {
  return resource({ model, choices, left: 60 }, 0)
}

function resource(growth: Growth, depth: number): ObjectTree {
  const { model, choices } = growth
  const type = choices.next(2) === 0 ? choices.pick(USUAL) : choices.pick([...model.resourceTypes])
  const slots = slotsOf(model, model.type(type)?.elements ?? [])
  const members = membersOf(growth, slots, depth, 6)
  const named = choices.rarely(60) ? choices.pick<Tree>([leafOf('Patiant'), leafOf(null), leafOf(7)]) : leafOf(type)
  const first: Member = { key: 'resourceType', value: named }
  const at = choices.rarely(4) ? choices.next(members.length + 1) : 0
  if (!choices.rarely(80)) members.splice(at, 0, first)
  return { is: 'object', members }
}

function membersOf(growth: Growth, slots: Slots, depth: number, most: number): Member[] {
  const { choices } = growth
  const members: Member[] = []
  const keys = [...slots.keys()]
  const put = (key: string): void => {
    const slot = slots.get(key)
    if (slot === undefined || growth.left <= 0 || members.some((member) => member.key === key)) return
    growth.left--
    members.push({ key, value: element(growth, slot, depth) })
  }
  for (let count = choices.next(most + 1); count > 0; count--) {
    const key = choices.pick(keys)
    put(key)
    if (slots.has(`_${key}`) && choices.rarely(5)) put(`_${key}`)
  }
  for (const key of ['system', 'reference', 'entry', 'resource', 'identifier', 'subject', 'code', 'meta', 'security']) {
    if (slots.has(key) && choices.rarely(4)) put(key)
  }
  if (choices.rarely(25))
    members.splice(choices.next(members.length + 1), 0, {
      key: choices.pick(['nickname', 'Name', 'valuedateTime', '', '_id']),
      value: generateAny(choices),
    })
  return members
}

function element(growth: Growth, slot: Slot, depth: number): Tree {
  const { choices } = growth
  if (choices.rarely(40)) return generateAny(choices)
  if (slot.definition.max === 1) return single(growth, slot, depth)
  const primitive = isPrimitive(growth.model, slot.type)
  const items = Array.from({ length: 1 + choices.next(3) }, () =>
    primitive && choices.rarely(4) ? leafOf(null) : choices.rarely(60) ? generateAny(choices) : single(growth, slot, depth))
  return { is: 'array', items }
}

function single(growth: Growth, slot: Slot, depth: number): Tree {
  const { model, choices } = growth
  const { definition, type, shadow } = slot
  if (type === 'Extension') return extension(growth, slot, depth)
  if (type === 'Resource' || model.resourceTypes.has(type)) {
    return depth > 4 ? { is: 'object', members: [{ key: 'resourceType', value: leafOf('Patient') }] } : resource(growth, depth + 1)
  }
  if (isPrimitive(model, type) && !shadow) return generateValue(type, definition.name, choices)
  const members = membersOf(growth, partsOf(model, slot), depth + 1, depth > 6 ? 0 : 3)
  if (shadow && !members.some(({ key }) => key === 'extension'))
    members.push({ key: 'extension', value: { is: 'array', items: [extension(growth, slot, depth)] } })
  return { is: 'object', members }
}

function extension(growth: Growth, slot: Slot, depth: number): Tree {
  const { model, choices } = growth
  const members: Member[] = choices.rarely(40) ? [] : [{ key: 'url', value: leafOf(choices.pick(URLS)) }]
  const slots = slotsOf(model, model.type('Extension')?.elements ?? [])
  const values = [...slots.keys()].filter((key) => key.startsWith('value'))
  const key = choices.rarely(4) && depth < 6 ? 'extension' : choices.rarely(3) ? choices.pick(values) : 'valueString'
  const value = slots.get(key)
  if (value !== undefined && growth.left > 0) {
    growth.left--
    members.splice(choices.rarely(5) ? 0 : members.length, 0, {
      key,
      value: element(growth, value.type === 'Extension' ? { ...slot, ...value } : value, depth + 1),
    })
  }
  return { is: 'object', members }
}

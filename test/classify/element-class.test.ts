import { describe, expect, test } from 'vitest'
import { ELEMENT_CLASSES, FHIR_VERSIONS, type ElementClass, type FhirVersion } from '../../src/contract/classes.ts'
import { coverage, elementClass, PATH_RULES } from '../../src/classify/element-class.ts'
import { DATATYPE_RULES } from '../../src/classify/rules/datatypes.ts'
import { DEFINITIONAL_FAMILY, DEFINITIONAL_TYPES } from '../../src/classify/rules/definitional.ts'
import { findElement, loadModel, type ElementDefinition } from '../../src/fhir/model.ts'
import { EXPECTED_CLASSES } from './expected-classes.ts'

const MODELS = FHIR_VERSIONS.map(loadModel)
const WORDS = ['string', 'markdown', 'xhtml', 'base64Binary', 'uri', 'url', 'id', 'oid', 'uuid']

describe.each(FHIR_VERSIONS)('In %s', (version) => {
  const model = loadModel(version)
  const rows = [...coverage(model)]

  test('every primitive element of every type has a class.', () => {
    const leaves = [...model.types.values()].flatMap((type) => type.elements).flatMap(primitiveLeaves)
    const covered = new Set(rows.map((row) => `${row.path} ${row.type}`))
    expect(leaves.length).toBeGreaterThan(2500)
    expect(leaves.filter((leaf) => !covered.has(leaf))).toEqual([])
  })

  test('every class is one of the contract, with a rule and a reason.', () => {
    const classes: ReadonlySet<string> = new Set(ELEMENT_CLASSES)
    expect(rows.filter((row) => !classes.has(row.class) || row.rule === 'unknown' || row.why.length < 10)).toEqual([])
  })

  test('no leaf that can hold words passes by its datatype alone.', () => {
    const passing = rows.filter((row) => row.class === 'not-identifying' && row.rule.startsWith('type/'))
    expect(passing.filter((row) => WORDS.includes(row.type))).toEqual([])
  })

  test('no text below a complex element passes because the whole passes, but in definitions.', () => {
    const passing = rows.filter((row) => row.class === 'not-identifying' && row.rule === 'inherited')
    const wordy = passing.filter((row) => WORDS.includes(row.type) || ['CodeableConcept', 'Coding'].includes(row.type))
    expect(wordy.filter((row) => !DEFINITIONAL_TYPES.includes(row.path.split('.')[0] ?? ''))).toEqual([])
  })

  test('a path rule lets a complex element pass as a whole only where nothing in it can hold words.', () => {
    const wholes = rows.filter((row) => row.class === 'not-identifying' && model.type(row.type)?.kind === 'complex')
    const types = new Set(wholes.filter((row) => row.path !== 'DeviceDefinition.identifier').map((row) => row.type))
    expect([...types].filter((type) => !['Period', 'Money', 'BackboneElement', 'Element'].includes(type))).toEqual([])
  })

  test('the table is not trivially small.', () => {
    expect(rows.filter((row) => row.class === 'free-text').length).toBeGreaterThan(500)
    expect(rows.filter((row) => row.class === 'date').length).toBeGreaterThan(50)
  })

  function primitiveLeaves(element: ElementDefinition): string[] {
    const own = element.types.filter((type) => model.type(type.code)?.kind === 'primitive')
    return [...own.map((type) => `${element.path} ${type.code}`), ...element.children.flatMap(primitiveLeaves)]
  }
})

describe('The rules', () => {
  test('name only paths and types that some FHIR version has.', () => {
    const dead = PATH_RULES.flatMap((rule) => rule.paths.flatMap((path) => {
      const found = MODELS.map((model) => findElement(model, path)).filter((element) => element?.path === path)
      if (found.length === 0) return [path]
      const codes = new Set(found.flatMap((element) => element?.types.map((type) => type.code) ?? []))
      return (rule.types ?? []).filter((type) => !codes.has(type)).map((type) => `${path} as ${type}`)
    }))
    expect(dead).toEqual([])
  })

  test('name a path and type once.', () => {
    const keys = PATH_RULES.flatMap((rule) =>
      rule.paths.flatMap((path) => (rule.types ?? ['']).map((type) => `${path} ${type}`)))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  test('give each type a class once, and every type of every version one.', () => {
    const ruled = DATATYPE_RULES.map((rule) => rule.type)
    expect(ruled.filter((type, index) => ruled.indexOf(type) !== index)).toEqual([])
    const types = MODELS.flatMap((model) => [...model.types.values()]).filter((type) => type.kind !== 'resource')
    expect(types.map((type) => type.name).filter((name) => !ruled.includes(name))).toEqual([])
    expect(ruled.filter((name) => types.every((type) => type.name !== name))).toEqual([])
  })

  test('of the definitional family each fit some type, and each of its types is concerned.', () => {
    const has = (type: string, element: string): boolean =>
      MODELS.some((model) => findElement(model, `${type}.${element}`) !== undefined)
    const elements = DEFINITIONAL_FAMILY.flatMap((rule) => rule.elements)
    expect(elements.filter((element) => !DEFINITIONAL_TYPES.some((type) => has(type, element)))).toEqual([])
    expect(DEFINITIONAL_TYPES.filter((type) => !elements.some((element) => has(type, element)))).toEqual([])
  })

  test('give a reason of some words each.', () => {
    const reasons = [...PATH_RULES, ...DATATYPE_RULES, ...DEFINITIONAL_FAMILY].map((rule) => rule.why)
    expect(reasons.filter((why) => why.split(' ').length < 4 || !why.endsWith('.'))).toEqual([])
  })

  test('of the HIPAA identifiers name the paragraph.', () => {
    const hipaa = [
      'name', 'address', 'phone', 'mrn', 'health-plan-id', 'account', 'license', 'device', 'ip', 'biometric',
      'photo', 'age',
    ]
    const silent = PATH_RULES.filter((rule) => hipaa.includes(rule.class) && !rule.why.includes('164.514(b)(2)(i)'))
    expect(silent.map((rule) => rule.paths)).toEqual([])
  })
})

test.for(EXPECTED_CLASSES)('%s %s as %s is %s.', ([version, path, type, expected]) => {
  expect(classAt(version, path, type)).toBe(expected)
})

/** The class at a path, with that of the datatype it stands in where the path starts at one. */
function classAt(version: FhirVersion, path: string, type: string): ElementClass | 'descend' {
  const model = loadModel(version)
  const segments = path.split('.')
  const root = DATATYPE_RULES.find((rule) => rule.type === segments[0])?.class
  let inherited: ElementClass | undefined = root === 'descend' ? undefined : root
  for (let length = 2; length < segments.length; length++) {
    const parent = findElement(model, segments.slice(0, length).join('.'))
    if (parent === undefined) throw new Error(`${path} does not exist in ${version}`)
    inherited = elementClass({ model, definition: parent, type: parent.types[0]?.code ?? '', inherited }).class
  }
  const definition = findElement(model, path)
  if (definition === undefined) throw new Error(`${path} does not exist in ${version}`)
  expect(definition.types.map((each) => each.code)).toContain(type)
  return elementClass({ model, definition, type, inherited }).class ?? 'descend'
}

test.for([
  [['Patient'], 'name'],
  [['Organization', 'Practitioner'], 'name'],
  [['Resource'], 'name'],
  [[], 'name'],
  [['Organization'], 'organization'],
  [['Location', 'HealthcareService'], 'organization'],
  [['Organization', 'Device'], 'free-text'],
  [['Medication'], 'free-text'],
] as const)('The display of a reference to %s is %s.', ([targets, expected]) => {
  const model = loadModel('R4')
  const definition = findElement(model, 'Reference.display')
  if (definition === undefined) throw new Error('Reference.display does not exist')
  expect(elementClass({ model, definition, type: 'string', inherited: undefined, targets }).class).toBe(expected)
})

test('The parts of an identifier keep the class that its place gives, but for its system and type.', () => {
  const model = loadModel('R4')
  const at = (path: string, type: string, inherited: ElementClass | undefined): ElementClass | undefined => {
    const definition = findElement(model, path)
    if (definition === undefined) throw new Error(`${path} does not exist`)
    return elementClass({ model, definition, type, inherited }).class
  }
  const whole = at('Patient.identifier', 'Identifier', undefined)
  expect(at('Identifier.value', 'string', whole)).toBe('mrn')
  expect(at('Identifier.system', 'uri', whole)).toBe('not-identifying')
  expect(at('Identifier.type', 'CodeableConcept', whole)).toBeUndefined()
  expect(at('Identifier.extension', 'Extension', whole)).toBeUndefined()
  expect(at('Identifier.id', 'string', whole)).toBe('other-id')
})

test('A class covers the subtree of a complex element and nothing more than a leaf.', () => {
  const model = loadModel('R4')
  const ask = (path: string, type: string): string => {
    const definition = findElement(model, path)
    if (definition === undefined) throw new Error(`${path} does not exist`)
    return elementClass({ model, definition, type, inherited: undefined }).covers
  }
  expect(ask('Patient.name', 'HumanName')).toBe('subtree')
  expect(ask('Device.udiCarrier', 'BackboneElement')).toBe('subtree')
  expect(ask('Patient.birthDate', 'date')).toBe('element')
  expect(ask('Patient.contact', 'BackboneElement')).toBe('element')
})

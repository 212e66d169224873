import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FHIR_VERSIONS, type FhirVersion } from '../../src/contract/classes.ts'
import { buildTable } from '../../src/fhir/build-model.ts'
import {
  definitionPackage, readStructureDefinitions, type StructureDefinition,
} from '../../src/fhir/definition-packages.ts'
import {
  childrenOf, findElement, jsonKind, jsonName, loadModel, resourceTypeNames, tableUrl, type ElementDefinition,
} from '../../src/fhir/model.ts'

const FETCH_MS = 120_000

/** The definitions of a version, or why they cannot be had here. */
function definitionsOf(version: FhirVersion): StructureDefinition[] | string {
  try {
    return readStructureDefinitions(definitionPackage(version))
  } catch {
    return `the ${version} definition package is not cached and the npm registry cannot be reached`
  }
}

describe.each(FHIR_VERSIONS)('The %s table', (version) => {
  test('is what its definition package compiles to.', { timeout: FETCH_MS }, (context) => {
    const definitions = definitionsOf(version)
    if (typeof definitions === 'string') return context.skip(definitions)
    expect(buildTable(version) === readFileSync(tableUrl(version), 'utf8')).toBe(true)
  })

  test('has every element of every snapshot as published, and no other.', { timeout: FETCH_MS }, (context) => {
    const definitions = definitionsOf(version)
    if (typeof definitions === 'string') return context.skip(definitions)
    const published = definitions
      .filter((definition) => definition.derivation !== 'constraint' && definition.kind !== 'logical')
      .flatMap(printSnapshot)
    const modelled = [...loadModel(version).types.values()].flatMap((type) => type.elements.flatMap(printElement))
    expect(modelled.toSorted()).toEqual(published.toSorted())
  })

  test('stays small enough to read at start.', () => {
    expect(readFileSync(tableUrl(version)).length).toBeLessThan(400_000)
  })

  test('names as element types only types it has.', () => {
    const model = loadModel(version)
    const elements = [...model.types.values()].flatMap((type) => type.elements.flatMap(flatten))
    const used = elements.flatMap((element) => element.types)
    expect(used.map((type) => type.code).filter((code) => model.type(code) === undefined)).toEqual([])
    expect(used.flatMap((type) => type.targets).filter((target) => model.type(target) === undefined)).toEqual([])
  })

  test('has an element for every content reference.', () => {
    const model = loadModel(version)
    const references = [...model.types.values()].flatMap((type) => type.elements.flatMap(flatten))
      .filter((element) => element.contentReference !== undefined)
    expect(references.length).toBeGreaterThan(30)
    expect(references.filter((element) => childrenOf(model, element).length === 0)).toEqual([])
  })
})

function printSnapshot(definition: StructureDefinition): string[] {
  return definition.snapshot.element
    .filter((element) => element.path.includes('.') && element.max !== '0')
    .filter((element) => definition.kind !== 'primitive-type' || !element.path.endsWith('.value'))
    .map((element) => {
      const types = (element.type ?? []).map((type) => {
        const code = type.code.includes('/') ? systemTypeAt(element.path, definition) : type.code
        return `${code}>${(type.targetProfile ?? []).map((target) => target.split('/').at(-1)).join()}`
      })
      const reference = element.contentReference?.split('#')[1] ?? ''
      return [element.path, element.min, element.max, types.join('|'), reference].join(' ')
    })
}

function systemTypeAt(path: string, definition: StructureDefinition): string {
  if (path === 'Extension.url') return 'uri'
  return definition.kind === 'resource' && path === `${definition.name}.id` ? 'id' : 'string'
}

function printElement(element: ElementDefinition): string[] {
  const types = element.types.map((type) => `${type.code}>${type.targets.join()}`).join('|')
  const max = element.max === Infinity ? '*' : element.max
  const own = [element.path, element.min, max, types, element.contentReference ?? ''].join(' ')
  return [own, ...element.children.flatMap(printElement)]
}

function flatten(element: ElementDefinition): ElementDefinition[] {
  return [element, ...element.children.flatMap(flatten)]
}

test.for([
  ['R4', 'Patient.id', 'id'],
  ['R4', 'Patient.contact.id', 'string'],
  ['R4B', 'Address.id', 'string'],
  ['R5', 'Extension.url', 'uri'],
  ['R4', 'Patient.contact.name', 'HumanName'],
  ['R4', 'Patient.deceased[x]', 'boolean|dateTime'],
  ['R5', 'Availability.availableTime.availableStartTime', 'time'],
  ['R4', 'Bundle.entry.link.relation', 'string'],
  ['R4', 'Questionnaire.item.item.item.text', 'string'],
  ['R4', 'Age.value', 'decimal'],
] as const)('In %s, %s has the type %s.', ([version, path, types]) => {
  expect(findElement(loadModel(version), path)?.types.map((type) => type.code).join('|')).toBe(types)
})

test('A path that the model does not have is not found.', () => {
  expect(findElement(loadModel('R4'), 'Patient.animal')).toBeUndefined()
  expect(findElement(loadModel('R4'), 'Nothing.id')).toBeUndefined()
})

test('A choice has one property name for each type.', () => {
  const value = findElement(loadModel('R4'), 'Observation.value[x]')
  const names = value?.types.map((type) => jsonName(value, type.code))
  expect(names?.slice(0, 3)).toEqual(['valueQuantity', 'valueCodeableConcept', 'valueString'])
})

test('Abstract types are not resource types of a message.', () => {
  for (const version of FHIR_VERSIONS) {
    const names = loadModel(version).resourceTypes
    expect(['Resource', 'DomainResource', 'MetadataResource'].filter((name) => names.has(name))).toEqual([])
  }
  expect(FHIR_VERSIONS.map((version) => loadModel(version).resourceTypes.size)).toEqual([146, 141, 158])
})

test.for([
  ['decimal', 'number'], ['integer', 'number'], ['positiveInt', 'number'], ['unsignedInt', 'number'],
  ['integer64', 'string'], ['boolean', 'boolean'], ['instant', 'string'], ['xhtml', 'string'],
] as const)('A %s is a JSON %s.', ([primitive, kind]) => {
  expect(jsonKind(primitive)).toBe(kind)
})

test.for(FHIR_VERSIONS)('The resource types of %s are the same without building the model', (version) => {
  expect(new Set(resourceTypeNames(version))).toEqual(loadModel(version).resourceTypes)
})

import { expect, test } from 'vitest'
import { ELEMENT_CLASSES } from '../../src/contract/classes.ts'
import { extensionRule } from '../../src/classify/extension-rule.ts'
import { EXTENSION_RULES } from '../../src/classify/rules/extensions.ts'
import {
  definitionPackage, readStructureDefinitions, type StructureDefinition,
} from '../../src/fhir/definition-packages.ts'

const HL7 = 'http://hl7.org/fhir/StructureDefinition/'
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/'

/** Published after R4B, in the extensions pack. */
const LATER = ['timezone', 'itemWeight', 'individual-genderIdentity', 'individual-pronouns'].map((name) => HL7 + name)

test.for([
  [`${HL7}patient-mothersMaidenName`, 'name'],
  [`${HL7}humanname-own-prefix`, 'name'],
  [`${HL7}patient-birthPlace`, 'address'],
  [`${HL7}iso21090-ADXP-streetName`, 'address'],
  [`${HL7}geolocation`, 'address'],
  [`${HL7}patient-birthTime`, 'date'],
  [`${HL7}iso21090-TEL-address`, 'phone'],
  [`${HL7}rendered-value`, 'other-id'],
  [`${HL7}rendering-xhtml`, 'opaque'],
  [`${HL7}data-absent-reason`, 'descend'],
  [`${US_CORE}us-core-race`, 'descend'],
  [`${US_CORE}us-core-birthsex`, 'descend'],
  ['http://synthetichealth.github.io/synthea/quality-adjusted-life-years', 'age'],
] as const)('The value of %s is %s.', ([url, expected]) => {
  expect(extensionRule(url)?.class).toBe(expected)
})

test('A sub-extension is known by its relative URL under its own extension only.', () => {
  expect(extensionRule(`${US_CORE}us-core-race`)?.children?.get('text')?.class).toBe('free-text')
  expect(extensionRule(`${US_CORE}us-core-race`)?.children?.get('ombCategory')?.class).toBe('descend')
  expect(extensionRule(`${HL7}geolocation`)?.children?.get('latitude')?.class).toBe('address')
  expect(extensionRule(`${US_CORE}us-core-race`)?.children?.get('nickname')).toBeUndefined()
  expect(extensionRule('ombCategory')).toBeUndefined()
})

test.for([
  'http://example.org/favourite-song',
  `${HL7}data-absent-reason|4.0.1`,
  `${HL7}data-absent-reason/`,
  'HTTP://HL7.ORG/fhir/StructureDefinition/data-absent-reason',
  'constructor',
  '__proto__',
  '',
])('An extension with the URL "%s" is unknown.', (url) => {
  expect(extensionRule(url)).toBeUndefined()
})

test('Only extensions that are published as modifiers may modify.', () => {
  expect(EXTENSION_RULES.filter((rule) => extensionRule(rule.url)?.modifier).map((rule) => rule.url))
    .toEqual([`${HL7}request-doNotPerform`, `${HL7}capabilitystatement-prohibited`])
})

test('Every rule has a reason of some words, a class of the contract and a URL of its own.', () => {
  const classes: ReadonlySet<string> = new Set([...ELEMENT_CLASSES, 'descend'])
  expect(EXTENSION_RULES.filter((rule) => rule.why.split(' ').length < 4 || !rule.why.endsWith('.'))).toEqual([])
  const given = EXTENSION_RULES.flatMap((rule) => [rule.class, ...Object.values(rule.children ?? {})])
  expect(given.filter((each) => !classes.has(each))).toEqual([])
  expect(new Set(EXTENSION_RULES.map((rule) => rule.url)).size).toBe(EXTENSION_RULES.length)
})

test('HL7 publishes every extension named here, and no part of one is left out.', { timeout: 120_000 }, (context) => {
  const published = new Map<string, StructureDefinition>()
  try {
    for (const version of ['R4', 'R4B'] as const) {
      const definitions = readStructureDefinitions(definitionPackage(version))
      for (const definition of definitions) published.set(definition.url, definition)
    }
  } catch {
    return context.skip('the definition packages are not cached and the npm registry cannot be reached')
  }
  const rules = EXTENSION_RULES.filter((rule) => rule.url.startsWith(HL7) && !LATER.includes(rule.url))
  expect(rules.length).toBeGreaterThan(250)
  expect(rules.map((rule) => rule.url).filter((url) => !published.has(url))).toEqual([])
  const parts = (definition: StructureDefinition | undefined): string[] => (definition?.snapshot.element ?? [])
    .filter((element) => element.path === 'Extension.extension.url').flatMap((element) => element.fixedUri ?? [])
  for (const rule of rules) {
    const known = Object.keys(rule.children ?? {})
    expect([rule.url, ...parts(published.get(rule.url)).filter((part) => !known.includes(part))]).toEqual([rule.url])
  }
})

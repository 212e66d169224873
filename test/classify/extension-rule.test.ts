import { describe, expect, test } from 'vitest'
import { ELEMENT_CLASSES } from '../../src/contract/classes.ts'
import { extensionRule } from '../../src/classify/extension-rule.ts'
import { EXTENSION_RULES } from '../../src/classify/rules/extensions.ts'
import {
  definitionPackage, extensionsPackage, readStructureDefinitions, type StructureDefinition,
} from '../../src/fhir/definition-packages.ts'
import { outputOf, policyFrom, PROTECTING, shippedEngine } from '../support/shipped-engine.ts'

const HL7 = 'http://hl7.org/fhir/StructureDefinition/'
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/'

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
  [`${HL7}individual-recordedSexOrGender`, 'descend'],
  ['https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory', 'descend'],
  ['http://fhir.de/StructureDefinition/humanname-namenszusatz', 'name'],
  ['http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Coverage_InsuredPersonNumber', 'health-plan-id'],
  ['https://twcore.mohw.gov.tw/ig/twcore/StructureDefinition/person-age', 'age'],
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
    .toEqual([`${HL7}request-doNotPerform`, `${HL7}capabilitystatement-prohibited`,
      'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/modifierextension-infoCancelledFlag'])
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
    for (const folder of [extensionsPackage(), definitionPackage('R4'), definitionPackage('R4B')])
      for (const definition of readStructureDefinitions(folder)) published.set(definition.url, definition)
  } catch {
    return context.skip('the definition packages are not cached and the npm registry cannot be reached')
  }
  const rules = EXTENSION_RULES.filter((rule) => rule.url.startsWith(HL7))
  expect(rules.length).toBeGreaterThan(250)
  expect(rules.map((rule) => rule.url).filter((url) => !published.has(url))).toEqual([])
  const parts = (definition: StructureDefinition | undefined): string[] => (definition?.snapshot.element ?? [])
    .filter((element) => element.path === 'Extension.extension.url').flatMap((element) => element.fixedUri ?? [])
  for (const rule of rules) {
    const known = Object.keys(rule.children ?? {})
    expect([rule.url, ...parts(published.get(rule.url)).filter((part) => !known.includes(part))]).toEqual([rule.url])
  }
})

test('Every listed extension says of which types its value is, or those of its parts.', () => {
  const known = EXTENSION_RULES.map(({ url }) => [url, extensionRule(url)] as const)
  const silent = known.filter(([, rule]) => {
    const parts = [...rule?.children?.values() ?? []]
    return parts.length === 0 ? (rule?.types ?? []).length === 0 : parts.some(({ types }) => (types ?? []).length === 0)
  })
  expect(silent.map(([url]) => url)).toEqual([])
})

const extended = (extension: object): object => ({ resourceType: 'Patient', active: true, extension: [extension] })
const part = (outer: string, extension: object): object => extended({ url: `${US_CORE}${outer}`, extension: [extension] })
const FEMALE = { system: 'http://hl7.org/fhir/administrative-gender', code: 'female' }
const CANARY = { system: 'http://hl7.org/fhir/sid/us-ssn', value: '900-12-3456' }
const PDF = { contentType: 'text/plain', data: Buffer.from('MRN canary-3456').toString('base64') }

describe.for(PROTECTING)('By %s, an extension does not pass with', (policy) => {
  test.for([
    ['an identifier in place of an offset', extended({ url: `${HL7}tz-offset`, valueIdentifier: CANARY })],
    ['an address in place of a number', extended({ url: `${HL7}coding-sctdescid`, valueAddress: { text: 'canary-3456',
      country: 'US' } })],
    ['a birth date in place of a name', extended({ url: `${HL7}structuredefinition-table-name`, valueDate: '1980-03-456' })],
    ['a string in place of a date', extended({ url: `${HL7}resource-approvalDate`, valueString: '900-12-3456' })],
    ['a file in place of a name', extended({ url: `${HL7}structuredefinition-table-name`, valueAttachment: PDF })],
    ['an identifier in place of a race', part('us-core-race', { url: 'text', valueIdentifier: CANARY })],
    ['a contact in place of an ethnicity', part('us-core-ethnicity', { url: 'text', valueContactPoint: { value: '3456' } })],
    ['a signature in place of markup', extended({ url: `${HL7}rendering-xhtml`, valueSignature: { data: PDF.data } })],
    ['a search', extended({ url: `${HL7}questionnaire-referenceFilter`, valueString: 'patient=Patient/p3456&date=ge2021-03-04' })],
    ['a number of somebody for a name', extended({ url: `${HL7}structuredefinition-table-name`, valueString: '900-12-3456' })],
    ['a number of somebody for a description', extended({ url: `${HL7}coding-sctdescid`, valueId: '900-12-3456' })],
    ['a code that is on no list', extended({ url: `${HL7}iso21090-EN-use`, valueCode: 'canary-3456' })],
    ['a name in place of a code', extended({ url: 'http://hl7.org.nz/fhir/StructureDefinition/nz-ethnicity', valueString: 'canary' })],
    ['the number of an insured person', extended({
      url: 'http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Coverage_InsuredPersonNumber', valueString: '83456',
    })],
    ['a particle of a name', extended({ url: 'http://fhir.de/StructureDefinition/humanname-namenszusatz', valueString: 'Canary' })],
    ['the number of an authorization', extended({
      url: 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-authorizationNumber', valueString: '903456',
    })],
    ['words for a code', extended({ url: `${US_CORE}us-core-birthsex`, valueCode: 'born as 3456' })],
    [
      'one that is not its own inside an element with a class',
      { resourceType: 'Patient', active: true, name: [{ use: 'usual', _use: { extension: [{ url: `${HL7}tz-offset`,
        valueIdentifier: CANARY }] } }] },
    ],
  ] as const)('%s', ([, resource]) => {
    for (const findings of [false, true]) {
      const output = outputOf(shippedEngine(policy, { findings }), resource)
      expect(output).toContain('"resourceType":"Patient"')
      expect(output).not.toMatch(/3456|canary|OTAw/)
    }
  })

  test('what it is published with, unless that identifies', () => {
    const kept = [
      extended({ url: `${HL7}coding-sctdescid`, valueId: '2156578010' }),
      extended({ url: `${HL7}structuredefinition-table-name`, valueString: 'patients.main' }),
      extended({ url: `${HL7}resource-approvalDate`, valueDate: '2021-03-04' }),
      extended({ url: `${HL7}iso21090-EN-use`, valueCode: 'P' }),
      extended({ url: `${US_CORE}us-core-birthsex`, valueCode: 'F' }),
      extended({ url: `${US_CORE}us-core-extension-questionnaire-uri`, valueUri: 'http://loinc.org/q/55757-9' }),
      part('us-core-race', { url: 'ombCategory', valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '2106-3' } }),
      extended({ url: `${HL7}patient-citizenship`, extension: [{ url: 'code', valueCodeableConcept: { coding: [{ code: 'DE' }] } }] }),
      extended({ url: `${HL7}individual-recordedSexOrGender`, extension: [{ url: 'value', valueCodeableConcept: { coding: [FEMALE] } }] }),
      extended({ url: 'http://hl7.org.nz/fhir/StructureDefinition/nz-ethnicity', valueCodeableConcept: { coding: [{ code: '21111' }] } }),
      extended({ url: 'http://fhir.de/StructureDefinition/seitenlokalisation', valueCoding: { code: 'B' } }),
      extended({
        url: 'http://interopsante.org/fhir/StructureDefinition/fr-core-ident-reliability',
        extension: [{ url: 'identityReliability', valueCoding: { code: 'VALI' } }],
      }),
    ]
    for (const resource of kept) expect(outputOf(shippedEngine(policy), resource)).toBe(JSON.stringify(resource))
  })
})

test('An extension that only a policy knows holds what that says, of any type', () => {
  const url = 'http://example.org/ward'
  const rules = 'labels: false\nrules: [{ when: { class: not-identifying }, then: keep }]\n'
  const engine = shippedEngine(policyFrom(`extensions: [{ url: "${url}", class: not-identifying, why: a ward }]\n${rules}`))
  const resource = extended({ url, valueString: 'Ward 7, north wing' })
  expect(outputOf(engine, resource)).toBe(JSON.stringify(resource))
})

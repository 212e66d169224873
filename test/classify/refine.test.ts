import { expect, test } from 'vitest'
import { identifierClass } from '../../src/classify/refine.ts'

test.for([
  ['ssn', 'http://hl7.org/fhir/sid/us-ssn', []],
  ['ssn', 'urn:oid:1.2.250.1.213.1.4.8', []],
  ['ssn', 'urn:oid:2.16.756.5.32', []],
  ['ssn', undefined, ['INS-NIR']],
  ['health-plan-id', 'http://ns.electronichealth.net.au/id/hi/ihi/1.0', ['NI']],
  ['health-plan-id', undefined, ['GKV']],
  ['health-plan-id', 'http://fhir.de/sid/gkv/kvk-versichertennummer', []],
  ['license', 'https://fhir.kbv.de/NamingSystem/KBV_NS_Base_ANR', []],
  ['mrn', 'https://standards.digital.health.nz/ns/nhi-id', []],
  ['mrn', 'http://ns.electronichealth.net.au/id/hi/ihi/1.0', ['MR']],
  ['other-id', 'http://example.org/numbers', ['NI']],
  ['other-id', undefined, []],
] as const)('A number is %s under %s with the types %s.', ([expected, system, types]) => {
  expect(identifierClass(system, types)).toBe(expected)
})

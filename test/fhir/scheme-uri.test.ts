import { expect, test } from 'vitest'
import { isSchemeUri } from '../../src/fhir/scheme-uri.ts'

test.for([
  'http://loinc.org', 'http://snomed.info/sct', 'http://snomed.info/sct/731000124108', 'http://hl7.org/fhir/sid/us-ssn',
  'urn:ietf:rfc:3986',
  'http://terminology.hl7.org/CodeSystem/v2-0203', 'urn:oid:2.16.840.1.113883.4.1',
  'urn:oid:2.25.329800735698586629295641978511506172918',
  'https://fhir.nhs.uk/Id/nhs-number', 'http://hospital.example.org:8080/mrn',
  'https://fhir.cerner.com/ec245812-1e24-41c8-b71b-0ea32f7c8d3c/codeSet/72',
  'http://www.ama-assn.org/go/cpt', 'urn:iso:std:iso:11073:10101', 'https://h.example.org/fhir#mrn', 'http://www.whocc.no/atc',
])('%s is the name of a scheme.', (text) => {
  expect(isSchemeUri(text)).toBe(true)
})

test.for([
  '', 'LOINC', 'mailto:jane@example.org', 'tel:+12125550147', 'sms:+12125550147', 'data:text/plain,Jane', 'javascript:x',
  'ftp://h.example.org/x',
  'urn:uuid:0c4a4a40-0000-4000-8000-000000700012', 'http://h.example.org/Patient/7', 'http://h.example.org/mrn?name=jane',
  'http://jane@h.example.org/x',
  'http://h.example.org/900-12-3456', 'http://h.example.org/mrn/1234567', 'http://h.example.org/212-555-0147',
  'http://h.example.org/1980-05-17',
  'http://h.example.org/%39%30%30', 'http://h.example.org/jane doe', 'urn:oid:1.2.900123456', 'Patient/7', '#7', 'http://',
])('%j is not.', (text) => {
  expect(isSchemeUri(text)).toBe(false)
})

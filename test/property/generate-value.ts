import type { Choices } from './choices.ts'
import { leafOf, type Tree } from './tree.ts'

const DATES = ['1980-05-17', '19xy-05-17', '2019', '2019-07', '1931-05-17', '1920', '0000', '2020-02-30', 'soon']
const TIMES = [...DATES, '2019-07-08T09:10:11+01:00', '2019-07-08T09:10:11.120Z', '2019-07-08T24:00:00Z', '2019-07-08T09:1x:11Z']
const NUMBERS = ['1', '0', '97', '235.40', '-0.0', '1E2', '12', '89', '90', '89.5', '1.0e-7', '12345678901234567890.10', '1080', '-3']
const CODES = [
  'male', 'usual', 'generated', 'Final', 'Chalmersworth', 'mg', 'a', 'en', 'en-US', 'Lee-Jane', 'text/plain', 'text/Canary', 'USD',
  '95 years', '[in_i]', 'final', 'a', 'R', 'B20', 'SS', 'MR', 'NPI', 'phone', 'email', 'fax', 'url', '86406008', '75622-1', 'ETH', '>=',
  '<', '>', 'mo', 'X-1',
]
const URIS = [
  'http://loinc.org', 'http://hl7.org/fhir/sid/us-ssn', 'http://hl7.org/fhir/sid/icd-10', 'http://snomed.info/sct',
  'urn:uuid:0A9b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d', 'urn:oid:1.2.840.99', 'http://unitsofmeasure.org', 'urn:ietf:rfc:3986',
  'http://fhir.example.org/Patient/p1', 'http://fhir.example.org/Observation?patient=p1', 'urn:dicom:uid',
]
const REFERENCES = [
  'Patient/p1', '#c1', 'urn:uuid:0A9b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d', 'http://fhir.example.org/Patient/p1/_history/2', 'Patient/p2',
  'Patient/p1/', 'Patient/%701', 'Patient?_id=p1', 'http://fhir.example.org/Patient/p1#c1', 'http://fhir.example.org/r4/Patient/p2|3',
  'URN:uuid:0a9b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d', 'Practitioner/d1', 'Patient?identifier=http://example.org|77', 'Observation?code=x',
  'nonsense text', '#', '../../etc',
]
const IDS = ['p1', 'c1', 'p2', 'd1', '0a9b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d', 'p"1']
const WORDS = [
  'Chalmersworth', 'a', '10541', '03602-1234', 'US', 'USA', '900-12-3456', 'Zoë \u{1F600}', 'two\nlines', 'back\\slash "quoted"',
  '\u007f\u0000', 'years', '95 years', 'mm[Hg]', 'mg/dL', 'http://example.org/',
  'x'.repeat(70),
  '12',
  'Патиент',
  '}],{"',
]

/** A value of a primitive type: plausible, old, odd, wrong. */
export function generateValue(type: string, name: string, choices: Choices): Tree {
  switch (type) {
    case 'boolean': return leafOf(choices.next(2) === 1)
    case 'decimal':
    case 'integer':
    case 'positiveInt':
    case 'unsignedInt': return { is: 'leaf', source: choices.pick(NUMBERS) }
    case 'date': return leafOf(choices.pick(DATES))
    case 'dateTime':
    case 'instant': return leafOf(choices.pick(TIMES))
    case 'code': return leafOf(choices.pick(CODES))
    case 'id': return leafOf(choices.pick(IDS))
    case 'uri':
    case 'url':
    case 'canonical':
    case 'oid':
    case 'uuid': return leafOf(choices.pick(name === 'fullUrl' || name === 'url' ? [...REFERENCES, ...URIS] : URIS))
    case 'base64Binary': return leafOf('Y2FuYXJ5')
    case 'xhtml': return leafOf('<div xmlns="http://www.w3.org/1999/xhtml">Canary</div>')
    default:
      if (name === 'reference') return leafOf(choices.pick(REFERENCES))
      if (name === 'code') return leafOf(choices.pick(CODES))
      return leafOf(choices.pick(WORDS))
  }
}

/** Any JSON at all, for keys that no model has. */
export function generateAny(choices: Choices, depth = 0): Tree {
  switch (choices.next(depth > 3 ? 4 : 6)) {
    case 0: return leafOf('Canary')
    case 1: return { is: 'leaf', source: choices.pick(NUMBERS) }
    case 2: return leafOf(choices.pick([null, true, false]))
    case 3: return leafOf(choices.pick(WORDS))
    case 4: return { is: 'array', items: Array.from({ length: choices.next(4) }, () => generateAny(choices, depth + 1)) }
    default: {
      const keys = ['a', 'resourceType', 'url', 'nick name', 'ключ', '__proto__', '1'].slice(0, choices.next(5))
      return { is: 'object', members: keys.map((key) => ({ key, value: generateAny(choices, depth + 1) })) }
    }
  }
}

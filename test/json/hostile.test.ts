import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/pipeline/outcome.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { engineFor } from '../property/compare.ts'
import { elementRules } from '../support/text-parts.ts'

const keep = engineFor(loadPolicy('keep-everything'))
const harbor = engineFor(elementRules(loadPolicy('hipaa-safe-harbor')))
const training = engineFor(elementRules(loadPolicy('ai-training')))

/** The output as text, or the code that it was refused with. */
function told(outcome: Outcome): string {
  return 'output' in outcome ? Buffer.from(outcome.output).toString('utf8') : outcome.error.code
}
const throughHarbor = (text: string | Uint8Array): string => told(harbor.process(Buffer.from(text)))
const throughKeep = (text: string | Uint8Array): string => told(keep.process(Buffer.from(text)))
const everyPolicy = [keep, harbor, training] as const

describe('Escaped keys', () => {
  test.for([
    '{"resourceType":"Patient","\\u006eame":[{"family":"Canary"}],"gender":"male"}',
    '{"resourceType":"Patient","name":[{"f\\u0061mily":"Canary"}],"gender":"male"}',
    '{"\\u0072esourceType":"P\\u0061tient","name":[{"family":"Canary"}],"gender":"male"}',
    '{"resourceType":"Patient","text":{"\\u0064iv":"<div>Canary</div>"},"gender":"male"}',
    '{"resourceType":"Patient","\\u0065xtension":[{"\\u0075rl":"http://example.org/x","valueString":"Canary"}],"gender":"male"}',
  ])('are the keys that they spell: %s', (text) => {
    const output = throughHarbor(text)
    expect(output).not.toMatch(/Canary/)
    expect(JSON.parse(output)).toMatchObject({ resourceType: 'Patient', gender: 'male' })
  })
})

describe('A repeated key is refused', () => {
  test.for([
    ['that is known', '{"resourceType":"Patient","gender":"male","gender":"female"}'],
    ['spelled in two ways', '{"resourceType":"Patient","gender":"male","\\u0067ender":"female"}'],
    ['that is not known', '{"resourceType":"Patient","nickname":1,"nickname":2}'],
    ['that is not known, spelled in two ways', '{"resourceType":"Patient","nickname":1,"nic\\u006bname":2}'],
    ['in a contained resource', '{"resourceType":"Patient","contained":[{"resourceType":"Organization","active":true,"active":false}]}'],
    [
      'in a Bundle entry',
      '{"resourceType":"Bundle","type":"batch","entry":[{"resource":{"resourceType":"Patient","gender":"male","gender":"other"}}]}',
    ],
    ['that names the type', '{"resourceType":"Patient","resourceType":"Observation"}'],
    ['that names the type, late', '{"gender":"male","resourceType":"Patient","resource\\u0054ype":"Observation"}'],
    [
      'that names an extension',
      '{"resourceType":"Patient","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthTime","url":"http://example.org/x","valueDateTime":"2020"}]}',
    ],
    ['of an element that is kept', '{"resourceType":"Observation","code":{"coding":[{"code":"a","code":"b"}]}}'],
  ])('%s', ([, text]) => {
    for (const engine of everyPolicy) expect(told(engine.process(Buffer.from(text ?? '')))).toMatch(/^SLUICE_JSON_DUPLICATE_KEY$/)
  })

  test.for([
    ['of an unknown element', '{"resourceType":"Patient","nickname":{"a":1,"a":2}}'],
    ['of an unknown resource', '{"resourceType":"Patiant","a":{"b":1,"b":2}}'],
    [
      'of an unknown extension',
      '{"resourceType":"Patient","extension":[{"url":"http://example.org/x","valueString":"a","valueString":"b"}]}',
    ],
    ['where FHIR wants no object', '{"resourceType":"Patient","gender":{"a":1,"a":2}}'],
    ['where FHIR wants no array', '{"resourceType":"Patient","gender":[{"a":1,"a":2}]}'],
    ['of what is no resource', '[{"a":1,"a":2}]'],
  ])('where unknown things are kept: %s', ([, text]) => {
    expect(throughKeep(text ?? '')).toBe('SLUICE_JSON_DUPLICATE_KEY')
  })

  test('and where it is dropped with what holds it, it is no more in the output', () => {
    expect(JSON.parse(throughHarbor('{"resourceType":"Patient","nickname":{"a":1,"a":2},"gender":"male"}'))).toMatchObject({
      gender: 'male',
    })
  })
})

describe('resourceType', () => {
  test.for([
    ['last', '{"gender":"male","name":[{"family":"Canary"}],"resourceType":"Patient"}'],
    ['in the middle', '{"name":[{"family":"Canary"}],"resourceType":"Patient","gender":"male"}'],
    [
      'behind a nested one',
      '{"contained":[{"resourceType":"Observation","status":"final"}],"name":[{"family":"Canary"}],"gender":"male","resourceType":"Patient"}',
    ],
    [
      'behind the text of one',
      '{"name":[{"family":"\\"resourceType\\":\\"Observation\\" Canary"}],"gender":"male","resourceType":"Patient"}',
    ],
  ])('may come %s', ([, text]) => {
    const output = throughHarbor(text ?? '')
    expect(output).not.toMatch(/Canary/)
    expect(JSON.parse(output)).toMatchObject({ resourceType: 'Patient', gender: 'male' })
  })

  test.for([
    ['missing', '{"gender":"male"}'],
    ['empty', '{"resourceType":""}'],
    ['null', '{"resourceType":null}'],
    ['a number', '{"resourceType":7}'],
    ['an array', '{"resourceType":["Patient"]}'],
    ['an object', '{"resourceType":{"resourceType":"Patient"}}'],
    ['of another case', '{"resourceType":"patient"}'],
    ['abstract', '{"resourceType":"DomainResource"}'],
    ['a datatype', '{"resourceType":"HumanName"}'],
    ['padded', '{"resourceType":"Patient "}'],
    ['of another case, the key', '{"ResourceType":"Patient"}'],
    ['nested only', '{"a":{"resourceType":"Patient"}}'],
    ['of no object', '["resourceType","Patient"]'],
    ['of a string', '"Patient"'],
    ['of null', 'null'],
  ])('that is %s is refused, and passes where everything is kept', ([, text]) => {
    expect(throughHarbor(text ?? '')).toBe('SLUICE_FHIR_RESOURCE_TYPE')
    expect(throughKeep(text ?? '')).toBe(text)
  })

  test.for([
    ['contained', '{"resourceType":"Patient","contained":[{"resourceType":"Nobody","x":"Canary"}]}'],
    ['an entry', '{"resourceType":"Bundle","entry":[{"resource":{"x":"Canary"}}]}'],
    ['an outcome', '{"resourceType":"Bundle","entry":[{"response":{"status":"200","outcome":{"resourceType":7}}}]}'],
    ['a parameter', '{"resourceType":"Parameters","parameter":[{"name":"a","resource":{"gender":"male"}}]}'],
  ])('that nobody knows refuses the message: %s', ([, text]) => {
    expect(throughHarbor(text ?? '')).toBe('SLUICE_FHIR_RESOURCE_TYPE')
  })

  test('that comes late in resources within resources, each with much before it, is refused for the cost', () => {
    const nest = (depth: number): string => depth === 0 ? '{"resourceType":"Patient"}'
      : `{"parameter":[{"name":"${'x'.repeat(500)}","resource":${nest(depth - 1)}}],"resourceType":"Parameters"}`
    expect(JSON.parse(throughHarbor(nest(2)))).toMatchObject({ resourceType: 'Parameters' })
    expect(throughHarbor(nest(30))).toBe('SLUICE_LIMIT_LOOKAHEAD')
  })
})

describe('A value in a JSON form that FHIR does not have there is dropped', () => {
  test.for([
    ['a string for an object', '"name":["Canary"]'],
    ['a string for an array of objects', '"name":"Canary"'],
    ['an object for an array', '"name":{"family":"Canary"}'],
    ['an array for a single value', '"gender":["Canary"]'],
    ['an object for a string', '"gender":{"value":"Canary"}'],
    ['a number for a string', '"gender":7000123'], ['a boolean for a string', '"gender":true'], ['null for a value', '"gender":null'],
    ['null for an object', '"maritalStatus":null'], ['a string for a boolean', '"active":"Canary"'],
    ['a number for a boolean', '"active":7000123'], ['a string for a number', '"multipleBirthInteger":"7000123"'],
    ['an array in an array', '"name":[[{"family":"Canary"}]]'],
    ['null among objects', '"name":[null,{"use":"usual"}]'],
    ['a string for its sibling', '"_gender":"Canary"'],
    ['an array for its sibling', '"_gender":[{"id":"Canary"}]'],
    ['an object for a parallel array', '"name":[{"_given":{"extension":[{"url":"x","valueString":"Canary"}]}}]'],
    ['an array for an extension', '"extension":[["Canary"]]'],
    ['a string for an extension', '"extension":"Canary"'],
    ['an extension without a URL', '"extension":[{"valueString":"Canary"}]'],
    ['a URL that is no string', '"extension":[{"url":["Canary"],"valueString":"Canary"}]'],
    ['nested arrays in an unknown element', '"nickname":[[["Canary"],[{"a":["Canary"]}]]]'],
    ['a mis-cased element', '"Gender":"Canary"'], ['a mis-cased choice', '"deceasedboolean":"Canary"'],
  ])('%s', ([, member]) => {
    const output = throughHarbor(`{"resourceType":"Patient",${member ?? ''},"multipleBirthBoolean":true}`)
    expect(output).not.toMatch(/Canary|7000123/)
    expect(JSON.parse(output)).toMatchObject({ resourceType: 'Patient', multipleBirthBoolean: true })
    const text = `{"resourceType":"Patient",${member ?? ''},"multipleBirthBoolean":true}`
    expect(throughKeep(text)).toBe(text)
  })
})

describe('Null holes', () => {
  test('in parallel arrays stay where nothing goes', () => {
    const text =
      '{"resourceType":"HealthcareService","referralMethod":[{"coding":[{"code":"a"}]}],"availableTime":[{"daysOfWeek":["mon",null,"tue"],"_daysOfWeek":[null,{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},null]}]}'
    expect(throughKeep(text)).toBe(text)
    expect(JSON.parse(throughHarbor(text))).toMatchObject({ availableTime: [{ daysOfWeek: ['mon', null, 'tue'] }] })
  })

  test('keep the places of what is left when a sibling goes', () => {
    const text =
      '{"resourceType":"HealthcareService","availableTime":[{"daysOfWeek":["mon","tue"],"_daysOfWeek":[{"extension":[{"url":"http://example.org/x","valueString":"Canary"}]},{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}]}]}'
    const output = JSON.parse(throughHarbor(text)) as { availableTime: { daysOfWeek: unknown[]; _daysOfWeek: unknown[] }[] }
    expect(output.availableTime[0]?.daysOfWeek).toEqual(['mon', 'tue'])
    expect(output.availableTime[0]?.['_daysOfWeek']).toMatchObject([null, { extension: [{ valueCode: 'unknown' }] }])
  })

  test('do not outlive the values that they stood between', () => {
    const output = throughHarbor(
      '{"resourceType":"Patient","gender":"male","name":[{"given":["Canary",null],"_given":[null,{"extension":[{"url":"http://example.org/x","valueString":"Canary"}]}]}]}',
    )
    expect(JSON.parse(output)).not.toHaveProperty('name')
    expect(output).not.toMatch(/Canary/)
  })
})

describe('A required element that goes', () => {
  test('is withheld once, also when it has a `_` sibling', () => {
    const masked = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }] }
    const output = throughHarbor(
      '{"resourceType":"MessageHeader","source":{"endpoint":"http://example.org/","_endpoint":{"id":"a"},"version":"1"}}',
    )
    expect(output.match(/_endpoint/g)).toHaveLength(1)
    expect(JSON.parse(output)).toMatchObject({ source: { _endpoint: masked } })
  })

  test('and stood in a form that FHIR does not have is withheld once, too', () => {
    const output = throughHarbor(
      '{"resourceType":"Provenance","recorded":["2020"],"_recorded":{"id":"a"},"target":[{"reference":"Patient/1"}]}',
    )
    expect(output.match(/_recorded/g)).toHaveLength(1)
  })

  test('leaves no mark beside a value that stays', () => {
    const output = JSON.parse(
      throughHarbor(
        '{"resourceType":"Immunization","status":"completed","occurrenceDateTime":"2020-02-03","_occurrenceDateTime":{"extension":[{"url":"http://example.org/x","valueString":"Canary"}]}}',
      ),
    ) as object
    expect(output).toMatchObject({ occurrenceDateTime: '2020' })
    expect(output).not.toHaveProperty('_occurrenceDateTime')
  })
})

test('Labels go to the resource that was changed, not to what it contains', () => {
  const output = JSON.parse(
    throughHarbor(
      '{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o1","meta":{"versionId":"1"},"active":true}],"name":[{"family":"Canary"}]}',
    ),
  ) as { contained: object[] }
  expect(output).toMatchObject({ meta: { security: [{ code: 'REDACTED' }, { code: 'PSEUDED' }] } })
  expect(output.contained[0]).not.toMatchObject({ meta: { security: expect.anything() as unknown } })
})

describe('Encodings', () => {
  const patient = '{"resourceType":"Patient","gender":"male"}'
  test.for([
    ['a byte order mark', Buffer.from(`\uFEFF${patient}`), 'SLUICE_JSON_ENCODING'],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${patient}`, 'utf16le'), 'SLUICE_JSON_ENCODING'],
    ['UTF-16 without one', Buffer.from(patient, 'utf16le'), 'SLUICE_JSON_SYNTAX'],
    ['UTF-16, big end first', Buffer.from(patient, 'utf16le').swap16(), 'SLUICE_JSON_SYNTAX'],
    ['Latin-1', Buffer.from('{"resourceType":"Patient","nickname":"Z\u00f6e"}', 'latin1'), 'SLUICE_JSON_ENCODING'],
    ['half a surrogate pair', Buffer.from('{"resourceType":"Patient","nickname":"\\ud800"}'), 'SLUICE_JSON_ENCODING'],
    ['half a surrogate pair in a key', Buffer.from('{"resourceType":"Patient","\\udc00":1}'), 'SLUICE_JSON_ENCODING'],
    [
      'an encoded surrogate',
      Buffer.concat([Buffer.from('{"resourceType":"Patient","nickname":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
      'SLUICE_JSON_ENCODING',
    ],
    ['a NUL in a string', Buffer.from('{"resourceType":"Patient","nickname":"\0"}'), 'SLUICE_JSON_SYNTAX'],
    ['a NUL between values', Buffer.from('{"resourceType":"Patient",\0"nickname":1}'), 'SLUICE_JSON_SYNTAX'],
    ['a NUL at the end', Buffer.from(`${patient}\0`), 'SLUICE_JSON_SYNTAX'],
    ['trailing data', Buffer.from(`${patient} x`), 'SLUICE_JSON_SYNTAX'],
    ['two documents', Buffer.from(`${patient}\n${patient}`), 'SLUICE_JSON_SYNTAX'],
    ['nothing', Buffer.alloc(0), 'SLUICE_JSON_SYNTAX'],
    ['a number no reader can hold', Buffer.from('{"resourceType":"Patient","nickname":1e999}'), 'SLUICE_JSON_NUMBER'],
    [
      'a number no reader can hold, where it is kept',
      Buffer.from('{"resourceType":"Observation","valueQuantity":{"value":-1e999}}'),
      'SLUICE_JSON_NUMBER',
    ],
  ] as const)('%s is refused by every policy', ([, bytes, code]) => {
    for (const engine of everyPolicy) expect(told(engine.process(bytes))).toBe(code)
  })
})

describe('Bombs', () => {
  test.for([
    ['arrays in an unknown element', `{"resourceType":"Patient","x":${'['.repeat(100_000)}`],
    ['objects in an unknown element', `{"resourceType":"Patient","x":${'{"a":'.repeat(100_000)}`],
    ['extensions in extensions', `{"resourceType":"Patient","extension":[${'{"url":"x","extension":['.repeat(60)}${']}'.repeat(60)}]}`],
    ['items in items', `{"resourceType":"Questionnaire","item":[${'{"linkId":"1","item":['.repeat(60)}${']}'.repeat(60)}]}`],
    ['Bundles in Bundles', `${'{"resourceType":"Bundle","entry":[{"resource":'.repeat(60)}{"resourceType":"Patient"}${'}]}'.repeat(60)}`],
    ['arrays at the root', '['.repeat(1_000_000)],
  ])('of depth are refused: %s', ([, text]) => {
    for (const engine of everyPolicy) expect(told(engine.process(Buffer.from(text ?? '')))).toBe('SLUICE_LIMIT_DEPTH')
  })

  test('of width are read', () => {
    const wide = `{"resourceType":"Patient",${Array.from({ length: 50_000 }, (_, at) => `"k${at}":"Canary"`).join()},"gender":"male"}`
    expect(throughKeep(wide)).toBe(wide)
    expect(throughHarbor(wide)).not.toMatch(/Canary/)
    const names = `{"resourceType":"Patient","name":[${new Array(20_000).fill('{"use":"usual","family":"Canary"}').join()}]}`
    expect(JSON.parse(throughHarbor(names))).toMatchObject({ resourceType: 'Patient' })
  })

  test.for([1000, 100_000, 2_000_000])('in the form of a key of %i bytes are read', (bytes) => {
    const text = `{"resourceType":"Patient","${'k'.repeat(bytes)}":"Canary","gender":"male"}`
    expect(throughKeep(text)).toBe(text)
    expect(JSON.parse(throughHarbor(text))).toMatchObject({ gender: 'male' })
    expect(throughHarbor(text)).not.toMatch(/Canary|kkkk/)
  })
})

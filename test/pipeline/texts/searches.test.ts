import { describe, expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const query = (text: string) => ({
  resourceType: 'AuditEvent', type: { code: 'rest' }, recorded: '2021', entity: [{ query: Buffer.from(text).toString('base64') }],
})
const diagnosed = (diagnostics: string) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'x', diagnostics }] })
const asked = (name: string, value: object) => ({ resourceType: 'Parameters', parameter: [{ name, ...value }] })
const read = (made: string): string => made.replaceAll(/"query":"([^"]*)"/g, (_, data: string) => Buffer.from(data, 'base64').toString())

const TELLING: readonly (readonly [string, object, RegExp])[] = [
  ['dates with a prefix and a chain', query('Encounter?date=ge2021-03-04&date=le2021-03-05&patient.family=Zwick'), /03-0|Zwick/],
  ['a modifier', query('Patient?family:exact=Zwick'), /Zwick/],
  ['an id', query('Patient?_id=4711'), /4711/],
  ['a reference', query('Observation?patient=4711&code=http://loinc.org|1234-5'), /4711/],
  ['names and a month', query('Patient?given=Hope&family=Zwick&birthdate=sa1980-05'), /Hope|Zwick|1980-05/],
  ['a day', query('Patient?birthdate=eq1980-05-17'), /05-17/],
  ['what a server says', diagnosed('No match for birthdate=eq1980-05-17'), /05-17/],
  ['what a server says of a chain', diagnosed('Unknown parameter in Encounter?patient.family=Zwick&date=2021'), /Zwick/],
  ['a parameter with a prefix', asked('date', { valueString: 'ge2021-03-04' }), /03-04/],
  ['the parameter family', asked('family', { valueString: 'Zwick' }), /Zwick/],
  ['the parameter given', asked('given', { valueString: 'Hope' }), /Hope/],
  ['the parameter telecom', asked('telecom', { valueString: '5550147' }), /5550147/],
  ['the parameter address-city', asked('address-city', { valueString: 'Waunakee' }), /Waunakee/],
  ['the parameter address-postalcode', asked('address-postalcode', { valueString: '53597' }), /53597/],
  ['the parameter birthdate', asked('birthdate', { valueString: '19800517' }), /0517/],
  ['the parameter death-date', asked('death-date', { valueString: 'lt2019-05' }), /2019-05/],
  ['the parameter phonetic', asked('phonetic', { valueString: 'Zwick, Hope' }), /Zwick/],
  ['the parameter _id', asked('_id', { valueString: 'p4711x' }), /4711/],
  ['a birth year over 89 years ago', query('Patient?birthdate=1921'), /1921/],
]

describe.for(['hipaa-safe-harbor', 'ai-training'] as const)('By %s, what people are searched by does not leave:', (policy) => {
  const engine = shippedEngine(policy)
  test.for(TELLING)('%s', ([, resource, telling]) => {
    const made = read(outputOf(engine, resource))
    expect(made).not.toMatch(telling)
    expect(JSON.parse(outputOf(engine, resource))).toMatchObject({ resourceType: (resource as { resourceType: string }).resourceType })
  })
})

test.for([
  query('Observation?code=http://loinc.org|1234-5&_count=50&_sort=-date&status=final'),
  query('ValueSet?name=vitals&status=active'),
  query('MedicationRequest?intent=order&_include=MedicationRequest:medication'),
  query('Observation?code-value-quantity=8480-6$gt140&date=2021'),
  diagnosed('Unknown search parameter "colour": valid are family, given, birthdate'),
  diagnosed('given=twice daily; EF=55%; pH=7.35; family=supportive'),
  asked('count', { valueInteger: 94 }),
  asked('code', { valueString: '8480-6' }),
])('What tells of nobody stays: %j', (resource) => {
  const own = (json: string): string => /"(?:query|diagnostics|name)":.*/.exec(read(json))?.[0] ?? ''
  const made = JSON.stringify({ ...JSON.parse(outputOf(shippedEngine('hipaa-safe-harbor'), resource)) as object, meta: undefined })
  expect(own(made)).toBe(own(JSON.stringify(resource)))
})

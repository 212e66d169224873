import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPseudonymizer } from '../../src/transform/pseudonymize.ts'
import { keyringFixture } from './keyring-fixture.ts'

const resourceTypes = new Set(['Patient', 'Observation', 'Practitioner', 'Organization', 'Location'])
const make = (destination = 'vendor') => createPseudonymizer(keyringFixture({ destination }), { resourceTypes })
const p = make()

const ID = /^[A-Za-z0-9\-.]{1,64}$/
const UUID_V8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const OID = /^[0-2](\.(0|[1-9][0-9]*))+$/
const uuid = '6f1ed7cd-3b94-4a5a-8a2f-0d5a3a9c2b11'
const NPI = 'http://hl7.org/fhir/sid/us-npi'
const fhirId = fc.stringMatching(/^[A-Za-z0-9\-.]{1,64}$/)

describe('ids', () => {
  test('every text becomes a valid FHIR id that is not the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(p.id(text)).toMatch(ID)
      expect(p.id(text)).not.toBe(text)
    }))
  })

  test('a UUID becomes a UUID of version 8, anything else 32 hex digits', () => {
    expect(p.id(uuid)).toMatch(UUID_V8)
    expect(p.id('example')).toMatch(/^[0-9a-f]{32}$/)
    expect(p.id('1.2.840.1')).toMatch(/^[0-9a-f]{32}$/)
    expect(p.id(uuid.replaceAll('-', ''))).toMatch(/^[0-9a-f]{32}$/)
  })

  test('every UUID, in any case, becomes one lower-case UUID with the right variant', () => {
    fc.assert(fc.property(fc.uuid(), (id) => {
      expect(p.id(id)).toMatch(UUID_V8)
      expect(p.id(id.toUpperCase())).toBe(p.id(id))
    }))
  })

  test('the same id gives the same pseudonym, cached or not, and another id another one', () => {
    fc.assert(fc.property(fhirId, fhirId, (a, b) => {
      fc.pre(a.toLowerCase() !== b.toLowerCase())
      expect(make().id(a)).toBe(p.id(a))
      expect(p.id(a)).not.toBe(p.id(b))
    }), { numRuns: 50 })
  })

  test('another destination gives another pseudonym', () => {
    expect(make('other').id('example')).not.toBe(p.id('example'))
  })

  test('100,000 ids give 100,000 pseudonyms', () => {
    const made = new Set<string>()
    for (let at = 0; at < 100_000; at++) made.add(p.id(`id-${at}`))
    expect(made.size).toBe(100_000)
  })
})

describe('versions', () => {
  test('a version and an id of the same text have pseudonyms that do not tell of each other', () => {
    fc.assert(fc.property(fhirId, (text) => {
      expect(p.version(text)).toMatch(ID)
      expect([p.id(text), text]).not.toContain(p.version(text))
      expect(make().version(text)).toBe(p.version(text))
    }), { numRuns: 50 })
  })

  test('who keeps ids is told of ids, who keeps versions of versions', () => {
    const told: string[][] = []
    const teller = createPseudonymizer(keyringFixture({ destination: 'vendor' }), {
      resourceTypes, onId: (...of) => told.push(['id', ...of]), onVersion: (...of) => told.push(['version', ...of]),
    })
    teller.id('1')
    teller.version('1')
    expect(told).toEqual([['id', '1', p.id('1')], ['version', '1', p.version('1')]])
  })
})

describe('references', () => {
  test.for([
    ['Patient/example', `Patient/${p.id('example')}`],
    ['Observation/example', `Observation/${p.id('example')}`],
    ['Patient/example/', `Patient/${p.id('example')}`],
    ['/Patient/example', `Patient/${p.id('example')}`],
    ['Patient/example/_history/3', `Patient/${p.id('example')}`],
    ['Patient/not_a valid id', `Patient/${p.id('not_a valid id')}`],
    ['Patient/exa%6Dple', `Patient/${p.id('example')}`],
    ['%50atient/example', `Patient/${p.id('example')}`],
    [`Patient/${uuid}`, `Patient/${p.id(uuid)}`],
    ['http://server.example.com:8080/fhir/Patient/example', `https://sluice.invalid/fhir/Patient/${p.id('example')}`],
    ['HTTPS://user:word@h/a/b/c/Patient/example/_history/1', `https://sluice.invalid/fhir/Patient/${p.id('example')}`],
    ['http://server/Patient', 'https://sluice.invalid/fhir/Patient'],
    [`urn:uuid:${uuid}`, `urn:uuid:${p.id(uuid)}`],
    [`URN:UUID:${uuid.toUpperCase()}`, `urn:uuid:${p.id(uuid)}`],
    ['urn:oid:1.2.840.113', `urn:oid:${p.oid('1.2.840.113')}`],
    ['#p1', `#${p.id('p1')}`],
    ['#p%31', `#${p.id('p1')}`],
    ['#', '#'],
    ['', ''],
    ['Patient', 'Patient'],
    ['metadata', 'metadata'],
    ['Patient/$match', 'Patient/$match'],
    ['Patient/example/$everything', `Patient/${p.id('example')}/$everything`],
    ['$export', '$export'],
    ['Patient/_search', 'Patient/_search'],
    ['Patient/_history', 'Patient/_history'],
  ])('%s becomes %s', ([from = '', to]) => {
    expect(p.reference(from)).toBe(to)
    expect(p.reference(from)).toBe(to)
  })

  test.for([
    'patient/example', 'Unknown/example', 'http://server/Unknown/example', 'http://server/',
    'ftp://server/Patient/example', 'example',
    'Patient/a/b', 'Patient/a/Observation', 'Patient//a', 'urn:uuid:not-a-uuid', 'urn:oid:not-an-oid', 'urn:other:x',
    'John Smith',
    'Patient/%E0%A4%A', '#%E0', 'Patient/$john-smith', '$john-smith', ' Patient/example', 'mailto:john@example.com',
    'metadata/x', 'Patient\u0000/1', '/', '?identifier=a:b|1',
    'http://', 'https://example.org/john?x=1#y',
  ])('%j is hashed whole', (text) => {
    const out = p.reference(text)
    expect(out).toMatch(/^urn:uuid:/)
    expect(out?.slice('urn:uuid:'.length)).toMatch(UUID_V8)
  })

  test.for([
    'Patient?name=smith', 'Patient?identifier=http://a|1&name=smith', 'Patient?identifier=12345',
    'Patient?identifier=http://a|',
    'Patient?identifier=john smith|1', 'Patient?identifier=a b:c|1', 'Patient?identifier=http://a|1+2',
    'Patient?identifier=http://a|1\\|2', 'Patient?identifier=http://a|1%5C|2',
    'Patient?identifier=http://a|1|2', 'Patient?identifier:of-type=http://a|MR|1', 'Patient?identifier', 'Patient?',
    'Patient?_id=', 'Patient?_id=%',
    'Patient/example?_format=json', 'http://server/fhir/Patient?birthdate=1970-01-01',
    'Patient?identifier=http://a|1,2',
    'Patient/example/$everything?start=2020-01-01',
  ])('%s cannot be carried over', (text) => {
    expect(p.reference(text)).toBeUndefined()
  })

  test.for<[string, string]>([
    [`Practitioner?identifier=${NPI}|9999`, `Practitioner?identifier=${NPI}|${p.identifierValue(NPI, '9999')}`],
    ['http://x/fhir/Patient?identifier=urn:example:s|1',
      `https://sluice.invalid/fhir/Patient?identifier=urn:example:s|${p.identifierValue('urn:example:s', '1')}`],
    ['Patient?identifier=http%3A%2F%2Fs%7C4%2F2',
      `Patient?identifier=http%3A%2F%2Fs|${p.identifierValue('http://s', '4/2')}`],
    ['Patient?identifier=|7', `Patient?identifier=|${p.identifierValue(undefined, '7')}`],
    ['Patient?identifier=urn:example:s|1,urn:example:s|2',
      `Patient?identifier=${['1', '2'].map((one) => `urn:example:s|${p.identifierValue('urn:example:s', one)}`).join(',')}`],
    ['Patient?_id=example', `Patient?_id=${p.id('example')}`],
    ['Patient?_id=example&identifier=urn:example:s|1',
      `Patient?_id=${p.id('example')}&identifier=urn:example:s|${p.identifierValue('urn:example:s', '1')}`],
    [`Location?identifier=${NPI}|${uuid}`, `Location?identifier=${NPI}|${p.identifierValue(NPI, uuid)}`],
  ])('the conditional %s becomes %s', ([from, to]) => {
    expect(p.reference(from)).toBe(to)
  })

  test('ifNoneExist is rewritten like the query of a conditional reference', () => {
    expect(p.query('identifier=urn:example:s|1')).toBe(`identifier=urn:example:s|${p.identifierValue('urn:example:s', '1')}`)
    expect(p.query('?identifier=urn:example:s|1')).toBe(`?identifier=urn:example:s|${p.identifierValue('urn:example:s', '1')}`)
    expect(p.query('family=smith')).toBeUndefined()
    expect(p.query('')).toBeUndefined()
  })

  test('all forms of a reference to one id carry one pseudonym', () => {
    fc.assert(fc.property(fhirId, (id) => {
      // A known word in the place of an id is another form of URL.
      fc.pre(!id.startsWith('_') && !resourceTypes.has(id) && id !== '.' && id !== '..')
      const pseudonym = p.id(id)
      expect(p.reference(`Patient/${id}`)).toBe(`Patient/${pseudonym}`)
      expect(p.reference(`http://a.b/c/Patient/${id}`)).toBe(`https://sluice.invalid/fhir/Patient/${pseudonym}`)
      expect(p.reference(`Patient/${id}/_history/1`)).toBe(`Patient/${pseudonym}`)
      expect(p.reference(`#${id}`)).toBe(`#${pseudonym}`)
      expect(p.reference(`Patient?_id=${id}`)).toBe(`Patient?_id=${pseudonym}`)
    }))
  })

  test('no text with a canary leaves with it, whatever surrounds it', () => {
    const part = fc.constantFrom(
      'CANARY', 'CANARY', '/', '?', '#', '|', ':', '%43ANARY', 'urn:', 'uuid:', 'oid:',
      'http://', 'Patient', 'identifier=', '_id=', '&', ',', '$', '_history', '%2F', ' ', 'a:',
    )
    fc.assert(fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const out = p.reference(parts.join(''))
      // The system of a conditional reference stays: it names a kind of identifier, as Identifier.system does.
      const withoutSystem = out?.replace(/identifier=[^|&]*\|/g, '').replace(/,[^|&,]*\|/g, ',')
      expect(withoutSystem ?? '').not.toMatch(/canary/i)
    }), { numRuns: 2000 })
  })
})

describe('other values', () => {
  test('an identifier is scoped to its system, and the empty system is no system', () => {
    expect(p.identifierValue('urn:a', '1')).toMatch(/^[0-9a-f]{32}$/)
    expect(p.identifierValue('urn:a', '1')).not.toBe(p.identifierValue('urn:b', '1'))
    expect(p.identifierValue('urn:a', '1')).not.toBe(p.identifierValue(undefined, '1'))
    expect(p.identifierValue('', '1')).toBe(p.identifierValue(undefined, '1'))
    expect(p.identifierValue('ab', 'c')).not.toBe(p.identifierValue('a', 'bc'))
    expect(p.identifierValue('urn:a', 'x')).not.toBe(p.id('x'))
  })

  test('an identifier in UUID form stays one, in lower case', () => {
    expect(p.identifierValue('urn:a', uuid)).toMatch(UUID_V8)
    expect(p.identifierValue('urn:a', uuid.toUpperCase())).toBe(p.identifierValue('urn:a', uuid))
  })

  test('an identifier that is a URN meets the references that carry it', () => {
    expect(p.identifierValue('urn:ietf:rfc:3986', `urn:uuid:${uuid}`)).toBe(p.reference(`urn:uuid:${uuid}`))
    expect(p.identifierValue('urn:dicom:uid', 'urn:oid:1.2.840.5')).toBe(`urn:oid:${p.oid('1.2.840.5')}`)
    expect(p.identifierValue('urn:dicom:uid', '1.2.840.5')).toBe(p.oid('1.2.840.5'))
    expect(p.identifierValue('urn:ietf:rfc:3986', 'anything')).toMatch(/^urn:uuid:/)
  })

  test('every OID pseudonym is a valid OID of at most 64 characters, with DICOM padding ignored', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const oid = p.oid(text)
      expect(oid).toMatch(OID)
      expect(oid.startsWith('2.25.')).toBe(true)
      expect(oid.length).toBeLessThanOrEqual(64)
    }))
    expect(p.oid('1.2.840.5\0')).toBe(p.oid('1.2.840.5'))
  })

  test('a URI keeps its links and is hashed otherwise, never kept', () => {
    expect(p.uri(`urn:uuid:${uuid}`)).toBe(p.reference(`urn:uuid:${uuid}`))
    expect(p.uri('http://s/fhir/Patient/1')).toBe(p.reference('http://s/fhir/Patient/1'))
    const hashed = ['Patient', '', '#', 'metadata', 'mailto:j@example.com', 'http://s/Patient?name=j', 'https://s/john']
    for (const uri of hashed) expect(p.uri(uri)).toMatch(/^urn:uuid:/)
  })

  test('a token is the same within one subject and class only', () => {
    expect(p.token('s', 'name', 'v')).toMatch(/^[0-9a-f]{32}$/)
    expect(p.token('s', 'name', 'v')).toBe(p.token('s', 'name', 'v'))
    const tokens = [
      p.token('s', 'name', 'v'), p.token('t', 'name', 'v'), p.token('s', 'mrn', 'v'), p.token('s', 'name', 'w'),
      p.token('sn', 'ame', 'v'),
    ]
    expect(new Set(tokens).size).toBe(5)
  })
})

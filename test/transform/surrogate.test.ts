import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadFakeData } from '../../src/transform/fake/fake-data.ts'
import { createSurrogate, type SurrogateKind } from '../../src/transform/surrogate.ts'
import { keyringFixture } from './keyring-fixture.ts'

const data = await loadFakeData()
const surrogate = createSurrogate(keyringFixture(), data)
const KINDS: readonly SurrogateKind[] = [
  'given', 'family', 'full-name', 'city', 'street', 'phone', 'email', 'identifier', 'organization',
]

function make(value: string, kind: SurrogateKind, subject = 's', phiClass = 'name'): string | undefined {
  return surrogate(value, { subject, class: phiClass, kind })
}

const given = (name: string): string => make(name, 'given') ?? '?'
const family = (name: string): string => make(name, 'family') ?? '?'
const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}+/gu))
const shape = (value: string): string => value.replace(/\d/g, '0').replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a')

test('the lists are long and plain', () => {
  expect(data.given.length).toBeGreaterThan(2000)
  expect(data.family.length).toBeGreaterThan(400)
  expect(data.cities.length).toBeGreaterThan(800)
  expect(data.streets.length).toBeGreaterThan(600)
})

describe('every kind', () => {
  test('gives the same fake for the same value of one subject, however often it is asked', () => {
    const again = createSurrogate(keyringFixture(), data)
    for (const kind of KINDS) {
      expect(make('Value 1234', kind)).toBeDefined()
      expect(again('Value 1234', { subject: 's', class: 'name', kind })).toBe(make('Value 1234', kind))
    }
  })

  test('gives another fake to another subject, class, destination or value', () => {
    const other = createSurrogate(keyringFixture({ destination: 'other' }), data)
    for (const kind of KINDS) {
      const fakes = [
        make('Value 123456', kind), make('Value 123456', kind, 't'), make('Value 123456', kind, 's', 'mrn'),
        make('Another 123457', kind), other('Value 123456', { subject: 's', class: 'name', kind }),
      ]
      expect(new Set(fakes).size).toBeGreaterThan(3)
    }
  })

  test('never gives the value itself, whatever the case, and never throws', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }), fc.constantFrom(...data.given), fc.constantFrom(...data.family),
      fc.constantFrom(...data.cities), fc.stringMatching(/^[A-Za-z][0-9]?$/),
      fc.tuple(fc.constantFrom(...data.given), fc.constantFrom(...data.family)).map((parts) => parts.join(' ')),
      fc.stringMatching(/^\d{3}-55501\d\d$/),
    )
    fc.assert(fc.property(value, fc.constantFrom(...KINDS), fc.integer({ min: 0, max: 20 }), (text, kind, subject) => {
      const out = make(text, kind, `s${subject}`)
      expect(out?.toLowerCase()).not.toBe(text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase())
      expect(out).not.toBe('')
    }), { numRuns: 3000 })
  })

  test('has nothing for an empty or an enormous text', () => {
    for (const kind of [...KINDS, 'prefix'] as const) {
      expect(make('', kind)).toBeUndefined()
      expect(make('  ', kind)).toBeUndefined()
      expect(make('x1'.repeat(300), kind)).toBeUndefined()
    }
  })
})

describe('names', () => {
  test.for<[string, string]>([
    ['Ann Smith', `${given('Ann')} ${family('Smith')}`],
    ['Dr. Ann Mary Smith Jr.', `Dr. ${given('Ann')} ${given('Mary')} ${family('Smith')} Jr.`],
    ['Smith, Ann', `${family('Smith')}, ${given('Ann')}`],
    ['Ann Smith, MD, PhD', `${given('Ann')} ${family('Smith')}, MD, PhD`],
    ['Smith, Ann, M.D.', `${family('Smith')}, ${given('Ann')}, M.D.`],
    ['Juan de la Cruz', `${given('Juan')} ${family('de la Cruz')}`],
    ['Mr. Smith', `Mr. ${family('Smith')}`],
    ['Smith', family('Smith')],
    ['SMITH, ANN', `${family('SMITH')}, ${given('ANN')}`],
    ['Ann ( 3 Smith', `${given('Ann')} ${family('Smith')}`],
    ['Ann   Smith', `${given('Ann')} ${family('Smith')}`],
  ])('%s has the parts of the names alone', ([text, expected]) => {
    expect(make(text, 'full-name')).toBe(expected)
  })

  test('case and spacing do not change who it is', () => {
    expect(family('SMITH')).toBe(family('Smith').toUpperCase())
    expect(family(' smith ')).toBe(family('Smith'))
  })

  test('a name of women or men alone becomes one of theirs, and a title tells of others', () => {
    for (const name of ['Ann', 'Maria', 'Hannah']) expect(data.givenOf.female).toContain(given(name))
    for (const name of ['John', 'William', 'Peter']) expect(data.givenOf.male).toContain(given(name))
    expect(data.givenOf.male).toContain((make('Mr. Zelvira Smith', 'full-name') ?? '').split(' ')[1])
    expect(data.givenOf.female).toContain(surrogate('Zelvira', { subject: 's', class: 'name', kind: 'given', sex: 'female' }))
  })

  test('a word alone is a given name where it is known as nothing else', () => {
    expect(make('Hannah', 'full-name')).toBe(given('Hannah'))
    expect(make('Quomalley', 'full-name')).toBe(family('Quomalley'))
  })

  test('an initial becomes another initial', () => {
    expect(given('J.')).toMatch(/^[A-IK-Z]\.$/)
    expect(given('Ann J.')).toMatch(/^[A-Z][a-z' -]+ [A-IK-Z]\.$/i)
  })

  test('no word of the name is in its fake', () => {
    const [first, last] = [fc.constantFrom(...data.given), fc.constantFrom(...data.family)]
    fc.assert(fc.property(first, last, fc.integer(), (first, last, subject) => {
      const fake = make(`${first}123 ${last}45`, 'full-name', String(subject)) ?? ''
      expect(words(fake).isDisjointFrom(words(`${first} ${last}`))).toBe(true)
    }))
  })

  test('known titles stay and unknown ones give nothing', () => {
    expect(make('Dr.', 'prefix')).toBe('Dr.')
    expect(make('Prof. Dr.', 'prefix')).toBe('Prof. Dr.')
    expect(make('Smith', 'prefix')).toBeUndefined()
  })

  test.for<[string, SurrogateKind]>([
    ['123', 'given'], ['---', 'family'], ['( -', 'full-name'], ['no digits', 'phone'], ['***', 'identifier'],
  ])('%s has no fake as %s', ([text, kind]) => {
    expect(make(text, kind)).toBeUndefined()
  })
})

describe('numbers', () => {
  test.for<[string, RegExp]>([
    ['(617) 555-1234', /^\([2-9][0-8]\d\) 555-01\d\d$/], ['617-555-1234', /^[2-9][0-8]\d-555-01\d\d$/],
    ['+1 617 555 1234', /^\+1 [2-9][0-8]\d 555 01\d\d$/],
    ['6175551234', /^[2-9][0-8]\d55501\d\d$/], ['555-1234', /^555-01\d\d$/],
    ['+44 20 7946 0958', /^[2-9][0-8]\d-555-01\d\d$/], ['617-555-1234 x99', /^[2-9][0-8]\d-555-01\d\d$/],
    ['12345', /^[2-9][0-8]\d-555-01\d\d$/],
  ])('the phone number %s becomes one of fiction in its format', ([text, format]) => {
    for (let subject = 0; subject < 50; subject++) {
      const fake = make(text, 'phone', `s${subject}`) ?? ''
      expect(fake).toMatch(format)
      expect(fake).not.toMatch(/[2-9]11.{0,3}55/)
    }
  })

  test('a number of the fictional range becomes another', () => {
    const number = '555-0123'
    for (let subject = 0; subject < 300; subject++) expect(make(number, 'phone', `s${subject}`)).not.toBe(number)
  })

  test('an identifier keeps its shape', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9 ./-]{1,60}$/), fc.integer(), (text, subject) => {
      const normal = text.trim().replace(/\s+/g, ' ')
      fc.pre(/[A-Za-z0-9]/.test(normal))
      expect(shape(make(text, 'identifier', String(subject)) ?? '')).toBe(shape(normal))
    }))
  })

  test('letters of other scripts become letters, and no original symbol is left in clear', () => {
    expect(make('\u00c9\u738b\u0665-12', 'identifier')).toMatch(/^[A-Z][a-z]\d-\d\d$/)
  })

  test('a social security number gets an area that is never issued', () => {
    expect(make('123-45-6789', 'identifier', 's', 'ssn')).toMatch(/^666-\d\d-\d{4}$/)
    expect(make('666-45-6789', 'identifier', 's', 'ssn')).not.toBe('666-45-6789')
  })

  test('an email address leads nowhere', () => {
    expect(make('john.smith@hospital.org', 'email')).toMatch(/^[a-z]+\.[a-z]+\d{2,4}@example\.org$/)
  })

  test('a street line has a number and a street', () => {
    expect(make('12 Main St', 'street')).toMatch(/^\d{3,4} \S.*$/)
  })
})

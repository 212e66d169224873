import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openRoster, type Roster } from '../../../src/classify/people/roster.ts'
import { createKeyring } from '../../../src/transform/keys.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { findIn, person, wordsOf } from './match-texts.ts'

const hmacOf = (secret: string): ((text: string) => string) => {
  const keyring = createKeyring({ keys: [{ version: 1, secret }], destination: 'roster', purpose: 'roster' })
  return (text) => keyring.hmac('roster', text)
}
const hmac = hmacOf('a key for tests, 32 bytes or more')

const sharedHmac = (text: string): string => createHmac('sha256', 'shared').update(text).digest('hex')

const theodora = person('Theodora Ismene', 'Castellanos', [
  { kind: 'date', class: 'date', value: '1957-11-30', element: 'Patient.birthDate' },
  { kind: 'code', class: 'mrn', value: '77310425', element: 'Patient.identifier[0].value' },
  { kind: 'street', class: 'address', value: '48 Larkspur Lane', element: 'Patient.address[0].line[0]' },
  { kind: 'email', class: 'email', value: 'theo@mail.example', element: 'Patient.telecom[0].value' },
])
const brother = person('Leopold', 'Quackenbush', [], { key: 'RelatedPerson', role: 'other', subject: undefined, about: 'id:a' })
const namesake = person('Theodora', 'Castellanos', [
  { kind: 'code', class: 'mrn', value: '90114276', element: 'Patient.identifier[0].value' },
], { subject: 'id:b' })

let folder = ''
let path = ''
let roster: Roster
beforeEach(() => {
  folder = makeTemporaryFolder()
  path = join(folder, 'roster.db')
  roster = openRoster({ path, hmac })
  roster.addIdentities('id:a', [theodora, brother])
  return () => roster.close()
})

const bytesOnDisk = (): string => readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1')).join('\n')

describe('a roster', () => {
  test.for([
    'Theodora Castellanos', 'CASTELLANOS, THEODORA', 'T. Castellanos', 'Castelanos', 'Castellanso', '48 LARKSPUR LN', '77-31-04-25',
    'Nov 30, 1957', '11/30/57', 'theo@mail.example', 'Leopold Quackenbush', 'Poldi',
  ])('finds %s in a note that arrives alone', (value) => {
    const matcher = roster.lookUpSubject('id:a')
    const text = `Overnight ${value}: was noted.`
    expect(matcher && findIn(matcher, text).map(({ start, end }) => text.slice(start, end))).toEqual([value])
  })

  test('says whom a note names and that the roster knows it', () => {
    const matcher = roster.lookUpSubject('id:a')
    const found = matcher === undefined ? [] : findIn(matcher, 'Theodora Castellanos came with Leopold.')
    expect(found.map(({ person }) => [person?.role, person?.element])).toEqual([
      ['patient', 'Patient.name.family'],
      ['other', 'RelatedPerson.name.given'],
    ])
    expect(found[0]?.evidence).toContain('known to the roster from Patient.name.family')
  })

  test('does not know who is not in it', () => {
    expect(roster.lookUpSubject('id:zz')).toBeUndefined()
    expect(roster.lookUpGlobal(...argumentsOf('Ottilie Fairbanks, MRN 55555555'))).toBeUndefined()
  })

  test.for([
    ['MRN 7731 0425 was seen.', 'identifier'], ['Write to theo@mail.example.', 'identifier'], ['Castellanos, Theodora is well.', 'name'],
  ] as const)('finds the subject of "%s" by %s', ([text, by]) => {
    expect(roster.lookUpGlobal(...argumentsOf(text))?.by).toBe(by)
  })

  test('leaves open which of two namesakes is meant, until an identifier tells', () => {
    roster.addIdentities('id:b', [namesake])
    expect(roster.lookUpGlobal(...argumentsOf('Theodora Castellanos is well.'))).toBeUndefined()
    const match = roster.lookUpGlobal(...argumentsOf('Theodora Castellanos, MRN 90114276'))
    expect(match?.by).toBe('identifier')
    expect(match && findIn(match.matcher, 'Leopold Quackenbush')).toEqual([])
  })

  test('keeps what was known when more is learned, and knows nobody twice', () => {
    const before = roster.counts()
    roster.addIdentities('id:a', [theodora, brother])
    expect(roster.counts()).toMatchObject({ subjects: before.subjects, people: before.people })
    roster.addIdentities('id:a', [person('Theodora', 'Vandermeer')])
    const matcher = roster.lookUpSubject('id:a')
    expect(matcher && findIn(matcher, 'Ms. Castellanos, now Ms. Vandermeer')).toHaveLength(2)
  })

  test('holds no letter of a name, number or date, in the log neither', () => {
    const disk = bytesOnDisk()
    expect(disk.length).toBeGreaterThan(4096)
    expect(disk).not.toMatch(/theodora|ismene|castellan|leopold|quacken|larkspur|77310425|1957|theo@|id:a/i)
    roster.close()
    expect(bytesOnDisk()).not.toMatch(/theodora|ismene|castellan|leopold|quacken|larkspur|77310425|1957|theo@|id:a/i)
    roster = openRoster({ path, hmac })
  })

  test('forgets whom it is told to forget, and nobody else', () => {
    roster.addIdentities('id:b', [namesake])
    expect(roster.purge('id:a')).toBe(true)
    expect(roster.purge('id:a')).toBe(false)
    expect(roster.lookUpSubject('id:a')).toBeUndefined()
    expect(roster.lookUpGlobal(...argumentsOf('MRN 77310425'))).toBeUndefined()
    expect(roster.lookUpSubject('id:b')).toBeDefined()
  })

  test('finds the subject of a note in small letters by the full name', () => {
    const match = roster.lookUpGlobal(...argumentsOf('castellanos, theodora is well; so is leopold'))
    expect(match?.by).toBe('name')
    expect(match && findIn(match.matcher, 'theodora castellanos, leopold quackenbush')).toHaveLength(2)
    expect(roster.lookUpGlobal(...argumentsOf('castellanos is well'))).toBeUndefined()
  })

  test.for(['identifier:urn:mrn|77310425', 'identifier:urn:other|773-104-25', 'identifier:|77310425', 'visit:Encounter id:e-1'])(
    'knows a subject by another name: %s',
    (name) => {
      roster.addAll([{ subject: 'id:a', identities: [], aliases: ['identifier:urn:mrn|77310425', 'visit:Encounter id:e-1'] }])
      const matcher = roster.lookUpSubject(name)
      expect(matcher && findIn(matcher, 'Castellanos came with Leopold.')).toHaveLength(2)
      expect(roster.lookUpSubject(`${name}9`)).toBeUndefined()
    },
  )

  test('knows all who are one, as merged records are, and forgets the link with one of them', () => {
    roster.addAll([{ subject: 'id:c', identities: [person('Theodora', 'Vandermeer', [], { subject: 'id:c' })], links: ['id:a'] }])
    const text = 'Ms. Castellanos, now Ms. Vandermeer'
    const found = (): number[] =>
      ['id:a', 'id:c'].map((subject) => {
        const matcher = roster.lookUpSubject(subject)
        return matcher === undefined ? -1 : findIn(matcher, text).length
      })
    expect(found()).toEqual([2, 2])
    expect(roster.lookUpGlobal(...argumentsOf('Theodora Castellanos, once Theodora Vandermeer'))?.by).toBe('name')
    roster.purge('id:c')
    expect(found()).toEqual([1, -1])
  })

  test('forgets a subject by an identifier', () => {
    roster.addAll([{ subject: 'id:a', identities: [], aliases: ['identifier:urn:mrn|77310425'] }])
    expect(roster.purge('identifier:urn:mrn|77310425')).toBe(true)
    expect(roster.lookUpSubject('id:a')).toBeUndefined()
  })

  describe('is looked into anew, once somebody was looked up,', () => {
    const sees = (note: string): boolean => {
      const matcher = roster.lookUpSubject('id:a')
      return matcher !== undefined && findIn(matcher, note).length > 0
    }
    const sister = person('Ottoline', 'Brackenridge', [], { key: 'RelatedPerson', role: 'other', subject: undefined, about: 'id:a' })
    const NOTE = 'Ottoline Brackenridge rang.'

    test.for<readonly [string, (of: Roster) => void, boolean]>([
      ['when somebody is added around them', (of) => of.addIdentities('id:a', [sister]), true],
      [
        'when a record is linked that knows somebody',
        (of) => of.addAll([{ subject: 'id:c', identities: [sister], links: ['id:a'] }]),
        true,
      ],
      ['when somebody else is added', (of) => of.addIdentities('id:d', [sister]), false],
    ])('%s, by itself or by another process', ([, change, isSeen]) => {
      for (const isOther of [false, true]) {
        const other = isOther ? openRoster({ path, hmac }) : roster
        roster.purge('id:a')
        roster.purge('id:c')
        roster.addIdentities('id:a', [theodora])
        expect(sees(NOTE)).toBe(false)
        expect(sees('Theodora Castellanos rang.')).toBe(true)
        change(other)
        expect(sees(NOTE)).toBe(isSeen)
        other.purge('id:a')
        expect(sees('Theodora Castellanos rang.')).toBe(false)
        // What was added before it was purged is added again.
        roster.addIdentities('id:a', [theodora])
        expect(sees('Theodora Castellanos rang.')).toBe(true)
        if (isOther) other.close()
      }
    })

    test('when what was to be added was not, and is added again', () => {
      const failing = [{ subject: 'id:a', identities: [sister] }]
      const broken = (function* () {
        yield* failing
        throw new Error('a reader that fails')
      })()
      expect(sees(NOTE)).toBe(false)
      expect(() => roster.addAll(broken)).toThrow('a reader that fails')
      expect(sees(NOTE)).toBe(false)
      roster.addAll(failing)
      expect(sees(NOTE)).toBe(true)
    })
  })

  test('is refused under another key', () => {
    expect(() => openRoster({ path, hmac: hmacOf('another key for tests, 32 bytes too') })).toThrow(/SLUICE_CONFIG.*another key/)
  })

  test('is an error where no file can be', () => {
    expect(() => openRoster({ path: join(folder, 'no', 'roster.db'), hmac })).toThrow(/SLUICE_IO/)
  })

  test('is written by several processes at once, and each reads what the others wrote', () => {
    const source = `
      import { openRoster } from ${JSON.stringify(new URL('../../../src/classify/people/roster.ts', import.meta.url).href)}
      import { Identity } from ${JSON.stringify(new URL('../../../src/classify/people/identity.ts', import.meta.url).href)}
      import { createHmac } from 'node:crypto'
      const hmac = (text) => createHmac('sha256', 'shared').update(text).digest('hex')
      const roster = openRoster({ path: process.argv[1], hmac })
      const tokens = [{ kind: 'name', part: 'family', class: 'name', value: 'Quimby', element: 'Patient.name[0].family' }]
      const patient = new Identity({ key: 'Patient', role: 'patient', tokens })
      for (let at = 0; at < 20; at++) roster.addIdentities('id:' + process.argv[2] + at, [patient])
      roster.close()`
    const shared = join(folder, 'shared.db')
    const shell = ['a', 'b', 'c'].map((name) => `"${process.execPath}" --input-type=module -e "$SOURCE" "${shared}" ${name} &`).join(' ')
    execFileSync('sh', ['-c', `${shell} wait`], { env: { ...process.env, SOURCE: source }, stdio: 'pipe' })
    const all = openRoster({ path: shared, hmac: sharedHmac })
    expect(all.counts()).toMatchObject({ subjects: 60, people: 60 })
    all.close()
  })
})

function argumentsOf(text: string): Parameters<Roster['lookUpGlobal']> {
  const { words, batch } = wordsOf([text])
  return [words, batch]
}

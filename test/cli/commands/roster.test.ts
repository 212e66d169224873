import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openRoster } from '../../../src/classify/people/roster.ts'
import { Phi } from '../../../src/contract/phi.ts'
import { createKeyring } from '../../../src/transform/keys.ts'
import { assembleNewRoster, assembleRoster } from '../../../src/cli/assemble-roster.ts'
import { testKeys } from '../../../src/cli/config/secrets.ts'
import { findIn, person } from '../../classify/people/match-texts.ts'
import { KEY, makeFolder, runCli } from '../run-cli.ts'

const PATIENTS = [
  '{"resourceType":"Patient","id":"p1","name":[{"family":"Canaryname","given":["Canaria"]}]}',
  '{"resourceType":"Patient","id":"p2","name":[{"family":"Placeholder"}],"contact":[{"name":{"text":"Marisol Fabricado"}}]}',
].join('\n')

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
  writeFileSync(join(cwd, 'patients.ndjson'), PATIENTS)
})

function found(subject: string, text: string): string[] {
  const keyring = createKeyring({ keys: [{ version: 1, secret: KEY }], destination: 'roster', purpose: 'roster' })
  const roster = openRoster({ path: join(cwd, 'roster.db'), hmac: (value) => keyring.hmac('roster', value) })
  const matcher = roster.lookUpSubject(subject)
  roster.close()
  return matcher === undefined ? [] : findIn(matcher, text, subject).map(({ start, end }) => text.slice(start, end))
}

describe('roster build', () => {
  test('makes a roster of files that finds their people again, under the same key and only for its owner', async () => {
    const result = await runCli(['roster', 'build', 'patients.ndjson', '--out', 'roster.db'], { cwd })
    expect(result).toMatchObject({ code: 0, stdout: '' })
    expect(result.stderr).toMatch(/^2 messages read; the roster knows 2 patients and 1 others, /)
    expect(found('id:p1', 'Overnight Canaria Canaryname slept.')).toEqual(['Canaria Canaryname'])
    expect(found('id:p2', 'Ms. Placeholder came with Marisol.')).toEqual(['Placeholder', 'Marisol'])
    expect(statSync(join(cwd, 'roster.db')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(cwd, 'roster.db'), 'latin1')).not.toMatch(/canary|placeholder|marisol/i)
  })

  test('adds to a roster what stdin holds', async () => {
    await runCli(['roster', 'build', 'patients.ndjson', '--out', 'roster.db'], { cwd })
    const input = '{"resourceType":"RelatedPerson","id":"r1","patient":{"reference":"Patient/p1"},"name":[{"text":"Leopold Quackenbush"}]}'
    const result = await runCli(['roster', 'build', '--out', 'roster.db'], { cwd, input })
    expect(result.code).toBe(0)
    expect(found('id:p1', 'Canaryname and Leopold Quackenbush')).toEqual(['Canaryname', 'Leopold Quackenbush'])
  })

  test('says what it could not read, without a value, and ends with 2', async () => {
    writeFileSync(join(cwd, 'patients.ndjson'), `${PATIENTS}\n{"resourceType":"Patient","name":[{"family":"Canaryname"}`)
    const result = await runCli(['roster', 'build', 'patients.ndjson', '--out', 'roster.db'], { cwd })
    expect(result.code).toBe(2)
    expect(result.stderr).toMatch(/SLUICE_JSON_SYNTAX/)
    expect(result.stderr).not.toMatch(/Canary/)
  })

  test.for([
    [['patients.ndjson'], {}, /SLUICE_USAGE/], [['patients.ndjson', '--out', 'roster.db'], { SLUICE_KEY: undefined }, /SLUICE_KEY_MISSING/],
    [['patients.ndjson', '--out', 'no/roster.db'], {}, /SLUICE_IO/],
  ] as const)('with %j and %j it cannot run', async ([args, env, says]) => {
    const result = await runCli(['roster', 'build', ...args], { cwd, env })
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(says)
    expect(existsSync(join(cwd, 'roster.db'))).toBe(false)
  })

  test('is its owner\'s alone while it is open, too, with the files that SQLite keeps beside it', () => {
    const path = join(cwd, 'roster.db')
    const roster = assembleNewRoster(path, testKeys(), {})
    roster.addIdentities('id:p1', [person('Canaria', 'Canaryname')])
    expect(['', '-wal', '-shm'].map((end) => (statSync(path + end).mode & 0o777).toString(8))).toEqual(['600', '600', '600'])
    roster.close()
  })

  test('keeps a roster open to the key that it was made with, whatever version that has, and beside newer ones', () => {
    const path = join(cwd, 'roster.db')
    const secretOf = (word: string): Phi<Uint8Array> => new Phi(Buffer.from(`the ${word} key, of 32 bytes or some more`), 'key')
    const made = assembleNewRoster(path, { keys: [{ version: 1, secret: secretOf('second') }] }, {})
    made.addIdentities('id:p1', [person('Canaria', 'Canaryname')])
    made.close()
    const keys = ['first', 'second', 'third'].map((word, index) => ({ version: index + 1, secret: secretOf(word) }))
    const roster = assembleRoster(path, { keys }, { mustExist: true })
    expect(roster.lookUpSubject('id:p1')).toBeDefined()
    roster.close()
    expect(() => assembleRoster(path, { keys: keys.slice(0, 1) }, { mustExist: true })).toThrow(/SLUICE_CONFIG.*another key/)
  })

  test('refuses a roster of another key', async () => {
    await runCli(['roster', 'build', 'patients.ndjson', '--out', 'roster.db'], { cwd })
    const result = await runCli(['roster', 'build', 'patients.ndjson', '--out', 'roster.db'], {
      cwd,
      env: { SLUICE_KEY: 'some other key of at least 32 bytes' },
    })
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(/SLUICE_CONFIG.*another key/)
  })
})

describe('roster purge', () => {
  const CARLA =
    '{"resourceType":"Patient","id":"p3","identifier":[{"system":"https://h.example/mrn","value":"77310425"}],"name":[{"family":"Quagmire"}]}'
  beforeEach(async () => {
    await runCli(['roster', 'build', 'patients.ndjson', '--out', 'roster.db', '--now', '2025-01-10T23:00:00Z'], { cwd })
    await runCli(['roster', 'build', '--out', 'roster.db', '--now', '2025-12-01T10:00:00Z'], { cwd, input: CARLA })
  })
  const purge = (...args: string[]) => runCli(['roster', 'purge', '--roster', 'roster.db', ...args], { cwd })
  const known = (): boolean[] =>
    [found('id:p1', 'Canaria Canaryname slept'), found('id:p2', 'Ms. Placeholder'), found('id:p3', 'Mr. Quagmire')].map(
      ({ length }) => length > 0,
    )

  test('forgets a patient and those around them, by reference in any form', async () => {
    const result = await purge('--subject', 'https://fhir.example/Patient/p2')
    expect(result).toMatchObject({ code: 0, stdout: '' })
    expect(result.stderr).toMatch(/^1 patients forgotten; the roster knows 2 patients and 0 others, /)
    expect(known()).toEqual([true, false, true])
  })

  test('forgets whom no message has named for so many days, to the day', async () => {
    expect((await purge('--unseen', '366', '--now', '2026-01-11T01:00:00Z')).stderr).toMatch(/^0 patients/)
    expect((await purge('--unseen', '365', '--now', '2026-01-11T01:00:00Z')).stderr).toMatch(/^2 patients/)
    expect(known()).toEqual([false, false, true])
  })

  test('keeps who was seen again in the meantime', async () => {
    await runCli(['roster', 'build', '--out', 'roster.db', '--now', '2025-12-20T10:00:00Z'], { cwd, input: PATIENTS.split('\n')[0] ?? '' })
    await purge('--unseen', '100', '--now', '2026-01-11T01:00:00Z')
    expect(known()).toEqual([true, false, true])
  })

  test('says that somebody was not there, and repeats no reference', async () => {
    const result = await purge('--subject', 'Patient/canary-9', 'https://h.example/mrn|99119911')
    expect(result.code).toBe(0)
    expect(result.stderr).toMatch(/^2 of the patients named were not in the roster\n0 patients forgotten/)
    expect(result.stderr).not.toMatch(/canary|9911/)
  })

  test.for([
    [[], /SLUICE_USAGE.*--subject, --unseen/],
    [['--unseen', 'soon'], /SLUICE_USAGE.*days/],
    [['--subject', 'canary'], /SLUICE_USAGE(?!.*canary)/],
    [['--roster', 'none.db', '--unseen', '3'], /SLUICE_IO/],
  ] as const)('with %j it cannot run', async ([args, says]) => {
    const result = await purge(...args)
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(says)
    expect(existsSync(join(cwd, 'none.db'))).toBe(false)
  })
})

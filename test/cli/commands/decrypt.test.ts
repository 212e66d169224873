import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeFolder, runCli, type CliResult } from '../run-cli.ts'

const POLICY = `sluice: policy/1
name: reversible
version: "1"
summary: Names and numbers come back to who holds the key.
labels: false
rules:
  - { when: { path: Identifier.value }, then: { encrypt: ff1 } }
  - { when: { path: [HumanName.family, HumanName.given] }, then: { encrypt: aes-gcm } }
  - { when: { path: Resource }, then: keep }
`
const line = (n: number): string =>
  `{ "resourceType":"Patient","id":"p${n}","identifier":[{"system":"urn:x","value":"MRN-10${n}4417"}],"name":[{"family":"Canary${n}","given":["C\\n"]}] }`
/** Long enough that no hash of an audit log has it by chance. */
const VALUES = /Canary|10\d4417/
const LINES = `${[1, 2, 3].map(line).join('\n')}\n`

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
  writeFileSync(join(cwd, 'reversible.yaml'), POLICY)
})

const FOR = ['--policy', 'reversible.yaml', '--destination', 'lab'] as const
const encrypt = async (input: string): Promise<string> => (await runCli(['redact', ...FOR], { cwd, input })).stdout
const decrypt = (input: string, args: readonly string[] = FOR, env = {}): Promise<CliResult> =>
  runCli(['decrypt', ...args, '--audit', 'audit.jsonl'], { cwd, input, env })

describe('decrypt', () => {
  test('gives NDJSON back byte for byte, says how much, and writes no value to stderr or the audit log', async () => {
    const closed = await encrypt(LINES)
    expect(closed).not.toMatch(VALUES)
    const result = await decrypt(closed)
    expect(result).toMatchObject({ code: 0, stdout: LINES })
    expect(result.stderr).toMatch(/^9 values decrypted; audit log: audit\.jsonl$/m)
    expect(result.stderr).toContain('FF1 values carry no check')
    const audit = readFileSync(join(cwd, 'audit.jsonl'), 'utf8')
    expect(audit).toContain('"route":"decrypt"')
    expect(audit + result.stderr).not.toMatch(VALUES)
  })

  test('gives lines of texts back, which only --texts reads', async () => {
    const policy = 'sluice: policy/1\nname: notes\nversion: "1"\nsummary: Notes come back.\nrules:\n' +
      '  - { when: { class: name }, then: { encrypt: aes-gcm } }\n  - { when: { class: free-text }, then: scan }\n'
    writeFileSync(join(cwd, 'notes.yaml'), policy)
    const line = '{"id":7,"text":"Mr. Orlando Fabricado sleeps well."}'
    const closed = (await runCli(['redact', '--policy', 'notes.yaml', '--texts', '-'], { cwd, input: line })).stdout
    expect(closed).toMatch(/enc:1:/)
    expect(closed).not.toContain('Fabricado')
    expect(await decrypt(closed, ['--texts', '-'])).toMatchObject({ code: 0, stdout: line })
    const wrong = await decrypt(closed, [])
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toContain('SLUICE_FHIR_RESOURCE_TYPE: A line {"id", "text"} is no FHIR: --texts opens such lines.')
  })

  test('takes a folder of documents and gzip to a folder', async () => {
    mkdirSync(join(cwd, 'in'))
    writeFileSync(join(cwd, 'in', 'a.json'), await encrypt(line(1)))
    writeFileSync(join(cwd, 'in', 'b.ndjson.gz'), gzipSync(await encrypt(LINES)))
    expect(await runCli(['decrypt', ...FOR, 'in', '--out', 'out'], { cwd })).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(join(cwd, 'out', 'a.json'), 'utf8')).toBe(line(1))
    expect(gunzipSync(readFileSync(join(cwd, 'out', 'b.ndjson.gz'))).toString()).toBe(LINES)
  })

  test('needs no policy for AES-GCM', async () => {
    const closed = await encrypt(line(1))
    const { stdout } = await decrypt(closed, ['--destination', 'lab'])
    expect(stdout).toContain('"family":"Canary1","given":["C\\n"]')
    expect(stdout).not.toMatch(/10\d4417/)
  })

  test.for([
    ['key', FOR, { SLUICE_KEY: 'another key for tests, 32 bytes or more' }, 'SLUICE_DECRYPT'],
    ['destination', ['--policy', 'reversible.yaml'], {}, 'SLUICE_DECRYPT'],
    ['version of the key', [...FOR, '--key-version', '2'], {}, 'SLUICE_DECRYPT: A value was encrypted with key version 1'],
  ] as const)('with another %s lets nothing out, and says what to give', async ([, args, env, error]) => {
    const closed = await encrypt(line(1))
    writeFileSync(join(cwd, 'closed.json'), closed)
    const result = await runCli(['decrypt', ...args, 'closed.json', '--out', 'open.json'], { cwd, env })
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain(error)
    expect(result.stderr).toContain('closed.json, HumanName.family')
    expect(existsSync(join(cwd, 'open.json'))).toBe(false)
  })

  test.for([
    ['no key', [], { SLUICE_KEY: undefined }, 'SLUICE_KEY_MISSING'],
    ['a version that is none', ['--key-version', '0'], {}, 'SLUICE_USAGE'],
  ] as const)('cannot run with %s', async ([, args, env, code]) => {
    const result = await decrypt('{"resourceType":"Basic"}', args, env)
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(new RegExp(`^${code}: `))
  })
})

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeFolder, runCli } from '../run-cli.ts'
import { writeLines } from '../write-lines.ts'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
})

const SECRET = 'Mr. Orlando Fabricado called (212) 555-0147. Weight is stable.'
const CLEAN = '[NAME] called [PHONE]. Weight is stable.'

const write = (name: string, lines: readonly unknown[]): string => writeLines(cwd, name, lines)

function auditOf(): string {
  const folder = join(cwd, 'state', 'sluice', 'audit')
  return readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')).join('')
}

describe('redact --texts', () => {
  test('gives the lines back with clean text and nothing else in them, and keeps an audit log without values', async () => {
    const file = write('notes.jsonl', [{ id: 7, text: SECRET, author: 'Orlando Fabricado' }, { id: 'b', text: 'Nothing here.' }])
    const { code, stdout, stderr } = await runCli(['redact', '--texts', file], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { id: 7, text: CLEAN },
      { id: 'b', text: 'Nothing here.' },
    ])
    const audit = auditOf()
    expect(audit).toContain('"redact"')
    expect(audit).not.toMatch(/Orlando|Fabricado|555-0147/)
  })

  test('works on FHIR resources in texts by their elements, and knows whom they name', async () => {
    const patient = (id: string): string =>
      JSON.stringify({ resourceType: 'Patient', id, name: [{ family: 'Quixley' }], identifier: [{ value: '77781' }], active: true })
    const file = write('prompts.jsonl', [
      { id: 1, text: `Summarise for quixley: ${patient('a')} and [${patient('b')}], please.` },
      { id: 2, text: JSON.stringify({ messages: [{ role: 'user', content: `Look: ${patient('a')}` }] }) },
      { id: 3, text: patient('a').replace('"id"', '"active":false,"id"') },
    ])
    const { code, stdout } = await runCli(['redact', '--texts', file], { cwd })
    const [one, two, three] = stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { text: string }).text)
    expect(code).toBe(0)
    expect(stdout).not.toMatch(/quixley|77781/i)
    const [inProse, inList] = [.../\{"resourceType":"Patient",.*?"active":true\}/g[Symbol.matchAll](one ?? '')].map(([json]) => json)
    expect(one).toBe(`Summarise for [NAME]: ${inProse} and [${inList}], please.`)
    expect((JSON.parse(two ?? '') as { messages: [{ content: string }] }).messages[0].content).toBe(`Look: ${inProse}`)
    expect(three).toBe('null')
    expect(auditOf()).toContain('"name":{"redact":1,"drop":3}')
  })

  test('that hold resources the policy blocks are refused', async () => {
    writeFileSync(join(cwd, 'strict.yaml'), [
      'sluice: policy/1', 'name: strict', 'version: "1"', 'summary: No genders.', 'rules:',
      '  - { when: { class: free-text }, then: scan }', '  - { when: { path: Patient.gender }, then: block }',
      '  - { when: { class: not-identifying }, then: keep }', '',
    ].join('\n'))
    const file = write('prompts.jsonl', [{ id: 1, text: 'See {"resourceType":"Patient","gender":"male"}.' }, { id: 2, text: 'Fine.' }])
    const { code, stdout, stderr } = await runCli(['redact', '--texts', file, '--policy', 'strict.yaml'], { cwd })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '{"id":2,"text":"Fine."}\n' })
    expect(stderr).toContain('SLUICE_POLICY_BLOCK')
  })

  test('of two members with one name passes on none that was not read', async () => {
    const file = write('notes.jsonl', [`{"id":1,"text":${JSON.stringify(SECRET)},"text":"plain"}`])
    expect((await runCli(['redact', '--texts', file], { cwd })).stdout).toBe('{"id":1,"text":"plain"}\n')
  })

  test('leaves out lines of another form and lines that the policy refuses, delivers the rest, and ends with 2', async () => {
    const policy = [
      'sluice: policy/1', 'name: strict', 'version: "1"', 'summary: No numbers of insurance.', 'rules:',
      '  - { when: { class: free-text }, then: scan }', '  - { when: { class: ssn }, then: block }', '',
    ].join('\n')
    writeFileSync(join(cwd, 'strict.yaml'), policy)
    const file = write('notes.jsonl', [
      { id: 1, text: 'SSN 536-22-8726' }, { id: 2, text: 'Fine.' }, '{"id":3}', '["Canaryword"]', '{"id":9007199254740993,"text":"x"}',
    ])
    const { code, stdout, stderr } = await runCli(['redact', '--texts', file, '--policy', 'strict.yaml'], { cwd })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '{"id":2,"text":"Fine."}\n' })
    expect(stderr).toContain('SLUICE_POLICY_BLOCK')
    expect(stderr).toContain('SLUICE_TEXT_LINE')
    expect(stderr).not.toMatch(/536-22|Canaryword/)
  })

  test('writes a file that is whole, reads gzip, and takes lines whatever the file is called', async () => {
    writeFileSync(
      join(cwd, 'notes.txt.gz'),
      gzipSync(`${JSON.stringify({ id: 1, text: SECRET })}\n${JSON.stringify({ id: 2, text: SECRET })}\n`),
    )
    mkdirSync(join(cwd, 'out'))
    const { code } = await runCli(['redact', '--texts', 'notes.txt.gz', '--out', 'out/clean.jsonl'], { cwd })
    expect(code).toBe(0)
    expect(readFileSync(join(cwd, 'out', 'clean.jsonl'), 'utf8')).toBe(`{"id":1,"text":"${CLEAN}"}\n{"id":2,"text":"${CLEAN}"}\n`)
    expect(readdirSync(join(cwd, 'out'))).toEqual(['clean.jsonl'])
  })

  test('finds by the roster whom a text identifies', async () => {
    const patient = {
      resourceType: 'Patient',
      id: 'p1',
      identifier: [{ value: 'QX7391842' }],
      name: [{ family: 'Zorvanescu', given: ['Quillamina'] }],
    }
    writeFileSync(join(cwd, 'patient.json'), JSON.stringify(patient))
    expect((await runCli(['roster', 'build', 'patient.json', '--out', 'people.db'], { cwd })).code).toBe(0)
    const file = write('notes.jsonl', [{ id: 1, text: 'QX7391842: zorvanescu slept well.' }])
    const [without, withRoster] = [
      await runCli(['redact', '--texts', file], { cwd }),
      await runCli(['redact', '--texts', file, '--roster', 'people.db'], { cwd }),
    ]
    expect(without.stdout).toContain('zorvanescu')
    expect(withRoster.stdout).toContain('slept well')
    expect(withRoster.stdout).not.toMatch(/zorvanescu|QX7391842/i)
    // A roster that is not there would know nobody, and everything would pass.
    writeFileSync(join(cwd, 'empty.db'), '')
    for (const name of ['nowhere.db', 'empty.db']) {
      const refused = await runCli(['redact', '--texts', file, '--roster', name], { cwd })
      expect([refused.code, refused.stdout, refused.stderr.split('\n')[0]]).toEqual([1, '', `SLUICE_IO: There is no roster. (${name})`])
    }
    expect(existsSync(join(cwd, 'nowhere.db'))).toBe(false)
  })

  test('opens what is marked up as it does in messages, and takes out what nobody can read', async () => {
    const name = 'Mr. Orlando Fabricado called'
    const cases: readonly (readonly [string, string])[] = [
      ['<ClinicalDocument xmlns="urn:hl7-org:v3"><name><given>Quillamina</given><family>Zorvanescu</family></name></ClinicalDocument>',
        '<ClinicalDocument xmlns="urn:hl7-org:v3"><name><given>[NAME]</given><family>[NAME]</family></name></ClinicalDocument>'],
      ['<p>Mr. Orl<b>ando</b> Fabricado called</p>', '<p>[NAME]<b></b> called</p>'],
      ['{"note":"Mr. Orlando Fabr\\u0069cado called"}', '{"note":"[NAME] called"}'],
      // What a label says to be a name is one in the rest of the text too.
      [
        '{"first_name":"Quillamina","last_name":"Zorvanescu","note":"Quillamina fell at home"}',
        '{"first_name":"[NAME]","last_name":"[NAME]","note":"[NAME] fell at home"}',
      ],
      ['{\\rtf1 Mr. Orl\\b ando\\b0  Fabricado called}', '{\\rtf1 [NAME]\\b \\b0  called}'],
      [Buffer.from(name).toString('base64'), Buffer.from('[NAME] called').toString('base64')],
      ['<!DOCTYPE a [<!ENTITY n "x">]><ClinicalDocument xmlns="urn:hl7-org:v3">&n;</ClinicalDocument>', '[OPAQUE]'],
      ['<p>Stable &lt; 5 mg</p>', '<p>Stable &lt; 5 mg</p>'],
      ['Weight < 80 kg and > 60 kg', 'Weight < 80 kg and > 60 kg'],
    ]
    const file = write('notes.jsonl', cases.map(([text], id) => ({ id, text })))
    const { stdout } = await runCli(['redact', '--texts', file], { cwd })
    expect(stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(cases.map(([, clean]) => clean))
  })

  test('gives an id that says who it is about a pseudonym, and leaves code as it is', async () => {
    const patient = {
      resourceType: 'Patient',
      id: 'p1',
      identifier: [{ value: '48392017' }],
      name: [{ family: 'Zorvanescu', given: ['Quillamina'] }],
    }
    writeFileSync(join(cwd, 'patient.json'), JSON.stringify(patient))
    expect((await runCli(['roster', 'build', 'patient.json', '--out', 'people.db'], { cwd })).code).toBe(0)
    const telling = ['536-22-8726', 'Orlando Fabricado', 'o.fabricado@mail.example', 48392017, 'zorvanescu_quillamina_2', '(212) 555-0147']
    const code = [
      7, 100417, 'b', 'note-17', 'row_004', '3f2b8c1e-9a4d-4e1b-8f6a-0c1d2e3f4a5b', 'd41d8cd98f00b204e9800998ecf8427e',
      '2026-11-01T10:00:00Z/4', 'S0004-06142005000500011-1',
    ]
    const file = write(
      'notes.jsonl',
      [...telling, ...code].map((id) => ({ id, text: id === 'zorvanescu_quillamina_2' ? 'Quillamina Zorvanescu slept.' : 'Slept.' })),
    )
    const { stdout } = await runCli(['redact', '--texts', file, '--roster', 'people.db'], { cwd })
    const ids = stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { id: unknown }).id)
    expect(ids.slice(telling.length)).toEqual(code)
    expect(ids.slice(0, telling.length)).toEqual(telling.map(() => expect.stringMatching(/^[0-9a-f]{32}$/) as unknown))
    const scanned = await runCli(['scan', '--texts', file, '--json', '--roster', 'people.db'], { cwd })
    expect(scanned.stdout).not.toMatch(/536-22|Fabricado|48392017|zorvanescu|555-0147/i)
  })

  test('gives an id a pseudonym that repeats what is found in its text, whatever parts it there, or that is encoded', async () => {
    const lines: readonly (readonly [string | number, string])[] = [
      [123456789, 'SSN: 123-45-6789'], ['visit-123456789', 'SSN: 123-45-6789'], ['Fabricado', 'Mr. Orlando Fabricado called'],
      ['orlando_fabricado_1', 'Mr. Orlando Fabricado called'], ['OrlandoFabricado1962.txt', 'Mr. Orlando Fabricado called'],
      ['o.fabricado', 'write to o.fabricado@mail.example'], ['Mr.%20Orlando%20Fabricado', 'Slept.'],
      ['2026-10-01', 'Seen on October 1, 2026'], ['note_19620317', 'born 17 March 1962'], ['01102026', 'am 1.10.2026 gesehen'],
    ]
    const kept: readonly (readonly [string | number, string])[] = [
      ['doctor-note-2', 'Seen by Doctor Orlando Fabricado'], ['2026-11-01', 'Seen on 2026-11-02'], ['2026', 'Seen in 2026'],
      ['n-10', 'Seen on October 10'], ['a-6789', 'SSN: 123-45-6789'],
    ]
    const file = write(
      'notes.jsonl',
      [...lines, ...kept].map(([id, text]) => ({ id, text })),
    )
    const { stdout } = await runCli(['redact', '--texts', file], { cwd })
    const ids = stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { id: unknown }).id)
    expect(ids).toEqual([...lines.map(() => expect.stringMatching(/^[0-9a-f]{32}$/) as unknown), ...kept.map(([id]) => id)])
  })

  test('wants no other file', async () => {
    const { code, stderr } = await runCli(['redact', '--texts', 'a.jsonl', 'b.json'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('SLUICE_USAGE')
  })
})

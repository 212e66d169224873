import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openAuditLog } from '../../../src/audit/open-audit-log.ts'
import { openPositions } from '../../../connectors/positions/positions.ts'
import { makeFolder, runCli } from '../run-cli.ts'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
})

/** The id of the one entry of a quarantine. */
async function onlyId(file: string): Promise<string> {
  const { stdout } = await runCli(['quarantine', 'list', file, '--json'], { cwd })
  return (JSON.parse(stdout) as { id: string }).id
}

describe('the quarantine', () => {
  test('is listed without its key, shown with it, and released through another policy into the audit log', async () => {
    writeFileSync(join(cwd, 'a.json'), '{"resourceType":"Canarytype"}')
    const refused = await runCli(['redact', 'a.json', '--quarantine', 'q.jsonl', '--audit', 'audit.jsonl'], { cwd })
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(readFileSync(join(cwd, 'q.jsonl'), 'utf8')).not.toContain('Canarytype')
    const list = await runCli(['quarantine', 'list', 'q.jsonl', '--json'], { cwd, env: { SLUICE_KEY: undefined } })
    const { id } = JSON.parse(list.stdout) as { id: string }
    expect(JSON.parse(list.stdout)).toMatchObject({
      code: 'SLUICE_FHIR_RESOURCE_TYPE',
      policy: 'hipaa-safe-harbor',
      bytes: 29,
    })
    expect(await runCli(['quarantine', 'show', 'q.jsonl', id], { cwd })).toMatchObject({
      code: 0,
      stdout: '{"resourceType":"Canarytype"}',
    })
    expect(await runCli(['quarantine', 'show', 'q.jsonl', id, '--around'], { cwd })).toMatchObject({ code: 0, stdout: 'null\n' })
    const other = await runCli(['quarantine', 'show', 'q.jsonl', id], {
      cwd,
      env: { SLUICE_QUARANTINE_KEY: 'another key, of 32 bytes or more' },
    })
    expect(other).toMatchObject({ code: 1, stdout: '' })
    expect(other.stderr).toMatch(/^SLUICE_QUARANTINE: /)
    const again = await runCli(['quarantine', 'release', 'q.jsonl', id, '--audit', 'audit.jsonl'], { cwd })
    expect(again).toMatchObject({ code: 2, stdout: '' })
    const elsewhere = ['--policy', 'keep-everything', '--audit', 'audit.jsonl', '--out', 'out.json']
    const released = await runCli(['quarantine', 'release', 'q.jsonl', id, ...elsewhere], { cwd })
    expect(released.code).toBe(0)
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('{"resourceType":"Canarytype"}')
    expect(readFileSync(join(cwd, 'audit.jsonl'), 'utf8')).toContain(`"event":"release"`)
    expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).code).toBe(0)
  })
  test('is released by a roster that has learned whom a text is about', async () => {
    writeFileSync(
      join(cwd, 'own.yaml'),
      'sluice: policy/1\nname: notes\nversion: "1"\nsummary: A test.\ntext: { only: email, subject: required }\nrules:\n' +
        '  - { when: { class: free-text }, then: scan }\n  - { when: { class: [link, not-identifying] }, then: keep }\n',
    )
    writeFileSync(join(cwd, 'p.json'), '{"resourceType":"Patient","id":"p1","name":[{"family":"Canaryname"}]}')
    writeFileSync(
      join(cwd, 'a.json'),
      '{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p1"},"note":[{"text":"Told Canaryname."}]}',
    )
    expect((await runCli(['redact', 'a.json', '--policy', 'own.yaml', '--quarantine', 'q.jsonl'], { cwd })).stderr).toContain(
      'SLUICE_SUBJECT',
    )
    const id = await onlyId('q.jsonl')
    expect((await runCli(['quarantine', 'release', 'q.jsonl', id, '--policy', 'own.yaml'], { cwd })).code).toBe(2)
    await runCli(['roster', 'build', 'p.json', '--out', 'roster.db'], { cwd })
    const released = await runCli(['quarantine', 'release', 'q.jsonl', id, '--policy', 'own.yaml', '--roster', 'roster.db'], { cwd })
    expect(released).toMatchObject({ code: 0, stdout: expect.stringContaining('"Told [NAME]."') as string })
  })

  test('gives back a line of texts that was refused as one that is clean', async () => {
    writeFileSync(
      join(cwd, 'own.yaml'),
      'sluice: policy/1\nname: notes\nversion: "1"\nsummary: A test.\nrules:\n  - { when: { class: email, in: text }, then: quarantine }\n  - { when: { class: free-text }, then: scan }\n',
    )
    writeFileSync(join(cwd, 'l.jsonl'), '{"id":"n-1","text":"Write to canary@mail.example"}\n')
    expect((await runCli(['redact', '--texts', 'l.jsonl', '--policy', 'own.yaml', '--quarantine', 'q.jsonl'], { cwd })).code).toBe(2)
    const id = await onlyId('q.jsonl')
    const released = await runCli(['quarantine', 'release', 'q.jsonl', id, '--policy', 'hipaa-safe-harbor'], { cwd })
    expect(released).toMatchObject({ code: 0, stdout: '{"id":"n-1","text":"Write to [EMAIL]"}' })
  })

  test('is not released by another policy that took the name of the first', async () => {
    const policy = (action: string) =>
      'sluice: policy/1\nname: keep-everything\nversion: "1"\nsummary: A test.\nunknown: { resourceType: block }\nrules:\n' +
      `  - { when: { class: not-identifying }, then: ${action} }\n`
    writeFileSync(join(cwd, 'own.yaml'), policy('drop'))
    writeFileSync(join(cwd, 'a.json'), '{"resourceType":"Canarytype"}')
    await runCli(['redact', 'a.json', '--policy', 'own.yaml', '--quarantine', 'q.jsonl'], { cwd })
    const id = await onlyId('q.jsonl')
    const released = await runCli(['quarantine', 'release', 'q.jsonl', id], { cwd })
    expect(released).toMatchObject({ code: 1, stdout: '' })
    expect(released.stderr).toMatch(/^SLUICE_USAGE: The policy keep-everything is no longer/)
    const told = await runCli(['quarantine', 'release', 'q.jsonl', id, '--policy', 'own.yaml'], { cwd })
    expect(told).toMatchObject({ code: 2, stdout: '' })
    writeFileSync(join(cwd, 'other.yaml'), policy('drop').replace('name: keep-everything', 'name: other'))
    await runCli(['redact', 'a.json', '--policy', 'other.yaml', '--quarantine', 'q2.jsonl'], { cwd })
    const unnamed = await runCli(['quarantine', 'release', 'q2.jsonl', await onlyId('q2.jsonl')], { cwd })
    expect(unnamed).toMatchObject({ code: 1, stdout: '' })
    expect(unnamed.stderr).toContain('was a file: give the file, or another policy, with --policy.')
  })

  test('is released to the client that it was kept back from, and by that client\'s rules', async () => {
    writeFileSync(join(cwd, 'own.yaml'), [
      'sluice: policy/1', 'name: own', 'version: "1"', 'summary: A test.', 'rules:',
      '  - { name: The vendor gets no names, when: { client: vendor, class: name }, then: quarantine }',
      '  - { when: { class: [name, link, not-identifying] }, then: keep }', '',
    ].join('\n'))
    writeFileSync(join(cwd, 'a.json'), '{"resourceType":"Patient","name":[{"family":"Canaryname"}]}')
    const asked = ['--policy', 'own.yaml', '--client', 'vendor', '--quarantine', 'q.jsonl', '--audit', 'audit.jsonl']
    expect((await runCli(['redact', 'a.json', ...asked], { cwd })).code).toBe(2)
    expect(readFileSync(join(cwd, 'audit.jsonl'), 'utf8')).toContain('"client":"vendor"')
    const released = await runCli(['quarantine', 'release', 'q.jsonl', await onlyId('q.jsonl'), '--policy', 'own.yaml'], { cwd })
    expect(released).toMatchObject({ code: 2, stdout: '' })
    expect(released.stderr).toContain('SLUICE_POLICY_QUARANTINE')
  })

  test('that has no entry of an id says where the ids stand', async () => {
    writeFileSync(join(cwd, 'a.json'), '{"resourceType":"Canarytype"}')
    await runCli(['redact', 'a.json', '--quarantine', 'q.jsonl'], { cwd })
    const other = await runCli(['quarantine', 'show', 'q.jsonl', 'deadbeef'], { cwd })
    expect(other).toMatchObject({ code: 1, stdout: '' })
    expect(other.stderr).toContain('SLUICE_QUARANTINE: No entry has this id; `sluice quarantine list` shows them.')
  })
})

describe('the quarantine of a configuration', () => {
  const route = (name: string, folder: string): string => [
    `  - name: ${name}`, `    from: { file: { path: ${folder} } }`, '    policy: hipaa-safe-harbor',
    `    destination: to-${name}`, '    purpose: research', `    to: { file: { path: out-${name} } }`,
    '    onError: quarantine', '    quarantine: { file: q.jsonl }', '',
  ].join('\n')
  const config = (keys: readonly number[]): string => [
    'version: 1', 'keys:', ...keys.map((version) => `  - { version: ${version}, from: env:KEY_${version} }`),
    'audit: { file: audit.jsonl }', 'routes:', `${route('first', 'in')}${route('second', 'in-second')}`,
  ].join('\n')
  const env = {
    SLUICE_KEY: undefined, KEY_1: 'the first key, 32 bytes or some more', KEY_2: 'the second key, 32 bytes or some more',
  }
  const at = (...args: string[]) => runCli(['quarantine', ...args, '--config', 'sluice.yaml'], { cwd, env })

  beforeEach(async () => {
    for (const folder of ['in', 'in-second']) mkdirSync(join(cwd, folder))
    writeFileSync(join(cwd, 'in', 'a.json'), '{"resourceType":"Canarytype"}')
    writeFileSync(join(cwd, 'sluice.yaml'), config([1]))
    await runCli(['run'], { cwd, env })
  })

  test('shows, releases and purges what one route kept back, and nothing of another that shares the file', async () => {
    const id = await onlyId('q.jsonl')
    expect((await at('list', 'first', '--json')).stdout).toContain(id)
    expect((await at('list', 'second', '--json')).stdout).toBe('')
    const released = await at('release', 'second', id, '--policy', 'keep-everything')
    expect(released).toMatchObject({ code: 1, stdout: '' })
    expect(existsSync(join(cwd, 'out-second'))).toBe(false)
    expect((await at('purge', 'second', '--all')).stderr).toContain('0 of 0 entries purged')
    expect((await at('release', 'first', id, '--policy', 'keep-everything')).code).toBe(0)
    expect(readdirSync(join(cwd, 'out-first'))).toEqual([`${id}.json`])
    expect(readFileSync(join(cwd, 'audit.jsonl'), 'utf8')).toContain('"event":"release"')
    expect((await at('purge', 'first', '--all')).stderr).toContain('1 of 1 entries purged')
  })

  test('is released beside the route that runs, which alone has its position open', async () => {
    const id = await onlyId('q.jsonl')
    const poll = '{ fhir-poll: { baseUrl: "http://127.0.0.1:1/fhir", search: [Patient], state: state.db } }'
    writeFileSync(join(cwd, 'sluice.yaml'), config([1]).replace('{ file: { path: in } }', poll))
    const positions = openPositions(join(cwd, 'state.db'))
    const held = await openAuditLog({ path: join(cwd, 'audit.jsonl'), now: () => new Date() })
    try {
      const released = await at('release', 'first', id, '--policy', 'keep-everything')
      expect(released).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(`released ${id}; audit log: \\d{8}T.*\\.jsonl\\n`) as string,
      })
    } finally {
      positions.close()
      await held.close()
    }
  })

  test('opens with the key that it was sealed with, also when there is a newer one', async () => {
    writeFileSync(join(cwd, 'sluice.yaml'), config([1, 2]))
    const shown = await at('show', 'first', await onlyId('q.jsonl'))
    expect(shown).toMatchObject({ code: 0, stdout: '{"resourceType":"Canarytype"}' })
  })
})

import { Client } from 'fhir-kit-client'
import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import { makeFolder, runCli, startCli } from '../../cli/run-cli.ts'
import { tryHapi, type HapiServer } from '../../services/hapi.ts'
import { startMedplum } from '../../services/medplum.ts'
import { CORPORA_ABSENT, corpusFiles } from '../../support/corpora.ts'

let hapi: HapiServer | string = 'it was not started'
beforeAll(async () => {
  hapi = await tryHapi()
}, 600_000)
afterAll(async () => {
  if (typeof hapi !== 'string') await hapi.stop()
})

function writeConfig(folder: string, baseUrl: string, { policy = 'hipaa-limited-data-set', more = '' } = {}): void {
  writeFileSync(path.join(folder, 'sluice.yaml'), `
version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
routes:
  - name: copy
    from: { file: { path: in } }
    policy: ${policy}
    destination: lake
    purpose: research
    to: { fhir: { baseUrl: "${baseUrl}"${more} } }
    onError: block
`)
}

const TYPES = ['Patient', 'Condition', 'DocumentReference']

function fill({ skip }: TestContext, folder: string): { readonly counts: number[]; readonly names: RegExp } {
  if (CORPORA_ABSENT !== undefined) skip(CORPORA_ABSENT)
  mkdirSync(path.join(folder, 'in'))
  const files = TYPES.map((type) => corpusFiles('synthea-bulk-ndjson/10-patients').find(({ name }) => name.includes(`/${type}.`)))
  const counts = files.map((file, index) => {
    const text = file?.read().toString().split('\n').slice(0, 400).join('\n') ?? ''
    writeFileSync(path.join(folder, 'in', `${index}-${TYPES[index]}.ndjson`), text)
    return text.trimEnd().split('\n').length
  })
  const patients = readFileSync(path.join(folder, 'in', '0-Patient.ndjson'), 'utf8').trimEnd().split('\n')
    .map((line) => JSON.parse(line) as { readonly id: string; readonly name: readonly { readonly family: string }[] })
  return {
    counts,
    names: new RegExp(patients.flatMap(({ id, name }) => [id, ...name.map(({ family }) => `"family":"${family}"`)]).join('|')),
  }
}

async function allOf(baseUrl: string, type: string): Promise<{ readonly ids: string[]; readonly text: string }> {
  const client = new Client({ baseUrl })
  const answer = (await client.search({ resourceType: type, searchParams: { _count: 1000 } })) as unknown as {
    readonly entry?: readonly { readonly resource: { readonly id: string } }[]
  }
  return { ids: (answer.entry ?? []).map(({ resource }) => resource.id), text: JSON.stringify(answer) }
}

/** Waits until a run has written its first record, which it does once all is open and before the first message. */
async function untilBegun(folder: string, bytesBefore: number): Promise<void> {
  for (let waited = 0; waited < 60_000 && auditBytes(folder) <= bytesBefore; waited += 10) await sleep(10)
}

function auditBytes(folder: string): number {
  return statSync(path.join(folder, 'audit.jsonl'), { throwIfNoEntry: false })?.size ?? 0
}

test('a FHIR server has every resource once and no name, however often the copying was killed', async (context) => {
  if (typeof hapi === 'string') return context.skip(hapi)
  const folder = makeFolder()
  const { counts, names } = fill(context, folder)
  writeConfig(folder, hapi.baseUrl)
  let killed = 0
  for (let kill = 0; kill < 3; kill++) {
    const bytesBefore = auditBytes(folder)
    const child = startCli(['run', 'sluice.yaml'], { cwd: folder })
    const ended = once(child, 'exit')
    await untilBegun(folder, bytesBefore)
    await sleep(kill * 40)
    if (child.kill('SIGKILL')) killed++
    await ended
  }
  expect(killed).toBeGreaterThan(0)
  expect(await runCli(['run', 'sluice.yaml', '--log-level', 'error'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' })
  for (const [index, type] of TYPES.entries()) {
    const { ids, text } = await allOf(hapi.baseUrl, type)
    expect([type, ids.length, new Set(ids).size]).toEqual([type, counts[index], counts[index]])
    expect(text).not.toMatch(names)
  }
}, 180_000)

function fillIdentified(folder: string, tag: string): void {
  mkdirSync(path.join(folder, 'in'))
  const patients = Array.from({ length: 30 }, (_, index) =>
    JSON.stringify({
      resourceType: 'Patient',
      id: `p${index}`,
      identifier: [{ system: `urn:${tag}`, value: `m${index}` }],
      gender: 'female',
    }),
  )
  writeFileSync(path.join(folder, 'in', 'patients.ndjson'), patients.join('\n'))
}

test('resources that are found again by an identifier are there once after two runs', async ({ skip }) => {
  if (typeof hapi === 'string') return skip(hapi)
  const folder = makeFolder()
  fillIdentified(folder, 'twice')
  for (const write of ['create', 'update']) {
    writeConfig(folder, hapi.baseUrl, { policy: 'keep-everything', more: `, match: identifier, write: ${write}` })
    expect(await runCli(['run', 'sluice.yaml', '--log-level', 'error'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' })
  }
  const client = new Client({ baseUrl: hapi.baseUrl })
  const answer = await client.search({ resourceType: 'Patient', searchParams: { identifier: 'urn:twice|m7' } })
  expect(answer['total']).toBe(1)
}, 120_000)

test('a server of another make takes the transactions, in the size that it allows', async () => {
  const medplum = await startMedplum()
  try {
    const folder = makeFolder()
    fillIdentified(folder, 'medplum')
    writeConfig(folder, medplum.baseUrl, { policy: 'keep-everything', more: ', entriesMax: 5, match: identifier, write: create' })
    expect(await runCli(['run', 'sluice.yaml', '--log-level', 'error'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' })
    expect((await allOf(medplum.baseUrl, 'Patient')).ids).toHaveLength(30)
  } finally {
    await medplum.stop()
  }
}, 120_000)

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashOf, hidingPolicy, listen } from '../connectors/fhir-proxy/open-proxy.ts'
import { finishCli, makeFolder, runCli, startCli, type CliResult } from './run-cli.ts'

const KEY = 'a-key-of-a-vendor-0123456789-0123456789'
const CANARY = /c4n4ry|1953-11-23|0953-11|900-12-3456/i
const WORD = 'C4n4ry'

/** Canaries wherever a Patient can hold one that the policy hides. */
const PATIENT = {
  resourceType: 'Patient',
  id: `${WORD}-id`,
  meta: { lastUpdated: '1953-11-23T04:05:06Z', source: `http://x.example.org/${WORD}` },
  language: 'en',
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${WORD}</div>` },
  contained: [{ resourceType: 'Organization', id: 'o', name: WORD, telecom: [{ system: 'phone', value: WORD }] }],
  extension: [{ url: `http://x.example.org/${WORD}`, valueString: WORD }],
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-ssn', value: '900-12-3456' }],
  name: [{ family: WORD, given: [WORD], text: WORD }],
  telecom: [{ system: 'email', value: `${WORD}@example.org` }],
  gender: 'male',
  birthDate: '1953-11-23',
  _birthDate: { extension: [{ url: 'http://x.example.org/b', valueString: WORD }] },
  address: [{ line: [WORD], city: WORD, text: WORD }],
  contact: [{ name: { family: WORD } }],
  managingOrganization: { reference: '#o', display: WORD },
  nickname: WORD,
}

type Step = (request: IncomingMessage, response: ServerResponse) => void
const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Step =>
  (_, response) => {
    response.writeHead(status, {
      'content-type': 'application/fhir+json',
      server: WORD,
      'x-request-id': WORD,
      'last-modified': WORD,
      ...headers,
    })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

const OUTCOME = {
  resourceType: 'OperationOutcome',
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${WORD}</div>` },
  issue: [{ severity: 'error', code: 'processing', diagnostics: WORD, details: { text: WORD }, expression: [WORD], location: [WORD] }],
}
const BUNDLE = {
  resourceType: 'Bundle',
  id: WORD,
  type: 'searchset',
  total: 19531123,
  link: [
    { relation: 'self', url: `http://u.example.org/Patient?name=${WORD}` },
    { relation: 'next', url: `?page=${WORD}` },
  ],
  entry: [
    { fullUrl: `http://u.example.org/Patient/${WORD}-id`, resource: PATIENT, search: { mode: 'match', score: 0.9531123 } },
    { resource: OUTCOME, search: { mode: 'outcome' } },
  ],
}

/** What the server says, what the client asks: each pair is one way out. */
const EXITS: readonly (readonly [string, Step, string, RequestInit?])[] = [
  ['a search', json(BUNDLE), '/Patient?gender=male'],
  ['a search that is refused', json(BUNDLE), `/Patient?name=${WORD}`],
  ['a parameter that nobody knows', json(BUNDLE), `/Patient?${WORD}=${WORD}`],
  ['a path that nobody knows', json(BUNDLE), `/${WORD}/${WORD}`],
  ['an id that was not given out', json(PATIENT), `/Patient/${WORD}-id`],
  ['a history', json({ ...BUNDLE, type: 'history' }), '/Patient/_history'],
  ['an error of the server', json(OUTCOME, 422, { location: `http://u.example.org/${WORD}` }), '/Patient?gender=male'],
  ['a failure of the server', json(OUTCOME, 500), '/Patient?gender=male'],
  [
    'a page in place of JSON',
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(WORD),
    '/Patient?gender=male',
  ],
  ['half of a body', json(JSON.stringify(BUNDLE).slice(0, 900)), '/Patient?gender=male'],
  ['a body that breaks off', (_, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '9000' })
    response.write(JSON.stringify(BUNDLE).slice(0, 900), () => response.socket?.destroy())
  }, '/Patient?gender=male'],
  ['a key that stands twice', json(`{"resourceType":"Bundle","${WORD}":1,"${WORD}":2}`), '/Patient?gender=male'],
  [
    'a modifier that is not known',
    json({
      ...BUNDLE,
      entry: [{ resource: { ...PATIENT, modifierExtension: [{ url: `http://x.example.org/${WORD}`, valueString: WORD }] } }],
    }),
    '/Patient?gender=male',
  ],
  [
    'a create',
    json(PATIENT, 201, { location: `http://u.example.org/Patient/${WORD}-id/_history/1`, etag: 'W/"1"' }),
    '/Patient',
    { method: 'POST', body: JSON.stringify({ resourceType: 'Patient', name: [{ family: WORD }] }) },
  ],
  [
    'a create that is refused',
    json(PATIENT),
    '/Patient',
    { method: 'POST', body: JSON.stringify({ resourceType: 'Patient', managingOrganization: { reference: `Organization/${WORD}` } }) },
  ],
  ['a create that is no JSON', json(PATIENT), '/Patient', { method: 'POST', body: `{"resourceType":"Patient","name":${WORD}` }],
  [
    'a condition',
    json(PATIENT),
    '/Patient',
    { method: 'POST', headers: { 'if-none-exist': `identifier=${WORD}` }, body: '{"resourceType":"Patient"}' },
  ],
  [
    'a transaction',
    json({
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: [{ resource: PATIENT, response: { status: '201', location: `Patient/${WORD}-id`, outcome: OUTCOME } }],
    }),
    '',
    {
      method: 'POST',
      body: JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } }],
      }),
    },
  ],
  [
    'a batch that is refused',
    json({}),
    '',
    {
      method: 'POST',
      body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'GET', url: `Patient?name=${WORD}` } }] }),
    },
  ],
  [
    'a patch',
    json(PATIENT),
    `/Patient/${WORD}`,
    {
      method: 'PATCH',
      headers: { 'content-type': 'application/json-patch+json' },
      body: JSON.stringify([{ op: 'test', path: '/name/0/family', value: WORD }]),
    },
  ],
  [
    'capabilities',
    json({
      resourceType: 'CapabilityStatement',
      description: WORD,
      implementation: { description: WORD, url: WORD },
      rest: [
        { documentation: WORD, resource: [{ type: 'Patient', documentation: WORD, searchParam: [{ name: WORD, documentation: WORD }] }] },
      ],
    }),
    '/metadata',
  ],
  [
    'an export',
    json('', 202, { 'content-location': `http://u.example.org/status?x=${WORD}`, 'x-progress': WORD }),
    '/$export',
    { headers: { prefer: 'respond-async' } },
  ],
  ['somebody unknown', json(PATIENT), `/Patient/${WORD}`, { headers: { 'x-api-key': WORD.repeat(9) } }],
]

describe('point 9 and all exits: sluice run with a server', () => {
  let step: Step = json({})
  const alarms: string[] = []
  const upstream = createServer((request, response) => step(request, response))
  const webhook = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => alarms.push(chunk.toString()))
    request.on('end', () => response.end())
  })
  let cwd = ''
  let address = ''
  let metrics = ''
  const told: string[] = []
  let finished: Promise<CliResult>
  let child: ReturnType<typeof startCli>

  beforeAll(async () => {
    cwd = makeFolder()
    const place = await listen(upstream)
    writeFileSync(join(cwd, 'sluice.yaml'), `version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
observe: { listen: 127.0.0.1:0 }
servers:
  - name: vendor-api
    fhir-proxy:
      listen: { port: 0 }
      baseUrl: https://sidecar.example.org/fhir
      upstream: { url: ${place}/fhir, aliases: ["http://u.example.org"] }
      state: state/vendor-api.db
      clients:
        - name: vendor
          apiKeySha256: [${hashOf(KEY)}]
          policy: ${hidingPolicy()}
          writes: { policy: keep-everything }
          purpose: test
          resourceTypes: all
          interactions: [read, search, history, create, update, patch, delete, batch, transaction]
          operations: [everything, export]
          budget: { windowHours: 1, messages: 40, webhook: "${await listen(webhook)}/alarm" }
`)
    child = startCli(['run', '--log-level', 'debug'], { cwd, env: { DEBUG: '*', NODE_DEBUG: 'undici' } })
    child.stderr?.on('data', (chunk: Buffer) => told.push(chunk.toString()))
    finished = finishCli(child)
    const said = (): string => told.join('')
    for (let tries = 0; tries < 600 && !said().includes('LISTENING') && child.exitCode === null; tries++) await delay(100)
    if (!said().includes('LISTENING')) throw new Error(`it does not listen: ${said()}`)
    address = `http://127.0.0.1:${/"code":"LISTENING".*?"port":(\d+)/.exec(said())?.[1]}/fhir`
    metrics = /"code":"OBSERVED","address":"([^"]+)"/.exec(said())?.[1] ?? ''
  }, 120_000)
  afterAll(async () => {
    child.kill('SIGTERM')
    await finished
    upstream.close()
    webhook.close()
  })

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(address + path, {
      redirect: 'manual',
      ...init,
      headers: {
        'x-api-key': KEY,
        ...(init.body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...(init.headers as Record<string, string>),
      },
    })

  test.for(EXITS)('%s: nothing of it in body or headers', async ([, reply, path, init]) => {
    step = reply
    const response = await ask(path, init)
    const text = await response.text()
    const echoed = text.replaceAll(encodeURIComponent(WORD), WORD)
    expect(echoed + JSON.stringify([...response.headers])).not.toMatch(CANARY)
    expect(response.headers.get('content-type') ?? 'application/fhir+json').toMatch(/^application\/fhir\+json/)
  })

  test('nothing of it in metrics, health or the alarm of a budget', async () => {
    step = json(BUNDLE)
    for (let i = 0; i < 45; i++) await (await ask('/Patient?gender=male')).text()
    expect((await ask('/Patient?gender=male')).status).toBe(429)
    for (let tries = 0; tries < 50 && alarms.length < 2; tries++) await delay(100)
    expect(alarms.map((text) => (JSON.parse(text) as { alarm: string; client: string }).alarm)).toEqual(['soft', 'hard'])
    const observed = await Promise.all(
      ['metrics', 'readyz', 'healthz'].map(async (path) => (await fetch(`http://${metrics.replace(/^https?:\/\//, '')}/${path}`)).text()),
    )
    expect(observed.join('')).toContain('vendor-api')
    expect(observed.join('') + alarms.join('')).not.toMatch(CANARY)
  })

  test(
    'it ends when it is told to, and nothing of it is in the log, the audit or the state; the chain is whole',
    { timeout: 60_000 },
    async () => {
      child.kill('SIGTERM')
      const result = await finished
      expect(result.code).toBe(0)
      expect(result.stderr).toContain('"code":"EGRESS_BUDGET"')
      // NODE_DEBUG is Node's own and was asked for; it names addresses of this machine only.
      expect(result.stderr).not.toMatch(CANARY)
      const files = [join(cwd, 'audit.jsonl'), ...readdirSync(join(cwd, 'state')).map((name) => join(cwd, 'state', name))]
      expect(files.map((file) => readFileSync(file, 'latin1')).join('')).not.toMatch(CANARY)
      expect(readFileSync(join(cwd, 'audit.jsonl'), 'utf8').match(/"event":"exchange"/g)?.length).toBeGreaterThan(EXITS.length)
      expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).code).toBe(0)
    },
  )
})

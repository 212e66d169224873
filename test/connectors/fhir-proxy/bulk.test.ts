import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import {
  always, hidingPolicy, KEYS, listen, openProxy, pseudonymOf, sendJson, sharedProxy, testClients, type OpenProxy, type Reply,
} from './open-proxy.ts'

const shared = sharedProxy()
const ASYNC = { prefer: 'respond-async' }
const line = (id: number): string =>
  JSON.stringify({ resourceType: 'Patient', id: `p${id}`, gender: 'male', name: [{ family: 'Canaryname' }] })

/** A server with an export of some files. */
function exporting(files: readonly string[], manifest: object = {}): Reply {
  return (asked, response) => {
    const base = `http://${asked.headers.host}/fhir`
    if (asked.url.includes('$export'))
      return void response.writeHead(202, { 'content-location': `${base}/bulk/status?job=canaryjob` }).end()
    if (asked.method === 'DELETE') return void response.writeHead(202).end()
    if (asked.url.startsWith('/fhir/bulk/status')) {
      return sendJson(
        response,
        {
          transactionTime: '2026-03-01T00:00:00Z',
          request: `${base}/$export?_typeFilter=Patient%3Fname%3DCanary`,
          requiresAccessToken: false,
          output: files.map((_, index) => ({ type: 'Patient', url: `${base}/bulk/file/${index}?sig=canarysig`, count: 4711 })),
          error: [],
          ...manifest,
        },
        { headers: { 'content-type': 'application/json' } },
      )
    }
    const index = Number(/file\/(\d+)/.exec(asked.url)?.[1])
    response.writeHead(200, { 'content-type': 'application/fhir+ndjson' }).end(files[index])
  }
}

interface Manifest {
  readonly output: readonly { readonly url: string; readonly type: string }[]
}

describe('point 17: a bulk export', () => {
  test('starts, is waited for, and its files come line by line through the policy', async () => {
    const { proxy } = shared
    proxy.reply = exporting([`${line(1)}\n${line(2)}\n\n${line(3)}`])
    const started = await proxy.get('/Patient/$export?_type=Patient', { headers: ASYNC })
    const where = started.headers.get('content-location') ?? ''
    expect([started.status, where.startsWith(`${proxy.base}/_export-status/enc.1.1.`)]).toEqual([202, true])
    expect(proxy.asked[0]).toMatchObject({ url: '/fhir/Patient/$export?_type=Patient', headers: { prefer: 'respond-async' } })

    const status = await proxy.get(where)
    const manifest = status.json as unknown as Manifest
    expect(status.json).toMatchObject({
      request: `${proxy.base}/$export`,
      requiresAccessToken: true,
      transactionTime: '2026-03-01T00:00:00Z',
    })
    expect(status.text).not.toMatch(/anary|127\.0|4711/)
    expect(proxy.asked.at(-1)?.url).toBe('/fhir/bulk/status?job=canaryjob')

    const file = await proxy.get(manifest.output[0]?.url ?? '')
    const pseudonyms = file.text.trim().split('\n').map((text) => (JSON.parse(text) as { id: string }).id)
    expect([file.status, file.headers.get('content-type'), pseudonyms.length]).toEqual([200, 'application/fhir+ndjson', 3])
    expect(file.text).not.toMatch(/Canary|"p1"/)
    expect(pseudonyms[0]).toBe(await pseudonymOf(proxy, 'p1'))
    expect(proxy.audit()).toContain('"request":"GET {export file}","status":200,"messages":3')
    expect((await proxy.get(where, { method: 'DELETE' })).status).toBe(202)
  })

  test.for([
    [null, 502], [{ output: [null] }, 502], [{ output: [{ url: 7 }] }, 502], [{ link: [null] }, 502], [{ output: {}, link: 7 }, 200],
  ] as const)('whose manifest is %j is answered with %i', async ([manifest, status]) => {
    const { proxy } = shared
    proxy.reply = exporting([])
    const where = (await proxy.get('/Patient/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
    proxy.reply = always(manifest, { headers: { 'content-type': 'application/json' } })
    expect((await proxy.get(where)).status).toBe(status)
  })

  test.for([
    [400, 400], [404, 404], [422, 422], [401, 502], [200, 502],
  ])('that the server does not begin, with %i, is %i', async ([own = 0, status]) => {
    const { proxy } = shared
    proxy.reply = always({ resourceType: 'OperationOutcome', issue: [{ code: 'invalid', diagnostics: 'Canary' }] }, { status: own })
    const got = await proxy.get('/Patient/$export', { headers: ASYNC })
    expect([got.status, got.text.includes('Canary')]).toEqual([status, false])
  })

  test('is told of by a number at most, and only that', async () => {
    const { proxy } = shared
    proxy.reply = exporting([])
    const where = (await proxy.get('/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
    proxy.reply = (_, response) =>
      void response.writeHead(202, { 'x-progress': '42% of Patient/canary', 'retry-after': '17' }).end('Canary')
    const got = await proxy.get(where)
    expect([got.status, got.headers.get('x-progress'), got.headers.get('retry-after'), got.text]).toEqual([202, '42%', '17', ''])
  })

  test.for<readonly [string, object]>([
    ['on a server that is not known', { output: [{ type: 'Patient', url: 'https://storage.evil.example.org/file' }] }],
    ['on the host but past the FHIR server', { output: [{ type: 'Patient', url: 'http://127.0.0.1/other' }] }],
    ['that is no address', { output: [{ type: 'Patient', url: 7 }] }],
    ['that goes on elsewhere', { link: [{ relation: 'next', url: 'https://evil.example.org/more' }] }],
    ['of errors elsewhere', { error: [{ type: 'OperationOutcome', url: 'https://evil.example.org/errors' }] }],
  ])('with a file %s gives no manifest: no address leads past this server', async ([, manifest]) => {
    const { proxy } = shared
    proxy.reply = exporting(['x'], manifest)
    const where = (await proxy.get('/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
    const got = await proxy.get(where)
    expect(got.status).toBe(502)
    expect(got.text).not.toContain('evil')
  })

  test('from storage that the configuration names is fetched without the server’s credentials, and unpacked', async () => {
    const seen: (string | undefined)[] = []
    const storage = createServer((request, response: ServerResponse) => {
      seen.push(request.headers.authorization)
      response.writeHead(200, { 'content-type': 'application/fhir+ndjson', 'content-encoding': 'gzip' }).end(gzipSync(`${line(1)}\n`))
    })
    const place = await listen(storage)
    process.env['SLUICE_TEST_UPSTREAM'] = 'Bearer upstream-secret'
    const proxy = await openProxy({ upstream: { storage: [place], authorization: 'env:SLUICE_TEST_UPSTREAM' } })
    proxy.reply = exporting([], { output: [{ type: 'Patient', url: `${place}/bucket/1?X-Amz-Signature=canary` }] })
    const where = (await proxy.get('/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
    const manifest = (await proxy.get(where)).json as unknown as Manifest
    const got = await proxy.get(manifest.output[0]?.url ?? '')
    storage.close()
    expect([got.status, got.text.split('\n').length, seen]).toEqual([200, 2, [undefined]])
    expect(proxy.asked.every(({ headers }) => headers.authorization === 'Bearer upstream-secret')).toBe(true)
  })

  test.for(['/bucket/../other', '/bucket/%2e%2e/other', '/bucket'])(
    'from storage at %s, outside of the folder that is named, is not fetched',
    async (url) => {
      const proxy = await openProxy({ upstream: { storage: ['http://127.0.0.1:9/bucket'] } })
      proxy.reply = exporting([], { output: [{ type: 'Patient', url: `http://127.0.0.1:9${url}` }] })
      const where = (await proxy.get('/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
      expect((await proxy.get(where)).status).toBe(502)
    },
  )

  test('leaves out a line that is refused, and audits that', async () => {
    const { proxy } = shared
    proxy.reply = exporting([`${line(1)}\n{"resourceType":"Patiant"}\n{"half":\n${line(2)}\n`])
    const where = (await proxy.get('/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
    const manifest = (await proxy.get(where)).json as unknown as Manifest
    const got = await proxy.get(manifest.output[0]?.url ?? '')
    expect(got.text.trim().split('\n').length).toBe(2)
    expect(proxy.lastRecord()).toMatchObject({ messages: 2, code: 'SLUICE_POLICY_BLOCK' })
  })

  test(
    'is asked for no longer once the client is gone, be it while nothing more fits into its connection',
    { timeout: 30_000 },
    async () => {
      const { proxy } = shared
      const closed = Promise.withResolvers<string>()
      const many = `${line(1)}\n`.repeat(2000)
      proxy.reply = (asked, response) => {
        if (!asked.url.includes('file/')) return exporting(['x'])(asked, response)
        response
          .on('close', () => closed.resolve('closed'))
          .on('drain', () => response.write(many))
          .writeHead(200, { 'content-type': 'application/fhir+ndjson' })
          .write(many)
      }
      const where = (await proxy.get('/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
      const { output } = (await proxy.get(where)).json as unknown as Manifest
      const gone = new AbortController()
      const file = await fetch(output[0]?.url.replace(proxy.base, proxy.address) ?? '', {
        headers: { 'x-api-key': KEYS.vendor },
        signal: gone.signal,
      })
      // Nobody reads: audited pieces stand still once nothing more fits.
      for (let before = -1; before !== proxy.audit().length; await delay(500)) before = proxy.audit().length
      expect([file.status, await Promise.race([closed.promise, delay(0, 'open')])]).toEqual([200, 'open'])
      gone.abort()
      expect(await Promise.race([closed.promise, delay(10_000, 'open')])).toBe('closed')
    },
  )

  test('that breaks off ends the answer in the middle, with nothing raw in it', async () => {
    const { proxy } = shared
    const many = Array.from({ length: 6000 }, (_, index) => line(index)).join('\n')
    proxy.reply = (asked, response) => {
      if (!asked.url.includes('/file/')) return exporting(['x'])(asked, response)
      response.writeHead(200, { 'content-type': 'application/fhir+ndjson', 'content-length': String(many.length * 2) })
      response.write(many, () => setTimeout(() => response.socket?.destroy(), 200))
    }
    const where = (await proxy.get('/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
    const manifest = (await proxy.get(where)).json as unknown as Manifest
    const url = manifest.output[0]?.url ?? ''
    const response = await fetch(proxy.address + url.slice(proxy.base.length), {
      headers: { 'x-api-key': 'vendor-key-0123456789-0123456789-0123' },
    })
    let text = ''
    const read = async (): Promise<void> => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString()
    }
    await expect(read()).rejects.toThrow('terminated')
    expect(text.length).toBeGreaterThan(100_000)
    expect(text).not.toContain('Canary')
    expect(proxy.lastRecord()).toMatchObject({ status: 502, code: 'SLUICE_UPSTREAM' })
  })

  test.for([
    ['without Prefer: respond-async', '/$export', {}, 400],
    ['by a type that is not exported', '/Observation/$export', ASYNC, 404],
    ['of another format', '/$export?_outputFormat=parquet', ASYNC, 406], ['by a filter', '/$export?_typeFilter=Patient?name=x', ASYNC, 400],
    ['since a time that is hidden', '/$export?_since=2026-01-01', ASYNC, 403],
    ['of what is not a type', '/$export?_type=Patiant', ASYNC, 400],
    ['of a group that was not given out', '/Group/g1/$export', ASYNC, 404],
  ] as const)('%s is refused', async ([, path, headers, status]) => {
    const got = await shared.proxy.get(path, { headers })
    expect([got.status, shared.proxy.asked]).toEqual([status, []])
  })

  test('of a client that may have some types asks for those, and shows files of no other', async () => {
    const [vendor] = testClients() as [ProxyClientConfig]
    const proxy = await openProxy({ clients: [{ ...vendor, resourceTypes: ['Patient', 'Observation'] }] })
    proxy.reply = (asked, response) =>
      exporting(['x', 'y'], {
        output: [
          { type: 'Patient', url: '/fhir/bulk/file/0' },
          { type: 'Condition', url: '/fhir/bulk/file/1' },
        ],
      })(asked, response)
    const where = (await proxy.get('/$export', { headers: ASYNC })).headers.get('content-location') ?? ''
    expect(decodeURIComponent(proxy.asked[0]?.url ?? '')).toBe('/fhir/$export?_type=Patient,Observation')
    proxy.reply = (asked, response) =>
      exporting(['x', 'y'], {
        output: [
          { type: 'Patient', url: `http://${asked.headers.host}/fhir/bulk/file/0` },
          { type: 'Condition', url: `http://${asked.headers.host}/fhir/bulk/file/1` },
        ],
      })(asked, response)
    const manifest = (await proxy.get(where)).json as unknown as Manifest
    expect(manifest.output.map(({ type }) => type)).toEqual(['Patient'])
  })
})

describe('a bulk export under a policy that may keep whole resources back', () => {
  const R = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] }
  const restricted = (id: string): string =>
    JSON.stringify({ resourceType: 'Condition', id, meta: R, subject: { reference: 'Patient/p1' } })
  const condition = (id: string): string => JSON.stringify({ resourceType: 'Condition', id, subject: { reference: 'Patient/p1' } })
  const file = (host: string | undefined, type: string, index: number): object => ({ type, url: `http://${host}/fhir/bulk/file/${index}` })

  /** The manifest and all files, of an export of Patients and Conditions. */
  async function exported(proxy: OpenProxy, conditions: readonly string[], more: object = {}): Promise<unknown> {
    proxy.reply = (asked, response) =>
      exporting([line(1), ...conditions], {
        output: [file(asked.headers.host, 'Patient', 0), ...conditions.map((_, index) => file(asked.headers.host, 'Condition', index + 1))],
        ...more,
      })(asked, response)
    const where = (await proxy.get('/$export?_type=Patient,Condition,Encounter', { headers: ASYNC })).headers.get('content-location') ?? ''
    const { output, ...rest } = (await proxy.get(where)).json as unknown as Manifest
    const files = await Promise.all(
      output.map(async ({ type, url }) => [type, url.length, await proxy.get(url).then(({ status, text }) => [status, text])]),
    )
    return [rest, files]
  }
  const open = (): Promise<OpenProxy> =>
    openProxy({
      stepMs: 1,
      clients: testClients({
        policy: hidingPolicy('  - { name: Restricted goes, when: { resourceType: [Condition, Encounter], label: R }, then: drop }\n'),
      }),
    })

  test('lists one file of a type of which some may be, be there none, or several of which all are kept back: nothing of it tells', async () => {
    const proxy = await open()
    const none = await exported(proxy, [])
    expect(none).toMatchObject([
      { deleted: [], error: [] },
      [
        ['Condition', expect.any(Number), [200, '']],
        ['Encounter', expect.any(Number), [200, '']],
        ['Patient', expect.any(Number), [200, expect.stringContaining('"male"')]],
      ],
    ])
    expect(await exported(proxy, [restricted('c1')])).toEqual(none)
    expect(await exported(proxy, [restricted('c1'), `${restricted('c2')}\n${restricted('c3')}`])).toEqual(none)
    expect(
      await exported(proxy, [], {
        error: [{ type: 'OperationOutcome', url: '/fhir/bulk/file/0' }],
        deleted: [{ type: 'Bundle', url: '/fhir/bulk/file/0' }],
      }),
    ).toEqual(none)
  })

  test('brings what is seen of all files of a type in the one, also of those that stand on further pages of the manifest', async () => {
    const proxy = await open()
    const [, files] = (await exported(proxy, [`${restricted('c1')}\n${condition('c2')}`, condition('c3')])) as [
      unknown,
      [string, number, [number, string]][],
    ]
    expect(files.map(([type, , [status, text]]) => [type, status, text.split('\n').length - 1])).toEqual([
      ['Condition', 200, 2],
      ['Encounter', 200, 0],
      ['Patient', 200, 1],
    ])
    const before = proxy.reply
    proxy.reply = (asked, response) =>
      asked.url === '/fhir/bulk/status?page=2'
        ? sendJson(response, { output: [file(asked.headers.host, 'Encounter', 1)] })
        : before(asked, response)
    const [rest, paged] = await (async () => {
      const where = (await proxy.get('/$export?_type=Encounter', { headers: ASYNC })).headers.get('content-location') ?? ''
      const inner = proxy.reply
      proxy.reply = (asked, response) =>
        asked.url === '/fhir/bulk/status?job=canaryjob'
          ? exporting([], { link: [{ relation: 'next', url: `http://${asked.headers.host}/fhir/bulk/status?page=2` }] })(asked, response)
          : inner(asked, response)
      const { output, ...others } = (await proxy.get(where)).json as unknown as Manifest
      return [others, (await proxy.get(output[0]?.url ?? '')).text]
    })()
    expect([Object.hasOwn(rest, 'link'), paged.split('\n').length - 1]).toEqual([false, 1])
  })
})

describe('point 15: the CapabilityStatement', () => {
  test('says only what passes, for this client, under this server’s name', async () => {
    const { proxy } = shared
    const upstream = {
      resourceType: 'CapabilityStatement', status: 'active', date: '2026-01-01', fhirVersion: '4.0.1', format: ['xml', 'json', 'ttl'],
      implementation: { url: proxy.upstream, description: 'Canary Hospital' },
      software: { name: 'HAPI' },
      rest: [
        {
          mode: 'server',
          security: { description: 'Canary' },
          resource: [
            {
              type: 'Patient',
              documentation: 'Canary',
              interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'x-canary' }],
              searchParam: [
                { name: 'gender', type: 'token', documentation: 'Canary' },
                { name: 'name', type: 'string' },
                { name: 'canary', type: 'string' },
                { name: '_id', type: 'token' },
              ],
            },
            { type: 'Canary', interaction: [{ code: 'read' }] },
          ],
          operation: [{ name: 'canary', definition: 'x' }],
        },
      ],
    }
    proxy.reply = always(upstream)
    const got = await proxy.get('/metadata')
    expect(got.status).toBe(200)
    expect(got.text).not.toMatch(/anary|127\.0|xml|HAPI/)
    expect(got.json).toMatchObject({
      format: ['application/fhir+json', 'json'],
      implementation: { url: proxy.base },
      rest: [
        {
          resource: [
            {
              type: 'Patient',
              interaction: [{ code: 'read' }, { code: 'search-type' }],
              searchParam: [
                { name: 'gender', type: 'token' },
                { name: '_id', type: 'token' },
              ],
            },
          ],
        },
      ],
    })
  })
})

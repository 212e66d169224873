import { describe, expect, test } from 'vitest'
import {
  always, hidingPolicy, issuesOf, openProxy, pseudonymOf, sendJson, sharedProxy, testClients, type OpenProxy, type Reply,
} from './open-proxy.ts'

const shared = sharedProxy()

describe('point 11: a Bundle', () => {
  test.for([0, 1, 3])('of which the server answers %i of two entries is not passed on: one would be taken for another', async (answered) => {
    const { proxy } = shared
    const entry = Array.from({ length: answered }, () => ({ response: { status: '201' } }))
    proxy.reply = always({ resourceType: 'Bundle', type: 'batch-response', entry })
    const [read, write, refused] = [
      { request: { method: 'GET', url: 'Patient/p1' } },
      { request: { method: 'POST', url: 'Patient' }, resource: { resourceType: 'Patient' } },
      { request: { method: 'GET', url: 'Nothing' } },
    ]
    const post = (...all: object[]) =>
      proxy.get('', { as: 'open', method: 'POST', body: { resourceType: 'Bundle', type: 'batch', entry: all } })
    expect((await post(read, refused, read)).status).toBe(502)
    const done = await post(write, refused, read)
    expect([done.status, issuesOf(done), proxy.lastRecord()['code']]).toEqual([200, ['incomplete'], 'SLUICE_UPSTREAM'])
  })

  test('of which the server says something else than what became of its entries may have been done', async () => {
    const { proxy } = shared
    proxy.reply = always({ resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'informational' }] })
    const entry = [
      { request: { method: 'POST', url: 'Patient' }, resource: { resourceType: 'Patient' } },
      { request: { method: 'GET', url: 'Nothing' } },
    ]
    const done = await proxy.get('', { as: 'open', method: 'POST', body: { resourceType: 'Bundle', type: 'batch', entry } })
    expect([done.status, issuesOf(done), proxy.lastRecord()['code']]).toEqual([200, ['incomplete'], 'SLUICE_UPSTREAM'])
  })

  test.for([null, 7, [], {}, { request: 7 }])('an entry that is none (%j) is the mistake of its client', async (entry) => {
    const { proxy } = shared
    const post = (type: string) => proxy.get('', { as: 'open', method: 'POST', body: { resourceType: 'Bundle', type, entry: [entry] } })
    expect((await post('transaction')).status).toBe(400)
    const { json } = await post('batch')
    expect((json['entry'] as { response: { status: string } }[]).map(({ response }) => response.status)).toEqual(['400'])
    expect(proxy.asked).toEqual([])
  })

  const entry = (method: string, url: string, resource?: object): object => ({
    ...(resource === undefined ? {} : { resource }),
    request: { method, url },
  })

  test('transaction is translated entry by entry, and so is its answer', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p77123')
    proxy.reply = (_, response) =>
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'transaction-response',
        entry: [
          {
            response: {
              status: '201 Created', location: 'Observation/new1/_history/1', etag: 'W/"1"', lastModified: '2026-01-02T03:04:05Z',
            },
          },
          {
            response: { status: '200 OK' },
            resource: { resourceType: 'Patient', id: 'p77123', gender: 'male', name: [{ family: 'Canary' }] },
          },
        ],
      })
    const got = await proxy.get('', {
      method: 'POST',
      body: {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          {
            fullUrl: 'urn:uuid:1b1b1b1b-0000-4000-8000-000000000001',
            ...entry('POST', 'Observation', {
              resourceType: 'Observation',
              status: 'final',
              code: {},
              subject: { reference: `Patient/${pseudonym}` },
            }),
          },
          entry('GET', `Patient/${pseudonym}`),
        ],
      },
    })
    expect(got.status).toBe(200)
    const sent = JSON.parse(proxy.asked[0]?.body ?? '{}') as {
      entry: { request: { url: string }; resource?: { subject: { reference: string } } }[]
    }
    expect(sent.entry.map(({ request }) => request.url)).toEqual(['Observation', 'Patient/p77123'])
    expect(sent.entry[0]?.resource?.subject.reference).toBe('Patient/p77123')
    expect(got.text).not.toMatch(/p77123|new1|Canary|2026-01/)
    expect(got.json).toMatchObject({ entry: [{ response: { status: '201 Created' } }, { resource: { id: pseudonym } }] })
  })

  test.for([
    ['transaction', 'POST', 200],
    ['batch', 'POST', 400],
    ['transaction', 'PUT', 409],
  ] as const)(
    '%s in which something refers by address to what is made by %s is %i: only in a transaction does the server’s own id come in its place',
    async ([type, method, status]) => {
      const { proxy } = shared
      proxy.reply = (asked, response) =>
        asked.method === 'GET'
          ? sendJson(response, { resourceType: 'OperationOutcome', issue: [] }, { status: 404 })
          : sendJson(response, {
              resourceType: 'Bundle',
              type: `${type}-response`,
              entry: [{ response: { status: '201' } }, { response: { status: '201' } }],
            })
      const fullUrl = 'urn:uuid:1b1b1b1b-0000-4000-8000-000000000001'
      const got = await proxy.get('', {
        method: 'POST',
        body: {
          resourceType: 'Bundle',
          type,
          entry: [
            {
              fullUrl,
              ...entry(method, method === 'PUT' ? `Patient/${await pseudonymOf(proxy, 'p1')}` : 'Patient', { resourceType: 'Patient' }),
            },
            entry('POST', 'Observation', { resourceType: 'Observation', status: 'final', code: {}, subject: { reference: fullUrl } }),
          ],
        },
      })
      expect(got.status).toBe(status)
    },
  )

  test('transaction of which one entry is refused is refused whole, before anything is sent', async () => {
    const { proxy } = shared
    const got = await proxy.get('', { method: 'POST', body: { resourceType: 'Bundle', type: 'transaction', entry: [
      entry('POST', 'Patient', { resourceType: 'Patient' }), entry('GET', 'Patient?name=x'),
    ] } })
    expect([got.status, proxy.asked]).toEqual([403, []])
  })

  test('batch of which entries are refused does the others, and answers in order', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p1')
    proxy.reply = (asked, response) =>
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'batch-response',
        entry: (JSON.parse(asked.body) as { entry: { request: { url: string } }[] }).entry.map(({ request }) => ({
          response: { status: request.url.startsWith('Patient/') ? '200' : '201' },
          ...(request.url.startsWith('Patient/') ? { resource: { resourceType: 'Patient', id: 'p1' } } : {}),
        })),
      })
    const got = await proxy.get('', {
      method: 'POST',
      body: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          entry('GET', 'Patient?birthdate=1970'),
          entry('POST', 'Basic', { resourceType: 'Basic', code: {} }),
          entry('GET', '../secret'),
          entry('GET', `Patient/${pseudonym}`),
          entry('PUT', `Patient/${pseudonym}`, { resourceType: 'Patient' }),
        ],
      },
    })
    expect(got.status).toBe(200)
    expect((got.json['entry'] as { response: { status: string } }[]).map(({ response }) => response.status)).toEqual([
      '403', '201', '404', '200', '409',
    ])
    expect((JSON.parse(proxy.asked.at(-1)?.body ?? '{}') as { entry: unknown[] }).entry.length).toBe(2)
  })

  test('batch of which every entry is refused asks the server nothing', async () => {
    const { proxy } = shared
    const got = await proxy.get('', {
      method: 'POST',
      body: { resourceType: 'Bundle', type: 'batch', entry: [entry('GET', 'Patient?name=x')] },
    })
    expect([got.status, proxy.asked, got.json['type']]).toEqual([200, [], 'batch-response'])
  })

  test('of a search loses the entry that the policy refuses, and says so', async () => {
    const { proxy } = shared
    proxy.reply = always({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [
        { resource: { resourceType: 'Patient', id: 'a', gender: 'male' } },
        {
          resource: {
            resourceType: 'Patient',
            id: 'b',
            gender: 'male',
            modifierExtension: [{ url: 'http://canary.example.org/x', valueBoolean: true }],
          },
        },
        { resource: { resourceType: 'Patient', id: 'c', gender: 'female' } },
      ],
    })
    const got = await proxy.get('/Patient?gender=male')
    expect(got.status).toBe(200)
    expect((got.json['entry'] as { resource: { resourceType: string } }[]).map(({ resource }) => resource.resourceType)).toEqual([
      'Patient',
      'OperationOutcome',
      'Patient',
    ])
    expect(got.text).not.toContain('canary')
  })

  const sent = ({ asked }: OpenProxy): unknown =>
    (JSON.parse(asked.at(-1)?.body ?? '{}') as { entry?: { request: object }[] }).entry?.map(({ request }) => request)
  const eachCreated: Reply = (asked, response) =>
    sendJson(response, {
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: (JSON.parse(asked.body) as { entry: unknown[] }).entry.map(() => ({ response: { status: '201' } })),
    })

  test('batch puts no condition of one entry into another, where it would ask for what is hidden', async () => {
    const { proxy } = shared
    proxy.reply = eachCreated
    const conditional = (method: string, url: string, ifNoneExist: string, resource?: object): object => ({
      ...(resource === undefined ? {} : { resource }),
      request: { method, url, ifNoneExist },
    })
    const got = await proxy.get('', {
      method: 'POST',
      body: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          conditional('GET', 'Patient?gender=male', 'gender=male'),
          conditional('POST', 'Patient', 'gender=male', { resourceType: 'Patient' }),
          conditional('POST', 'Location', 'status=active', { resourceType: 'Location' }),
        ],
      },
    })
    expect((got.json['entry'] as { response: { status: string } }[]).map(({ response }) => response.status)).toEqual(['400', '201', '201'])
    expect(sent(proxy)).toEqual([
      { method: 'POST', url: 'Patient', ifNoneExist: 'gender=male' },
      { method: 'POST', url: 'Location', ifNoneExist: 'status=active' },
    ])
  })

  test('of which the policy of what is written drops an entry gives its address to no other: a batch goes without it, a transaction not at all', async () => {
    const policy = hidingPolicy(
      '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Links stay, when: { class: link }, then: keep }\n',
    )
    const proxy = await openProxy({ clients: testClients({ writes: { policy } }) })
    proxy.reply = eachCreated
    const meta = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] }
    const post = (type: string) =>
      proxy.get('', {
        method: 'POST',
        body: {
          resourceType: 'Bundle',
          type,
          entry: [
            entry('POST', 'Observation', { resourceType: 'Observation', status: 'final', code: {}, meta }),
            entry('POST', 'Basic', { resourceType: 'Basic', code: {} }),
          ],
        },
      })
    expect((await post('transaction')).status).toBe(403)
    expect(proxy.asked).toEqual([])
    expect(((await post('batch')).json['entry'] as { response: { status: string } }[]).map(({ response }) => response.status)).toEqual([
      '403',
      '201',
    ])
    expect(sent(proxy)).toEqual([{ method: 'POST', url: 'Basic' }])
  })

  test.for(['document', 'collection', 'searchset', 'history', 'message'])('%s is not taken', async (type) => {
    const got = await shared.proxy.get('', { method: 'POST', body: { resourceType: 'Bundle', type, entry: [] } })
    expect([got.status, shared.proxy.asked]).toEqual([400, []])
  })
})

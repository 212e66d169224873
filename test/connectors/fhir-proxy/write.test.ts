import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import {
  always, hidingPolicy, issuesOf, openProxy, pseudonymOf, sendJson, sharedProxy, testClients, type Asked, type OpenProxy,
} from './open-proxy.ts'

const shared = sharedProxy()
const OBSERVATION =
  '{"resourceType":"Observation","status":"final","code":{"coding":[{"code":"x"}]},"subject":{"reference":"SUBJECT"},"valueQuantity":{"value":235.40}}'

describe('a create', () => {
  test.for<readonly [string, (response: ServerResponse) => void]>([
    ['packs in a way that was not asked for', (response) => response.setHeader('content-encoding', 'br').end('x')],
    ['packs, and breaks it', (response) => response.setHeader('content-encoding', 'gzip').end('no gzip')],
    ['breaks off', (response) => { response.setHeader('content-length', '1000').write('{'); setTimeout(() => response.destroy(), 50) }],
  ])('that was done, of which the server %s what it says, is not refused: it would be done again', async ([, finish]) => {
    const { proxy } = shared
    proxy.reply = (_, response) => {
      response.statusCode = 201
      response.setHeader('content-type', 'application/fhir+json').setHeader('location', `${proxy.upstream}/Patient/new1/_history/1`)
      finish(response)
    }
    const got = await proxy.get('/Patient', { as: 'open', method: 'POST', body: { resourceType: 'Patient' } })
    expect([got.status, got.text, proxy.lastRecord()['code']]).toEqual([201, '', 'SLUICE_UPSTREAM'])
    expect(got.headers.get('location')).toContain('/Patient/new1')
    expect((await proxy.get('/Patient/p1', { as: 'open' })).status).toBe(502)
  })

  test.for(['null', '[]', '"Canary"', '7', '[null]'])('that is %s and no resource is refused as such, also of a client that is shown pseudonyms', async (body) => {
    const { proxy } = shared
    const headers = { 'content-type': 'application/fhir+json' }
    for (const as of ['vendor', 'open'] as const)
      expect([400, 422]).toContain((await proxy.get('/Patient', { as, method: 'POST', headers, body })).status)
    const entry = `{"resource":${body},"request":{"method":"POST","url":"Patient"}}`
    const bundle = `{"resourceType":"Bundle","type":"transaction","entry":[${entry}]}`
    expect([400, 422]).toContain((await proxy.get('', { method: 'POST', headers, body: bundle })).status)
    expect(proxy.asked).toEqual([])
  })

  test('goes to the server with its ids in place of pseudonyms and every digit as it was; where it is now bears a pseudonym', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p77123')
    proxy.reply = (asked, response) =>
      sendJson(
        response,
        { ...(JSON.parse(asked.body) as object), id: 'new1' },
        {
          status: 201,
          headers: {
            location: `${proxy.upstream}/Observation/new1/_history/1`,
            etag: 'W/"1"',
            'preference-applied': 'return=representation',
          },
        },
      )
    const got = await proxy.get('/Observation', {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', prefer: 'return=representation, respond-async; handling=lenient' },
      body: OBSERVATION.replace('SUBJECT', `Patient/${pseudonym}`),
    })
    expect(got.status).toBe(201)
    expect(proxy.asked[0]?.body).toBe(OBSERVATION.replace('SUBJECT', 'Patient/p77123'))
    expect(proxy.asked[0]?.headers['prefer']).toBe('return=representation')
    expect(got.json).toMatchObject({ subject: { reference: `Patient/${pseudonym}` }, valueQuantity: { value: 235.4 } })
    expect(got.headers.get('location')).toMatch(new RegExp(`^${proxy.base}/Observation/[0-9a-f]{32}/_history/[0-9a-f]{32}$`))
    expect(got.headers.get('preference-applied')).toBe('return=representation')
    expect(got.text + JSON.stringify([...got.headers])).not.toMatch(/p77123|new1|127\.0/)
    expect(proxy.lastRecord()).toMatchObject({ request: 'POST Observation', up: { verdict: 'pass' } })
  })

  test('refers by an address or a urn to nothing that would come back as the pseudonym of an id from elsewhere', async () => {
    const { proxy } = shared
    proxy.reply = always('', { status: 201 })
    const create = (as: 'vendor' | 'open', reference: string) =>
      proxy
        .get('/Observation', {
          as,
          method: 'POST',
          headers: { 'content-type': 'application/fhir+json' },
          body: OBSERVATION.replace('SUBJECT', reference),
        })
        .then(({ status }) => status)
    for (const reference of [
      `${proxy.upstream}/Patient/p77123`,
      'https://elsewhere.example.org/Patient/p77123',
      'urn:uuid:1b1b1b1b-0000-4000-8000-000000000001',
    ]) {
      expect([reference, await create('vendor', reference), await create('open', reference)]).toEqual([reference, 400, 201])
    }
  })

  test.for([
    ['a reference to an id that was not given out', OBSERVATION.replace('SUBJECT', 'Patient/p77123'), 404],
    ['a conditional reference by what is hidden', OBSERVATION.replace('SUBJECT', 'Patient?identifier=x|1'), 403],
    ['a reference that is none', OBSERVATION.replace('SUBJECT', 'Peter'), 400],
    ['another resource than the address says', '{"resourceType":"Patient"}', 400],
    ['a key that stands twice', '{"resourceType":"Observation","status":"final","status":"final"}', 422],
    ['what is not JSON', '{"resourceType":', 422],
  ] as const)('with %s is refused, and nothing is sent', async ([, body, status]) => {
    const { proxy } = shared
    const got = await proxy.get('/Observation', { method: 'POST', headers: { 'content-type': 'application/fhir+json' }, body })
    expect([got.status, proxy.asked]).toEqual([status, []])
  })

  test('by a condition on what is hidden is refused; on what is seen it is passed on', async () => {
    const { proxy } = shared
    proxy.reply = always('', { status: 201 })
    const create = (condition: string): Promise<unknown> =>
      proxy
        .get('/Patient', { method: 'POST', headers: { 'if-none-exist': condition }, body: { resourceType: 'Patient' } })
        .then(({ status }) => status)
    expect(await create('identifier=http://x|900-12-3456')).toBe(403)
    expect(await create('gender=male')).toBe(201)
    expect(proxy.asked.map(({ headers }) => headers['if-none-exist'])).toEqual(['gender=male'])
  })

  test('by a condition, or with a condition in a reference, is a search too: who may not search is not told whether there is such', async () => {
    const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Canary' }] }
    const writes = ['create', 'update', 'patch', 'delete', 'batch', 'transaction'] as const
    for (const [interactions, isRefused] of [[writes, true], [[...writes, 'read'], true], [[...writes, 'search'], false]] as const) {
      const proxy = await openProxy({ clients: testClients({ policy: 'keep-everything', interactions: [...interactions] }) })
      proxy.reply = (asked, response) =>
        sendJson(
          response,
          asked.url === '/fhir'
            ? { resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '200' } }] }
            : asked.url.includes('?') && asked.method === 'GET'
              ? { resourceType: 'Bundle', type: 'searchset' }
              : patient,
        )
      const condition = (url: string, method: string): object => ({
        request: { method, url: url.split('?')[0], ...(url.includes('?') ? { ifNoneExist: url.split('?')[1] } : {}) },
        resource: { resourceType: 'Patient' },
      })
      const batch = await proxy.get('', {
        method: 'POST',
        body: { resourceType: 'Bundle', type: 'batch', entry: [condition('Patient?gender=male', 'POST')] },
      })
      const statuses = [
        (await proxy.get('/Patient', { method: 'POST', headers: { 'if-none-exist': 'gender=male' }, body: { resourceType: 'Patient' } }))
          .status,
        (await proxy.get('/Patient?gender=male', { method: 'PUT', body: { resourceType: 'Patient' } })).status,
        (await proxy.get('/Patient?gender=male', { method: 'DELETE' })).status,
        (
          await proxy.get('/Observation', {
            method: 'POST',
            headers: { 'content-type': 'application/fhir+json' },
            body: OBSERVATION.replace('SUBJECT', 'Patient?gender=male'),
          })
        ).status,
        Number((batch.json['entry'] as { response: { status: string } }[])[0]?.response.status),
      ]
      expect([interactions, statuses.map((one) => one === 403), proxy.asked.length > 0]).toEqual([
        interactions,
        Array.from({ length: 5 }, () => isRefused),
        !isRefused,
      ])
    }
  })

  test('who may only write is not shown what a patch left', async () => {
    for (const interactions of [['patch'], ['patch', 'read']] as const) {
      const proxy = await openProxy({
        clients: testClients({ policy: 'keep-everything', interactions: [...interactions] }),
        reply: always({ resourceType: 'Patient', id: 'p1', name: [{ family: 'Canary' }] }),
      })
      const patched = await proxy.get('/Patient/p1', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json-patch+json' },
        body: '[{"op":"add","path":"/language","value":"en"}]',
      })
      expect([patched.status, patched.text.includes('Canary')]).toEqual([200, interactions.length === 2])
    }
  })

  test.for<readonly [string, Partial<ProxyClientConfig>, object | string, string]>([
    [
      'its policy keeps back what it made',
      { policy: hidingPolicy('  - { name: Restricted goes, when: { label: R }, then: drop }\n') },
      { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } },
      'SLUICE_POLICY_BLOCK',
    ],
    ['its budget does not suffice for the answer', { budget: { windowHours: 1, bytes: 10 } }, { gender: 'male' }, 'SLUICE_BUDGET'],
    ['the server says something else of it', {}, { resourceType: 'Basic' }, 'SLUICE_UPSTREAM'],
    ['the server says nothing that can be read', {}, '<Patient/>', 'SLUICE_JSON_SYNTAX'],
  ])('that is done is not refused, or it would be done again, where %s', async ([, changes, answer, code]) => {
    const proxy = await openProxy({ stepMs: 1, clients: testClients(changes) })
    const made = typeof answer === 'string' ? answer : { resourceType: 'Patient', id: 'p1', ...answer }
    proxy.reply = always(made, { status: 201, headers: { location: `${proxy.upstream}/Patient/p1/_history/1` } })
    const created = await proxy.get('/Patient', { method: 'POST', body: { resourceType: 'Patient' } })
    expect([created.status, created.text, created.headers.get('content-type'), created.headers.get('location') === null]).toEqual([
      201, '', null, false,
    ])
    expect(proxy.lastRecord()).toMatchObject({ status: 201, code, messages: 0 })
  })

  test('and that is a Bundle to be kept, where it is made: it is answered for like other resources', async () => {
    const { proxy } = shared
    proxy.reply = always({ resourceType: 'Basic' }, { status: 201, headers: { location: `${proxy.upstream}/Bundle/b1/_history/1` } })
    const created = await proxy.get('/Bundle', { as: 'open', method: 'POST', body: { resourceType: 'Bundle', type: 'collection' } })
    expect([created.status, created.text, created.headers.get('location')]).toEqual([201, '', `${proxy.base}/Bundle/b1/_history/1`])
    expect(proxy.lastRecord()).toMatchObject({ status: 201, code: 'SLUICE_UPSTREAM', messages: 0 })
  })

  test('that is part of a Bundle of whose answer something may not pass is not refused either: the answer says that it is done', async () => {
    const { proxy } = shared
    const write = { request: { method: 'POST', url: 'Patient' }, resource: { resourceType: 'Patient' } }
    const post = (type: string, ...entry: object[]) =>
      proxy.get('', { as: 'open', method: 'POST', body: { resourceType: 'Bundle', type, entry } })
    proxy.reply = always({ resourceType: 'Patient', id: 'p1', name: [{ family: 'Canary' }] })
    for (const type of ['batch', 'transaction']) {
      const got = await post(type, write)
      expect([got.status, issuesOf(got), got.text.includes('Canary'), proxy.lastRecord()['code']]).toEqual([
        200, ['incomplete'], false, 'SLUICE_UPSTREAM',
      ])
    }
    expect((await post('batch', { request: { method: 'GET', url: 'Patient/p1' } })).status).toBe(502)
  })

  test.for([
    'gender', 'gender=male&name=', '_count=1', 'gender=male&_count=1', 'gender=male&_sort=gender', 'gender=male&_include=Patient:link',
  ])(
    'a condition says what is looked for and nothing else: %s is refused, for a delete too',
    async (condition) => {
      const { proxy } = shared
      expect(
        (
          await proxy.get('/Patient', {
            as: 'open',
            method: 'POST',
            headers: { 'if-none-exist': condition },
            body: { resourceType: 'Patient' },
          })
        ).status,
      ).toBe(400)
      for (const method of ['DELETE', 'PUT'])
        expect((await proxy.get(`/Patient?${condition}`, { as: 'open', method, body: { resourceType: 'Patient' } })).status).toBe(400)
      expect(proxy.asked).toEqual([])
    },
  )

  test.for(['application/fhir+xml', 'text/plain', 'application/fhir+json; charset=latin1'])('point 2: as %s is 415', async (type) => {
    const got = await shared.proxy.get('/Patient', {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{"resourceType":"Patient"}',
    })
    expect([got.status, shared.proxy.asked]).toEqual([415, []])
  })
})

describe('point 18: a Subscription', () => {
  test.for([
    [
      'POST',
      '/Subscription',
      {
        resourceType: 'Subscription',
        status: 'requested',
        criteria: 'Patient?name=x',
        channel: { type: 'rest-hook', endpoint: 'https://evil.example.org' },
      },
    ],
    ['PUT', '/Subscription/s1', { resourceType: 'Subscription', id: 's1' }],
    ['POST', '/SubscriptionTopic', { resourceType: 'SubscriptionTopic' }],
    ['POST', '/SearchParameter', { resourceType: 'SearchParameter' }],
    [
      'POST',
      '',
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ resource: { resourceType: 'Subscription' }, request: { method: 'POST', url: 'Subscription' } }],
      },
    ],
    [
      'POST',
      '',
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ resource: { resourceType: 'Subscription' }, request: { method: 'POST', url: 'Basic' } }],
      },
    ],
  ] as const)('would make the server call past this one, and is refused: %s %s', async ([method, path, body]) => {
    const { proxy } = shared
    for (const as of ['vendor', 'open'] as const) {
      const got = await proxy.get(path, { as, method, body })
      expect(got.status).toBeGreaterThanOrEqual(400)
      expect(proxy.asked.filter((one: Asked) => one.method !== 'GET')).toEqual([])
    }
  })
})

test.for<readonly [string, () => Partial<ProxyClientConfig>, number]>([
  [
    'where the policy keeps some of another type back',
    () => ({ policy: hidingPolicy('  - { name: Restricted goes, when: { resourceType: Observation, label: R }, then: drop }\n') }),
    403,
  ],
  [
    'where it hides what refers to it',
    () => ({ policy: hidingPolicy('  - { name: Whose they are goes, when: { path: Observation.subject }, then: drop }\n') }),
    403,
  ],
  ['where the client may have some types only', () => ({ resourceTypes: ['Patient'] }), 403],
  ['where it sees all that may refer to it', () => ({}), 409],
])('a delete that the server refuses because something refers to it tells of nothing that is hidden: %s', async ([, changes, status]) => {
  const conflict = always({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'conflict' }] }, { status: 409 })
  for (const deletesReferred of [false, true]) {
    const proxy = await openProxy({ stepMs: 1, clients: testClients(changes()), upstream: { deletesReferred } })
    const id = await pseudonymOf(proxy, 'p1')
    const ask = async (path: string, options: Parameters<OpenProxy['get']>[1]): Promise<unknown> => {
      const { status: own, json } = await proxy.get(path, options)
      return Array.isArray(json['entry']) ? Number((json['entry'] as { response: { status: string } }[])[0]?.response.status) : own
    }
    proxy.reply = (asked, response) =>
      asked.method === 'DELETE'
        ? conflict(asked, response)
        : sendJson(
            response,
            asked.method === 'POST'
              ? { resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '409' } }] }
              : { resourceType: 'Patient', id: 'p1' },
          )
    const told = [
      await ask(`/Patient/${id}`, { method: 'DELETE' }),
      await ask('/Patient?gender=male', { method: 'DELETE' }),
      await ask('', {
        method: 'POST',
        body: { resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'DELETE', url: `Patient/${id}` } }] },
      }),
    ]
    expect(told).toEqual(Array.from({ length: 3 }, () => (deletesReferred ? 409 : status)))
    expect(proxy.asked.some(({ method }) => method !== 'GET')).toBe(deletesReferred || status === 409)
  }
})

test('a delete goes by pseudonym', async () => {
  const { proxy } = shared
  const pseudonym = await pseudonymOf(proxy, 'p1')
  proxy.reply = always('', { status: 204 })
  expect((await proxy.get(`/Patient/${pseudonym}`, { method: 'DELETE' })).status).toBe(204)
  expect(proxy.asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['DELETE /fhir/Patient/p1'])
  expect((await proxy.get('/Patient?name=x', { method: 'DELETE' })).status).toBe(403)
})

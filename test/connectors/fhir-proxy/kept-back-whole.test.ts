import { describe, expect, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { always, hidingPolicy, openProxy, pseudonymOf, sendJson, testClients, type Got, type OpenProxy, type Reply } from './open-proxy.ts'

const [vendor] = testClients() as [ProxyClientConfig]
const LABELS = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }]
const RESTRICTED = { resourceType: 'Patient', id: 'p1', gender: 'male', meta: { security: LABELS } }
const GONE = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found', diagnostics: 'HAPI-2001' }] }

const open = (action: string): Promise<OpenProxy> =>
  openProxy({
    stepMs: 1,
    upstream: { deletesReferred: true },
    clients: [{ ...vendor, policy: hidingPolicy(`  - { name: Restricted goes, when: { label: R }, then: ${action} }\n`) }],
  })
const told = ({ status, text, headers }: Got): unknown => [status, text, [...headers].filter(([name]) => name !== 'date')]
const bundleOf = (type: string, ...entry: object[]): Reply =>
  always({
    resourceType: 'Bundle',
    type,
    ...(type === 'batch-response' ? {} : { total: entry.length }),
    ...(entry.length === 0 ? {} : { entry }),
  })
const absent: Reply = (asked, response) =>
  asked.method === 'POST'
    ? sendJson(response, { resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '404', outcome: GONE } }] })
    : sendJson(response, GONE, { status: 404 })
/** The resource is there for whoever looks; what else is done goes well. */
const restricted: Reply = (asked, response) =>
  asked.method === 'GET' ? sendJson(response, RESTRICTED, { headers: { etag: 'W/"1"' } }) : sendJson(response, '', { status: 204 })
const whole =
  (then: Reply): Reply =>
  (asked, response) =>
    asked.url === '/fhir/Patient/p1' ? sendJson(response, RESTRICTED) : then(asked, response)
const batch = (request: object, resource?: object) => ({
  method: 'POST',
  body: { resourceType: 'Bundle', type: 'batch', entry: [{ request, ...(resource === undefined ? {} : { resource }) }] },
})
const patch = {
  method: 'PATCH',
  headers: { 'content-type': 'application/json-patch+json', prefer: 'return=minimal' },
  body: '[{"op":"test","path":"/gender","value":"male"}]',
}

const found = (...entry: object[]): Reply =>
  bundleOf('batch-response', {
    resource: { resourceType: 'Bundle', type: 'searchset', total: entry.length, ...(entry.length === 0 ? {} : { entry }) },
    response: { status: '200' },
  })

const VERSION = {
  fullUrl: 'http://x/Patient/p1',
  resource: RESTRICTED,
  request: { method: 'PUT', url: 'Patient/p1' },
  response: { status: '200', etag: 'W/"1"', lastModified: '2026-01-01T00:00:00Z' },
}
const SEEN = {
  ...VERSION,
  fullUrl: 'http://x/Patient/p2',
  resource: { resourceType: 'Patient', id: 'p2' },
  request: { method: 'PUT', url: 'Patient/p2' },
}

/** Path, options, and what the server says with and without the resource. ID stands for the pseudonym that the client was given once. */
const WAYS: readonly (readonly [string, string, Parameters<OpenProxy['get']>[1], Reply, Reply])[] = [
  ['a read', '/Patient/ID', {}, restricted, absent],
  ['a version', '/Patient/ID/_history/1', {}, restricted, absent],
  ['a patch with a test', '/Patient/ID', patch, restricted, absent],
  ['a delete', '/Patient/ID', { method: 'DELETE' }, restricted, absent],
  [
    'a delete, of a server that deletes what is not there',
    '/Patient/ID',
    { method: 'DELETE' },
    restricted,
    (asked, response) => (asked.method === 'GET' ? sendJson(response, GONE, { status: 404 }) : sendJson(response, '', { status: 204 })),
  ],
  ['a conditional delete', '/Patient?gender=male', { method: 'DELETE' }, restricted, absent],
  [
    'a conditional create',
    '/Patient',
    { method: 'POST', headers: { 'if-none-exist': 'gender=male' }, body: { resourceType: 'Patient' } },
    always('', { status: 200 }),
    always('', { status: 201 }),
  ],
  [
    'a conditional reference',
    '/Basic',
    { method: 'POST', body: { resourceType: 'Basic', code: {}, subject: { reference: 'Patient?gender=male' } } },
    always('', { status: 201 }),
    always(GONE, { status: 412 }),
  ],
  [
    '$meta',
    '/Patient/ID/$meta',
    {},
    (asked, response) =>
      asked.url.endsWith('$meta')
        ? sendJson(response, { resourceType: 'Parameters', parameter: [{ name: 'return', valueMeta: { versionId: '1' } }] })
        : sendJson(response, RESTRICTED),
    absent,
  ],
  [
    '$everything',
    '/Patient/ID/$everything',
    {},
    whole(bundleOf('searchset', { resource: { resourceType: 'Observation', id: 'o1', status: 'final', code: {} } })),
    absent,
  ],
  [
    'a history',
    '/Patient/ID/_history',
    {},
    whole(
      bundleOf(
        'history',
        { resource: RESTRICTED, request: { method: 'PUT', url: 'Patient/p1' } },
        { request: { method: 'DELETE', url: 'Patient/p1' } },
      ),
    ),
    absent,
  ],
  [
    'a search of a server that says of each what it did',
    '/Patient?gender=male',
    {},
    bundleOf('searchset', { ...SEEN, request: undefined }, { ...VERSION, request: undefined }),
    bundleOf('searchset', { ...SEEN, request: undefined }),
  ],
  [
    'a search that is called the answer to a batch',
    '/Patient?gender=male',
    {},
    bundleOf('batch-response', { ...SEEN, request: undefined }, { ...VERSION, request: undefined }),
    bundleOf('batch-response', { ...SEEN, request: undefined }),
  ],
  ['a history that is called a search', '/Patient/_history', {}, bundleOf('searchset', VERSION, SEEN), bundleOf('searchset', SEEN)],
  ['a history of its type', '/Patient/_history', {}, bundleOf('history', VERSION, SEEN), bundleOf('history', SEEN)],
  ['a history of its type that has nothing else', '/Patient/_history', {}, bundleOf('history', VERSION), bundleOf('history')],
  ['a search', '/Patient?gender=male', {}, bundleOf('searchset', { resource: RESTRICTED }), bundleOf('searchset')],
  [
    'a search of a server that gives no total',
    '/Patient?gender=male',
    {},
    always({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: RESTRICTED }] }),
    always({ resourceType: 'Bundle', type: 'searchset' }),
  ],
  [
    'a search in a batch, of a server that gives no total',
    '',
    batch({ method: 'GET', url: 'Patient?gender=male' }),
    bundleOf('batch-response', {
      resource: { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: RESTRICTED }] },
      response: { status: '200' },
    }),
    bundleOf('batch-response', { resource: { resourceType: 'Bundle', type: 'searchset' }, response: { status: '200' } }),
  ],
  [
    'a read in a batch',
    '',
    batch({ method: 'GET', url: 'Patient/ID' }),
    (asked, response) =>
      asked.method === 'GET'
        ? sendJson(response, RESTRICTED)
        : bundleOf('batch-response', { resource: RESTRICTED, response: { status: '200' } })(asked, response),
    absent,
  ],
  [
    'a search in a batch',
    '',
    batch({ method: 'GET', url: 'Patient?gender=male' }),
    found({ resource: RESTRICTED }, { resource: { resourceType: 'Patient', id: 'p2' } }),
    found({ resource: { resourceType: 'Patient', id: 'p2' } }),
  ],
  [
    'a search in a batch that finds nothing else',
    '',
    batch({ method: 'GET', url: 'Patient?gender=male' }),
    found({ resource: RESTRICTED }),
    found(),
  ],
  [
    'a delete in a batch',
    '',
    batch({ method: 'DELETE', url: 'Patient/ID' }),
    (asked, response) =>
      asked.method === 'GET'
        ? sendJson(response, RESTRICTED)
        : bundleOf('batch-response', { response: { status: '204' } })(asked, response),
    absent,
  ],
]

/** The same of a transaction. */
function inTransaction([name, path, options, ...replies]: (typeof WAYS)[number]): (typeof WAYS)[number] {
  const [there, gone] = replies.map((reply): Reply => (asked, response) => {
    const end = response.end.bind(response)
    response.end = ((text: string) => end(text.replace('batch-response', 'transaction-response'))) as typeof response.end
    reply(asked, response)
  }) as [Reply, Reply]
  return [
    name.replace('batch', 'transaction'),
    path,
    JSON.parse(JSON.stringify(options).replace('"batch"', '"transaction"')) as typeof options,
    there,
    gone,
  ]
}
const BATCHES = WAYS.filter(([name]) => name.includes('in a batch'))

describe.for(['drop', 'block'])('of a resource that a rule keeps back by %s', (action) => {
  test.for([...WAYS, ...BATCHES.map(inTransaction)])(
    '%s tells nothing: not that it is there, and not what it holds',
    async ([, path, options, there, gone]) => {
      const proxy = await open(action)
      const pseudonym = await pseudonymOf(proxy, 'p1')
      const withId = JSON.parse(JSON.stringify(options).replaceAll('ID', pseudonym)) as typeof options
      const ask = async (reply: Reply): Promise<unknown> => {
        proxy.reply = reply
        return told(await proxy.get(path.replace('ID', pseudonym), withId))
      }
      expect(await ask(there)).toEqual(await ask(gone))
      expect(proxy.asked.filter(({ method }) => method === 'PATCH' || method === 'DELETE')).toEqual([])
    },
  )

  test.for([0, 1])('a search finds what is left and no word of the rest, be it sixty, with %i that is seen', async (seen) => {
    const proxy = await open(action)
    const entry = Array.from({ length: 60 }, (_, index) => ({ resource: { ...RESTRICTED, id: `r${index}` } }))
    const shown = { resource: { resourceType: 'Patient', id: 'p2' } }
    const ask = async (...all: object[]): Promise<unknown> => {
      proxy.reply = bundleOf('searchset', ...all)
      return told(await proxy.get('/Patient?gender=male'))
    }
    expect(await ask(...entry.slice(0, 30), ...(seen === 1 ? [shown] : []), ...entry.slice(30))).toEqual(
      await ask(...(seen === 1 ? [shown] : [])),
    )
  })

  test('a validator of another resource is no way to ask for it', async () => {
    const proxy = await open(action)
    const [hidden, seen] = [await pseudonymOf(proxy, 'p1'), await pseudonymOf(proxy, 'p2')]
    proxy.reply = (asked, response) => {
      if (asked.headers['if-none-match'] === 'W/"1"') response.writeHead(304, { etag: 'W/"1"' }).end()
      else sendJson(response, asked.url.endsWith('p1') ? RESTRICTED : { resourceType: 'Patient', id: 'p2' }, { headers: { etag: 'W/"1"' } })
    }
    const headers = { 'if-none-match': (await proxy.get(`/Patient/${seen}`)).headers.get('etag') ?? '' }
    expect((await proxy.get(`/Patient/${seen}`, { headers })).status).toBe(304)
    expect((await proxy.get(`/Patient/${hidden}`, { headers })).status).toBe(404)
  })

  test.for(['_elements=gender', '_summary=text', '_summary=true', '_summary=data'])('%s does not leave its label behind', async (shape) => {
    const proxy = await open(action)
    const pseudonym = await pseudonymOf(proxy, 'p1')
    const { meta: _, ...bare } = RESTRICTED
    const shaped = (url: string): object => (/_elements|_summary/.test(url) ? bare : RESTRICTED)
    proxy.reply = (asked, response) =>
      sendJson(
        response,
        asked.url.includes('Patient?')
          ? { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: shaped(asked.url) }] }
          : shaped(asked.url),
      )
    expect((await proxy.get(`/Patient/${pseudonym}?${shape}`)).status).toBe(404)
    expect((await proxy.get(`/Patient?gender=male&${shape}`)).json['entry']).toBeUndefined()
    expect(proxy.asked.map(({ url }) => url)).toEqual(['/fhir/Patient/p1', '/fhir/Patient?gender=male'])
  })

  test('a page that was passed over leaves no trace in the links of the next', async () => {
    const proxy = await open(action)
    proxy.reply = (asked, response) => {
      const isSecond = asked.url.includes('page=1')
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        link: [isSecond ? { relation: 'previous', url: '?page=0' } : { relation: 'next', url: '?page=1' }],
        entry: [{ resource: isSecond ? { resourceType: 'Patient', id: 'p2' } : RESTRICTED }],
      })
    }
    const got = await proxy.get('/Patient?gender=male')
    expect(got.json['link']).toEqual([{ relation: 'self', url: `${proxy.base}/Patient?gender=male` }])
    expect((got.json['entry'] as unknown[]).length).toBe(1)
  })

  test('what is seen is patched and deleted as ever, in the version that was looked at', async () => {
    const proxy = await open(action)
    const pseudonym = await pseudonymOf(proxy, 'p1')
    proxy.reply = (asked, response) =>
      asked.method === 'GET'
        ? sendJson(response, { ...RESTRICTED, meta: undefined }, { headers: { etag: 'W/"4"' } })
        : sendJson(response, '', { status: 204 })
    expect((await proxy.get(`/Patient/${pseudonym}`, patch)).status).toBe(204)
    expect((await proxy.get(`/Patient/${pseudonym}`, { method: 'DELETE' })).status).toBe(204)
    expect(proxy.asked.filter(({ method }) => method !== 'GET').map(({ headers }) => headers['if-match'])).toEqual(['W/"4"', 'W/"4"'])
  })
})

test.for([
  ['what it blocks', {}],
  [
    'what it would block, were a modifier before it understood,',
    { modifierExtension: [{ url: 'http://example.org/unknown', valueString: 'x' }] },
  ],
  ['what it would block, were a resource before it known,', { contained: [{ resourceType: 'Unheard' }] }],
] as const)('under a rule that blocks for an element, %s is to every request as if it were not there', async ([, before]) => {
  const policy = hidingPolicy(
    '  - { name: A contact blocks, when: { path: Patient.contact.gender }, then: block }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
  )
  const proxy = await openProxy({ stepMs: 1, upstream: { deletesReferred: true }, clients: [{ ...vendor, policy }] })
  const blocked = { resourceType: 'Patient', id: 'p1', ...before, contact: [{ gender: 'male' }] }
  const found = (asked: { readonly url: string }, entry: object[]): object =>
    asked.url.includes('_history')
      ? {
          resourceType: 'Bundle',
          type: 'history',
          entry: entry.map((one) => ({ ...one, request: { method: 'PUT', url: 'Patient/p1' }, response: { status: '200' } })),
        }
      : { resourceType: 'Bundle', type: 'searchset', entry }
  const others = Array.from({ length: 5 }, (_, index) => ({ resource: { resourceType: 'Patient', id: `o${index}` } }))
  const isSearch = ({ url }: { readonly url: string }): boolean => /Patient\?|Patient\/_history/.test(url)
  const none: Reply = (asked, response) => (isSearch(asked) ? sendJson(response, found(asked, others)) : absent(asked, response))
  const hidden: Reply = (asked, response) =>
    isSearch(asked)
      ? sendJson(
          response,
          found(
            asked,
            others.flatMap((one) => [{ resource: blocked }, one]),
          ),
        )
      : asked.method === 'GET'
        ? sendJson(response, blocked)
        : sendJson(response, '', { status: 204 })
  const ask = async (reply: Reply, path: string, options: Parameters<OpenProxy['get']>[1]): Promise<unknown> => {
    proxy.reply = reply
    return told(await proxy.get(path, options))
  }
  for (const [path, options] of [
    ['/Patient/p1', {}],
    ['/Patient/p1/_history/1', {}],
    ['/Patient?gender=male', {}],
    ['/Patient/_history', {}],
    ['/Patient/p1', patch],
    ['/Patient/p1', { method: 'DELETE' }],
    ['/Patient/p1/$meta', {}],
    ['/Patient/p1', { method: 'PUT', body: { resourceType: 'Patient', id: 'p1' } }],
    ['', batch({ method: 'GET', url: 'Patient/p1' })],
    ['', batch({ method: 'DELETE', url: 'Patient/p1' })],
    ['', batch({ method: 'PUT', url: 'Patient/p1' }, { resourceType: 'Patient', id: 'p1' })],
  ] as const)
    expect([path, options, await ask(hidden, path, options)]).toEqual([path, options, await ask(none, path, options)])
  expect(proxy.asked.filter(({ method }) => method === 'PATCH' || method === 'DELETE' || method === 'PUT')).toEqual([])
})

describe('an entry of a batch', () => {
  const evil = {
    resourceType: 'Subscription', status: 'requested', reason: 'x', criteria: 'Patient?',
    channel: { type: 'rest-hook', endpoint: 'https://evil.example.org' },
  }
  test.for([
    ['that posts a form is no way to create what may not be written', { method: 'POST', url: 'Patient/_search?gender=male' }, evil],
    [
      'does not ask when something was changed',
      { method: 'GET', url: 'Patient?gender=male', ifModifiedSince: '2026-01-01T00:00:00Z' },
      undefined,
    ],
  ] as const)('%s', async ([, request, resource]) => {
    const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, interactions: ['search', 'batch'] }] })
    proxy.reply = bundleOf('batch-response', { response: { status: '201' } })
    const got = await proxy.get('', batch(request, resource))
    expect([(got.json['entry'] as { response: { status: string } }[]).map(({ response }) => response.status), proxy.asked]).toEqual([
      ['400'],
      [],
    ])
  })
})

test('a test of a patch compares no value that may hold what is hidden', async () => {
  const policy = hidingPolicy(
    '  - { name: This goes, when: { extension: "http://example.org/x" }, then: drop }\n  - { name: All else stays, when: { resourceType: Observation }, then: keep }\n',
  )
  const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy }] })
  const value = { value: 1, extension: [{ url: 'http://example.org/x', valueString: 'guess' }] }
  const got = await proxy.get('/Observation/o1', { ...patch, body: JSON.stringify([{ op: 'test', path: '/valueQuantity', value }]) })
  expect([got.status, proxy.asked]).toEqual([400, []])
})

test('when something was changed is asked of an export or of $everything only where all types show it', async () => {
  const proxy = await openProxy({
    stepMs: 1,
    clients: [
      { ...vendor, policy: 'keep-everything' },
      {
        ...vendor,
        name: 'open',
        apiKeySha256: testClients()[1]?.apiKeySha256 ?? [],
        policy: hidingPolicy(
          '  - { name: a, when: { path: Observation.meta.lastUpdated }, then: drop }\n  - { name: b, when: { path: Meta.lastUpdated }, then: keep }\n',
        ),
      },
    ],
  })
  proxy.reply = bundleOf('searchset', { resource: { resourceType: 'Patient', id: 'p1' } })
  const pseudonym = await pseudonymOf(proxy, 'p1', 'open')
  proxy.reply = bundleOf('searchset', { resource: { resourceType: 'Patient', id: 'p1' } })
  expect((await proxy.get('/Patient/p1/$everything?_since=2026-01-01')).status).toBe(200)
  expect((await proxy.get(`/Patient/${pseudonym}/$everything?_since=2026-01-01`, { as: 'open' })).status).toBe(403)
  const {
    asked: { length },
  } = proxy
  expect(
    (await proxy.get('/$export?_type=Patient&_type=Observation&_since=2026-01-01', { as: 'open', headers: { prefer: 'respond-async' } }))
      .status,
  ).toBe(403)
  expect((await proxy.get('/$export?_type=Patient&_since=2026-01-01', { as: 'open', headers: { prefer: 'respond-async' } })).status).toBe(
    403,
  )
  expect(proxy.asked.length).toBe(length)
})

test.for(['alone', 'in a batch'])('a version of before a resource was to be kept back, asked for %s, is kept back too', async (where) => {
  const proxy = await openProxy({
    stepMs: 1,
    clients: [
      {
        ...vendor,
        policy: hidingPolicy(
          '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n  - { name: Versions stay, when: { path: Meta.versionId }, then: keep }\n',
        ),
      },
    ],
  })
  const { meta: _, ...before } = RESTRICTED
  const ask = async (now: object): Promise<unknown> => {
    proxy.reply = (asked, response) =>
      asked.method === 'POST'
        ? bundleOf('batch-response', { resource: before, response: { status: '200' } })(asked, response)
        : sendJson(response, asked.url.endsWith('/1') ? before : now)
    const got =
      where === 'alone'
        ? await proxy.get('/Patient/p1/_history/1')
        : await proxy.get('', batch({ method: 'GET', url: 'Patient/p1/_history/1' }))
    return got.text.includes('"male"')
  }
  expect([await ask(before), await ask(RESTRICTED)]).toEqual([true, false])
})

test.for(['_elements=text', '_summary=text'])('%s does not part a text from the name by which it is searched', async (shape) => {
  const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy: 'hipaa-safe-harbor' }] })
  const pseudonym = await pseudonymOf(proxy, 'p1')
  const text = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Seen today: Xqzwvbrax was calm.</div>' }
  proxy.reply = (asked, response) =>
    sendJson(response, {
      resourceType: 'Patient',
      id: 'p1',
      text,
      ...(/_elements|_summary/.test(asked.url) ? {} : { name: [{ family: 'Xqzwvbrax' }] }),
    })
  const got = await proxy.get(`/Patient/${pseudonym}?${shape}`)
  expect([got.status, got.text.includes('Seen today'), got.text.includes('Xqzwvbrax')]).toEqual([200, true, false])
})

test('what is kept back is referred to as if it were not there, by a create, a patch and a transaction, of a server that takes no such reference', async () => {
  const policy = hidingPolicy(
    '  - { name: Restricted goes, when: { resourceType: Patient, label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
  )
  const proxy = await openProxy({
    clients: [
      { ...vendor, policy },
      { ...vendor, name: 'other', apiKeySha256: testClients()[2]?.apiKeySha256 ?? [], policy, resourceTypes: ['Observation'] },
    ],
  })
  const observation = { resourceType: 'Observation', status: 'final', code: {}, subject: { reference: 'Patient/p1' } }
  const ways: [string, Parameters<OpenProxy['get']>[1]][] = [
    ['/Observation', { method: 'POST', body: observation }],
    [
      '/Observation/o1',
      {
        method: 'PATCH',
        headers: { 'content-type': 'application/json-patch+json' },
        body: JSON.stringify([{ op: 'replace', path: '/subject/reference', value: 'Patient/p1' }]),
      },
    ],
    [
      '',
      {
        method: 'POST',
        body: {
          resourceType: 'Bundle',
          type: 'transaction',
          entry: [{ request: { method: 'POST', url: 'Observation' }, resource: observation }],
        },
      },
    ],
  ]
  const server =
    (patients: object[], status: number): Reply =>
    (asked, response) =>
      asked.method !== 'GET'
        ? sendJson(response, '', { status })
        : asked.url.startsWith('/fhir/Patient?_id=p1')
          ? sendJson(response, { resourceType: 'Bundle', type: 'searchset', entry: patients.map((resource) => ({ resource })) })
          : sendJson(response, { ...observation, subject: { reference: 'Patient/p2' }, id: 'o1' })
  for (const [path, options] of ways) {
    const ask = async (reply: Reply, as: 'vendor' | 'other' = 'vendor'): Promise<unknown> => {
      proxy.reply = reply
      proxy.asked.length = 0
      const started = performance.now()
      const got = told(await proxy.get(path, { ...options, as }))
      return [got, performance.now() - started > 90, proxy.asked.some(({ method }) => method !== 'GET')]
    }
    const hidden = await ask(server([RESTRICTED], 201))
    expect([path, hidden]).toEqual([path, await ask(server([], 400))])
    expect(hidden).toMatchObject([[404, expect.anything(), expect.anything()], true, false])
    expect(await ask(server([{ ...RESTRICTED, meta: undefined }], 201))).toMatchObject([
      [201, '', expect.anything()],
      expect.any(Boolean),
      true,
    ])
  }
  const [path, options] = ways[0] as [string, object]
  proxy.reply = server([], 201)
  expect((await proxy.get(path, { ...options, as: 'other' })).status).toBe(201)
})

test.for([
  ['the compartment', '/Patient/p1/Observation?status=final', {}],
  [
    'the compartment, as a form',
    '/Patient/p1/Observation/_search',
    { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'status=final' },
  ],
  ['the compartment, in a batch', '', batch({ method: 'GET', url: 'Patient/p1/Observation?status=final' })],
  ['an export', '/Group/p1/$export', { headers: { prefer: 'respond-async' } }],
] as const)('%s of what is kept back is as of what is not there, of a server that tells one from the other', async ([, path, options]) => {
  const proxy = await openProxy({
    stepMs: 1,
    clients: [
      {
        ...vendor,
        policy: hidingPolicy(
          '  - { name: Restricted goes, when: { resourceType: [Patient, Group], label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
        ),
      },
    ],
  })
  const ask = async (resource: object | undefined): Promise<unknown> => {
    proxy.reply = (asked, response) => {
      if (asked.url.endsWith('/p1')) sendJson(response, resource ?? GONE, { status: resource === undefined ? 404 : 200 })
      else if (asked.url.includes('$export') && resource !== undefined)
        response.writeHead(202, { 'content-location': `${proxy.upstream}/status` }).end()
      else if (resource === undefined) sendJson(response, GONE, { status: 404 })
      else found()(asked, response)
    }
    return told(await proxy.get(path, options))
  }
  const type = path.startsWith('/Group') ? 'Group' : 'Patient'
  expect(await ask({ ...RESTRICTED, resourceType: type })).toEqual(await ask(undefined))
  expect(await ask({ resourceType: type, id: 'p1' })).not.toEqual(await ask(undefined))
})

test('what is kept back and too large to be looked at is not there, like what is kept back and small', async () => {
  const proxy = await openProxy({
    stepMs: 1,
    config: { answerBytesMax: 20_000 },
    clients: [
      {
        ...vendor,
        policy: hidingPolicy(
          '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
        ),
      },
    ],
  })
  const large = { ...RESTRICTED, contained: [{ resourceType: 'Basic', id: 'c', code: { text: 'x'.repeat(30_000) } }] }
  for (const [path, options] of [
    ['/Patient/p1', {}],
    ['/Patient/p1/_history/1', {}],
    ['/Patient/p1', patch],
    ['/Patient/p1', { method: 'PUT', body: { resourceType: 'Patient', id: 'p1' } }],
  ] as const) {
    const ask = async (reply: Reply): Promise<unknown> => {
      proxy.reply = reply
      return told(await proxy.get(path, options))
    }
    expect([path, await ask(always(large))]).toEqual([path, await ask(absent)])
  }
})

test('who is kept back is not known by name in the texts of others: those are as they would be without', { timeout: 60_000 }, async () => {
  const policy = hidingPolicy(
    '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n  - { name: Texts are searched, when: { class: free-text }, then: scan }\n  - { name: Names go, when: { class: name }, then: redact }\n',
  )
  const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy }] })
  const hidden = { resource: { ...RESTRICTED, name: [{ family: 'Xqzwvbrax' }] } }
  const seen = { resource: { resourceType: 'Observation', id: 'o1', status: 'final', code: {}, note: [{ text: 'With Xqzwvbrax, calm.' }] } }
  const other = { resource: { resourceType: 'Patient', id: 'p2', name: [{ family: 'Yrmwkqop' }] } }
  const ask = async (path: string, options: Parameters<OpenProxy['get']>[1], reply: Reply): Promise<unknown> => {
    proxy.reply = reply
    return told(await proxy.get(path, options))
  }
  const search = batch({ method: 'GET', url: 'Observation?status=final' })
  expect(await ask('/Observation?status=final', {}, bundleOf('searchset', hidden, seen))).toEqual(
    await ask('/Observation?status=final', {}, bundleOf('searchset', seen)),
  )
  expect(await ask('', search, found(seen, hidden))).toEqual(await ask('', search, found(seen)))
  const inTransaction = { method: 'POST', body: { ...search.body, type: 'transaction' } }
  const foundIn = (...entry: object[]): Reply =>
    bundleOf('transaction-response', {
      resource: { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry },
      response: { status: '200' },
    })
  expect(await ask('', inTransaction, foundIn(seen, hidden))).toEqual(await ask('', inTransaction, foundIn(seen)))
  const named = await ask(
    '/Observation?status=final',
    {},
    bundleOf('searchset', { resource: { ...seen.resource, note: [{ text: 'With Yrmwkqop, calm.' }] } }, other),
  )
  expect(JSON.stringify(named)).not.toContain('Yrmwkqop')
})

test.for(['batch', 'transaction'])(
  'a search in a %s that the server cuts off is refused where some may be kept back: how many are left would tell how many',
  async (type) => {
    const proxy = await openProxy({
      stepMs: 1,
      clients: [
        {
          ...vendor,
          policy: hidingPolicy(
            '  - { name: Restricted goes, when: { resourceType: Patient, label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
          ),
        },
      ],
    })
    const cut = (resourceType: string, ...links: string[]): object => ({
      resource: {
        resourceType: 'Bundle',
        type: 'searchset',
        link: links.map((relation) => ({ relation, url: `${proxy.upstream}?page=2` })),
        entry: [{ resource: { resourceType, id: 'x', ...(resourceType === 'Observation' ? { status: 'final', code: {} } : {}) } }],
      },
      response: { status: '200' },
    })
    proxy.reply = bundleOf(`${type}-response`, cut('Patient', 'self', 'next'), cut('Patient', 'self'), cut('Observation', 'self', 'next'))
    const entry = ['Patient?gender=male', 'Patient?gender=female', 'Observation?status=final'].map((url) => ({
      request: { method: 'GET', url },
    }))
    const got = await proxy.get('', { method: 'POST', body: { resourceType: 'Bundle', type, entry } })
    expect(
      (got.json['entry'] as { response: { status: string }; resource?: object }[]).map(({ response, resource }) => [
        parseInt(response.status),
        resource === undefined,
      ]),
    ).toEqual([
      [413, true],
      [200, false],
      [200, false],
    ])
  },
)

test('what is kept back of a document that is found is not there either: nobody in it is known by name in the texts of the rest', async () => {
  const rules = ['{ label: R }, then: drop', '{ class: link }, then: keep', '{ class: free-text }, then: scan']
    .map((rule, index) => `  - { name: "${index}", when: ${rule} }\n`)
    .join('')
  const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy: hidingPolicy(rules) }] })
  const hidden = {
    fullUrl: 'http://x/Patient/p2',
    resource: { ...RESTRICTED, id: 'p2', name: [{ family: 'Canarysson', given: ['Quentin'] }] },
  }
  const seen = {
    fullUrl: 'http://x/Observation/o1',
    resource: { resourceType: 'Observation', id: 'o1', status: 'final', code: { text: 'with Canarysson at home' } },
  }
  const ask = async (...entry: object[]): Promise<unknown[]> => {
    const all = ['document', 'collection'].map((type) => ({
      resource: { resourceType: 'Bundle', type, entry: [seen, { resource: { resourceType: 'Bundle', type, entry } }, ...entry] },
    }))
    const search = { resourceType: 'Bundle', type: 'searchset', entry: all }
    proxy.reply = ({ method, url }, response) =>
      sendJson(
        response,
        method === 'POST'
          ? { resourceType: 'Bundle', type: 'batch-response', entry: [{ resource: search, response: { status: '200' } }] }
          : url.includes('_history')
            ? {
                ...search,
                type: 'history',
                entry: all.map((one) => ({ ...one, request: { method: 'PUT', url: 'Bundle/d1' }, response: { status: '200' } })),
              }
            : search,
      )
    const asks = [
      ['/Bundle?type=document'],
      ['/Bundle?type=document&_count=5'],
      ['/Bundle/_history'],
      ['', batch({ method: 'GET', url: 'Bundle?type=document' })],
    ] as const
    return Promise.all(asks.map(async ([path, options]) => told(await proxy.get(path, options))))
  }
  const without = await ask(seen)
  expect(await ask(hidden, seen)).toEqual(without)
  expect(JSON.stringify(without).match(/with Canarysson/g)?.length).toBeGreaterThan(4)
})

test('no patch counts the entries of a Bundle of which some may be kept back', async () => {
  const file = hidingPolicy(
    `  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: All else stays, when: { resourceType: [Bundle, Patient] }, then: keep }\n`,
  )
  const statusOf = async (...entry: object[]): Promise<number> => {
    const proxy = await openProxy({
      stepMs: 1,
      clients: [{ ...vendor, policy: file }],
      reply: always({ resourceType: 'Bundle', id: 'd1', type: 'collection', entry }),
    })
    return (
      await proxy.get('/Bundle/d1', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json-patch+json' },
        body: '[{"op":"test","path":"/entry/1/fullUrl","value":"http://x/Patient/p2"}]',
      })
    ).status
  }
  expect([await statusOf(VERSION, SEEN), await statusOf(SEEN), await statusOf(SEEN, SEEN)]).toEqual([409, 409, 409])
})

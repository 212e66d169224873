import { describe, expect, test } from 'vitest'
import { absent, batch, bundleOf, found, GONE, patch, RESTRICTED, SEEN, told, vendor, VERSION } from './keeping-back.ts'
import { always, hidingPolicy, openProxy, pseudonymOf, sendJson, testClients, type OpenProxy, type Reply } from './open-proxy.ts'

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

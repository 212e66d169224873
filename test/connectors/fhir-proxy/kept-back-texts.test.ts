import { expect, test } from 'vitest'
import { batch, bundleOf, found, RESTRICTED, told, vendor } from './keeping-back.ts'
import { hidingPolicy, openProxy, pseudonymOf, sendJson, type OpenProxy, type Reply } from './open-proxy.ts'

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
    resource: { resourceType: 'Observation', id: 'o1', status: 'final', code: { text: 'Canarysson valve fitted' } },
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
  expect(JSON.stringify(without).match(/Canarysson valve/g)?.length).toBeGreaterThan(4)
})

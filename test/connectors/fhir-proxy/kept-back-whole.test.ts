import { describe, expect, test } from 'vitest'
import { absent, batch, bundleOf, found, GONE, open, patch, RESTRICTED, restricted, SEEN, told, VERSION, whole } from './keeping-back.ts'
import { always, pseudonymOf, sendJson, type OpenProxy, type Reply } from './open-proxy.ts'

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

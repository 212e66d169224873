import { describe, expect, test } from 'vitest'
import { always, issuesOf, openProxy, pseudonymOf, sendJson, sharedProxy, type Got } from './open-proxy.ts'

const shared = sharedProxy()
const linksOf = (got: Got): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ((got.json['link'] as { relation: string; url: string }[] | undefined) ?? []).map(({ relation, url }) => [relation, url]),
  )
const page = (link: readonly { relation: string; url: string }[]): unknown => ({
  resourceType: 'Bundle',
  type: 'searchset',
  link,
  entry: [{ resource: { resourceType: 'Patient', id: 'p1', gender: 'male' } }],
})

describe('point 10: links', () => {
  test.for([
    ['absolute', (upstream: string) => `${upstream}/Patient?name=canary&page=2`, '/fhir/Patient?name=canary&page=2'],
    [
      'HAPI’s',
      (upstream: string) => `${upstream}?_getpages=0b2e&_getpagesoffset=10&_bundletype=searchset`,
      '/fhir?_getpages=0b2e&_getpagesoffset=10&_bundletype=searchset',
    ],
    ['relative to the type', () => 'Patient?page=2', '/fhir/Patient?page=2'],
    ['only a query', () => '?_getpages=7', '/fhir/Patient?_getpages=7'],
    ['with slashes escaped', (upstream: string) => `${upstream}/Patient?a=%2F`, '/fhir/Patient?a=%2F'],
    ['longer than 4 KiB', (upstream: string) => `${upstream}?ct=${'t'.repeat(6000)}`, `/fhir?ct=${'t'.repeat(6000)}`],
  ] as const)('a next link that is %s is sealed, and leads where it led', async ([, link, url]) => {
    const { proxy } = shared
    proxy.reply = always(
      page([
        { relation: 'self', url: `${proxy.upstream}/Patient?name=canary` },
        { relation: 'next', url: link(proxy.upstream) },
      ]),
    )
    const first = await proxy.get('/Patient?gender=male')
    const { next = '', self } = linksOf(first)
    expect(next).toMatch(new RegExp(`^${proxy.base}\\?_page=enc\\.1\\.1\\.[\\w-]+$`))
    expect(self).toBe(`${proxy.base}/Patient?gender=male`)
    expect(first.text).not.toMatch(/canary|127\.0\.0\.1|_getpages/)
    const second = await proxy.get(next)
    expect([second.status, proxy.asked.at(-1)?.url]).toEqual([200, url])
    expect(proxy.lastRecord()).toMatchObject({ request: 'GET {page}', status: 200 })
  })

  test('links whose slashes the server escapes are read all the same', async () => {
    const { proxy } = shared
    const text = JSON.stringify(page([{ relation: 'next', url: `${proxy.upstream}/Patient?page=2` }])).replaceAll('/', '\\/')
    proxy.reply = always(text)
    const { next = '' } = linksOf(await proxy.get('/Patient?gender=male'))
    await proxy.get(next)
    expect(proxy.asked.at(-1)?.url).toBe('/fhir/Patient?page=2')
  })

  test.for([
    ['to another server', 'https://evil.example.org/fhir/Patient?page=2'],
    ['to another path', 'http://127.0.0.1:1/other?page=2'],
    ['with a name in it', 'http://user:secret@127.0.0.1/fhir?x'],
  ] as const)('a next link %s gives no page at all: part of an answer would be taken for all of it', async ([, url]) => {
    const { proxy } = shared
    proxy.reply = always(page([{ relation: 'next', url }]))
    const got = await proxy.get('/Patient?gender=male')
    expect([got.status, issuesOf(got)]).toEqual([502, ['transient']])
  })

  test('a token belongs to one client, and one bit of it changed opens nothing', async () => {
    const { proxy } = shared
    proxy.reply = always(page([{ relation: 'next', url: `${proxy.upstream}/Patient?page=2` }]))
    const { next = '' } = linksOf(await proxy.get('/Patient?gender=male'))
    proxy.asked.length = 0
    expect((await proxy.get(next, { as: 'open' })).status).toBe(404)
    expect((await proxy.get(next, { as: 'other' })).status).toBe(404)
    expect((await proxy.get(next.slice(0, -3) + (next.at(-3) === 'A' ? 'B' : 'A') + next.slice(-2))).status).toBe(404)
    expect((await proxy.get(`${next}&name=x`)).status).toBe(400)
    expect((await proxy.get('?_page=enc.1.1.AAAA')).status).toBe(404)
    expect(proxy.asked).toEqual([])
  })

  test('a token is over after an hour', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z')
    const proxy = await openProxy({ now: () => new Date(now) })
    proxy.reply = always(page([{ relation: 'next', url: `${proxy.upstream}/Patient?page=2` }]))
    const { next = '' } = linksOf(await proxy.get('/Patient?gender=male'))
    now += 3_500_000
    expect((await proxy.get(next)).status).toBe(200)
    now += 200_000
    expect((await proxy.get(next)).status).toBe(404)
  })

  test('fullUrl, references, Location and Content-Location bear this server’s name and the client’s pseudonyms', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p77123')
    proxy.reply = (_, response) =>
      sendJson(
        response,
        {
          resourceType: 'Bundle',
          type: 'searchset',
          entry: [
            { fullUrl: `${proxy.upstream}/Patient/p77123`, resource: { resourceType: 'Patient', id: 'p77123' } },
            {
              fullUrl: `${proxy.upstream}/Observation/o1`,
              resource: {
                resourceType: 'Observation',
                id: 'o1',
                status: 'final',
                subject: { reference: `${proxy.upstream}/Patient/p77123` },
                encounter: { reference: 'Encounter/e1' },
              },
            },
          ],
        },
        { headers: { 'content-location': `${proxy.upstream}/Patient/p77123/_history/1`, location: 'Patient/p77123' } },
      )
    const got = await proxy.get('/Patient?gender=male')
    expect(got.text).not.toMatch(/p77123|127\.0\.0\.1|sluice\.invalid|"o1"|Encounter\/e1/)
    expect(got.text).toContain(`"fullUrl":"${proxy.base}/Patient/${pseudonym}"`)
    expect(got.text).toContain(`"subject":{"reference":"${proxy.base}/Patient/${pseudonym}"}`)
    expect(got.headers.get('content-location')).toMatch(new RegExp(`^${proxy.base}/Patient/${pseudonym}/_history/[0-9a-f]{32}$`))
    expect(got.headers.get('content-location')).not.toContain(await pseudonymOf(proxy, '1'))
    expect(got.headers.get('location')).toBe(`${proxy.base}/Patient/${pseudonym}`)
  })

  test('a server at the root of its host is asked there, whatever this server’s own path', async () => {
    const proxy = await openProxy({ upstreamPath: '' })
    proxy.reply = always(page([{ relation: 'next', url: `${proxy.upstream}?_getpages=7` }]))
    const { next = '' } = linksOf(await proxy.get('/Patient?gender=male'))
    await proxy.get(next)
    await proxy.get('', { as: 'open', method: 'POST', body: { resourceType: 'Bundle', type: 'batch', entry: [] } })
    expect(proxy.asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /Patient?gender=male', 'GET /?_getpages=7', 'POST /'])
  })

  test('an id of dots, which would lead to another place of the server, is not asked for', async () => {
    const proxy = await openProxy()
    const pseudonym = await pseudonymOf(proxy, '..')
    proxy.asked.length = 0
    expect([(await proxy.get(`/Patient/${pseudonym}`)).status, proxy.asked]).toEqual([400, []])
  })

  test('pseudonyms come back after a restart', async () => {
    const first = await openProxy()
    const pseudonym = await pseudonymOf(first, 'p77123')
    await first.close()
    const second = await openProxy({ folder: first.folder })
    second.reply = always({ resourceType: 'Patient', id: 'p77123' })
    expect((await second.get(`/Patient/${pseudonym}`)).status).toBe(200)
    expect(second.asked[0]?.url).toBe('/fhir/Patient/p77123')
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { always, hidingPolicy, openProxy, sendJson, testClients, type OpenProxy, type Reply } from './open-proxy.ts'

const [vendor] = testClients() as [ProxyClientConfig]
const RULES = '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n'
const SECURITY = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }]

interface Stored {
  readonly isHidden: boolean
  /** Whose it is. */
  readonly patient: number
}

interface Bundle {
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly resource: { readonly resourceType: string; readonly id: string } }[]
}

const observation = ({ isHidden, patient }: Stored, index: number): object => ({
  resourceType: 'Observation',
  id: `o${index}`,
  ...(isHidden ? { meta: { security: SECURITY } } : {}),
  status: 'final',
  code: {},
  subject: { reference: `Patient/p${patient}` },
})

/** A server that pages through all that it has, with whom it is about where that is asked for. */
function serverOf(all: readonly (readonly [Stored, number])[]): Reply {
  return ({ url }, response) => {
    const { searchParams } = new URL(url, 'http://x')
    const count = Number(searchParams.get('_count') ?? 3)
    const from = Number(searchParams.get('from') ?? 0)
    const found = all.slice(from, from + count)
    const include = searchParams.get('_include') === null ? [] : [...new Set(found.map(([{ patient }]) => patient))]
    const next = new URLSearchParams([...searchParams].filter(([name]) => name !== 'from').concat([['from', String(from + count)]]))
    sendJson(response, {
      resourceType: 'Bundle', type: 'searchset', total: all.length,
      ...(from + count < all.length ? { link: [{ relation: 'next', url: `Observation?${next.toString()}` }] } : {}),
      ...(found.length === 0
        ? {}
        : {
            entry: [
              ...found.map(([stored, index]) => ({ resource: observation(stored, index), search: { mode: 'match' } })),
              ...include.map((patient) => ({
                resource: { resourceType: 'Patient', id: `p${patient}`, gender: 'male' },
                search: { mode: 'include' },
              })),
            ],
          }),
    })
  }
}

/** What is on each page, to the end. */
async function walk(proxy: OpenProxy, search: string): Promise<string[]> {
  const pages: string[] = []
  for (let url: string | undefined = search; url !== undefined;) {
    const got = await proxy.get(url)
    const { entry, link = [] } = got.json as unknown as Bundle
    pages.push(
      `${got.status} ${
        entry
          ?.map(({ resource }) => resource.id)
          .toSorted()
          .join() ?? 'none'
      } ${link.map(({ relation }) => relation).join()}`,
    )
    url = link.find(({ relation }) => relation === 'next')?.url
  }
  return pages
}

describe('point 8: pages', () => {
  test('bear links of one length, wherever they begin on the server', async () => {
    const lengths = await Promise.all(
      [0, 8, 120].map(async (hidden) => {
        const all = Array.from({ length: hidden + 6 }, (_, index): Stored => ({ isHidden: index >= 2 && index < hidden + 2, patient: 0 }))
        const one = await openProxy({
          stepMs: 1,
          clients: [{ ...vendor, policy: hidingPolicy(RULES) }],
          reply: serverOf(all.map((stored, index) => [stored, index] as const)),
        })
        return ((await one.get('/Observation?status=final')).json as unknown as Bundle).link?.find(({ relation }) => relation === 'next')
          ?.url.length
      }),
    )
    expect([new Set(lengths).size, lengths[0]]).toEqual([1, expect.any(Number)])
  })

  test('are told apart by no size of what is kept back, be it far more than is held', async () => {
    const proxy = await openProxy({ stepMs: 1, config: { answerBytesMax: 100_000 }, clients: [{ ...vendor, policy: hidingPolicy(RULES) }] })
    const large =
      (all: readonly (readonly [Stored, number])[]): Reply =>
      (asked, response) => {
        const end = response.end.bind(response)
        response.end = ((text: string) =>
          end(
            text.replaceAll(`"security":${JSON.stringify(SECURITY)}`, (found) => `${found},"source":"http://x/${'x'.repeat(40_000)}"`),
          )) as typeof response.end
        serverOf(all)(asked, response)
      }
    const all = Array.from({ length: 30 }, (_, index) => [{ isHidden: index % 3 === 1, patient: 0 }, index] as const)
    for (const count of [2, 30]) {
      const told: string[][] = []
      for (const one of [all, all.filter(([{ isHidden }]) => !isHidden)]) {
        proxy.reply = large(one)
        told.push(await walk(proxy, `/Observation?status=final&_count=${count}`))
      }
      expect(told[0]).toEqual(told[1])
      expect(told[0]?.[0]?.slice(0, 3)).toBe('200')
    }
  })

  test(
    'are as if what is kept back were not there, whatever comes along with it and however many are on one',
    { timeout: 60_000 },
    async () => {
      const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy: hidingPolicy(RULES) }] })
      const stored = fc.record({ isHidden: fc.boolean(), patient: fc.nat({ max: 4 }) })
      await fc.assert(
        fc.asyncProperty(
          fc.array(stored, { maxLength: 9 }),
          fc.constantFrom('', '_count=1', '_count=2', '_count=4'),
          fc.boolean(),
          async (has, count, includes) => {
            const search = `/Observation?${['status=final', count, includes ? '_include=Observation:subject' : ''].filter((part) => part !== '').join('&')}`
            const all = has.map((one, index) => [one, index] as const)
            proxy.reply = serverOf(all)
            const seen = await walk(proxy, search)
            proxy.reply = serverOf(all.filter(([{ isHidden }]) => !isHidden))
            expect(seen).toEqual(await walk(proxy, search))
          },
        ),
        { numRuns: 60 },
      )
    },
  )

  test.for(['Observation?status=final&_count=1', 'Observation/_history?_count=1'])(
    'are no way to count what is kept back, be there hundreds in a row and a page of one: %s',
    async (path) => {
      const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy: hidingPolicy(RULES) }] })
      const ask = async (hidden: number): Promise<string[]> => {
        const all = Array.from(
          { length: hidden + 2 },
          (_, index) =>
            [{ isHidden: index > 0 && index <= hidden, patient: 1 }, index === hidden + 1 ? 1 : index === 0 ? 0 : index + 1] as const,
        )
        proxy.reply = (asked, response) =>
          asked.url.includes('_id=')
            ? sendJson(response, {
                resourceType: 'Bundle',
                type: 'searchset',
                entry: all.map(([stored, index]) => ({ resource: observation(stored, index) })),
              })
            : serverOf(all)(asked, response)
        return walk(proxy, `/${path}`)
      }
      expect(await ask(400)).toEqual(await ask(0))
      expect(new Set((await ask(400)).map((page) => page.slice(0, 6)))).toEqual(new Set(['200 o0', '200 o1']))
    },
  )

  test('show nothing to which only what is kept back leads, though what is searched for is never', async () => {
    const proxy = await openProxy({
      stepMs: 1,
      clients: [
        {
          ...vendor,
          policy: hidingPolicy(
            '  - { name: Restricted goes, when: { label: R, resourceType: [Observation] }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
          ),
        },
      ],
    })
    const along = (resource: object): object => ({ resource, search: { mode: 'include' } })
    proxy.reply = (_, response) =>
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [
          {
            resource: {
              resourceType: 'DiagnosticReport',
              id: 'd1',
              status: 'final',
              code: {},
              result: [{ reference: 'Observation/o1' }, { reference: 'Observation/o2' }],
            },
            search: { mode: 'match' },
          },
          along(observation({ isHidden: true, patient: 1 }, 1)),
          along(observation({ isHidden: false, patient: 2 }, 2)),
          along({ resourceType: 'Patient', id: 'p1', gender: 'male' }),
          along({ resourceType: 'Patient', id: 'p2', gender: 'male' }),
        ],
      })
    const { entry = [] } = (await proxy.get('/DiagnosticReport?_include=DiagnosticReport:result&_include:iterate=Observation:subject'))
      .json as unknown as Bundle
    expect(entry.map(({ resource }) => resource.id)).toEqual(['d1', 'o2', 'p2'])
  })

  test('are not made up of more than an answer may hold', async () => {
    const proxy = await openProxy({ clients: [{ ...vendor, policy: hidingPolicy(RULES) }], config: { answerBytesMax: 20_000 } })
    const text = 'x'.repeat(12_000)
    proxy.reply = ({ url }, response) =>
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        link: [{ relation: 'next', url: `Observation?page=${Number(/page=(\d+)/.exec(url)?.[1] ?? 0) + 1}` }],
        entry: [
          { resource: { ...observation({ isHidden: false, patient: 1 }, 1), note: [{ text }] } },
          { resource: observation({ isHidden: true, patient: 1 }, 2) },
        ],
      })
    expect((await proxy.get('/Observation?status=final')).status).toBe(413)
    expect(proxy.asked.length).toBe(2)
  })

  test.for(['_count=1', '_include=Observation:subject', '_revinclude=Provenance:target', '_revinclude:iterate=Provenance:target'])(
    'of a search in a batch are not asked for by %s where there is no next one to make up for what is kept back',
    async (asked) => {
      const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy: hidingPolicy(RULES) }] })
      proxy.reply = ({ body }, response) =>
        sendJson(response, {
          resourceType: 'Bundle',
          type: 'batch-response',
          entry: (JSON.parse(body) as { entry: unknown[] }).entry.map(() => ({ response: { status: '200' } })),
        })
      const request = (url: string): object => ({ request: { method: 'GET', url } })
      const got = await proxy.get('', {
        method: 'POST',
        body: { resourceType: 'Bundle', type: 'batch', entry: [request(`Observation?${asked}`), request('Observation?status=final')] },
      })
      expect((got.json['entry'] as { response: { status: string } }[]).map(({ response }) => response.status)).toEqual(['403', '200'])
      expect((JSON.parse(proxy.asked[0]?.body ?? '{}') as { entry: unknown[] }).entry).toEqual([
        request('Observation?status=final&_count=1000'),
      ])
    },
  )

  test('of a search in a batch bring nothing along where some of that may be kept back, though what is searched for is never', async () => {
    const proxy = await openProxy({
      stepMs: 1,
      clients: [
        { ...vendor, policy: hidingPolicy('  - { name: Restricted goes, when: { label: R, resourceType: [Observation] }, then: drop }\n') },
      ],
    })
    const got = await proxy.get('', {
      method: 'POST',
      body: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          { request: { method: 'GET', url: 'DiagnosticReport?_include=DiagnosticReport:result&_include:iterate=Observation:subject' } },
        ],
      },
    })
    expect([(got.json['entry'] as { response: { status: string } }[]).map(({ response }) => response.status), proxy.asked]).toEqual([
      ['403'],
      [],
    ])
  })

  test('of a history say of what was deleted only where the versions of before were seen, be they on other pages', async () => {
    const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy: hidingPolicy(RULES) }] })
    const gone = (index: number): object => ({
      fullUrl: `http://x/Observation/o${index}`,
      request: { method: 'DELETE', url: `Observation/o${index}` },
      response: { status: '204' },
    })
    const before = (index: number, isHidden: boolean): object => ({
      ...gone(index),
      resource: observation({ isHidden, patient: 1 }, index),
      request: { method: 'PUT', url: `Observation/o${index}` },
    })
    const ask = async (...entry: object[]): Promise<unknown> => {
      proxy.reply = ({ url }, response) =>
        sendJson(
          response,
          url.startsWith('/fhir/Observation?')
            ? { resourceType: 'Bundle', type: 'searchset' }
            : url === '/fhir/Observation/_history'
              ? { resourceType: 'Bundle', type: 'history', ...(entry.length === 0 ? {} : { entry }) }
              : url.includes('o3')
                ? { resourceType: 'OperationOutcome', issue: [] }
                : { resourceType: 'Bundle', type: 'history', entry: [gone(1), before(1, url.includes('o2'))] },
          { status: url.startsWith('/fhir/Observation/o3') ? 410 : 200 },
        )
      const got = await proxy.get('/Observation/_history')
      return [got.status, (got.json['entry'] as unknown[] | undefined)?.length]
    }
    expect([await ask(gone(1)), await ask(gone(2)), await ask(gone(3)), await ask()]).toEqual([
      [200, 1], [200, undefined], [200, undefined], [200, undefined],
    ])
  })

  test.for(['history', 'searchset'])('of a history show no version of what is kept back by now, be it called a %s', async (type) => {
    const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy: hidingPolicy(RULES) }] })
    const version = (index: number, isHidden = false): object => ({
      fullUrl: `http://x/Observation/o${index}`,
      resource: observation({ isHidden, patient: 1 }, index),
      request: { method: 'PUT', url: `Observation/o${index}` },
      response: { status: '200' },
    })
    const gone = (index: number): object => ({
      fullUrl: `http://x/Observation/o${index}`,
      request: { method: 'DELETE', url: `Observation/o${index}` },
      response: { status: '204' },
    })
    proxy.reply = ({ url }, response) =>
      sendJson(
        response,
        url.includes('_history')
          ? {
              resourceType: 'Bundle',
              type,
              entry: [version(1), version(2), version(2), gone(3), version(3), gone(4), version(4, true), version(4)],
            }
          : {
              resourceType: 'Bundle',
              type: 'searchset',
              entry: [
                { resource: observation({ isHidden: true, patient: 1 }, 1) },
                { resource: observation({ isHidden: false, patient: 1 }, 2) },
              ],
            },
      )
    const { entry = [] } = (await proxy.get('/Observation/_history')).json as unknown as {
      entry?: { fullUrl: string; request: { method: string } }[]
    }
    expect(entry.map(({ fullUrl, request }) => `${request.method} ${fullUrl.slice(-2)}`)).toEqual([
      'PUT o2', 'PUT o2', 'DELETE o3', 'PUT o3',
    ])
    expect(proxy.asked.at(-1)?.url).toBe('/fhir/Observation?_id=o1%2Co2%2Co3%2Co4&_count=50')
  })

  test.for([
    '/Observation?_count=60&_count=1',
    '/Observation/o1/_history?_count=60&_count=1',
    '/Patient/p1/$everything?_count=60&_count=1',
  ])('%s is refused: of two lengths the server might take the other', async (path) => {
    const proxy = await openProxy({ clients: [{ ...vendor, policy: hidingPolicy(RULES) }] })
    proxy.reply = ({ url }, response) => sendJson(response, { resourceType: url.includes('Patient') ? 'Patient' : 'Observation', id: 'x' })
    expect([(await proxy.get(path)).status, proxy.asked.filter(({ url }) => url.includes('_count'))]).toEqual([400, []])
  })

  test('of $everything are for who may do nothing else but read too', async () => {
    const proxy = await openProxy({ clients: [{ ...vendor, policy: 'keep-everything', interactions: ['read'] }] })
    const entry = [{ resource: { resourceType: 'Patient', id: 'p1' } }]
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url: '?page=2' }], entry })
    const { json } = await proxy.get('/Patient/p1/$everything')
    const next = (json['link'] as { relation: string; url: string }[]).find(({ relation }) => relation === 'next')
    expect((await proxy.get(next?.url ?? '')).status).toBe(200)
  })

  test('of $everything are long and leave at even times also where types are kept back that the client may not have', async () => {
    const proxy = await openProxy({ stepMs: 60, clients: [{ ...vendor, policy: 'keep-everything', resourceTypes: ['Patient'] }] })
    const page = (type: string, ...link: object[]) => ({
      resourceType: 'Bundle',
      type: 'searchset',
      link,
      entry: [{ resource: { resourceType: type, id: 'x1' } }],
    })
    proxy.reply = ({ url }, response) =>
      sendJson(response, url.includes('page=2') ? page('Patient') : page('Basic', { relation: 'next', url: '?page=2' }))
    const started = performance.now()
    const got = await proxy.get('/Patient/p1/$everything?_count=1')
    expect([got.status, proxy.asked.map(({ url }) => url)]).toEqual([
      200,
      ['/fhir/Patient/p1/$everything?_count=50', '/fhir/Patient/p1/$everything?page=2'],
    ])
    expect(performance.now() - started).toBeGreaterThanOrEqual(58)
  })

  test('of a thousand entries take as many times as long as those of one, and not the square of it', async () => {
    const proxy = await openProxy({ stepMs: 1, clients: [{ ...vendor, policy: hidingPolicy(RULES) }] })
    const code = {
      coding: Array.from({ length: 40 }, (_, index) => ({
        system: 'http://loinc.org',
        code: `c${index}`,
        version: 'as long as a real one',
      })),
    }
    const body = JSON.stringify({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: Array.from({ length: 1000 }, (_, index) => ({
        resource: { ...observation({ isHidden: index % 10 === 3, patient: 0 }, index), code },
      })),
    })
    proxy.reply = (_, response) => sendJson(response, body)
    const before = process.cpuUsage()
    const got = await proxy.get('/Observation?status=final')
    const { user, system } = process.cpuUsage(before)
    expect([got.status, (got.json as Bundle).entry?.length, (user + system) / 1e6 < 4]).toEqual([200, 900, true])
  })
})

import { createServer } from 'node:net'
import { Client } from 'fhir-kit-client'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { tryHapi, type HapiServer } from '../../services/hapi.ts'
import { batch, bodyOf, get, OBSERVATION, patch, searches, told, type Ask } from './ask.ts'
import { hidingPolicy, KEYS, openProxy, openUnmanaged, testClients, type OpenProxy } from './open-proxy.ts'

let server: HapiServer | string = 'it was not started'
let proxy: OpenProxy
const TAG = `t${Date.now()}`

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve)
  })
  const address = probe.address()
  await new Promise((resolve) => {
    probe.close(resolve)
  })
  return typeof address === 'object' && address !== null ? address.port : 0
}

beforeAll(async () => {
  server = await tryHapi()
  if (typeof server === 'string') return
  const port = await freePort()
  proxy = await openUnmanaged({
    clients: testClients({ policy: 'hipaa-safe-harbor' }),
    config: { baseUrl: `http://127.0.0.1:${port}/vendor/fhir`, listen: { port } }, upstream: { url: server.baseUrl, timeoutSeconds: 60 },
  })
}, 600_000)

afterAll(async () => {
  if (typeof server === 'string') return
  await proxy.close()
  await server.stop()
})

/** The vendor's own library, knowing nothing of what is between. */
function clientAs({ skip }: TestContext, as: keyof typeof KEYS): Client {
  if (typeof server === 'string') return skip(server)
  return new Client({ baseUrl: proxy.base, customHeaders: { 'x-api-key': KEYS[as] } })
}

interface Bundle {
  readonly entry?: readonly { readonly fullUrl?: string; readonly resource: Resource; readonly response?: { readonly status: string } }[]
}
interface Resource {
  readonly resourceType: string
  readonly id: string
  readonly [element: string]: unknown
}

async function all(client: Client, resourceType: string, searchParams: Readonly<Record<string, string | number>>): Promise<Resource[]> {
  let page = await client.search({ resourceType, searchParams: { ...searchParams } })
  const found: Resource[] = []
  for (let pages = 0; page !== undefined; pages++) {
    expect(pages).toBeLessThan(20)
    found.push(...((page as unknown as Bundle).entry ?? []).map(({ resource }) => resource))
    page = await client.nextPage({ bundle: page as unknown as Parameters<Client['nextPage']>[0]['bundle'] }) as unknown as typeof page
  }
  return found
}

describe('a vendor’s client library works unchanged against HAPI', () => {
  test('it fills the server by a transaction, as one that sees everything', async (context) => {
    const client = clientAs(context, 'open')
    const entry = Array.from({ length: 25 }, (_, index) => ({
      fullUrl: `urn:uuid:0f0f0f0f-0000-4000-8000-0000000000${10 + index}`,
      resource: {
        resourceType: 'Patient', active: true, gender: 'female', birthDate: '1961-04-17',
        identifier: [{ system: `urn:${TAG}`, value: String(index) }],
        name: [{ family: `${TAG}canary` }],
        maritalStatus: { coding: [{ code: TAG }] },
      },
      request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=urn:${TAG}|${index}` },
    }))
    const observation = {
      fullUrl: 'urn:uuid:0f0f0f0f-0000-4000-8000-000000000099',
      request: { method: 'POST', url: 'Observation' },
      resource: {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ code: TAG }], text: 'Weight' },
        subject: { reference: 'urn:uuid:0f0f0f0f-0000-4000-8000-000000000010' },
        valueQuantity: { value: 70.5 },
      },
    }
    const answer = (await client.transaction({
      body: { resourceType: 'Bundle', type: 'transaction', entry: [...entry, observation] },
    })) as unknown as Bundle
    expect(new Set(answer.entry?.map(({ response }) => response?.status))).toEqual(new Set(['201 Created']))
  })

  test.for([
    ['open', true],
    ['vendor', false],
  ] as const)(
    'as %s it searches with pages to the end, reads what it found, and sees what its policy shows',
    async ([as, seesNames], context) => {
      const client = clientAs(context, as)
      const found = await all(
        client,
        'Patient',
        seesNames ? { family: `${TAG}canary`, _count: 10 } : { gender: 'female', active: 'true', _count: 10 },
      )
      const ids = new Set(found.map(({ id }) => id))
      expect(ids.size).toBeGreaterThanOrEqual(25)
      expect(found.length).toBe(ids.size)
      expect(JSON.stringify(found).includes('canary')).toBe(seesNames)
      const [id = ''] = ids
      const read = (await client.read({ resourceType: 'Patient', id })) as unknown as Resource
      expect([read.id, read['birthDate']]).toEqual([id, seesNames ? '1961-04-17' : '1961'])
    },
  )

  test('a patient’s everything, compartment and references hold together under pseudonyms', async (context) => {
    const client = clientAs(context, 'vendor')
    const [observation] = await all(client, 'Observation', { code: TAG })
    const patient = (observation?.['subject'] as { reference: string } | undefined)?.reference.split('/').at(-1) ?? ''
    expect((await client.read({ resourceType: 'Patient', id: patient }) as unknown as Resource).id).toBe(patient)
    expect((await all(client, 'Observation', { subject: `Patient/${patient}` })).map(({ id }) => id)).toEqual([observation?.id])
    const everything = (await client.operation({
      name: '$everything',
      resourceType: 'Patient',
      id: patient,
      method: 'GET',
    })) as unknown as Bundle
    expect(everything.entry?.map(({ resource }) => resource.resourceType).toSorted()).toEqual(['Observation', 'Patient'])
    expect(JSON.stringify(everything)).not.toContain('canary')
    expect(JSON.stringify(everything)).toContain('70.5')
  })

  test('it creates, updates for the version it read, by condition, and deletes; a stale version is refused', async (context) => {
    const client = clientAs(context, 'open')
    const created = (await client.create({
      resourceType: 'Observation',
      body: { resourceType: 'Observation', status: 'final', code: { text: TAG } },
    })) as unknown as Resource
    const { response } = Client.httpFor(created)
    const etag = response?.headers.get('etag') ?? ''
    expect(response?.headers.get('location')).toMatch(new RegExp(`^${proxy.base}/Observation/${created.id}/_history/1$`))
    const body = { ...created, code: { text: 'changed' } }
    await client.update({ resourceType: 'Observation', id: created.id, body, options: { headers: { 'if-match': etag } } })
    await expect(
      client.update({ resourceType: 'Observation', id: created.id, body, options: { headers: { 'if-match': etag } } }),
    ).rejects.toMatchObject({ response: { status: 412 } })
    await client.delete({ resourceType: 'Observation', id: created.id })
    await expect(client.read({ resourceType: 'Observation', id: created.id })).rejects.toMatchObject({ response: { status: 410 } })
  })

  test('a vendor that writes back what it was shown is refused, and the server’s copy stays whole', async (context) => {
    const vendor = clientAs(context, 'vendor')
    const open = clientAs(context, 'open')
    const [shown] = await all(vendor, 'Patient', { gender: 'female', active: 'true', _count: 50 })
    await expect(
      vendor.update({ resourceType: 'Patient', id: shown?.id ?? '', body: { ...(shown as object), resourceType: 'Patient' } }),
    ).rejects.toMatchObject({ response: { status: 409 } })
    expect(JSON.stringify(await all(open, 'Patient', { family: `${TAG}canary`, _count: 50 })).match(/canary/g)?.length).toBe(25)
  })

  test('its batch answers entry by entry', async (context) => {
    const client = clientAs(context, 'vendor')
    const [shown] = await all(client, 'Patient', { gender: 'female', active: 'true', _count: 50 })
    const answer = await client.batch({ body: { resourceType: 'Bundle', type: 'batch', entry: [
      { request: { method: 'GET', url: `Patient/${shown?.id}` } }, { request: { method: 'GET', url: 'Patient?birthdate=1961-04-17' } },
    ] } }) as unknown as Bundle
    expect(answer.entry?.map(({ response }) => response?.status.slice(0, 3))).toEqual(['200', '403'])
  })

  test('the server says what passes here', async (context) => {
    const statement = (await clientAs(context, 'vendor').capabilityStatement()) as unknown as {
      readonly implementation: { readonly url: string }
      readonly format: readonly string[]
    }
    expect([statement.implementation.url, statement.format]).toEqual([proxy.base, ['application/fhir+json', 'json']])
  })
})

test('what HAPI is asked by a client that asks for XML, it is not asked at all', async ({ skip }) => {
  if (typeof server === 'string') return skip(server)
  const got = await proxy.get('/Patient?gender=female', { headers: { accept: 'application/fhir+xml' } })
  expect([got.status, got.json['resourceType']]).toEqual([406, 'OperationOutcome'])
})

/** What the server holds in one world or the other: the second is without what is restricted, and what is hidden of the rest is another. */
function* worldOf(which: 0 | 1): Generator<Resource> {
  const hidden = (i: number, one: string, other: string): string => (i + which) % 2 === 0 ? one : other
  const restricted = { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } }
  const all: Resource[] = [
    ...Array.from({ length: 6 }, (_, i) => ({
      resourceType: 'Patient',
      id: `p${i}`,
      gender: i % 2 === 0 ? 'female' : 'male',
      name: [{ family: hidden(i, 'Aardwolf', 'Zebrano') }],
      birthDate: hidden(i, '1970-04-05', '1970-09-30'),
    })),
    ...Array.from({ length: 6 }, (_, i) => ({
      resourceType: 'Encounter',
      id: `e${i}`,
      status: 'finished',
      class: { code: 'AMB' },
      subject: { reference: `Patient/p${i}`, display: hidden(i, 'Aardwolf', 'Zebrano') },
    })),
    ...Array.from({ length: 24 }, (_, i) => ({
      ...OBSERVATION,
      id: `o${i}`,
      subject: { reference: `Patient/p${i % 6}` },
      encounter: { reference: `Encounter/e${i % 6}` },
      effectiveDateTime: hidden(i, '2020-01-01', '2020-12-31'),
    })),
  ]
  const isRestricted = ({ resourceType, id }: Resource): boolean => Number(id.slice(1)) % (resourceType === 'Observation' ? 5 : 3) === 2
  const shown = all.filter((one) => which === 0 || !isRestricted(one)).map((one) => isRestricted(one) ? { ...one, ...restricted } : one)
  yield* shown
  // Further versions of some; one of them is restricted since.
  yield* shown.filter(({ id }) => ['o0', 'o2', 'p0', 'p2'].includes(id)).map((one) => ({ ...one, language: 'en' }))
  if (which === 0) yield* [{ ...OBSERVATION, id: 'o24' }, { ...OBSERVATION, id: 'o24', ...restricted }]
}

/** Requests of all kinds about what is there, kept back or neither; the last ones write. */
function asksOfAll(): Ask[] {
  const names = ['Patient/p0', 'Patient/p2', 'Patient/none', 'Observation/o0', 'Observation/o2', 'Observation/o24', 'Encounter/e2']
  const reads = names.flatMap((name): Ask[] => [
    ...[
      '', '/', '?_summary=true', '?_elements=id', '?_format=xml', '/_history', '/_history?_count=1', '/_history/1', '/_history/2', '/$meta',
      '/$everything', '/$everything?_count=2', '/$validate', '/Observation', '/Observation?_count=2',
    ].map((path): Ask => [`/${name}${path}`]),
    ...[
      { 'if-none-match': 'W/"1"' },
      { 'if-none-match': '*' },
      { 'if-modified-since': 'Fri, 31 Dec 2100 00:00:00 GMT' },
      { range: 'bytes=0-9' },
    ].map((headers): Ask => [`/${name}`, { headers }]),
    [`/${name}`, { method: 'HEAD' }],
    ['', batch(get(name), get(`${name}/_history/1`), get(`${name}/Observation`))],
  ])
  const found = [
    'Patient', 'Patient?_count=1', 'Patient?_id=p0,p2', 'Patient?gender=male&_count=2', 'Patient?family=Aardwolf',
    'Patient?birthdate=1970-04-05', 'Patient?_summary=count', 'Patient?_total=accurate', 'Patient?_sort=family', 'Observation?_count=3',
    'Observation?code=x', 'Observation?subject=Patient/p2', 'Observation?date=2020-01-01', 'Observation?encounter.status=finished',
    'Encounter?subject=Patient/p2', 'Encounter?status=finished&_count=2',
  ]
  const histories = ['Patient', 'Observation', 'Encounter'].flatMap((type): Ask[] =>
    ['', '?_count=1', '?_count=4'].map((count) => [`/${type}/_history${count}`]),
  )
  const writes = names.flatMap((name): Ask[] => {
    const [type = '', id = ''] = name.split('/')
    return [
      [`/${name}`, { method: 'PUT', body: { ...bodyOf(type), id } }],
      [`/${name}`, patch({ op: 'test', path: '/gender', value: 'male' })],
      [`/${name}`, patch({ op: 'replace', path: '/name/0/family', value: 'x' })],
      ['/Observation', { method: 'POST', body: { ...OBSERVATION, subject: { reference: name } } }],
      [
        '',
        batch({ request: { method: 'PUT', url: name }, resource: { ...bodyOf(type), id } }, { request: { method: 'DELETE', url: name } }),
      ],
      [`/${name}`, { method: 'DELETE', headers: { 'if-match': 'W/"9"' } }],
      [`/${name}`, { method: 'DELETE' }],
    ]
  })
  return [['/metadata'], ...reads, ...histories, ...found.flatMap(searches), ...writes, ...histories]
}

test('two worlds that differ in what is hidden are one to whoever it is hidden from', { timeout: 120_000 }, async ({ skip }) => {
  if (typeof server === 'string') return skip(server)
  if (server.kind !== 'jvm') return skip('a server that others use is not emptied')
  const worlds: (readonly string[])[][] = []
  const seenWhole: (readonly string[])[] = []
  for (const which of [0, 1] as const) {
    const parameter = [{ name: 'expungeEverything', valueBoolean: true }]
    const send = async (method: string, path: string, body: object): Promise<number> =>
      (
        await fetch(`${(server as HapiServer).baseUrl}/${path}`, {
          method,
          headers: { 'content-type': 'application/fhir+json' },
          body: JSON.stringify(body),
        })
      ).status
    expect(await send('POST', '$expunge', { resourceType: 'Parameters', parameter })).toBe(200)
    for (const one of worldOf(which)) expect(await send('PUT', `${one.resourceType}/${one.id}`, one)).toBeLessThan(300)
    const policy = hidingPolicy(
      '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
    )
    const client = await openProxy({
      stepMs: 1,
      clients: testClients({ policy }),
      upstream: { url: server.baseUrl, deletesReferred: true },
    })
    seenWhole.push(await told(client, ['/Observation?_count=50', { as: 'open' }]))
    const answers: (readonly string[])[] = []
    for (const ask of asksOfAll()) answers.push(await told(client, ask))
    worlds.push(answers)
  }
  const [first, second] = worlds
  expect(
    asksOfAll().flatMap((ask, index) =>
      JSON.stringify(first?.[index]) === JSON.stringify(second?.[index]) ? [] : [[ask, first?.[index], second?.[index]]],
    ),
  ).toEqual([])
  expect(first?.flat().filter((one) => one.startsWith('200')).length).toBeGreaterThan(150)
  expect(seenWhole[0]).not.toEqual(seenWhole[1])
})

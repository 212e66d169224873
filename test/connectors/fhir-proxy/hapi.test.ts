import { createServer } from 'node:net'
import { Client } from 'fhir-kit-client'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { tryHapi, type HapiServer } from '../../services/hapi.ts'
import { KEYS, openUnmanaged, testClients, type OpenProxy } from './open-proxy.ts'

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
      resource: { resourceType: 'Patient', active: true, gender: 'female', birthDate: '1961-04-17', identifier: [{ system: `urn:${TAG}`, value: String(index) }], name: [{ family: `${TAG}canary` }], maritalStatus: { coding: [{ code: TAG }] } },
      request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=urn:${TAG}|${index}` },
    }))
    const observation = {
      fullUrl: 'urn:uuid:0f0f0f0f-0000-4000-8000-000000000099', request: { method: 'POST', url: 'Observation' },
      resource: { resourceType: 'Observation', status: 'final', code: { coding: [{ code: TAG }], text: 'Weight' }, subject: { reference: 'urn:uuid:0f0f0f0f-0000-4000-8000-000000000010' }, valueQuantity: { value: 70.5 } },
    }
    const answer = await client.transaction({ body: { resourceType: 'Bundle', type: 'transaction', entry: [...entry, observation] } }) as unknown as Bundle
    expect(new Set(answer.entry?.map(({ response }) => response?.status))).toEqual(new Set(['201 Created']))
  })

  test.for([['open', true], ['vendor', false]] as const)('as %s it searches with pages to the end, reads what it found, and sees what its policy shows', async ([as, seesNames], context) => {
    const client = clientAs(context, as)
    const found = await all(client, 'Patient', seesNames ? { 'family': `${TAG}canary`, _count: 10 } : { gender: 'female', active: 'true', _count: 10 })
    const ids = new Set(found.map(({ id }) => id))
    expect(ids.size).toBeGreaterThanOrEqual(25)
    expect(found.length).toBe(ids.size)
    expect(JSON.stringify(found).includes('canary')).toBe(seesNames)
    const [id = ''] = ids
    const read = await client.read({ resourceType: 'Patient', id }) as unknown as Resource
    expect([read.id, read['birthDate']]).toEqual([id, seesNames ? '1961-04-17' : '1961'])
  })

  test('a patient’s everything, compartment and references hold together under pseudonyms', async (context) => {
    const client = clientAs(context, 'vendor')
    const [observation] = await all(client, 'Observation', { code: TAG })
    const patient = (observation?.['subject'] as { reference: string } | undefined)?.reference.split('/').at(-1) ?? ''
    expect((await client.read({ resourceType: 'Patient', id: patient }) as unknown as Resource).id).toBe(patient)
    expect((await all(client, 'Observation', { subject: `Patient/${patient}` })).map(({ id }) => id)).toEqual([observation?.id])
    const everything = await client.operation({ name: '$everything', resourceType: 'Patient', id: patient, method: 'GET' }) as unknown as Bundle
    expect(everything.entry?.map(({ resource }) => resource.resourceType).toSorted()).toEqual(['Observation', 'Patient'])
    expect(JSON.stringify(everything)).not.toContain('canary')
    expect(JSON.stringify(everything)).toContain('70.5')
  })

  test('it creates, updates for the version it read, by condition, and deletes; a stale version is refused', async (context) => {
    const client = clientAs(context, 'open')
    const created = await client.create({ resourceType: 'Observation', body: { resourceType: 'Observation', status: 'final', code: { text: TAG } } }) as unknown as Resource
    const { response } = Client.httpFor(created)
    const etag = response?.headers.get('etag') ?? ''
    expect(response?.headers.get('location')).toMatch(new RegExp(`^${proxy.base}/Observation/${created.id}/_history/1$`))
    const body = { ...created, code: { text: 'changed' } }
    await client.update({ resourceType: 'Observation', id: created.id, body, options: { headers: { 'if-match': etag } } })
    await expect(client.update({ resourceType: 'Observation', id: created.id, body, options: { headers: { 'if-match': etag } } })).rejects.toMatchObject({ response: { status: 412 } })
    await client.delete({ resourceType: 'Observation', id: created.id })
    await expect(client.read({ resourceType: 'Observation', id: created.id })).rejects.toMatchObject({ response: { status: 410 } })
  })

  test('a vendor that writes back what it was shown is refused, and the server’s copy stays whole', async (context) => {
    const vendor = clientAs(context, 'vendor')
    const open = clientAs(context, 'open')
    const [shown] = await all(vendor, 'Patient', { gender: 'female', active: 'true', _count: 50 })
    await expect(vendor.update({ resourceType: 'Patient', id: shown?.id ?? '', body: { ...shown as object, resourceType: 'Patient' } })).rejects.toMatchObject({ response: { status: 409 } })
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
    const statement = await clientAs(context, 'vendor').capabilityStatement() as unknown as { readonly implementation: { readonly url: string }; readonly format: readonly string[] }
    expect([statement.implementation.url, statement.format]).toEqual([proxy.base, ['application/fhir+json', 'json']])
  })
})

test('what HAPI is asked by a client that asks for XML, it is not asked at all', async ({ skip }) => {
  if (typeof server === 'string') return skip(server)
  const got = await proxy.get('/Patient?gender=female', { headers: { accept: 'application/fhir+xml' } })
  expect([got.status, got.json['resourceType']]).toEqual([406, 'OperationOutcome'])
})

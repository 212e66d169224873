import { Client } from 'fhir-kit-client'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import { tryHapi, type HapiServer } from './hapi.ts'

let server: HapiServer | string = 'it was not started'

beforeAll(async () => {
  server = await tryHapi()
  console.info(`FHIR server for tests: ${typeof server === 'string' ? `none, ${server}` : server.kind}`)
}, 600_000)

afterAll(async () => {
  if (typeof server !== 'string') await server.stop()
})

function clientOf({ skip }: TestContext): Client {
  if (typeof server === 'string') return skip(server)
  return new Client({ baseUrl: server.baseUrl })
}

interface Page {
  readonly entry?: readonly { readonly resource: { readonly resourceType: string; readonly id: string } }[]
  readonly link: readonly { readonly relation: string; readonly url: string }[]
}

/** A tag of this run, so that a server that others use may serve too. */
const TAG = `t${Date.now()}`

test('the FHIR server of the tests is HAPI, with versions, pages, conditional creates and transactions', async (context) => {
  const client = clientOf(context)
  const software = (await client.capabilityStatement()) as unknown as { readonly software: { readonly name: string } }
  expect(software.software.name).toContain('HAPI')
  const entry = Array.from({ length: 25 }, (_, index) => ({
    fullUrl: `urn:uuid:0f0f0f0f-0000-4000-8000-0000000000${10 + index}`,
    resource: {
      resourceType: 'Patient',
      active: true,
      identifier: [{ system: `urn:${TAG}`, value: String(index) }],
      name: [{ family: TAG }],
    },
    request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=urn:${TAG}|${index}` },
  }))
  const bundle = { resourceType: 'Bundle', type: 'transaction', entry }
  for (const status of ['201 Created', '200 OK']) {
    const answer = (await client.transaction({ body: bundle })) as unknown as { entry: { response: { status: string } }[] }
    expect(answer.entry.map(({ response }) => response.status)).toEqual(Array.from({ length: 25 }, () => status))
  }
  let page = (await client.search({ resourceType: 'Patient', searchParams: { family: TAG, _count: 10 } })) as unknown as Page
  const ids = []
  for (let pages = 0; ; pages++) {
    expect(pages).toBeLessThan(4)
    ids.push(...(page.entry ?? []).map(({ resource }) => resource.id))
    const next = await client.nextPage({ bundle: page as unknown as Parameters<Client['nextPage']>[0]['bundle'] })
    if (next === undefined) break
    page = next as unknown as Page
  }
  expect(new Set(ids).size).toBe(25)
  const [id = ''] = ids
  const read = await client.read({ resourceType: 'Patient', id })
  expect(Client.httpFor(read).response?.headers.get('etag')).toBe('W/"1"')
  await client.update({ resourceType: 'Patient', id, body: { ...read, active: false } })
  const history = (await client.history({ resourceType: 'Patient', id })) as unknown as Page
  expect(history.entry).toHaveLength(2)
  const older = await client.vread({ resourceType: 'Patient', id, version: '1' })
  expect(older['active']).toBe(true)
})

test('the FHIR server of the tests answers as the specification has it where things are wrong', async (context) => {
  const client = clientOf(context)
  await expect(client.read({ resourceType: 'Patient', id: 'nobody' })).rejects.toMatchObject({ response: { status: 404 } })
  const options = { headers: { accept: 'application/fhir+xml' } }
  await expect(client.request('metadata', { options })).rejects.toMatchObject({ response: { status: 200 } })
})

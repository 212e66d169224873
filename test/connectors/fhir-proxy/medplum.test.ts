import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMedplum } from '../../services/medplum.ts'
import { openUnmanaged, type Got, type OpenProxy } from './open-proxy.ts'

/** The proxy in front of a server that another team wrote, which answers in ways of its own. */
let medplum: Awaited<ReturnType<typeof startMedplum>>
let proxy: OpenProxy
beforeAll(async () => {
  medplum = await startMedplum()
  proxy = await openUnmanaged({ upstream: { url: medplum.baseUrl } })
})
afterAll(async () => {
  await proxy.close()
  await medplum.stop()
})

const patient = (family: string, gender = 'female'): object => ({
  resourceType: 'Patient',
  gender,
  birthDate: '1961-04-17',
  name: [{ family }],
  identifier: [{ system: 'urn:example:mrn', value: family }],
})
const open = (path: string, method = 'GET', body?: object): Promise<Got> =>
  proxy.get(path, { as: 'open', method, ...(body === undefined ? {} : { body }) })
const idOf = ({ json }: Got): string => json['id'] as string
const entriesOf = ({ json }: Got): { resource?: { id: string; resourceType: string }; response?: { status: string } }[] =>
  (json['entry'] ?? []) as never

test('Medplum: what is created is read, by one client whole and by another without the name', async () => {
  const created = await open('/Patient', 'POST', patient('Canaryread'))
  expect([created.status, created.headers.get('location')]).toEqual([
    201,
    expect.stringContaining(`${proxy.base}/Patient/${idOf(created)}`),
  ])
  expect((await open(`/Patient/${idOf(created)}`)).text).toContain('Canaryread')
  const [found] = entriesOf(await proxy.get('/Patient?gender=female'))
  const hidden = await proxy.get(`/Patient/${found?.resource?.id}`)
  expect([hidden.status, hidden.json['birthDate'], hidden.json['name']]).toEqual([200, '1961', undefined])
  expect((await open('/Patient/none')).status).toBe(404)
})

test('Medplum: a search is paged to its end, each once', async () => {
  for (let number = 0; number < 5; number++) await open('/Patient', 'POST', patient(`Canarypage${number}`, 'other'))
  for (const as of ['open', 'vendor'] as const) {
    const ids: (string | undefined)[] = []
    let next: string | undefined = '/Patient?gender=other&_count=2'
    for (let pages = 0; next !== undefined && pages < 10; pages++) {
      const got: Got = await proxy.get(next, { as })
      ids.push(...entriesOf(got).map(({ resource }) => resource?.id))
      next = ((got.json['link'] ?? []) as { relation: string; url: string }[]).find(({ relation }) => relation === 'next')?.url
    }
    expect([ids.length, new Set(ids).size]).toEqual([5, 5])
  }
  expect((await proxy.get('/Patient?name=Canarypage1')).status).toBe(403)
})

test('Medplum: a conditional update changes the one that it finds, and history has both versions', async () => {
  const id = idOf(await open('/Patient', 'POST', patient('Canaryold', 'unknown')))
  const updated = await open('/Patient?gender=unknown', 'PUT', { ...patient('Canarynew', 'unknown'), birthDate: '1962' })
  expect([updated.status, idOf(updated), updated.json['birthDate']]).toEqual([200, id, '1962'])
  const history = await open(`/Patient/${id}/_history`)
  expect([history.status, entriesOf(history).length]).toEqual([200, 2])
  const versions = (history.json['entry'] as { resource: { meta: { versionId: string } } }[]).map(({ resource }) => resource.meta.versionId)
  expect((await open(`/Patient/${id}/_history/${versions.at(-1)}`)).json['birthDate']).toBe('1961-04-17')
})

test.for(['batch', 'transaction'])(
  'Medplum: a %s creates what is allowed, and is refused for what is not: whole, or that entry',
  async (type) => {
    const create = (family: string): object => ({ resource: patient(family, 'male'), request: { method: 'POST', url: 'Patient' } })
    const count = async (): Promise<number> => entriesOf(await open('/Patient?gender=male&_count=50')).length
    const good = await open('', 'POST', { resourceType: 'Bundle', type, entry: [create(`Canary${type}a`), create(`Canary${type}b`)] })
    expect([good.status, entriesOf(good).map(({ response }) => response?.status.slice(0, 3))]).toEqual([200, ['201', '201']])
    const subscription = {
      resource: {
        resourceType: 'Subscription', status: 'requested', reason: 'x', criteria: 'Patient',
        channel: { type: 'rest-hook', endpoint: 'https://evil.example.org' },
      },
      request: { method: 'POST', url: 'Subscription' },
    }
    const before = await count()
    const bad = await open('', 'POST', { resourceType: 'Bundle', type, entry: [create(`Canary${type}c`), subscription] })
    expect([bad.status, entriesOf(bad).map(({ response }) => response?.status.slice(0, 3))]).toEqual(
      type === 'batch' ? [200, ['201', '403']] : [403, []],
    )
    expect([before > 1, (await count()) - before]).toEqual([true, type === 'batch' ? 1 : 0])
  },
)

test('Medplum: no value is in the audit log', () => {
  expect(proxy.audit()).not.toMatch(/Canary|"1961|1961-/)
})

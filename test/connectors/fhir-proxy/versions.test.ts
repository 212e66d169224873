import { describe, expect, test } from 'vitest'
import { always, hidingPolicy, openProxy, pseudonymOf, sendJson, sharedProxy, testClients } from './open-proxy.ts'

const PATIENT =
  '{"resourceType":"Patient","id":"p77123","meta":{"versionId":"3"},"gender":"male","birthDate":"1970-04-05","name":[{"family":"Canaryname"}],"multipleBirthInteger":2}'
const shared = sharedProxy()

describe('point 5: versions', () => {
  test('a validator holds for one policy: it comes back as the server’s, and under another policy as none', async () => {
    const { proxy } = shared
    proxy.reply = (asked, response) =>
      asked.headers['if-none-match'] === 'W/"3"'
        ? response.writeHead(304, { etag: 'W/"3"' }).end()
        : sendJson(response, PATIENT, { headers: { etag: 'W/"3"' } })
    const first = await proxy.get('/Patient/p1', { as: 'open' })
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"3\.[0-9a-f]{12}"$/)
    expect(first.headers.get('cache-control')).toContain('private')
    expect(first.headers.get('vary')).toContain('Authorization')
    expect(await proxy.get('/Patient/p1', { as: 'open', headers: { 'if-none-match': etag } })).toMatchObject({ status: 304, text: '' })
    const pseudonym = await pseudonymOf(proxy, 'p1')
    expect((await proxy.get(`/Patient/${pseudonym}`, { headers: { 'if-none-match': etag } })).status).toBe(200)
    expect((await proxy.get('/Patient/p1', { as: 'open', headers: { 'if-none-match': 'W/"3"' } })).status).toBe(200)
  })

  test('under a policy that makes pseudonyms, versions are pseudonyms too: some servers make times of them', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p1')
    proxy.reply = (asked, response) =>
      asked.headers['if-none-match'] === 'W/"20260203040506"'
        ? response.writeHead(304).end()
        : sendJson(
            response,
            { resourceType: 'Patient', id: 'p1', meta: { versionId: '20260203040506' } },
            { headers: { etag: 'W/"20260203040506"' } },
          )
    const got = await proxy.get(`/Patient/${pseudonym}`)
    const etag = got.headers.get('etag') ?? ''
    const version = /^W\/"([0-9a-f]{32})\./.exec(etag)?.[1]
    expect([got.text.includes('2026'), version?.length]).toEqual([false, 32])
    expect((await proxy.get(`/Patient/${pseudonym}`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await proxy.get(`/Patient/${pseudonym}/_history/${version}`)).status).toBe(200)
    expect(proxy.asked.at(-1)?.url).toBe('/fhir/Patient/p1/_history/20260203040506')
    expect((await proxy.get(`/Patient/${pseudonym}/_history/20260203040506`)).status).toBe(404)
  })

  test('the pseudonym of a version is that of no id: everything has a first version', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p7')
    proxy.reply = always({ resourceType: 'Patient', id: 'p7', meta: { versionId: '1' }, gender: 'male' }, { headers: { etag: 'W/"1"' } })
    const version = /^W\/"([0-9a-f]{32})\./.exec((await proxy.get(`/Patient/${pseudonym}`)).headers.get('etag') ?? '')?.[1] ?? ''
    expect(version).not.toBe(await pseudonymOf(proxy, '1'))
    expect([
      (await proxy.get(`/Patient/${version}`)).status,
      (await proxy.get(`/Observation?subject=Patient/${version}`)).status,
      proxy.asked,
    ]).toEqual([404, 404, []])
    // Nor does the pseudonym of an id open a version.
    expect((await proxy.get(`/Patient/${pseudonym}/_history/${pseudonym}`)).status).toBe(404)
  })

  test('where the policy makes a pseudonym of the version in a resource, it is that of the validator, and not that of the id', async () => {
    const rule = '  - { name: Versions become pseudonyms, when: { path: Meta.versionId }, then: pseudonymize }\n'
    const proxy = await openProxy({ clients: testClients({ policy: hidingPolicy(rule) }) })
    const pseudonym = await pseudonymOf(proxy, '2')
    proxy.reply = always({ resourceType: 'Patient', id: '2', meta: { versionId: '2' }, gender: 'male' }, { headers: { etag: 'W/"2"' } })
    const got = await proxy.get(`/Patient/${pseudonym}`)
    const { versionId = '' } = got.json['meta'] as { versionId?: string }
    expect(got.headers.get('etag')).toContain(`W/"${versionId}.`)
    expect([versionId.length, got.json['id'], versionId === pseudonym]).toEqual([32, pseudonym, false])
    expect([(await proxy.get(`/Patient/${pseudonym}/_history/${versionId}`)).status, proxy.asked.at(-1)?.url]).toEqual([
      200,
      '/fhir/Patient/2/_history/2',
    ])
    expect([
      (await proxy.get(`/Patient/${versionId}`)).status,
      (await proxy.get(`/Patient/${pseudonym}/_history/${pseudonym}`)).status,
    ]).toEqual([404, 404])
  })

  test('a validator that is a digest of the answer, as some servers make of all of them, would tell what is hidden in it, and goes', async () => {
    const proxy = await openProxy({
      clients: testClients({
        policy: hidingPolicy(
          '  - { name: Versions stay, when: { path: Meta.versionId }, then: keep }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
        ),
      }),
    })
    const etagOf = async (path: string, body: object, etag: string): Promise<string | null> => {
      proxy.reply = always(body, { headers: { etag } })
      return (await proxy.get(path)).headers.get('etag')
    }
    const [digest, version] = ['W/"c7-2jmj7l5rSw0yVb1vlWAYkK1YBwk"', '0b8f3c1e-8d7a-4a55-9a3e-5f6d2a1b7c9d']
    expect(await etagOf('/Patient?gender=male', { resourceType: 'Bundle', type: 'searchset' }, 'W/"7"')).toBeNull()
    expect(await etagOf('/Patient/p1', { resourceType: 'Patient', id: 'p1' }, digest)).toBeNull()
    expect(await etagOf('/Patient/p1', { resourceType: 'Patient', id: 'p1', meta: { versionId: version } }, `W/"${version}"`)).toContain(
      version,
    )
  })

  test('what was last changed is not told by a header either', async () => {
    const { proxy } = shared
    proxy.reply = always(PATIENT, { headers: { 'last-modified': 'Tue, 03 Feb 2026 04:05:06 GMT' } })
    const got = await proxy.get('/Patient/p1', { as: 'open' })
    expect([...got.headers.keys()]).not.toContain('last-modified')
  })
})

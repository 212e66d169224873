import { describe, expect, test } from 'vitest'
import { always, hidingPolicy, issuesOf, openProxy, pseudonymOf, sendJson, sharedProxy, testClients } from './open-proxy.ts'

const shared = sharedProxy()

describe('point 5: read, modify, write', () => {
  const patient = { resourceType: 'Patient', id: 'p1', gender: 'male', name: [{ family: 'Canary' }] }

  test('of what the client does not see whole is refused: 409, and the server’s copy is whole', async () => {
    const { proxy } = shared
    const pseudonym = await pseudonymOf(proxy, 'p1')
    proxy.reply = always(patient)
    const got = await proxy.get(`/Patient/${pseudonym}`, {
      method: 'PUT',
      body: { resourceType: 'Patient', id: pseudonym, gender: 'female' },
    })
    expect([got.status, issuesOf(got)]).toEqual([409, ['conflict']])
    expect(proxy.asked.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  test('of what the client sees whole is passed on, for the version that was looked at', async () => {
    const { proxy } = shared
    proxy.reply = (asked, response) => sendJson(response, asked.method === 'PUT' ? asked.body : patient, { headers: { etag: 'W/"7"' } })
    const got = await proxy.get('/Patient/p1', { as: 'open', method: 'PUT', body: patient })
    expect(got.status).toBe(200)
    expect(proxy.asked.map(({ method, headers }) => [method, headers['if-match']])).toEqual([['GET', undefined], ['PUT', 'W/"7"']])
  })

  test.for([
    ['W/"7"', 200], ['W/"6"', 412], ['W/"7.000000000000"', 412], ['7', 400],
  ] as const)('If-Match %s is %i', async ([match, status]) => {
    const { proxy } = shared
    proxy.reply = always(patient, { headers: { etag: 'W/"7"' } })
    const got = await proxy.get('/Patient/p1', { as: 'open', method: 'PUT', headers: { 'if-match': match }, body: patient })
    expect(got.status).toBe(status)
  })

  test('the validator that a read gave is the one to write with', async () => {
    const { proxy } = shared
    proxy.reply = always(patient, { headers: { etag: 'W/"7"' } })
    const etag = (await proxy.get('/Patient/p1', { as: 'open' })).headers.get('etag') ?? ''
    expect((await proxy.get('/Patient/p1', { as: 'open', method: 'PUT', headers: { 'if-match': etag }, body: patient })).status).toBe(200)
    expect(proxy.asked.at(-1)?.headers['if-match']).toBe('W/"7"')
  })

  test('by a condition: what is found is looked at first, two are one too many, and none is created', async () => {
    const { proxy } = shared
    const found = { count: 1 }
    proxy.reply = (asked, response) => {
      if (asked.method === 'GET' && asked.url.includes('?'))
        sendJson(response, {
          resourceType: 'Bundle',
          type: 'searchset',
          entry: Array.from({ length: found.count }, () => ({ resource: patient, search: { mode: 'match' } })),
        })
      else sendJson(response, patient, { headers: { etag: 'W/"7"' } })
    }
    const put = (as: 'open' | 'vendor', query: string) =>
      proxy.get(`/Patient?${query}`, { as, method: 'PUT', body: patient }).then(({ status }) => status)
    expect(await put('open', 'identifier=a|1')).toBe(200)
    expect(await put('vendor', 'gender=male')).toBe(409)
    expect(await put('vendor', 'identifier=a|1')).toBe(403)
    found.count = 2
    expect(await put('open', 'identifier=a|1')).toBe(412)
    found.count = 0
    expect(await put('open', 'identifier=a|1')).toBe(200)
  })

  test('a body that calls itself otherwise than the address does is refused, also in a Bundle', async () => {
    const { proxy } = shared
    proxy.reply = always(patient)
    const other = { ...patient, id: 'p9' }
    const bundle = (type: string) => ({
      resourceType: 'Bundle', type, entry: [{ resource: other, request: { method: 'PUT', url: 'Patient/p1' } }],
    })
    expect((await proxy.get('/Patient/p1', { as: 'open', method: 'PUT', body: other })).status).toBe(400)
    expect((await proxy.get('', { as: 'open', method: 'POST', body: bundle('transaction') })).status).toBe(400)
    const batch = await proxy.get('', { as: 'open', method: 'POST', body: bundle('batch') })
    expect((batch.json['entry'] as { response: { status: string } }[])[0]?.response.status).toBe('400')
    expect(proxy.asked.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  test('by a condition that finds nothing, what the body calls itself is looked at: a server may write over that', async () => {
    const policy = hidingPolicy(
      '  - { name: Names go, when: { path: Patient.name }, then: drop }\n  - { name: All else stays, when: { resourceType: Patient }, then: keep }\n',
    )
    const proxy = await openProxy({ clients: testClients({ policy }) })
    const empty = { resourceType: 'Bundle', type: 'searchset' }
    const put = async (there: object | undefined, body: object): Promise<unknown> => {
      proxy.asked.length = 0
      proxy.reply = ({ method, url }, response) => {
        if (method === 'PUT') sendJson(response, '', { status: 201 })
        else if (url.includes('?')) sendJson(response, empty)
        else sendJson(response, there ?? { resourceType: 'OperationOutcome', issue: [] }, { status: there === undefined ? 404 : 200 })
      }
      const { status } = await proxy.get('/Patient?gender=male', { method: 'PUT', body })
      return [status, proxy.asked.filter(({ method }) => method === 'PUT').length]
    }
    expect(await put(patient, { resourceType: 'Patient', id: 'p1', gender: 'male' })).toEqual([409, 0])
    expect(await put({ resourceType: 'Patient', id: 'p1', gender: 'male' }, { resourceType: 'Patient', id: 'p1' })).toEqual([201, 1])
    expect(await put(undefined, { resourceType: 'Patient', id: 'p1' })).toEqual([201, 1])
    expect(await put(patient, { resourceType: 'Patient' })).toEqual([201, 1])
  })

  test.for([
    ['says something else', { resourceType: 'OperationOutcome', issue: [] }],
    ['says nothing that is understood', 'null'],
    ['says nothing that can be read', 'Canaryname'],
    ['has it on a further page perhaps', { resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url: '?page=2' }] }],
    ['finds what has no name', { resourceType: 'Bundle', type: 'searchset', entry: [null] }],
  ] as const)('by a condition of which the server %s is not passed on: there may be one that is not seen whole', async ([, found]) => {
    const { proxy } = shared
    proxy.reply = always(found)
    const got = await proxy.get('/Patient?gender=male', { as: 'open', method: 'PUT', body: { resourceType: 'Patient' } })
    expect([got.status, issuesOf(got), proxy.asked.map(({ method }) => method)]).toEqual([502, ['transient'], ['GET']])
  })
})

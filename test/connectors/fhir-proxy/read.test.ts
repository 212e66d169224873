import { expect, test } from 'vitest'
import { openProxy, sendJson } from './open-proxy.ts'

const PATIENT = '{"resourceType":"Patient","id":"p77123","gender":"male","birthDate":"1970-04-05","name":[{"family":"Canaryname"}],"multipleBirthInteger":2}'

test('point 1: a read gives the resource as the client’s policy allows it, and is audited by template and policy, without values', async () => {
  const proxy = await openProxy((asked, response) => asked.url === '/fhir/Patient/p77123' ? sendJson(response, PATIENT) : sendJson(response, '{}', { status: 404 }))
  const got = await proxy.get('/Patient/p77123', { as: 'open' })
  expect(got.status).toBe(200)
  expect(got.text).toBe(PATIENT)
  expect(proxy.lastRecord()).toMatchObject({ event: 'exchange', client: 'open', request: 'GET Patient/{id}', status: 200, messages: 1, policy: 'keep-everything' })
  expect(proxy.audit()).not.toMatch(/p77123|Canaryname|1970/)
})

test('point 16: without an identity there is no data, and no word of whether there is any', async () => {
  const proxy = await openProxy((_, response) => sendJson(response, PATIENT))
  for (const path of ['/Patient/p77123', '/Patient', '/metadata', '/Nothing', '/Patient?name=x', '/$export']) {
    const got = await proxy.get(path, { as: undefined })
    expect([path, got.status, got.json['resourceType']]).toEqual([path, 401, 'OperationOutcome'])
  }
  expect(proxy.asked).toEqual([])
  expect(proxy.lastRecord()).toMatchObject({ event: 'exchange', code: 'SLUICE_IDENTITY', status: 401 })
})

test('a search gives pseudonyms that a read takes back, and the server’s own ids open nothing', async () => {
  const proxy = await openProxy((asked, response) => {
    if (asked.url.startsWith('/fhir/Patient?')) {
      sendJson(response, {
        resourceType: 'Bundle', type: 'searchset', total: 1, link: [{ relation: 'self', url: `http://${asked.headers.host}${asked.url}` }],
        entry: [{ fullUrl: `http://${asked.headers.host}/fhir/Patient/p77123`, resource: JSON.parse(PATIENT) as unknown, search: { mode: 'match', score: 0.7 } }],
      })
    } else if (asked.url === '/fhir/Patient/p77123') sendJson(response, PATIENT)
    else sendJson(response, '{}', { status: 404 })
  })
  const bundle = await proxy.get('/Patient?gender=male')
  expect(bundle.status).toBe(200)
  expect(bundle.text).not.toMatch(/p77123|Canaryname|1970-04|total|score|127\.0\.0\.1|sluice\.invalid/)
  const [entry] = bundle.json['entry'] as { fullUrl: string; resource: { id: string } }[]
  expect(entry?.fullUrl).toBe(`${proxy.base}/Patient/${entry?.resource.id}`)
  expect(await proxy.get(`/Patient/${entry?.resource.id}`)).toMatchObject({ status: 200, json: { id: entry?.resource.id, birthDate: '1970' } })
  expect(await proxy.get('/Patient/p77123')).toMatchObject({ status: 404 })
  expect(await proxy.get(`/Patient/${entry?.resource.id}`, { as: 'other' })).toMatchObject({ status: 404 })
})

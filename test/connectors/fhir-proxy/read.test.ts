import { describe, expect, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { always, hidingPolicy, issuesOf, openProxy, pseudonymOf, sendJson, sharedProxy, testClients } from './open-proxy.ts'

const PATIENT =
  '{"resourceType":"Patient","id":"p77123","meta":{"versionId":"3"},"gender":"male","birthDate":"1970-04-05","name":[{"family":"Canaryname"}],"multipleBirthInteger":2}'
const shared = sharedProxy()

test('point 1: a read gives the resource as the client’s policy allows it, to the byte where that is all of it', async () => {
  const { proxy } = shared
  proxy.reply = always(PATIENT)
  const got = await proxy.get('/Patient/p77123', { as: 'open' })
  expect(got.text).toBe(PATIENT)
  expect(proxy.asked[0]?.url).toBe('/fhir/Patient/p77123')
  expect(proxy.lastRecord()).toMatchObject({
    event: 'exchange', client: 'open', request: 'GET Patient/{id}', status: 200, messages: 1, policy: 'keep-everything',
  })
  expect(proxy.audit()).not.toMatch(/p77123|Canaryname|1970/)
})

describe('point 1: the interactions', () => {
  const BUNDLE = { resourceType: 'Bundle', type: 'searchset' }
  test.for([
    ['GET', '/Patient/p1/_history/2', '/fhir/Patient/p1/_history/2', PATIENT, 'GET Patient/{id}/_history/{version}'],
    ['GET', '/Patient/p1/_history', '/fhir/Patient/p1/_history', BUNDLE, 'GET Patient/{id}/_history'],
    ['GET', '/Patient/_history?_count=5', '/fhir/Patient/_history?_count=5', BUNDLE, 'GET Patient/_history'],
    ['GET', '/Patient?gender=male', '/fhir/Patient?gender=male', BUNDLE, 'GET Patient?{search}'],
    ['GET', '/Patient/p1/Observation?code=x', '/fhir/Patient/p1/Observation?code=x', BUNDLE, 'GET Patient/{id}/Observation?{search}'],
    ['GET', '/Patient/p1/$everything', '/fhir/Patient/p1/$everything', BUNDLE, 'GET Patient/{id}/$everything'],
    ['GET', '/Patient/p1/$meta', '/fhir/Patient/p1', PATIENT, 'GET Patient/{id}/$meta'],
    ['HEAD', '/Patient/p1', '/fhir/Patient/p1', PATIENT, 'HEAD Patient/{id}'],
  ] as const)('%s %s', async ([method, path, url, body, template]) => {
    const { proxy } = shared
    proxy.reply = always(body)
    const got = await proxy.get(path, { as: 'open', method })
    expect([got.status, proxy.asked.map((one) => one.url)]).toEqual([200, [url]])
    expect(proxy.lastRecord()).toMatchObject({ request: template, client: 'open' })
    expect(got.text === '').toBe(method === 'HEAD')
  })

  test('$meta shows what a read would show of it, and no more', async () => {
    const policy = hidingPolicy('  - { name: Tags go, when: { path: Patient.meta.tag }, then: drop }\n')
    const proxy = await openProxy({ clients: testClients({ policy }) })
    const pseudonym = await pseudonymOf(proxy, 'p1')
    const meta = { profile: ['http://example.org/p'], tag: [{ code: 'canary' }] }
    proxy.reply = (asked, response) =>
      sendJson(
        response,
        asked.url.endsWith('$meta')
          ? { resourceType: 'Parameters', parameter: [{ name: 'return', valueMeta: meta }] }
          : { resourceType: 'Patient', id: 'p1', meta },
      )
    const got = await proxy.get(`/Patient/${pseudonym}/$meta`)
    expect(got.json).toMatchObject({
      resourceType: 'Parameters',
      parameter: [{ name: 'return', valueMeta: { profile: ['http://example.org/p'] } }],
    })
    expect(got.text).not.toContain('canary')
    expect((await proxy.get('/Patient/p1/$meta', { as: 'open' })).text).toContain('canary')
  })

  test('a history says nothing of what was searched for when it was written', async () => {
    const policy = hidingPolicy('  - { name: Links stay, when: { class: link }, then: keep }\n')
    const proxy = await openProxy({ clients: testClients({ policy }) })
    proxy.reply = always({
      resourceType: 'Bundle',
      type: 'history',
      entry: [
        {
          resource: { resourceType: 'Patient', id: 'p1' },
          request: { method: 'PUT', url: 'Patient?identifier=canary', ifNoneExist: 'identifier=canary', ifMatch: 'W/"canary"' },
          response: { status: '200' },
        },
        { resource: { resourceType: 'Patient', id: 'p1' }, request: { method: 'PUT', url: 'Patient/p1' }, response: { status: '200' } },
      ],
    })
    const got = await proxy.get('/Patient/p1/_history')
    expect((got.json['entry'] as { request: object }[]).map(({ request }) => request)).toEqual([
      { method: 'PUT', url: 'Patient' },
      { method: 'PUT', url: 'Patient/p1' },
    ])
    const entry = '{"resource":{"resourceType":"Patient","id":"p1"},"requ\\u0065st":{"method":"PUT","url":"Patient?identifier=canary"}}'
    proxy.reply = always(`{"resourceType":"Bundle","type":"history","entry":[${entry}]}`)
    expect((await proxy.get('/Patient/p1/_history')).text).not.toContain('canary')
  })

  test('a search as a form stays one, and its values stand in no address', async () => {
    const { proxy } = shared
    proxy.reply = always(BUNDLE)
    const got = await proxy.get('/Patient/_search', {
      as: 'open',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'family=Canary&_format=json',
    })
    expect(got.status).toBe(200)
    expect(proxy.asked[0]).toMatchObject({ method: 'POST', url: '/fhir/Patient/_search', body: 'family=Canary' })
    expect(got.text).not.toContain('Canary')
  })

  test.for([
    ['GET', '/Nothing', 404], ['GET', '/', 405], ['GET', '/Patient/p1/Nothing', 404], ['POST', '/metadata', 405],
    ['DELETE', '/metadata', 405], ['GET', '/Patient/p1/../p2', 200], ['GET', '/Patient//p1', 400], ['GET', '/Patient/%2e%2e%2fsecret', 400],
    ['GET', '/Patient/a_b', 404], ['GET', '/$graphql?query=x', 403], ['POST', '/Patient/$match', 403], ['GET', '/Patient/$everything', 404],
    ['OPTIONS', '/Patient', 405], ['GET', '/ValueSet/$expand?url=x', 403], ['GET', '/_history', 404], ['GET', '/Patient/p1/_search', 404],
  ] as const)('nothing else is tunnelled: %s %s is %i', async ([method, path, status]) => {
    const { proxy } = shared
    proxy.reply = always(PATIENT)
    const got = await proxy.get(path, { as: 'open', method })
    expect([got.status, got.json['resourceType'], proxy.asked.length]).toEqual(
      status === 200 ? [200, 'Patient', 1] : [status, 'OperationOutcome', 0],
    )
  })
})

describe('point 2: content negotiation', () => {
  test.for([
    ['application/fhir+xml', '', 406], ['application/xml', '', 406], ['text/turtle', '', 406], ['application/fhir+json', '', 200],
    ['application/json', '', 200], ['*/*', '', 200], ['application/fhir+xml, application/fhir+json;q=0.9', '', 200],
    ['application/fhir+xml', '_format=json', 200], ['application/fhir+json', '_format=xml', 406],
    ['application/fhir+json', '_format=application/fhir%2Bjson', 200], ['application/fhir+json', '_format=application/fhir+json', 200],
    ['application/fhir+json;fhirVersion=4.0', '', 200], ['application/fhir+json;fhirVersion=5.0', '', 406],
    ['application/fhir+json;q=0', '', 406], ['application/pdf', '', 406],
  ] as const)('Accept %s and ?%s is %i', async ([accept, query, status]) => {
    const { proxy } = shared
    proxy.reply = always(PATIENT)
    const got = await proxy.get(`/Patient/p1${query === '' ? '' : `?${query}`}`, { as: 'open', headers: { accept } })
    expect([got.status, issuesOf(got)]).toEqual([status, status === 200 ? [] : ['not-supported']])
    expect(proxy.asked.map(({ url, headers }) => [url, headers.accept])).toEqual(
      status === 200 ? [['/fhir/Patient/p1', 'application/fhir+json']] : [],
    )
  })

  test.for([
    ['application/fhir+xml', '<Patient/>'], ['text/html', '<html>Canaryname</html>'], ['application/pdf', '%PDF Canaryname'],
    ['', 'Canaryname'], ['application/fhir+json; charset=utf-16', PATIENT], ['application/fhir+json; fhirVersion=3.0', PATIENT],
  ] as const)('an answer that says it is %s is not passed on, whatever was asked for', async ([type, body]) => {
    const { proxy } = shared
    proxy.reply = (_, response) => {
      response.writeHead(200, type === '' ? {} : { 'content-type': type })
      response.end(body)
    }
    const got = await proxy.get('/Patient/p1', { as: 'open' })
    expect([got.status, issuesOf(got)]).toEqual([502, ['transient']])
    expect(got.text).not.toContain('Canaryname')
  })

  test('a form of XML is not taken: 415', async () => {
    const got = await shared.proxy.get('/Patient', {
      as: 'open',
      method: 'POST',
      headers: { 'content-type': 'application/fhir+xml' },
      body: '<Patient/>',
    })
    expect(got.status).toBe(415)
  })
})

test('point 4: a Binary in its own form is not given, and as FHIR its data goes unless the policy keeps it', async () => {
  const { proxy } = shared
  const binary = { resourceType: 'Binary', id: 'b1', contentType: 'application/pdf', data: 'JVBERi0xLjQK' }
  proxy.reply = (asked, response) => {
    if (asked.headers.accept === 'application/fhir+json') sendJson(response, binary)
    else response.end('%PDF')
  }
  const pseudonym = await pseudonymOf(proxy, 'b1')
  expect((await proxy.get(`/Binary/${pseudonym}`, { headers: { accept: 'application/pdf' } })).status).toBe(406)
  const got = await proxy.get(`/Binary/${pseudonym}`)
  expect(got).toMatchObject({ status: 200, json: { resourceType: 'Binary' } })
  expect(got.text).not.toContain('JVBERi')
})

test('point 4: an address of an attachment at the server leads to this server, or goes', async () => {
  const { proxy } = shared
  const at = (url: string): unknown => ({
    resourceType: 'DocumentReference',
    id: 'd1',
    status: 'current',
    content: [{ attachment: { url } }],
  })
  proxy.reply = always(at(`${proxy.upstream}/Binary/b1`))
  expect((await proxy.get('/DocumentReference/d1', { as: 'open' })).text).toContain(`"${proxy.base}/Binary/b1"`)
  const pseudonym = await pseudonymOf(proxy, 'd1')
  expect((await proxy.get(`/DocumentReference/${pseudonym}`)).text).not.toMatch(/attachment":\{"url|127\.0\.0\.1/)
})

test('point 7: what was changed says so, stays FHIR, and how many matched and how well is not told', async () => {
  const { proxy } = shared
  proxy.reply = always({
    resourceType: 'Bundle', type: 'searchset', total: 4711, entry: [
      { fullUrl: `${proxy.upstream}/Patient/p77123`, resource: JSON.parse(PATIENT) as unknown, search: { mode: 'match', score: 0.875 } },
    ],
  })
  const got = await proxy.get('/Patient?gender=male')
  expect(got.text).not.toMatch(/4711|0\.875|Canaryname|1970-04|p77123/)
  const [entry] = got.json['entry'] as { resource: { meta: { security: { code: string }[] }; birthDate: string }; search: object }[]
  expect(entry?.resource.meta.security.map(({ code }) => code)).toContain('REDACTED')
  expect(entry?.resource.birthDate).toBe('1970')
  expect(entry?.search).toEqual({ mode: 'match' })
})

test('ids that were given out come back, the server’s own and those of others open nothing', async () => {
  const { proxy } = shared
  proxy.reply = (asked, response) =>
    asked.url === '/fhir/Patient/p77123' ? sendJson(response, PATIENT) : sendJson(response, {}, { status: 404 })
  const pseudonym = await pseudonymOf(proxy, 'p77123')
  expect(await proxy.get(`/Patient/${pseudonym}`)).toMatchObject({ status: 200, json: { id: pseudonym, birthDate: '1970' } })
  expect((await proxy.get('/Patient/p77123')).status).toBe(404)
  expect((await proxy.get(`/Patient/${pseudonym}`, { as: 'other' })).status).toBe(404)
  expect(proxy.asked.map(({ url }) => url)).toEqual(['/fhir/Patient/p77123'])
})

describe('a policy that keeps whole resources back', () => {
  const policy = hidingPolicy('  - { name: Restricted goes, when: { label: R }, then: drop }\n')
  const [vendor] = testClients() as [ProxyClientConfig]
  const restricted = {
    resourceType: 'Patient',
    id: 'p1',
    gender: 'male',
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
  }

  test('says 404 of one, as if there were none; the audit says why', async () => {
    const proxy = await openProxy({ clients: [{ ...vendor, policy }] })
    const pseudonym = await pseudonymOf(proxy, 'p1')
    proxy.reply = always(restricted)
    const got = await proxy.get(`/Patient/${pseudonym}`)
    expect([got.status, issuesOf(got)]).toEqual([404, ['not-found']])
    expect(proxy.lastRecord()).toMatchObject({ status: 404, code: 'SLUICE_POLICY_BLOCK', messages: 0, subjects: 0 })
  })

  test('point 8: lets nobody ask by what refers to them', async () => {
    const proxy = await openProxy({ clients: [{ ...vendor, policy }] })
    for (const path of ['/Observation?subject:Patient.gender=male', '/Patient?_has:Observation:patient:code=x'])
      expect((await proxy.get(path)).status).toBe(403)
    proxy.reply = always({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: restricted }, { resource: { ...restricted, meta: undefined, id: 'p2', gender: 'female' } }],
    })
    const got = await proxy.get('/Patient?gender=male')
    expect((got.json['entry'] as unknown[]).length).toBe(1)
  })

  test('point 8: tells nothing by pages on which all is kept back: the client gets the next one that shows something', async () => {
    const proxy = await openProxy({ clients: [{ ...vendor, policy }] })
    const pages = [[restricted], [restricted, restricted], [{ ...restricted, meta: undefined, id: 'p9' }], [restricted]]
    proxy.reply = (asked, response) => {
      const page = Number(/page=(\d)/.exec(asked.url)?.[1] ?? 0)
      const link = page + 1 < pages.length ? [{ relation: 'next', url: `?page=${page + 1}` }] : []
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        total: 5,
        link: [{ relation: 'self', url: asked.url }, ...link],
        entry: pages[page]?.map((resource) => ({ resource })),
      })
    }
    const first = await proxy.get('/Patient?gender=male')
    expect((first.json['entry'] as unknown[]).length).toBe(1)
    expect((first.json['link'] as { relation: string }[]).map(({ relation }) => relation)).toEqual(['self'])
    expect(proxy.asked.length).toBe(4)
  })
})

test('point 2: a format that a form asks for stands above Accept too', async () => {
  const got = await shared.proxy.get('/Patient/_search', {
    as: 'open',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'family=x&_format=xml',
  })
  expect([got.status, shared.proxy.asked]).toEqual([406, []])
})

test('point 9: no address is written down: the audit knows templates only', async () => {
  const { proxy } = shared
  proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
  await proxy.get('/Patient?family=Canaryfamily&identifier=http%3A%2F%2Fx%7C900-12-3456', { as: 'open' })
  await proxy.get('/Patient/canaryid/Observation?code=canarycode', { as: 'open' })
  await proxy.get('/Canarytype/canaryid', { as: 'open' })
  await proxy.get('/Patient?canaryparameter=1')
  await proxy.get('/Patient/p1/$canary-operation')
  await proxy.get('/$canary', { as: undefined })
  expect(proxy.audit()).not.toMatch(/canary|900-12/i)
})

describe('point 12: headers', () => {
  test('of the client’s headers only those that are known go to the server', async () => {
    const { proxy } = shared
    proxy.reply = always(PATIENT)
    await proxy.get('/Patient/p1', {
      as: 'open',
      headers: {
        'x-forwarded-for': '1.2.3.4', cookie: 'a=b', 'x-canary': 'yes', 'accept-encoding': 'br, zstd',
        'if-modified-since': 'Tue, 03 Feb 2026 04:05:06 GMT',
      },
    })
    expect(Object.keys(proxy.asked[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host'])
    expect(proxy.asked[0]?.headers['accept-encoding']).toBe('identity')
  })

  test('of the server’s headers only those that are known go to the client, and none of the old body', async () => {
    const { proxy } = shared
    proxy.reply = always(PATIENT, {
      headers: {
        server: 'Canary/1', 'set-cookie': 'canary=1', 'x-canary': 'yes', 'content-md5': 'abc', digest: 'sha-256=abc',
        'x-powered-by': 'HAPI', trailer: 'x-t',
      },
    })
    const got = await proxy.get('/Patient/p1', { as: 'open' })
    expect([...got.headers.keys()].sort()).toEqual([
      'cache-control', 'connection', 'content-length', 'content-type', 'date', 'keep-alive', 'vary',
    ])
  })
})

describe('point 14: errors', () => {
  test.for([
    [400, 400], [404, 404], [410, 410], [422, 422], [401, 502], [403, 502], [406, 502], [500, 502], [502, 502], [503, 503], [429, 429],
    [302, 502], [504, 504],
  ] as const)('a %i of the server is a %i OperationOutcome in our words, without its host or its values', async ([status, expected]) => {
    const { proxy } = shared
    proxy.reply = always(
      {
        resourceType: 'OperationOutcome',
        text: { div: '<div>Canary Peter</div>' },
        issue: [
          {
            severity: 'error',
            code: 'processing',
            diagnostics: `Canary Peter, born 1970-04-05, at ${proxy.upstream}`,
            details: { text: 'Canary' },
            expression: ['Patient.name'],
          },
        ],
      },
      { status, headers: { 'retry-after': '7', location: `${proxy.upstream}/Canary` } },
    )
    const got = await proxy.get('/Patient/p1', { as: 'open' })
    expect([got.status, got.json['resourceType']]).toEqual([expected, 'OperationOutcome'])
    expect(got.text + JSON.stringify([...got.headers])).not.toMatch(/Canary|127\.0\.0\.1|1970/)
    expect(got.headers.get('retry-after')).toBe(expected === 503 || expected === 429 ? '7' : expected === 504 ? '5' : null)
  })

  test('an answer of another type than was asked for is not passed on', async () => {
    const { proxy } = shared
    proxy.reply = always({ resourceType: 'Observation', id: 'o1', status: 'final' })
    expect((await proxy.get('/Patient/p1', { as: 'open' })).status).toBe(502)
    proxy.reply = always(PATIENT)
    expect((await proxy.get('/Patient?gender=male', { as: 'open' })).status).toBe(502)
  })
})

test('point 20: nothing is sent twice, not even a GET that was answered 503', async () => {
  const { proxy } = shared
  proxy.reply = always({}, { status: 503 })
  await proxy.get('/Patient/p1', { as: 'open' })
  expect(proxy.asked.length).toBe(1)
})

import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serverSchema, type ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { httpIngestSource } from '../../../connectors/http-ingest/connector.ts'
import { createTokenReader } from '../../../connectors/identity/token.ts'
import {
  always, hashOf, listen, openProxy, openUnmanaged, sendJson, testClients, type OpenProxy, type ProxySettings,
} from './open-proxy.ts'

const PATIENT = { resourceType: 'Patient', id: 'p1', gender: 'male', name: [{ family: 'Canaryname' }] }
const AUDIENCE = 'https://sidecar.example.org/fhir'
const [template] = testClients() as [ProxyClientConfig]
const base: Omit<ProxyClientConfig, 'apiKeySha256'> = { ...template, policy: 'keep-everything' }

/** The outcome of each scenario: refused, audited, and nothing of the server was even asked for. */
function expectRefused(proxy: OpenProxy, got: { readonly status: number; readonly text: string }, status: number, code: string): void {
  expect([got.status, proxy.asked]).toEqual([status, []])
  expect(got.text).not.toContain('Canaryname')
  expect(proxy.lastRecord()).toMatchObject({ event: 'exchange', status, code, messages: 0 })
}

describe('point 16: tokens', () => {
  const served: { keys: JWK[]; asked: number; url: string } = { keys: [], asked: 0, url: '' }
  const server = createServer((_, response) => {
    served.asked++
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: served.keys }))
  })
  let proxy: OpenProxy
  let key: Awaited<ReturnType<typeof generateKeyPair>>

  beforeAll(async () => {
    const jwks = `${await listen(server)}/jwks`
    served.url = jwks
    key = await generateKeyPair('ES384', { extractable: true })
    served.keys = [{ ...await exportJWK(key.publicKey), kid: 'k1', alg: 'ES384', use: 'sig' }]
    const token = { issuer: 'https://issuer.example.org', value: 'vendor-app' }
    proxy = await openUnmanaged({
      clients: [
        { ...base, name: 'treatment', tokens: [{ ...token, purposeOfUse: ['TREAT'] }] },
        { ...base, name: 'vendor', tokens: [token] },
        { ...template, apiKeySha256: undefined, name: 'hiding', tokens: [{ ...token, value: 'hiding-app' }] },
      ],
      config: { tokens: [{ issuer: token.issuer, audience: AUDIENCE, jwks, tokenEndpoint: 'https://issuer.example.org/token' }] },
    })
    proxy.reply = always(PATIENT)
  })
  afterAll(async () => {
    await proxy.close()
    server.close()
  })

  interface Claims {
    readonly sub?: string
    readonly [claim: string]: unknown
  }
  const sign = (claims: Claims = {}, header: Readonly<Record<string, unknown>> = {}, privateKey = key.privateKey): Promise<string> =>
    new SignJWT({
      iss: 'https://issuer.example.org',
      aud: AUDIENCE,
      client_id: 'vendor-app',
      scope: 'system/*.rs',
      exp: Math.floor(Date.now() / 1000) + 300,
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES384', kid: 'k1', ...header })
      .sign(privateKey)
  const ask = (token: string, path = '/Patient/p1') => {
    proxy.asked.length = 0
    return proxy.get(path, { as: undefined, headers: { authorization: `Bearer ${token}` } })
  }

  test('one that is good is served, as the client that it names', async () => {
    const got = await ask(await sign())
    expect([got.status, proxy.lastRecord()]).toMatchObject([200, { client: 'vendor' }])
    expect(JSON.stringify(proxy.asked[0]?.headers)).not.toContain('authorization')
  })

  const soon = Math.floor(Date.now() / 1000)
  test.for<readonly [string, () => Promise<string>]>([
    ['an expired one', () => sign({ exp: soon - 60 })],
    ['one that is not good yet', () => sign({ nbf: soon + 120 })],
    ['one that never expires', () => sign({ exp: undefined })],
    ['one for another audience', () => sign({ aud: 'https://other.example.org' })],
    ['one for no audience', () => sign({ aud: undefined })],
    ['one of another issuer', () => sign({ iss: 'https://evil.example.org' })],
    ['one of a client that is not known', () => sign({ client_id: 'somebody' })],
    [
      'one with alg none',
      () =>
        Promise.resolve(
          new UnsecuredJWT({ iss: 'https://issuer.example.org', aud: AUDIENCE, client_id: 'vendor-app', exp: soon + 300 }).encode(),
        ),
    ],
    [
      'one signed with the public key as a password',
      () =>
        new SignJWT({ iss: 'https://issuer.example.org', aud: AUDIENCE, client_id: 'vendor-app', exp: soon + 300 })
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(Buffer.from(JSON.stringify(served.keys[0]))),
    ],
    ['one with a forged kid', async () => sign({}, { kid: 'forged' }, (await generateKeyPair('ES384')).privateKey)],
    ['one signed with another key', async () => sign({}, {}, (await generateKeyPair('ES384')).privateKey)],
    ['one with a key of its own in the header', async () => {
      const own = await generateKeyPair('ES384', { extractable: true })
      return sign({}, { jwk: await exportJWK(own.publicKey), kid: undefined }, own.privateKey)
    }],
    ['one with an algorithm that is not listed', async () => sign({}, { alg: 'ES256' }, (await generateKeyPair('ES256')).privateKey)],
    [
      'one that was changed',
      async () =>
        (await sign()).replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify({ iss: 'https://issuer.example.org', aud: AUDIENCE, client_id: 'vendor-app', exp: soon + 9999 })).toString('base64url')}.`,
        ),
    ],
    ['one that is bound to a certificate, without it', () => sign({ cnf: { 'x5t#S256': 'abc' } })],
    ['one that is bound to a key (DPoP), of which nothing is proven', () => sign({ cnf: { jkt: 'abc' } })],
    ['one that is too long', () => sign({ filler: 'x'.repeat(20_000) })],
    ['three dots', () => Promise.resolve('a.b.c')],
  ])('%s is refused, and audited', async ([, make]) => {
    expectRefused(proxy, await ask(await make()), 401, 'SLUICE_IDENTITY')
  })

  test('a clock that is half a minute off is put up with', async () => {
    expect((await ask(await sign({ exp: soon - 5 }))).status).toBe(200)
  })

  test('forged kids do not make this server flood the issuer', async () => {
    const before = served.asked
    for (let i = 0; i < 20; i++) await ask(await sign({}, { kid: `forged${i}` }))
    expect(served.asked - before).toBeLessThan(3)
  })

  test('scopes allow what they name and no more', async () => {
    const status = async (scope: unknown, path: string): Promise<number> => (await ask(await sign({ scope }), path)).status
    expect(await status('system/Patient.rs', '/Patient/p1')).toBe(200)
    expect(await status('system/Patient.read launch openid', '/Patient/p1')).toBe(200)
    expect(await status('user/*.*', '/Patient/p1')).toBe(200)
    expect(await status(['system/Patient.r'], '/Patient/p1')).toBe(200)
    for (const scope of [
      '', undefined, 'system/Observation.rs', 'system/Patient.s', 'system/Patient.cud', 'system/Patient.write', 'patient/Patient.rs',
      'patient/*.read', 'system/Patient.rs?gender=male', 'openid', 'system/Patient.sr', 'Patient.rs',
    ]) {
      expect([scope, await status(scope, '/Patient/p1')]).toEqual([scope, 403])
    }
    expect(await status('system/Patient.r', '/Patient?gender=male')).toBe(403)
  })

  describe('patient/ scopes', () => {
    const observation = (id: string, ...subjects: string[]): object => ({
      resourceType: 'Observation',
      id,
      status: 'final',
      subject: subjects.map((reference) => ({ reference }))[0],
    })
    const found = (...resources: object[]): object => ({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: resources.map((resource) => ({ resource })),
    })
    const answerOf = async (body: object, path: string, claims: Claims = {}) => {
      proxy.reply = always(body)
      const { status, text } = await ask(await sign({ scope: 'patient/*.rs', patient: 'p1', ...claims }), path)
      proxy.reply = always(PATIENT)
      return { status, text, asked: proxy.asked[0]?.url }
    }

    test('show the patient of the token, and nobody else, whose resources are as if they were not there', async () => {
      expect(await answerOf(PATIENT, '/Patient/p1')).toMatchObject({ status: 200, asked: '/fhir/Patient/p1' })
      expect(await answerOf(observation('o1', 'Patient/p1'), '/Observation/o1')).toMatchObject({ status: 200 })
      const gone = await answerOf({ resourceType: 'OperationOutcome', issue: [] }, '/Observation/o1')
      for (const [body, path] of [
        [{ ...PATIENT, id: 'p2' }, '/Patient/p2'],
        [observation('o2', 'Patient/p2'), '/Observation/o2'],
        [observation('o3'), '/Observation/o3'],
        [observation('o4', 'Patient/p1/..'), '/Observation/o4'],
        [observation('o5', 'https://elsewhere.example.org/Patient/p1'), '/Observation/o5'],
      ] as const) {
        const got = await answerOf(body, path)
        expect([path, got.status]).toEqual([path, 404])
        expect(got.text).not.toContain('Canaryname')
      }
      expect(gone.status).not.toBe(200)
      expect(proxy.lastRecord()).toMatchObject({ status: 404, code: 'SLUICE_NOT_ALLOWED' })
    })

    test('confine a search to that patient, and do not rely on the server to heed it', async () => {
      expect(await answerOf(found(observation('o1', 'Patient/p1')), '/Observation?status=final')).toMatchObject({
        status: 200,
        asked: '/fhir/Observation?status=final&patient=Patient%2Fp1',
      })
      expect(await answerOf(found(PATIENT), '/Patient?gender=male')).toMatchObject({
        status: 200,
        asked: '/fhir/Patient?gender=male&_id=p1',
      })
      for (const other of [observation('o2', 'Patient/p2'), { ...PATIENT, id: 'p2' }, { resourceType: 'Practitioner', id: 'x' }, {}]) {
        const { status, text } = await answerOf(found(observation('o1', 'Patient/p1'), other), '/Observation?status=final')
        expect([status, text.includes('Canaryname')]).toEqual([403, false])
      }
    })

    test('are worth nothing for what cannot be confined, without a patient, and beyond their types and rights', async () => {
      const ofP1 = found(observation('o1', 'Patient/p1'))
      for (const path of [
        '/Observation?subject.gender=male', '/Observation?_include=Observation:subject', '/Patient?_revinclude=Observation:subject',
        '/Patient?_has:Observation:patient:status=final', '/Appointment?status=booked', '/Practitioner/x', '/AuditEvent',
        '/Patient/p2/Observation?status=final', '/Encounter/e1/Observation?status=final', '/Observation/o1/_history',
        '/Patient/p1/$everything',
      ]) {
        expect([path, await answerOf(ofP1, path)]).toMatchObject([path, { status: 403, asked: undefined }])
      }
      for (const claims of [
        { patient: undefined },
        { patient: 7 },
        { patient: 'p1/../p2' },
        { scope: 'patient/Condition.rs' },
        { scope: 'patient/Observation.cud' },
        { scope: 'patient/Observation.r' },
      ]) {
        expect([claims, await answerOf(ofP1, '/Observation?status=final', claims)]).toMatchObject([
          claims,
          { status: 403, asked: undefined },
        ])
      }
    })

    test('are no less confined by a scope that lets everybody’s be written', async () => {
      for (const right of ['c', 'u', 'd']) {
        const claims = { scope: `patient/*.rs system/Observation.${right}` }
        expect(await answerOf(observation('o2', 'Patient/p2'), '/Observation/o2', claims)).toMatchObject({ status: 404 })
        expect(await answerOf(found(observation('o2', 'Patient/p2')), '/Observation?status=final', claims)).toMatchObject({ status: 403 })
        expect(await answerOf(found(observation('o1', `${AUDIENCE}/Patient/p1`)), '/Observation?status=final', claims)).toMatchObject({
          status: 200,
        })
      }
    })

    test('say nothing of a page of another patient’s search', async () => {
      proxy.reply = always({ ...found(observation('o1', 'Patient/p1')), link: [{ relation: 'next', url: `${proxy.upstream}?page=2` }] })
      const next = (await ask(await sign({ scope: 'patient/*.rs', patient: 'p1' }), '/Observation?status=final')).json['link'] as {
        relation: string
        url: string
      }[]
      const url = next.find(({ relation }) => relation === 'next')?.url ?? ''
      proxy.reply = always(found(observation('o2', 'Patient/p1')))
      expect((await ask(await sign({ scope: 'patient/*.rs', patient: 'p1' }), url)).status).toBe(200)
      expect((await ask(await sign({ scope: 'patient/*.rs', patient: 'p2' }), url)).status).toBe(403)
      proxy.reply = always(PATIENT)
    })

    test('are refused where the policy makes pseudonyms of patients: they would tell whose', async () => {
      expect(
        (await ask(await sign({ scope: 'patient/*.rs', patient: 'p1', client_id: 'hiding-app' }), '/Observation?status=final')).status,
      ).toBe(403)
    })
  })

  test('what comes along is within the scopes too', async () => {
    proxy.reply = always({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: PATIENT }, { resource: { resourceType: 'Observation', status: 'final' }, search: { mode: 'include' } }],
    })
    expect((await ask(await sign({ scope: 'system/Patient.rs' }), '/Patient?_revinclude=Observation:subject')).status).toBe(403)
    expect(
      (await ask(await sign({ scope: 'system/Patient.rs system/Observation.rs' }), '/Patient?_revinclude=Observation:subject')).status,
    ).toBe(200)
    expect(
      (await ask(await sign({ scope: 'system/Patient.rs system/Observation.cud' }), '/Patient?_revinclude=Observation:subject')).status,
    ).toBe(403)
    proxy.reply = always(PATIENT)
  })

  test('who may only write is not shown what a patch left', async () => {
    const patched = async (scope: string) =>
      proxy.get('/Patient/p1', {
        as: undefined,
        method: 'PATCH',
        headers: { authorization: `Bearer ${await sign({ scope })}`, 'content-type': 'application/json-patch+json' },
        body: '[{"op":"add","path":"/language","value":"en"}]',
      })
    proxy.reply = always(PATIENT, { headers: { etag: 'W/"2"' } })
    const [told, shown] = [await patched('system/Patient.u'), await patched('system/Patient.ru')]
    expect([told.status, told.text, told.headers.get('content-type'), shown.status, shown.text.includes('Canaryname')]).toEqual([
      200, '', null, 200, true,
    ])
    proxy.reply = always(PATIENT)
  })

  test.for([
    ['a chain', '/Observation?subject:Patient.family=x', 'system/Observation.rs', 'system/Patient.s'],
    ['_has', '/Patient?_has:Observation:patient:code=x', 'system/Patient.rs', 'system/Observation.s'],
    [
      'a chain within _has', '/Patient?_has:Observation:patient:encounter:Encounter.status=finished',
      'system/Patient.rs system/Observation.rs', 'system/Encounter.s',
    ],
    ['_revinclude', '/Patient?_revinclude=Observation:subject', 'system/Patient.rs', 'system/Observation.r'],
    ['_include', '/Observation?_include=Observation:encounter', 'system/Observation.rs', 'system/Encounter.r'],
  ])('%s looks at no type that is not within the scopes', async ([, path = '', scope, more]) => {
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
    expect([(await ask(await sign({ scope }), path)).status, proxy.asked]).toEqual([403, []])
    expect((await ask(await sign({ scope: `${scope} ${more}` }), path)).status).toBe(200)
    proxy.reply = always(PATIENT)
  })

  test('$everything names the types that it brings, where the scopes are not for all', async () => {
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
    const everything = async (scope: string, query = ''): Promise<number> =>
      (await ask(await sign({ scope }), `/Patient/p1/$everything${query}`)).status
    expect([
      await everything('system/Patient.r'),
      await everything('system/Patient.r', '?_type=Patient,Observation'),
      proxy.asked.length,
    ]).toEqual([403, 403, 0])
    expect([
      await everything('system/*.rs'),
      await everything('system/Patient.r', '?_type=Patient'),
      await everything('system/Patient.r system/Observation.r', '?_type=Patient,Observation'),
    ]).toEqual([200, 200, 200])
    proxy.reply = always(PATIENT)
  })

  test('$everything of a server that does not heed which types were asked for is as if it had no others', async () => {
    const of = (resourceType: string, id: string): object => ({
      resource: { resourceType, id, ...(resourceType === 'Observation' ? { status: 'final' } : {}) },
    })
    const seen = [of('Observation', 'o1'), of('Observation', 'o2'), of('Observation', 'o3')]
    const others = [of('Condition', 'c1'), of('Basic', 'b1')]
    const told = async (all: readonly object[], query: string): Promise<unknown> => {
      proxy.reply = always({ resourceType: 'Bundle', type: 'searchset', entry: all })
      const { status, text } = await ask(
        await sign({ scope: 'system/Patient.r system/Observation.rs' }),
        `/Patient/p1/$everything?_type=Observation${query}`,
      )
      return [status, text.replaceAll(/_page=[^"]+/g, 'page')]
    }
    for (const query of ['', '&_count=2', '&_count=1']) {
      const without = await told(seen, query)
      expect(without).toMatchObject([200, expect.stringContaining('o1')])
      expect([query, await told([...others, ...seen.slice(0, 1), ...others, ...seen.slice(1)], query)]).toEqual([query, without])
    }
    proxy.reply = always(PATIENT)
  })

  test('an include of several types asks for those within the scopes', async () => {
    proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
    await ask(await sign({ scope: 'system/Observation.rs system/Patient.r' }), '/Observation?_include=Observation:subject')
    expect(decodeURIComponent(proxy.asked[0]?.url ?? '')).toBe('/fhir/Observation?_include=Observation:subject:Patient')
    proxy.reply = always(PATIENT)
  })

  test('a condition of a write, or in a reference, is a search, and within the scopes too', async () => {
    const write = async (method: string, path: string, scope: string, more: { body?: object; headers?: object } = {}) =>
      proxy
        .get(path, {
          as: undefined,
          method,
          headers: { authorization: `Bearer ${await sign({ scope })}`, ...more.headers },
          ...(more.body === undefined ? {} : { body: more.body }),
        })
        .then(({ status }) => status)
    proxy.asked.length = 0
    proxy.reply = always('', { status: 201 })
    const patient = { body: { resourceType: 'Patient' }, headers: { 'if-none-exist': 'family=x' } }
    const referring = { body: { resourceType: 'Observation', status: 'final', code: {}, subject: { reference: 'Patient?family=x' } } }
    expect([
      await write('POST', '/Patient', 'system/Patient.c', patient),
      await write('DELETE', '/Patient?family=x', 'system/Patient.d'),
      await write('POST', '/Observation', 'system/Observation.c', referring),
      proxy.asked.length,
    ]).toEqual([403, 403, 403, 0])
    expect([
      await write('POST', '/Patient', 'system/Patient.cs', patient),
      await write('DELETE', '/Patient?family=x', 'system/Patient.ds system/*.r'),
      await write('POST', '/Observation', 'system/Observation.c system/Patient.s', referring),
    ]).toEqual([201, 201, 201])
    proxy.reply = always(PATIENT)
  })

  test('what is written is shown to who may only write, and in a batch nothing comes along with what is searched beside it', async () => {
    const observation = { resourceType: 'Observation', status: 'final', code: {} }
    const post = async (path: string, body: object, scope: string) =>
      proxy.get(path, { as: undefined, method: 'POST', headers: { authorization: `Bearer ${await sign({ scope })}` }, body })
    proxy.reply = always({ ...observation, id: 'o1' }, { status: 201 })
    expect((await post('/Observation', observation, 'system/Observation.c')).status).toBe(201)
    const asked: string[] = []
    proxy.reply = ({ body }, response) => {
      const { entry } = JSON.parse(body) as { entry: { request: { method: string; url: string } }[] }
      asked.push(...entry.map(({ request }) => `${request.method} ${request.url}`))
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'batch-response',
        entry: entry.map(() => ({ resource: { ...observation, id: 'o1' }, response: { status: '201' } })),
      })
    }
    const entry = [
      { resource: observation, request: { method: 'POST', url: 'Observation' } },
      { request: { method: 'GET', url: 'Patient?_revinclude=Observation:subject' } },
    ]
    const got = await post('', { resourceType: 'Bundle', type: 'batch', entry }, 'system/Observation.c system/Patient.rs')
    expect((got.json['entry'] as { response: { status: string } }[]).map(({ response }) => response.status)).toEqual(['201', '403'])
    expect(
      (
        await post(
          '',
          { resourceType: 'Bundle', type: 'batch', entry: [{ resource: observation, request: { method: 'HEAD', url: 'Patient/p1' } }] },
          'system/Patient.rs',
        )
      ).status,
    ).toBe(403)
    expect(asked).toEqual(['POST Observation', 'HEAD Patient/p1'])
    proxy.reply = always(PATIENT)
  })

  test('are passed on to the server where the configuration says so, and a key never is, be there dots in it', async () => {
    const dotted = 'a-key-of-a-client.0123456789.0123456789'
    const token = await sign()
    const issuer = { issuer: 'https://issuer.example.org', audience: AUDIENCE, jwks: served.url }
    const forwards = async (given: string, client: Partial<ProxyClientConfig>, tokens: ProxySettings['config']): Promise<unknown> => {
      const forwarding = await openProxy({
        clients: [{ ...template, apiKeySha256: undefined, ...client }],
        config: tokens ?? {},
        upstream: { forwardAuthorization: 'tokens' },
        reply: always(PATIENT),
      })
      expect((await forwarding.get('/metadata', { as: undefined, headers: { authorization: `Bearer ${given}` } })).status).toBe(200)
      return forwarding.asked[0]?.headers.authorization
    }
    expect(await forwards(token, { tokens: [{ issuer: issuer.issuer, value: 'vendor-app' }] }, { tokens: [issuer] })).toBe(
      `Bearer ${token}`,
    )
    expect(await forwards(dotted, { apiKeySha256: [hashOf(dotted)] }, {})).toBeUndefined()
  })

  test('the purpose of use that a token states picks among the client’s policies', async () => {
    for (const claims of [
      { purpose_of_use: 'TREAT' },
      { extensions: { ihe_iua: { purpose_of_use: [{ system: 'x', code: 'TREAT' }] } } },
      { extensions: { 'hl7-b2b': { purpose_of_use: ['urn:oid:2.16.840.1.113883.5.8#TREAT'] } } },
    ]) {
      await ask(await sign(claims))
      expect(proxy.lastRecord()).toMatchObject({ client: 'treatment', status: 200 })
    }
    await ask(await sign({ purpose_of_use: 'HRESCH' }))
    expect(proxy.lastRecord()).toMatchObject({ client: 'vendor' })
  })

  test('where tokens are to be had is told to everybody', async () => {
    const got = await proxy.get('/.well-known/smart-configuration', { as: undefined })
    expect([got.status, got.json]).toMatchObject([
      200,
      { issuer: 'https://issuer.example.org', token_endpoint: 'https://issuer.example.org/token' },
    ])
  })

  test('keys are rotated: a new one is fetched when a token names it, and an old one is forgotten', async () => {
    // Of a reader of its own, whose cool-down is shorter.
    const issuer = {
      issuer: 'https://issuer.example.org',
      audience: AUDIENCE,
      jwks: served.url,
      algorithms: ['ES384' as const],
      clockSkewSeconds: 30,
    }
    const read = createTokenReader([issuer], () => new Date(), { cooldownMs: 100 })
    const outcome = (token: string): Promise<string> => read(token).then(() => 'read', (error: unknown) => (error as { code: string }).code)
    const next = await generateKeyPair('ES384', { extractable: true })
    expect([await outcome(await sign()), await outcome(await sign({}, { kid: 'k2' }, next.privateKey))]).toEqual([
      'read',
      'SLUICE_IDENTITY',
    ])
    served.keys = [{ ...(await exportJWK(next.publicKey)), kid: 'k2', alg: 'ES384' }]
    await expect.poll(async () => outcome(await sign({}, { kid: 'k2' }, next.privateKey)), { timeout: 20_000 }).toBe('read')
    expect(await outcome(await sign())).toBe('SLUICE_IDENTITY')
  })
})

test.for([
  ['https://login.example.org/jwks', true], ['file:keys.json', true], ['http://127.0.0.1:9/jwks', true], ['http://localhost/jwks', true],
  ['http://[::1]:9/jwks', true],
  ['http://login.example.org/jwks', false], ['HTTP://login.example.org/jwks', false], ['http://localhost.example.org/jwks', false],
  ['http://127.0.0.1@example.org/jwks', false], ['http://10.0.0.1/jwks', false], ['http://', false],
] as const)(
  'point 16: keys come by a way on which nobody can put in others, unless the configuration puts up with that: %s',
  ([jwks, isTaken]) => {
    const issuer = { issuer: 'https://issuer.example.org', audience: AUDIENCE, jwks }
    const server = (token: object) =>
      serverSchema.safeParse({
        name: 'proxy',
        'fhir-proxy': {
          listen: { port: 0 },
          baseUrl: AUDIENCE,
          state: 'state.db',
          upstream: { url: 'http://127.0.0.1/fhir' },
          clients: testClients(),
          tokens: [token],
        },
      }).success
    const ingest = (token: object) =>
      httpIngestSource.settings.safeParse({
        listen: '127.0.0.1:0',
        clients: [{ name: 'a', tokens: [{ issuer: issuer.issuer, value: 'x' }] }],
        issuers: [token],
      }).success
    expect([server(issuer), ingest(issuer)]).toEqual([isTaken, isTaken])
    expect([server({ ...issuer, jwksPlainHttp: true }), server({ ...issuer, jwksPlainHttp: false })]).toEqual([
      jwks !== 'http://' && jwks !== 'HTTP://login.example.org/jwks',
      isTaken,
    ])
  },
)

test('point 16: when the keys of an issuer cannot be had nobody is let in, and it is said to be transient', async () => {
  const proxy = await openProxy({
    clients: [{ ...base, name: 'vendor', tokens: [{ issuer: 'https://issuer.example.org', value: 'vendor-app' }] }],
    config: { tokens: [{ issuer: 'https://issuer.example.org', audience: AUDIENCE, jwks: 'http://127.0.0.1:9/jwks' }] },
  })
  const { privateKey } = await generateKeyPair('ES384')
  const token = await new SignJWT({
    iss: 'https://issuer.example.org',
    aud: AUDIENCE,
    client_id: 'vendor-app',
    exp: Math.floor(Date.now() / 1000) + 300,
  })
    .setProtectedHeader({ alg: 'ES384', kid: 'k1' })
    .sign(privateKey)
  expectRefused(
    proxy,
    await proxy.get('/Patient/p1', { as: undefined, headers: { authorization: `Bearer ${token}` } }),
    503,
    'SLUICE_IDENTITY_UNAVAILABLE',
  )
})

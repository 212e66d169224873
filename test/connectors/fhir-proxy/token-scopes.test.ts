import { expect, test } from 'vitest'
import { always, sendJson } from './open-proxy.ts'
import { PATIENT, sharedTokens } from './open-tokens.ts'

const tokens = sharedTokens()
const { sign, ask } = tokens

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

test('what comes along is within the scopes too', async () => {
  tokens.proxy.reply = always({
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
})

test('who may only write is not shown what a patch left', async () => {
  const patched = async (scope: string) =>
    tokens.proxy.get('/Patient/p1', {
      as: undefined,
      method: 'PATCH',
      headers: { authorization: `Bearer ${await sign({ scope })}`, 'content-type': 'application/json-patch+json' },
      body: '[{"op":"add","path":"/language","value":"en"}]',
    })
  tokens.proxy.reply = always(PATIENT, { headers: { etag: 'W/"2"' } })
  const [told, shown] = [await patched('system/Patient.u'), await patched('system/Patient.ru')]
  expect([told.status, told.text, told.headers.get('content-type'), shown.status, shown.text.includes('Canaryname')]).toEqual([
    200, '', null, 200, true,
  ])
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
  tokens.proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
  expect([(await ask(await sign({ scope }), path)).status, tokens.proxy.asked]).toEqual([403, []])
  expect((await ask(await sign({ scope: `${scope} ${more}` }), path)).status).toBe(200)
})

test('$everything names the types that it brings, where the scopes are not for all', async () => {
  tokens.proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
  const everything = async (scope: string, query = ''): Promise<number> =>
    (await ask(await sign({ scope }), `/Patient/p1/$everything${query}`)).status
  expect([
    await everything('system/Patient.r'),
    await everything('system/Patient.r', '?_type=Patient,Observation'),
    tokens.proxy.asked.length,
  ]).toEqual([403, 403, 0])
  expect([
    await everything('system/*.rs'),
    await everything('system/Patient.r', '?_type=Patient'),
    await everything('system/Patient.r system/Observation.r', '?_type=Patient,Observation'),
  ]).toEqual([200, 200, 200])
})

test('$everything of a server that does not heed which types were asked for is as if it had no others', async () => {
  const of = (resourceType: string, id: string): object => ({
    resource: { resourceType, id, ...(resourceType === 'Observation' ? { status: 'final' } : {}) },
  })
  const seen = [of('Observation', 'o1'), of('Observation', 'o2'), of('Observation', 'o3')]
  const others = [of('Condition', 'c1'), of('Basic', 'b1')]
  const told = async (all: readonly object[], query: string): Promise<unknown> => {
    tokens.proxy.reply = always({ resourceType: 'Bundle', type: 'searchset', entry: all })
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
})

test('an include of several types asks for those within the scopes', async () => {
  tokens.proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
  await ask(await sign({ scope: 'system/Observation.rs system/Patient.r' }), '/Observation?_include=Observation:subject')
  expect(decodeURIComponent(tokens.proxy.asked[0]?.url ?? '')).toBe('/fhir/Observation?_include=Observation:subject:Patient')
})

test('a condition of a write, or in a reference, is a search, and within the scopes too', async () => {
  const write = async (method: string, path: string, scope: string, more: { body?: object; headers?: object } = {}) =>
    tokens.proxy
      .get(path, {
        as: undefined,
        method,
        headers: { authorization: `Bearer ${await sign({ scope })}`, ...more.headers },
        ...(more.body === undefined ? {} : { body: more.body }),
      })
      .then(({ status }) => status)
  tokens.proxy.asked.length = 0
  tokens.proxy.reply = always('', { status: 201 })
  const patient = { body: { resourceType: 'Patient' }, headers: { 'if-none-exist': 'family=x' } }
  const referring = { body: { resourceType: 'Observation', status: 'final', code: {}, subject: { reference: 'Patient?family=x' } } }
  expect([
    await write('POST', '/Patient', 'system/Patient.c', patient),
    await write('DELETE', '/Patient?family=x', 'system/Patient.d'),
    await write('POST', '/Observation', 'system/Observation.c', referring),
    tokens.proxy.asked.length,
  ]).toEqual([403, 403, 403, 0])
  expect([
    await write('POST', '/Patient', 'system/Patient.cs', patient),
    await write('DELETE', '/Patient?family=x', 'system/Patient.ds system/*.r'),
    await write('POST', '/Observation', 'system/Observation.c system/Patient.s', referring),
  ]).toEqual([201, 201, 201])
})

test('what is written is shown to who may only write, and in a batch nothing comes along with what is searched beside it', async () => {
  const observation = { resourceType: 'Observation', status: 'final', code: {} }
  const post = async (path: string, body: object, scope: string) =>
    tokens.proxy.get(path, { as: undefined, method: 'POST', headers: { authorization: `Bearer ${await sign({ scope })}` }, body })
  tokens.proxy.reply = always({ ...observation, id: 'o1' }, { status: 201 })
  expect((await post('/Observation', observation, 'system/Observation.c')).status).toBe(201)
  const asked: string[] = []
  tokens.proxy.reply = ({ body }, response) => {
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
})

test('nobody is told by a compartment whether there is somebody of a type that is not within the scopes', async () => {
  tokens.proxy.reply = always({ resourceType: 'Bundle', type: 'searchset' })
  const path = '/Patient/p1/Observation?status=final'
  expect([(await ask(await sign({ scope: 'system/Observation.rs' }), path)).status, tokens.proxy.asked]).toEqual([403, []])
  expect((await ask(await sign({ scope: 'system/Observation.rs system/Patient.r' }), path)).status).toBe(200)
})

test.for([
  ['plainly', '"resourceType":"Patient"'],
  ['with an escape in its key', String.raw`"resource\u0054ype":"Patient"`],
  ['with an escape in its type', String.raw`"resourceType":"P\u0061tient"`],
])('what is contained is within the scopes too, be it written %s', async ([, type]) => {
  const contained = `{${type},"id":"c1","gender":"male"}`
  tokens.proxy.reply = always(`{"resourceType":"Observation","status":"final","code":{"text":"x"},"contained":[${contained}]}`)
  expect((await ask(await sign({ scope: 'system/Observation.rs' }), '/Observation/o1')).status).toBe(403)
  expect((await ask(await sign({ scope: 'system/Observation.rs system/Patient.r' }), '/Observation/o1')).status).toBe(200)
})

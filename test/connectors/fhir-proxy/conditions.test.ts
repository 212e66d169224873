import { describe, expect, test } from 'vitest'
import { always, sendJson, sharedProxy, type GetOptions } from './open-proxy.ts'

const shared = sharedProxy()
const patient = { resourceType: 'Patient', id: 'p1', gender: 'male' }
const PAST = 'Mon, 01 Jan 1990 00:00:00 GMT'

describe('a write under a condition that is not kept here is not done', () => {
  test.for<readonly [string, string, Readonly<Record<string, string>>]>([
    ['PUT', '/Patient/p1', { 'if-none-match': 'W/"7"' }],
    ['PUT', '/Patient/p1', { 'if-none-match': '*', 'if-match': 'W/"7"' }],
    ['PUT', '/Patient/p1', { 'if-unmodified-since': PAST }],
    ['PUT', '/Patient/p1', { 'if-none-exist': 'identifier=1' }],
    ['PUT', '/Patient/p1?foo=bar', {}],
    ['PUT', '/Patient?gender=male', { 'if-none-match': '*' }],
    ['PUT', '/Patient?gender=male', { 'if-unmodified-since': PAST }],
    ['PATCH', '/Patient/p1', { 'if-unmodified-since': PAST }],
    ['PATCH', '/Patient/p1', { 'if-none-match': '*' }],
    ['PATCH', '/Patient/p1?foo=bar', {}],
    ['DELETE', '/Patient/p1', { 'if-unmodified-since': PAST }],
    ['DELETE', '/Patient/p1', { 'if-none-match': 'W/"7"' }],
    ['DELETE', '/Patient/p1?_cascade=delete', {}],
    ['DELETE', '/Patient?gender=male', { 'if-match': 'W/"7"' }],
    ['DELETE', '/Patient?gender=male', { 'if-unmodified-since': PAST }],
    ['POST', '/Patient?identifier=1', {}],
    ['POST', '/Patient', { 'if-match': 'W/"7"' }],
    ['POST', '/Patient', { 'if-none-match': '*' }],
    ['POST', '/', { 'if-match': 'W/"7"' }],
    ['POST', '/', { 'if-none-exist': 'identifier=1' }],
    ['POST', '/?foo=bar', {}],
  ])('%s %s with %o is 400', async ([method, path, headers]) => {
    const { proxy } = shared
    proxy.reply = always(patient, { headers: { etag: 'W/"7"' } })
    const got = await proxy.get(path, { as: 'open', method, ...bodyOf(method, path, headers) })
    expect([got.status, proxy.asked]).toEqual([400, []])
  })

  test.for([
    ['PUT', '/Patient/p1?_format=json&_pretty=true', {}],
    ['DELETE', '/Patient/p1?_format=json', {}],
    ['POST', '/Patient?_format=json', {}],
    ['DELETE', '/Patient/p1', { 'if-modified-since': PAST }],
    ['PUT', '/Patient/p1', { 'if-unmodified-since': PAST, 'if-match': 'W/"7"' }],
  ] as const)('what says nothing of it is passed over: %s %s with %o', async ([method, path, headers]) => {
    const { proxy } = shared
    proxy.reply = always(patient, { headers: { etag: 'W/"7"' } })
    expect((await proxy.get(path, { as: 'open', method, ...bodyOf(method, path, headers) })).status).toBe(200)
    expect(proxy.asked.at(-1)?.method).toBe(method)
  })
})

describe('an update that is to find nothing', () => {
  const put = (headers: Readonly<Record<string, string>>) =>
    shared.proxy.get('/Patient/p1', { as: 'open', method: 'PUT', ...bodyOf('PUT', '', headers) })

  test('is 412 where there is one', async () => {
    const { proxy } = shared
    proxy.reply = always(patient, { headers: { etag: 'W/"7"' } })
    expect((await put({ 'if-none-match': '*' })).status).toBe(412)
    expect(proxy.asked.map(({ method }) => method)).toEqual(['GET'])
  })

  test('is done where there is none, and the server is told what it rests on', async () => {
    const { proxy } = shared
    proxy.reply = (asked, response) => sendJson(response, patient, { status: asked.method === 'GET' ? 404 : 201 })
    expect((await put({ 'if-none-match': '*' })).status).toBe(201)
    expect(proxy.asked.at(-1)).toMatchObject({ method: 'PUT', headers: { 'if-none-match': '*' } })
  })

  test('or rests on a version of what is not there, is 412, by a search too', async () => {
    const { proxy } = shared
    proxy.reply = (asked, response) =>
      asked.url.includes('?')
        ? sendJson(response, { resourceType: 'Bundle', type: 'searchset' })
        : sendJson(response, patient, { status: asked.method === 'GET' ? 404 : 201 })
    expect((await put({ 'if-match': 'W/"7"' })).status).toBe(412)
    const options = { as: 'open', method: 'PUT', ...bodyOf('PUT', '', { 'if-match': 'W/"7"' }) } as const
    expect((await proxy.get('/Patient?gender=male', options)).status).toBe(412)
    expect(proxy.asked.map(({ method }) => method)).not.toContain('PUT')
  })
})

function bodyOf(method: string, path: string, headers: Readonly<Record<string, string>>): Pick<GetOptions, 'body' | 'headers'> {
  if (method === 'DELETE') return { headers }
  if (method === 'PATCH') {
    const body = JSON.stringify([{ op: 'replace', path: '/gender', value: 'female' }])
    return { headers: { ...headers, 'content-type': 'application/json-patch+json' }, body }
  }
  return { headers, body: path.startsWith('/?') || path === '/' ? { resourceType: 'Bundle', type: 'batch' } : patient }
}

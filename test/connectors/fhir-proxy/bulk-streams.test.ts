import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { KEYS, openProxy, sendJson, type OpenProxy } from './open-proxy.ts'

/** A server that has a file, and where that is for the client; what it does with the file is for the test to say. */
async function exported(proxy: OpenProxy, send: (response: ServerResponse) => void): Promise<string> {
  proxy.reply = ({ url }, response) => {
    if (url.includes('$export')) response.writeHead(202, { 'content-location': `${proxy.upstream}/status` }).end()
    else if (url.endsWith('/status')) sendJson(response, { output: [{ type: 'Patient', url: `${proxy.upstream}/file` }] })
    else if (url.endsWith('/file')) send(response.writeHead(200, { 'content-type': 'application/fhir+ndjson' }))
    else sendJson(response, { resourceType: 'Patient', id: 'p1' })
  }
  const started = await proxy.get('/$export?_type=Patient', { as: 'open', headers: { prefer: 'respond-async' } })
  const manifest = await proxy.get(started.headers.get('content-location') ?? '', { as: 'open' })
  const [file] = manifest.json['output'] as readonly { readonly url: string }[]
  return file?.url ?? ''
}

test('files of exports that are read at the same time have of the connections to the server what their client has', async () => {
  const proxy = await openProxy({ upstream: { connectionsMax: 4 } })
  const line = JSON.stringify({ resourceType: 'Patient', id: 'p1' })
  const open: (() => void)[] = []
  const file = await exported(proxy, (response) => void open.push(() => response.end(line)))
  const files = Array.from({ length: 5 }, () => proxy.get(file, { as: 'open' }))
  await expect.poll(() => open.length).toBe(2)
  // Others are answered meanwhile.
  expect((await proxy.get('/Patient?gender=male')).status).toBe(502)
  expect(open.length).toBe(2)
  for (let ended = 0; ended < 5; ended++) {
    await expect.poll(() => open.length).toBeGreaterThan(ended)
    open[ended]?.()
  }
  expect((await Promise.all(files)).map(({ text }) => text)).toEqual(Array.from({ length: 5 }, () => `${line}\n`))
})

test('a file whose turn does not come is not waited for without end, nor when its client is gone', async () => {
  const proxy = await openProxy({ upstream: { connectionsMax: 2, timeoutSeconds: 1 } })
  const waiting: ServerResponse[] = []
  const file = await exported(proxy, (response) => {
    waiting.push(response)
    const timer = setInterval(() => response.write('\n'), 100)
    response.on('close', () => clearInterval(timer))
  })
  const first = proxy.get(file, { as: 'open' })
  await expect.poll(() => waiting.length).toBe(1)
  const leaving = new AbortController()
  const left = fetch(file.replace(proxy.base, proxy.address), { signal: leaving.signal, headers: { 'x-api-key': KEYS.open } })
  setTimeout(() => leaving.abort(), 200)
  await expect(left).rejects.toThrow('abort')
  await expect.poll(() => proxy.lastRecord(), { timeout: 500 }).toMatchObject({ request: 'GET {export file}', code: 'SLUICE_CLIENT_GONE' })
  const refused = await proxy.get(file, { as: 'open' })
  expect([refused.status, proxy.lastRecord()['code'], waiting.length]).toEqual([503, 'SLUICE_BUSY', 1])
  waiting[0]?.end()
  await first
  expect((await proxy.get('/Patient/p1', { as: 'open' })).status).toBe(200)
})

test('a file whose client is gone is waited for no longer, be its server silent', async () => {
  const proxy = await openProxy({ upstream: { connectionsMax: 2, timeoutSeconds: 20 } })
  const open: ServerResponse[] = []
  const file = await exported(proxy, (response) => void open.push(response))
  const leaving = new AbortController()
  const left = fetch(file.replace(proxy.base, proxy.address), { signal: leaving.signal, headers: { 'x-api-key': KEYS.open } })
  await expect.poll(() => open.length).toBe(1)
  open[0]?.write('{"resourceType":')
  leaving.abort()
  await expect(left).rejects.toThrow('abort')
  const next = proxy.get(file, { as: 'open' })
  await expect.poll(() => open.length, { timeout: 5000 }).toBe(2)
  open[1]?.end()
  expect((await next).status).toBe(200)
})

test('a long line of a file counts as what is held for its client', async () => {
  const proxy = await openProxy({ limits: { heldBytesMax: 3_000_000 } })
  const line = JSON.stringify({ resourceType: 'Patient', name: [{ family: 'x'.repeat(2_000_000) }] })
  const file = await exported(proxy, (response) => void response.end(line))
  const got = await proxy.get(file, { as: 'open' }).catch(() => undefined)
  expect([got?.status, proxy.lastRecord()['code']]).toEqual([503, 'SLUICE_BUSY'])
})

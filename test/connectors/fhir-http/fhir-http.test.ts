import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { createBearerAuthorizer } from '../../../connectors/fhir-http/authorizers.ts'
import { parseBaseUrl } from '../../../connectors/fhir-http/base-url.ts'
import { createFhirHttp, type FhirHttp, type FhirHttpOptions } from '../../../connectors/fhir-http/fhir-http.ts'
import { retryAfterMs } from '../../../connectors/fhir-http/retry.ts'
import { splitStatus } from '../../../connectors/fhir-http/split-status.ts'
import { SluiceError } from '../../../src/contract/errors.ts'
import { Phi } from '../../../src/contract/phi.ts'
import { createContext } from '../../services/connector-context.ts'
import { sendJson, startScripted, type ScriptedServer } from '../../services/scripted-server.ts'

const CANARY = 'Zebulon-Quackenbush'
const signal = new AbortController().signal
const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function start(
  answer: Parameters<typeof startScripted>[0],
  options: Partial<FhirHttpOptions> = {},
): Promise<{ http: FhirHttp; server: ScriptedServer }> {
  const server = await startScripted(answer)
  const { inflate } = createContext().context
  const http = createFhirHttp({
    baseUrl: `${server.origin}/fhir`,
    code: 'SLUICE_SOURCE', inflate, attemptsMax: 3, silenceMsMax: 2000,
    ...options,
  })
  open.push(http.close, server.stop)
  return { http, server }
}

async function errorOf(work: Promise<unknown>): Promise<SluiceError> {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(SluiceError)
  return error as SluiceError
}

test.for([
  ['Patient?x=1', 'https://fhir.example.org/fhir/Patient?x=1'], ['?_getpages=abc', 'https://fhir.example.org/fhir?_getpages=abc'],
  ['/fhir?_getpages=abc', 'https://fhir.example.org/fhir?_getpages=abc'], ['/fhir/Patient/1', 'https://fhir.example.org/fhir/Patient/1'],
  ['https://fhir.example.org:443/fhir/Patient', 'https://fhir.example.org/fhir/Patient'],
  ['https://FHIR.example.org/fhir/a/../Patient#x', 'https://fhir.example.org/fhir/Patient'],
] as const)('the link %s leads to %s', ([link, href]) => {
  const base = parseBaseUrl('https://fhir.example.org/fhir/')
  expect(base.follow(link, link.startsWith('?') ? base.of('') : undefined)?.href).toBe(href)
})

test.for([
  'https://evil.example.org/fhir/Patient', 'http://fhir.example.org/fhir/Patient', 'https://fhir.example.org:8443/fhir/Patient',
  '//evil.example.org/fhir', 'https://fhir.example.org.evil.example/fhir/Patient', '/other/Patient', '/fhirx/Patient', '/fhir/../admin',
  '/fhir/%2e%2e/admin', 'https://user:pw@fhir.example.org/fhir/Patient', 'javascript:alert(1)', 'file:///etc/passwd', 'https://',
])('the link %s does not lead to the server', (link) => {
  expect(parseBaseUrl('https://fhir.example.org/fhir').follow(link)).toBeUndefined()
})

test.for(['ftp://a/b', 'https://u:p@a/b', 'https://a/b?c=d', 'https://a/b#c', 'a/b', ''])('%s is no address of a server', (text) => {
  expect(() => parseBaseUrl(text)).toThrow(expect.objectContaining({ code: 'SLUICE_CONFIG' }) as Error)
})

test('credentials are not sent in clear over a network', () => {
  const authorizer = createBearerAuthorizer(new Phi('token', 'token'))
  const { inflate } = createContext().context
  expect(() => createFhirHttp({ baseUrl: 'http://fhir.example.org/fhir', code: 'SLUICE_SOURCE', inflate, authorizer })).toThrow(
    /plain http/,
  )
})

test('a token goes to the server and, whatever is asked, nowhere else', async () => {
  const elsewhere = await startScripted((_, response) => sendJson(response, {}))
  open.push(elsewhere.stop)
  const { http, server } = await start((_, response) => sendJson(response, {}), {
    authorizer: createBearerAuthorizer(new Phi('a-token', 'token')),
  })
  await http.fetch({ what: 'a read', url: http.base.of('Patient/1'), signal })
  expect(server.asked[0]?.headers.authorization).toBe('Bearer a-token')
  expect((await errorOf(http.fetch({ what: 'a read', url: new URL(elsewhere.origin), signal }))).code).toBe('SLUICE_INTERNAL')
  await http.fetch({ what: 'a file', url: new URL(elsewhere.origin), signal, withoutToken: 'withoutToken' })
  expect(elsewhere.asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
})

test('a redirect is an answer, and is not followed', async () => {
  const { http, server } = await start((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end())
  expect((await http.fetch({ what: 'a read', url: http.base.of('x'), signal })).status).toBe(302)
  expect(server.asked).toHaveLength(1)
})

test('what may pass is asked for again, after the time that the server names', async () => {
  const { http, server } = await start((_, response, count) =>
    sendJson(response, { count }, { status: [503, 429][count - 1] ?? 200, headers: { 'retry-after': '0' } }),
  )
  const { status, bytes } = await http.fetch({ what: 'a read', url: http.base.of('x'), signal })
  expect([status, Buffer.from(bytes).toString(), server.asked.length]).toEqual([200, '{"count":3}', 3])
})

test.for([
  ['that asks for patience', '600', 1],
  ['that fails again and again', undefined, 2],
] as const)('a server %s is said to be waited for', { timeout: 20_000 }, async ([, patience, failures]) => {
  const { context, said } = createContext()
  const headers = patience === undefined ? {} : { 'retry-after': patience }
  const { http, server } = await start(
    (_, response, count) => sendJson(response, {}, { status: count <= failures ? 503 : 200, headers }),
    { status: context.status, attemptsMax: 5 },
  )
  const stop = new AbortController()
  const asked = http.fetch({ what: 'a read', url: http.base.of('x'), signal: stop.signal }).catch(() => undefined)
  await expect.poll(() => said, { timeout: 8000 }).toEqual(['SLUICE_SOURCE'])
  expect(server.asked).toHaveLength(failures)
  if (patience !== undefined) stop.abort()
  await asked
  await expect.poll(() => said).toEqual(['SLUICE_SOURCE', 'ready'])
})

test('one failure that passes at once is not worth a word', async () => {
  const { context, said } = createContext()
  const answer = (count: number): { status: number } => ({ status: count === 1 ? 503 : 200 })
  const { http } = await start((_, response, count) => sendJson(response, {}, answer(count)), { status: context.status })
  expect((await http.fetch({ what: 'a read', url: http.base.of('x'), signal })).status).toBe(200)
  expect(said).toEqual([])
})

test('a part that is ready does not speak for one that is not', () => {
  const { context, said } = createContext()
  const part = splitStatus(context.status)
  const [one, other] = [part(), part()]
  one.unready('SLUICE_SOURCE')
  other.unready('SLUICE_TOKEN')
  other.ready()
  one.ready()
  expect(said).toEqual(['SLUICE_SOURCE', 'SLUICE_TOKEN', 'SLUICE_SOURCE', 'ready'])
})

test.for([
  ['120', 120_000], ['Sun, 29 Nov 2026 01:00:30 GMT', 30_000], ['Sun, 29 Nov 2026 00:00:00 GMT', 0], ['soon', undefined],
  [undefined, undefined], ['999999999', 3_600_000],
] as const)('Retry-After: %s is understood', ([header, ms]) => {
  expect(retryAfterMs(header, new Date('2026-11-29T01:00:00Z'))).toBe(ms)
})

test.for(['breaks off', 'cuts gzip short', 'sends a bomb', 'says nothing', 'sends brotli', 'sends too much', 'resets'] as const)(
  'a server that %s gives an error without a word of what it sent', { timeout: 60_000 }, async (wrong) => {
    const body = Buffer.from(JSON.stringify({ name: CANARY.repeat(100) }))
    const { http } = await start(
      (_, response) => {
        if (wrong === 'resets') response.destroy()
        if (wrong === 'breaks off')
          response.writeHead(200, { 'content-length': String(body.length + 10) }).write(body, () => response.destroy())
        if (wrong === 'cuts gzip short') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body).subarray(0, 30))
        if (wrong === 'sends a bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024)))
        if (wrong === 'sends brotli') response.writeHead(200, { 'content-encoding': 'br' }).end(body)
        if (wrong === 'sends too much') response.writeHead(200).end(body)
      },
      { attemptsMax: 1, silenceMsMax: 300, ...(wrong === 'sends too much' ? { bodyBytesMax: 100 } : {}) },
    )
    const error = await errorOf(http.fetch({ what: 'a search', url: http.base.of(`Patient?name=${CANARY}`), signal }))
    expect(['SLUICE_SOURCE', 'SLUICE_LIMIT_GZIP', 'SLUICE_LIMIT_SIZE', 'SLUICE_GZIP']).toContain(error.code)
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(CANARY)
  })

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { httpIngestSource } from '../../../connectors/http-ingest/connector.ts'
import { SluiceError, toSluiceError } from '../../../src/contract/errors.ts'
import type { ExchangeRecord } from '../../../src/contract/exchange.ts'
import type { RefusedMessage } from '../../../src/contract/message.ts'
import type { UnitDelivery } from '../../../src/contract/unit.ts'
import { createContext } from '../../services/connector-context.ts'
import { freePort } from '../../services/free-port.ts'

const KEY = 'a-long-and-random-key-of-a-client-0123456789'
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

interface Taken {
  readonly name: string
  readonly line: number | undefined
  readonly body: string
}

interface Started {
  readonly url: string
  readonly port: number
  readonly taken: Taken[]
  readonly refusals: readonly ExchangeRecord[]
  post(
    body: string | Uint8Array,
    headers?: Record<string, string>,
  ): Promise<{ readonly status: number; readonly answer: Record<string, unknown>; readonly headers: Headers }>
}

type Route = (delivery: UnitDelivery) => Promise<readonly RefusedMessage[]>

/** A source with a route behind it that acknowledges, unless the test has another. */
async function start(settings: Record<string, unknown> = {}, route: Route = async () => []): Promise<Started> {
  const port = await freePort()
  const { context, said, refusals } = createContext({ limits: { gzipBytesFree: 1024 * 1024, entryBytesMax: 4 * 1024 * 1024 } })
  const clients = [{ name: 'sender', apiKeySha256: [createHash('sha256').update(KEY).digest('hex')] }]
  const source = await httpIngestSource.open(
    httpIngestSource.settings.parse({ listen: `127.0.0.1:${port}`, clients, ...settings }),
    context,
  )
  const controller = new AbortController()
  const taken: Taken[] = []
  const running = (async () => {
    for await (const one of source.deliveries(controller.signal)) {
      const delivery = one as UnitDelivery
      try {
        const refused = await route(delivery)
        for (const { unit, line, body, refused: why } of delivery.messages)
          if (why === undefined) taken.push({ name: unit.name, line, body: Buffer.from(body as Uint8Array).toString() })
        const undecodable = delivery.messages.flatMap(({ unit, line, refused: why }) =>
          why === undefined ? [] : [{ source: unit.label, line, verdict: 'block', code: why.error.code } as const],
        )
        await delivery.ack([...refused, ...undecodable])
      } catch (error) {
        await delivery.nack(toSluiceError(error))
      }
    }
  })()
  stops.push(async () => {
    controller.abort()
    await running
  })
  while (!said.includes('ready')) await sleep(10)
  const url = `http://127.0.0.1:${port}/messages`
  return {
    url, port, taken, refusals,
    async post(body, headers = {}) {
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/fhir+json', 'x-api-key': KEY, ...headers },
      })
      return { status: response.status, answer: (await response.json()) as Record<string, unknown>, headers: response.headers }
    },
  }
}

const PATIENT = '{"resourceType":"Patient","id":"a","multipleBirthInteger":1.50}'
const NDJSON = { 'content-type': 'application/fhir+ndjson' }

describe('who sends', () => {
  test.for([
    ['nobody', 'No credential was presented.', {}],
    ['somebody else', 'No client has this key.', { 'x-api-key': 'another-long-and-random-key-of-a-client-9876' }],
    ['two at once', 'Two credentials are one too many.', { 'x-api-key': KEY, authorization: `Bearer ${KEY}` }],
    ['a user with a password', 'Only bearer tokens and keys are understood.', { authorization: 'Basic YTpi' }],
  ] as const)('%s is not heard, and the log says why', async ([, detail, headers]) => {
    const { url, taken, refusals } = await start()
    const response = await fetch(url, { method: 'POST', body: PATIENT, headers: { 'content-type': 'application/fhir+json', ...headers } })
    expect([response.status, await response.json()]).toEqual([401, expect.objectContaining({ resourceType: 'OperationOutcome' })])
    expect(response.headers.get('connection')).toBe('close')
    expect(taken).toEqual([])
    expect(refusals).toEqual([
      {
        client: undefined,
        request: 'POST /messages', status: 401, code: 'SLUICE_IDENTITY', detail, messages: 0, subjects: 0,
        durationMs: expect.any(Number) as number,
      },
    ])
  })

  test('who is known and sends what is not understood is written down by name', async () => {
    const { post, refusals } = await start()
    expect((await post(PATIENT, { 'content-type': 'text/plain' })).status).toBe(415)
    expect(refusals).toMatchObject([{ client: 'sender', status: 415, code: 'SLUICE_HTTP_MEDIA' }])
    expect((await post(PATIENT)).status).toBe(200)
    expect(refusals).toHaveLength(1)
  })
})

describe('what is sent', () => {
  test('a resource is one message, to the byte', async () => {
    const { post, taken } = await start()
    expect(await post(PATIENT)).toMatchObject({ status: 200, answer: { messages: 1, refused: 0, refusals: [] } })
    expect(taken).toEqual([{ name: expect.stringMatching(/^sender\/[0-9a-f-]{36}\.json$/) as string, line: undefined, body: PATIENT }])
  })

  test('NDJSON is read line by line, in gzip too', async () => {
    const { post, taken } = await start()
    const lines = Array.from({ length: 3000 }, (_, index) => `{"resourceType":"Patient","id":"p${index}"}`)
    const body = lines.join('\n')
    expect(await post(body, NDJSON)).toMatchObject({ status: 200, answer: { messages: 3000, refused: 0 } })
    expect(await post(gzipSync(body), { ...NDJSON, 'content-encoding': 'gzip' })).toMatchObject({ status: 200, answer: { messages: 3000 } })
    expect(taken.map(({ body: line }) => line)).toEqual([...lines, ...lines])
  })

  test.for([
    ['XML', 'application/fhir+xml', undefined], ['no type', '', undefined], ['Latin-1', 'application/json; charset=iso-8859-1', undefined],
    ['brotli', 'application/json', 'br'],
  ] as const)('%s is not understood', async ([, type, encoding]) => {
    const { post, taken } = await start()
    const { status } = await post(PATIENT, { 'content-type': type, ...(encoding === undefined ? {} : { 'content-encoding': encoding }) })
    expect([status, taken]).toEqual([415, []])
  })

  test('another path or method leads nowhere', async () => {
    const { url } = await start()
    expect((await fetch(url)).status).toBe(404)
    expect((await fetch(`${url}/Zebulon`, { method: 'POST', body: PATIENT })).status).toBe(404)
  })

  test('a bomb in gzip is refused, and so is one that is damaged', async () => {
    const { post, taken } = await start()
    expect(await post(gzipSync(Buffer.alloc(256 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' })).toMatchObject({
      status: 422,
      answer: { refusals: [{ code: 'SLUICE_LIMIT_GZIP' }] },
    })
    expect(await post(gzipSync(PATIENT).subarray(0, 20), { 'content-encoding': 'gzip' })).toMatchObject({
      status: 422,
      answer: { refusals: [{ code: 'SLUICE_GZIP' }] },
    })
    expect(taken).toEqual([])
  })

  test('a body over the limit is cut off', async () => {
    const { post, taken } = await start({ bodyBytesMax: 1000 })
    expect((await post(`{"a":"${'x'.repeat(2000)}"}`)).status).toBe(413)
    expect(taken).toEqual([])
  })

  test('the same Idempotency-Key gives the same name, which does not hold it', async () => {
    const { post, taken } = await start()
    for (let count = 0; count < 2; count++) await post(PATIENT, { 'idempotency-key': 'Zebulon' })
    expect(new Set(taken.map(({ name }) => name)).size).toBe(1)
    expect(taken[0]?.name).not.toContain('Zebulon')
  })
})

test('the same Idempotency-Key twice at a time is asked to wait', async () => {
  const gate = Promise.withResolvers<void>()
  const { post, taken } = await start({}, async () => {
    await gate.promise
    return []
  })
  const first = post(PATIENT, { 'idempotency-key': 'k' })
  await sleep(200)
  expect((await post(PATIENT, { 'idempotency-key': 'k' })).status).toBe(503)
  gate.resolve()
  expect((await first).status).toBe(200)
  expect((await post(PATIENT, { 'idempotency-key': 'k' })).status).toBe(200)
  expect(taken).toHaveLength(2)
})

describe('the answer', () => {
  test('waits until the route has confirmed', async () => {
    const gate = Promise.withResolvers<void>()
    const { post } = await start({}, async () => {
      await gate.promise
      return []
    })
    let isAnswered = false
    const answer = post(PATIENT).then((got) => { isAnswered = true; return got })
    await sleep(200)
    expect(isAnswered).toBe(false)
    gate.resolve()
    expect((await answer).status).toBe(200)
  })

  test('names the lines that were refused, and of several senders each its own', async () => {
    const { post } = await start({}, async ({ messages }) =>
      messages
        .filter(({ body }) => Buffer.from(body as Uint8Array).includes('bad'))
        .map(({ unit, line }) => ({ source: unit.label, line, verdict: 'quarantine', code: 'SLUICE_POLICY_QUARANTINE' })),
    )
    const [mixed, good, bad] = await Promise.all([
      post('{"a":1}\n{"bad":1}\n{"a":2}', NDJSON),
      post('{"a":1}\n{"a":2}', NDJSON),
      post('{"bad":1}'),
    ])
    expect(mixed).toMatchObject({
      status: 200,
      answer: { messages: 3, refused: 1, refusals: [{ line: 2, verdict: 'quarantine', code: 'SLUICE_POLICY_QUARANTINE' }] },
    })
    expect(good).toMatchObject({ status: 200, answer: { messages: 2, refused: 0 } })
    expect(bad).toMatchObject({ status: 422, answer: { messages: 1, refused: 1 } })
  })

  test.for([
    'SLUICE_SINK', 'SLUICE_AUDIT', 'SLUICE_QUARANTINE', 'SLUICE_TOKEN', 'SLUICE_POSITION', 'SLUICE_IO', 'SLUICE_SOURCE', 'SLUICE_LOCKED',
    'SLUICE_UPSTREAM',
  ] as const)('is 503 where what it goes through fails with %s, and the next may succeed', async (code) => {
    let failures = 1
    const { post, refusals } = await start({}, async () => {
      if (failures-- > 0) throw new SluiceError(code)
      return []
    })
    const failed = await post(PATIENT)
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '5'])
    expect(refusals).toMatchObject([{ status: 503, code }])
    expect((await post(PATIENT)).status).toBe(200)
  })

  test('is 500 where nobody knows why, and does not say what was thrown', async () => {
    const { post, refusals } = await start({}, async () => {
      throw new Error('Zebulon')
    })
    const failed = await post(PATIENT)
    expect([failed.status, JSON.stringify([failed.answer, refusals]).includes('Zebulon')]).toEqual([500, false])
    const frames = expect.arrayContaining([expect.stringContaining('http-ingest.test.ts')]) as string[]
    expect(refusals).toMatchObject([{ code: 'SLUICE_INTERNAL', frames }])
  })
})

test('a client that is slow, or goes, holds up nobody, and what it had sent in whole lines is taken', async () => {
  const { port, post, taken } = await start({ waitSecondsMax: 1 })
  const head = `POST /messages HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${KEY}\r\nContent-Type: application/fhir+ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`
  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`
  const slow = connect(port, '127.0.0.1')
  slow.write(head + chunk('{"a":1}\n{"a":'))
  const gone = connect(port, '127.0.0.1')
  gone.write(head + chunk('{"b":1}\n{"b":'))
  await sleep(300)
  gone.destroy()
  expect((await post(PATIENT)).status).toBe(200)
  const [answer] = (await once(slow, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1.1 400 /)
  slow.destroy()
  expect(taken.map(({ body }) => body).sort((a, b) => a.localeCompare(b))).toEqual(
    ['{"a":1}', '{"b":1}', PATIENT].sort((a, b) => a.localeCompare(b)),
  )
})

test.for([
  [{ listen: '0.0.0.0:8444' }, false], [{ listen: '[::]:8444' }, false],
  [{ listen: '127.0.0.1:8444' }, true], [{ listen: '[::1]:8444' }, true],
  [{ listen: '0.0.0.0:8444', tls: { cert: 'a', key: 'b' } }, true], [{ listen: '0.0.0.0:8444', plainHttp: true }, true],
] as const)('keys of other machines are not taken in clear unless it is said: %o', ([given, isGood]) => {
  const clients = [{ name: 'sender', apiKeySha256: ['a'.repeat(64)] }]
  expect(httpIngestSource.settings.safeParse({ clients, ...given }).success).toBe(isGood)
})

test('a path that cannot be decoded is refused without being repeated', async () => {
  const { port } = await start()
  const answer = await fetch(`http://127.0.0.1:${port}/messages/Zebulon%E0%A4%A`, { method: 'POST', headers: { 'x-api-key': KEY } })
  expect(answer.status).toBe(400)
  expect(await answer.text()).not.toContain('Zebulon')
})

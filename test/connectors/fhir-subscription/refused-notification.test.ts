import { once } from 'node:events'
import { connect } from 'node:net'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fhirSubscriptionSource } from '../../../connectors/fhir-subscription/connector.ts'
import { createContext } from '../../services/connector-context.ts'
import { sendJson, startScripted } from '../../services/scripted-server.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { numbersOf, r4, SECRET, start, stops, type Kind } from './open-subscription.ts'

test('nothing counts as taken before the route has confirmed it', async () => {
  let failures = 1
  const { notify, taken } = await start(r4, { route: async () => { if (failures-- > 0) throw new Error('Zebulon') } })
  await notify(r4({ type: 'handshake', total: 0 }))
  expect(await notify(r4({ type: 'event-notification', events: [1] }))).toBe(500)
  expect(await notify(r4({ type: 'event-notification', events: [1] }))).toBe(200)
  expect(numbersOf(taken)).toEqual([1])
})

test.for([
  ['without the secret', { authorization: '' }, 401],
  ['with another secret', { authorization: 'Bearer a-shared-secreT' }, 401],
  ['with a longer one', { authorization: `${SECRET}x` }, 401],
  ['in XML', { 'content-type': 'application/fhir+xml' }, 415],
] as const)('a notification %s is not heard', async ([, headers, status]) => {
  const { notify, taken } = await start(r4)
  expect(await notify(r4({ type: 'event-notification', events: [1] }), headers)).toBe(status)
  expect(taken).toEqual([])
})

test('nobody’s body is read before the secret is seen, and who comes without it is written down', async () => {
  const { port, taken, refusals } = await start(r4)
  const socket = connect(port, '127.0.0.1')
  socket.write('POST /notifications HTTP/1.1\r\nHost: tap\r\nContent-Type: application/fhir+json\r\nContent-Length: 1000000\r\n\r\n{')
  const [answer] = await once(socket, 'data') as [Buffer]
  socket.destroy()
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /)
  expect(refusals).toMatchObject([{ client: undefined, request: 'POST {notification}', status: 401, code: 'SLUICE_IDENTITY' }])
  expect(taken).toEqual([])
})

test.for([
  ['of another subscription', JSON.stringify(r4({ type: 'event-notification', events: [1], subscription: 'Subscription/other' }))],
  ['that is no Bundle', '{"resourceType":"Patient"}'],
  ['that is damaged', '{"resourceType":"Bundle","entry":['],
  ['that says a key twice', '{"resourceType":"Bundle","resourceType":"Bundle"}'],
  ['without a status', JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Patient' } }] })],
  ['of an unknown kind', JSON.stringify(r4({ type: 'party' as Kind }))],
  ['whose events have no numbers', JSON.stringify(r4({ type: 'event-notification', events: [Number.NaN] }))],
] as const)('a notification %s is refused', async ([, body]) => {
  const { notify, taken } = await start(r4)
  expect(await notify(body)).toBeGreaterThanOrEqual(400)
  expect(await notify(body)).toBeLessThan(500)
  expect(taken).toEqual([])
})

test('a reference that leads away from the server is not followed', async () => {
  const { notify, taken, asked } = await start(r4)
  await notify(r4({ type: 'handshake', total: 0 }))
  const body = JSON.stringify(r4({ type: 'event-notification', events: [1], payload: 'id-only' })).replace(
    '"Encounter/e1"',
    '"http://169.254.169.254/Encounter/e1"',
  )
  expect(await notify(body)).toBe(503)
  expect([taken, asked.filter(({ url }) => url.includes('Encounter'))]).toEqual([[], []])
})

test.for([
  [
    'a classic subscription of R4 is refused at the start: its events have no numbers',
    { resourceType: 'Subscription', criteria: 'Observation?code=1', channel: { type: 'rest-hook' } },
    'SLUICE_CONFIG',
  ],
  [
    'one of the backport is taken',
    { resourceType: 'Subscription', criteria: 'http://example.org/topic', channel: { type: 'rest-hook' } },
    undefined,
  ],
  ['one of R5 is taken', { resourceType: 'Subscription', topic: 'http://example.org/topic' }, undefined],
] as const)('%s', async ([, resource, code]) => {
  const server = await startScripted((_, response) => sendJson(response, resource))
  stops.push(server.stop)
  const { context } = createContext({ secrets: { 'env:S': SECRET } })
  const settings = fhirSubscriptionSource.settings.parse({
    baseUrl: `${server.origin}/fhir`,
    state: path.join(makeTemporaryFolder(), 'sub.db'),
    subscription: 'sub1',
    listen: '127.0.0.1:0',
    secret: { value: 'env:S' },
  })
  expect(
    await fhirSubscriptionSource.open(settings, context).then(
      () => undefined,
      (error: unknown) => (error as { code?: string }).code,
    ),
  ).toBe(code)
  expect(server.asked[0]?.url).toBe('/fhir/Subscription/sub1')
})

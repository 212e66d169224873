import { describe, expect, test } from 'vitest'
import { evenOut } from '../../../connectors/fhir-proxy/even-out.ts'
import type { Exchange } from '../../../connectors/fhir-proxy/exchange.ts'
import { PROXY_LIMITS } from '../../../connectors/fhir-proxy/options.ts'
import type { Interaction } from '../../../connectors/fhir-proxy/interaction.ts'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { always, hidingPolicy, openProxy, pseudonymOf, testClients } from './open-proxy.ts'

const read: Interaction = { kind: 'read', type: 'Patient', id: 'p1' }
const search: Interaction = { kind: 'search', type: 'Patient', within: undefined, posted: false }
const exchangeOf = (dropsSome: boolean, confined = false): Exchange =>
  ({
    client: { gate: { search: { dropsSome: () => dropsSome } } },
    proxy: { resourceTypes: new Set(['Patient']), limits: PROXY_LIMITS },
    confined,
    referred: new Map(),
  }) as unknown as Exchange
const TIMER_MS = 2

describe('an answer', () => {
  test.for([
    ['that shows something', 200, read, true],
    ['that something is not there, where nothing is kept back', 404, read, false],
    ['of many resources, where nothing is kept back', 200, search, false],
    ['that a search is refused', 403, search, true],
    ['to what is of no type', 404, { kind: 'capabilities' }, true],
    ['to what was not understood', 404, undefined, true],
  ] as const)('%s leaves at once', async ([, status, interaction, dropsSome]) => {
    const first = await Promise.race([
      evenOut(status, interaction, exchangeOf(dropsSome), performance.now()).then(() => 'answer'),
      new Promise((resolve) => setImmediate(resolve, 'other work')),
    ])
    expect(first).toBe('answer')
  })

  test.for<readonly [string, number, Interaction, Exchange, number]>([
    ['that something is not there', 404, read, exchangeOf(true), 0],
    ['that something is not there, a little later', 404, read, exchangeOf(true), 30],
    ['that something is not there, just before the tenth', 404, read, exchangeOf(true), 99.5],
    ['that something cannot be written', 409, read, exchangeOf(true), 130],
    ['that something is not there, to the token of one patient', 404, read, exchangeOf(false, true), 0],
    ['to a search', 200, search, exchangeOf(true), 30],
    ['that is a page', 200, { kind: 'page' }, exchangeOf(true), 0],
    ['that is a history', 200, { kind: 'history', type: 'Patient', id: undefined }, exchangeOf(true), 0],
    ['to a batch', 200, { kind: 'bundle' }, exchangeOf(true), 0],
    ['to $everything', 200, { kind: 'operation', name: 'everything', type: 'Patient', id: 'p1', posted: false }, exchangeOf(true), 0],
  ])('%s, where some may be kept back, waits for the next tenth of a second', async ([, status, interaction, exchange, ageMs]) => {
    const started = performance.now() - ageMs
    await evenOut(status, interaction, exchange, started)
    expect(performance.now() - started).toBeGreaterThanOrEqual((ageMs > 100 ? 200 : 100) - TIMER_MS)
  })
})

test.for([
  ['GET', '404'],
  ['DELETE', '404'],
  ['PUT', '409'],
])('an entry of a batch that would %s what may be kept back takes as long as that alone', async ([method = '', status]) => {
  const [vendor] = testClients() as [ProxyClientConfig]
  const policy = hidingPolicy(
    '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
  )
  const proxy = await openProxy({
    upstream: { deletesReferred: true },
    clients: [{ ...vendor, policy }],
    reply: always({ resourceType: 'OperationOutcome', issue: [] }, { status: 404 }),
  })
  const started = performance.now()
  const resource = method === 'PUT' ? { resource: { resourceType: 'Patient', id: 'p1' } } : {}
  const got = await proxy.get('', {
    method: 'POST',
    body: { resourceType: 'Bundle', type: 'batch', entry: [{ ...resource, request: { method, url: 'Patient/p1' } }] },
  })
  expect((got.json['entry'] as { response: { status: string } }[]).map((one) => one.response.status)).toEqual([status])
  expect(performance.now() - started).toBeGreaterThanOrEqual(100 - TIMER_MS)
})

test.for([
  ['is told to who sees everything', 'keep-everything', 410],
  [
    'is nothing that ever was, to who may guess ids, where some are kept back',
    hidingPolicy(
      '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: Ids stay, when: { class: link }, then: keep }\n',
    ),
    404,
  ],
  [
    'is nothing that ever was, to who may know an id by a reference, where some are kept back',
    hidingPolicy('  - { name: Restricted goes, when: { label: R }, then: drop }\n'),
    404,
  ],
] as const)('what was deleted %s', async ([, policy, status]) => {
  const [vendor] = testClients() as [ProxyClientConfig]
  const proxy = await openProxy({ clients: [{ ...vendor, policy }] })
  const id = await pseudonymOf(proxy, 'p1')
  proxy.reply = always({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'deleted' }] }, { status: 410 })
  const started = performance.now()
  expect((await proxy.get(`/Patient/${id}`)).status).toBe(status)
  expect(performance.now() - started).toBeGreaterThanOrEqual(status === 404 ? 100 - TIMER_MS : 0)
})

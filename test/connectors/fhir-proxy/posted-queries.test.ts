import { expect, test } from 'vitest'
import { always, issuesOf, sharedProxy, type GetOptions } from './open-proxy.ts'

const shared = sharedProxy()
const MB = 1024 * 1024
const form = (body: string): GetOptions => ({ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })
const post = (body: object): GetOptions => ({ method: 'POST', body })
const types = (length: number): string => `${'Patient,'.repeat(length / 8)}Patient`

test.for<readonly [string, string, number, (length: number) => GetOptions]>([
  ['a search as a form', '/Observation/_search', MB / 2, (length) => form(`subject=${','.repeat(length)}`)],
  ['an operation as a form', '/Patient/p1/$everything', 800, (length) => form(`_type=${types(length)}`)],
  [
    'parameters of an operation',
    '/Patient/p1/$everything',
    800,
    (length) => post({ resourceType: 'Parameters', parameter: [{ name: '_type', valueString: types(length) }] }),
  ],
  [
    'a search in a transaction',
    '',
    MB / 2,
    (length) => post({
      resourceType: 'Bundle', type: 'transaction',
      entry: [{ request: { method: 'GET', url: `Observation?subject=${','.repeat(length)}` } }],
    }),
  ],
  [
    'a condition in a reference',
    '/Observation',
    MB / 2,
    (length) => post({
      resourceType: 'Observation', status: 'final', code: {}, subject: { reference: `Patient?identifier=${','.repeat(length)}` },
    }),
  ],
])('%s is taken up to a length, which others would wait for', async ([, path, taken, asked]) => {
  const { proxy } = shared
  proxy.reply = always({ resourceType: 'Bundle', type: 'searchset', entry: [{ response: { status: '200' } }] })
  expect((await proxy.get(path, { as: 'open', ...asked(taken) })).status).toBe(200)
  proxy.asked.length = 0
  const got = await proxy.get(path, { as: 'open', ...asked(MB) })
  expect([got.status, issuesOf(got), proxy.asked]).toEqual([413, ['too-costly'], []])
})

const SURROGATE = String.raw`\ud800`
const entry = (request: string): string =>
  `{"resourceType":"Bundle","type":"transaction","entry":[{"request":{${request}},"resource":{"resourceType":"Patient"}}]}`
test.for([
  ['a search in a Bundle', '', entry(`"method":"GET","url":"Patient?gender=${SURROGATE}"`)],
  ['a condition in a Bundle', '', entry(`"method":"POST","url":"Patient","ifNoneExist":"gender=${SURROGATE}"`)],
  [
    'a parameter of an operation',
    '/Patient/p1/$everything',
    `{"resourceType":"Parameters","parameter":[{"name":"_since","valueString":"${SURROGATE}"}]}`,
  ],
] as const)('%s that holds half a character is the mistake of its client', async ([, path, body]) => {
  const { proxy } = shared
  const got = await proxy.get(path, { as: 'open', method: 'POST', headers: { 'content-type': 'application/fhir+json' }, body })
  expect([got.status, proxy.asked]).toEqual([400, []])
})

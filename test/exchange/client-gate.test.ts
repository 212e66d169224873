import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serverSchema } from '../../connectors/fhir-proxy/settings.ts'
import { assembleProxy } from '../../src/cli/assemble-proxy.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { Phi } from '../../src/contract/phi.ts'
import type { AuditLog } from '../../src/pipeline/route/audit-events.ts'
import { hidingPolicy, hashOf, KEYS } from '../connectors/fhir-proxy/open-proxy.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

async function gates() {
  const client = { policy: hidingPolicy(), purpose: 'p', resourceTypes: 'all', interactions: ['read'] } as const
  const server = serverSchema.parse({
    name: 's',
    'fhir-proxy': {
      listen: { port: 0 },
      baseUrl: 'https://front.example/fhir',
      upstream: { url: 'https://back.example/r4' },
      state: join(makeTemporaryFolder(), 'state.db'),
      clients: [
        { ...client, name: 'a', apiKeySha256: [hashOf(KEYS.vendor)] },
        { ...client, name: 'b', apiKeySha256: [hashOf(KEYS.other)] },
      ],
    },
  })
  const proxy = await assembleProxy({
    server,
    keys: { keys: [{ version: 1, secret: new Phi(Buffer.alloc(32, 7), 'key') }] },
    audit: {} as AuditLog,
    limits: LIMITS,
    now: () => new Date(),
    softwareVersion: '0',
    onAlarm: () => undefined,
    onFailure: () => undefined,
    status: { ready: () => undefined, unready: () => undefined },
  })
  onTestFinished(() => proxy.close())
  return proxy.clients.map(({ client: { gate } }) => gate)
}

const patient = (id: string, more = ''): string =>
  `{"resourceType":"Patient","id":"${id}","birthDate":"1950-02-03","language":"${id}"${more}}`
const bundle = (id: string): string =>
  `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"https://back.example/r4/Patient"}],"entry":[${Array.from(
    { length: 500 },
    (_, at) => `{"fullUrl":"https:\\/\\/back.example\\/r4\\/Patient\\/${id}${at}","resource":${patient(`${id}${at}`)}}`,
  ).join(',')}]}`

test.for([
  ['a small resource', patient, { resources: 1, patients: 1 }],
  ['a large Bundle with links of its own', bundle, { resources: 500, patients: 500 }],
] as const)('%s that was cleaned stays as it is while others are cleaned', async ([, of, counts]) => {
  const [a, b] = await gates()
  const links = (): [{ relation: string; url: string }] => [{ relation: 'self', url: 'https://front.example/fhir/Patient' }]
  for (const options of [{ links }, {}]) {
    const first = a?.answer(Buffer.from(of('en')), options)
    if (first?.passed !== true) throw new Error('refused')
    const text = Buffer.from(first.body).toString()
    expect(text).not.toContain('1950-02-03')
    expect(text).not.toContain('back.example')
    expect(JSON.parse(text)).toMatchObject(of === bundle && 'links' in options ? { link: links() } : {})
    expect(first).toMatchObject(counts)
    b?.answer(Buffer.from(of('de')), options)
    a?.answer(Buffer.from(of('fr')), options)
    expect(Buffer.from(first.body).toString()).toBe(text)
  }
})

import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { fhirBulkSource } from '../../../connectors/fhir-bulk/connector.ts'
import type { UnitDelivery } from '../../../src/contract/unit.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { patientLines, startBulkServer, type BulkOptions, type BulkServer } from '../../services/bulk-server.ts'
import { createContext } from '../../services/connector-context.ts'

const open: BulkServer[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop()
})

const FILES = { Patient: patientLines(1500), Observation: '{"resourceType":"Observation","id":"o1","valueQuantity":{"value":235.40}}\n' }

interface Read {
  /** Lines by the output that they go to, in order. */
  readonly outputs: ReadonlyMap<string, string[]>
  readonly ended: ReadonlySet<string>
  readonly said: readonly string[]
}

/** Reads an export to its end, acknowledging everything. */
async function read(
  server: BulkServer,
  settings: Record<string, unknown> = {},
  secrets: Record<string, string> = { 'env:T': 'a-token' },
  stopsAfterMs?: number,
): Promise<Read> {
  const { context, said } = createContext({ secrets })
  const state = path.join(makeTemporaryFolder(), 'bulk.db')
  const source = await fhirBulkSource.open(
    fhirBulkSource.settings.parse({ baseUrl: server.baseUrl, state, export: 'system', auth: { bearer: 'env:T' }, ...settings }),
    context,
  )
  const outputs = new Map<string, string[]>()
  const ended = new Set<string>()
  const signal = stopsAfterMs === undefined ? new AbortController().signal : AbortSignal.timeout(stopsAfterMs)
  for await (const delivery of source.deliveries(signal)) {
    const { messages, ended: units } = delivery as UnitDelivery
    for (const { unit, body } of messages)
      outputs.set(unit.name, [...(outputs.get(unit.name) ?? []), Buffer.from(body as Uint8Array).toString()])
    for (const { unit } of units) ended.add(unit.name)
    await delivery.ack()
  }
  return { outputs, ended, said }
}

async function start(options: Partial<BulkOptions> = {}): Promise<BulkServer> {
  const server = await startBulkServer({ files: FILES, ...options })
  open.push(server)
  return server
}

const kickOffs = ({ asked }: BulkServer): number => asked.filter(({ url }) => url.includes('$export')).length
const linesOf = ({ outputs }: Read, type: string): string[] =>
  [...outputs].filter(([name]) => name.includes(`/${type}.`)).flatMap(([, lines]) => lines)
const expectWhole = (result: Read): void => {
  expect(linesOf(result, 'Patient').join('\n') === FILES.Patient.trimEnd()).toBe(true)
  expect(linesOf(result, 'Observation')).toEqual([FILES.Observation.trimEnd()])
  expect(result.ended).toEqual(new Set(result.outputs.keys()))
}

describe('an export', () => {
  test('is begun, awaited, read line by line to the byte, and removed', async () => {
    const server = await start({ busy: 2, looks: 2 })
    expectWhole(await read(server, { types: ['Patient', 'Observation'], since: '2026-01-01T00:00:00Z' }))
    expect(server.jobs.size).toBe(0)
    const [first] = server.asked
    expect(Object.fromEntries(new URL(first?.url ?? '', server.origin).searchParams)).toEqual({
      _outputFormat: 'application/fhir+ndjson',
      _type: 'Patient,Observation',
      _since: '2026-01-01T00:00:00Z',
    })
    expect(new Set(server.asked.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer a-token']))
  })

  test.for([
    ['patient', '/fhir/Patient/$export'],
    [{ group: 'g1' }, '/fhir/Group/g1/$export'],
    ['system', '/fhir/$export'],
  ] as const)('of %j is asked for at %s', async ([level, at]) => {
    const server = await start()
    await read(server, { export: level })
    expect(server.asked[0]?.url.split('?')[0]).toBe(at)
  })

  test('whose files break off is taken up after the last line that was read', async () => {
    const server = await start({ breaks: { afterBytes: 40_000, times: 2 } })
    const result = await read(server)
    expectWhole(result)
    expect(result.said).toContain('SLUICE_SOURCE')
  })

  test('of which a page for people comes in place of a file has not been read: it is asked for again, and not removed before', async () => {
    const server = await start({ pages: 1 })
    const result = await read(server)
    expectWhole(result)
    expect([result.said.includes('SLUICE_SOURCE'), server.jobs.size]).toEqual([true, 0])
  })

  test('in gzip is inflated', async () => {
    expectWhole(await read(await start({ gzip: true })))
  })

  test('that the server forgets is made anew, and its outputs have names of their own', async () => {
    const server = await start({ forgets: 1 })
    const result = await read(server)
    expectWhole(result)
    expect([...result.outputs.keys()].every((name) => name.startsWith('1-1/'))).toBe(true)
  })

  test.for([
    ['whose files are not there', { refuses: { status: 404, jobs: 1 } }],
    ['of whose state the server knows nothing', { unknown: 1 }],
  ] as const)('%s is removed and made anew after a while, and the source is not ready until then', async ([, options]) => {
    const server = await start(options)
    const before = performance.now()
    const result = await read(server)
    expectWhole(result)
    expect(performance.now() - before).toBeGreaterThan(900)
    expect([kickOffs(server), server.jobs.size, result.said[0], result.said.at(-1)]).toEqual([2, 0, 'SLUICE_SOURCE', 'ready'])
  })

  test('is not made anew ever so often by a server that loses all', { timeout: 30_000 }, async () => {
    for (const options of [{ refuses: { status: 410, jobs: Infinity } }, { unknown: Infinity }]) {
      const server = await start(options)
      const { said } = await read(server, {}, { 'env:T': 'a-token' }, 3000)
      expect([kickOffs(server), said.includes('SLUICE_SOURCE'), said.includes('ready')]).toEqual([2, true, false])
    }
  })

  test('whose files may not be read ends the route, and is not left on the server', async () => {
    const server = await start({ refuses: { status: 403, jobs: Infinity } })
    await expect(read(server)).rejects.toMatchObject({ code: 'SLUICE_SOURCE_REFUSED' })
    expect([kickOffs(server), server.jobs.size]).toEqual([2, 0])
  })

  test('whose addresses are too old again and again is asked for new ones, and not made anew', async () => {
    const server = await start({ refuses: { status: 403, jobs: Infinity, times: 1 } })
    expectWhole(await read(server))
    expect(kickOffs(server)).toBe(1)
  })

  test('goes on where the last one ended', async () => {
    const server = await start()
    const { context } = createContext({ secrets: { 'env:T': 't' } })
    const state = path.join(makeTemporaryFolder(), 'bulk.db')
    const settings = { baseUrl: server.baseUrl, state, export: 'system' }
    for (let run = 0; run < 2; run++) {
      const source = await fhirBulkSource.open(fhirBulkSource.settings.parse(settings), context)
      for await (const delivery of source.deliveries(new AbortController().signal)) await delivery.ack()
    }
    const exports = server.asked
      .filter(({ url }) => url.includes('$export'))
      .map(({ url }) => new URL(url, server.origin).searchParams.get('_since'))
    expect(exports).toEqual([null, '2026-11-29T01:00:00.000Z'])
  })
})

test('a process that drains while it waits for an export, or reads one, just ends', async () => {
  for (const options of [{ looks: 1000 }, { slow: { bytes: 500, pauseMs: 50 } }]) {
    const server = await start(options)
    const { context } = createContext()
    const state = path.join(makeTemporaryFolder(), 'bulk.db')
    const source = await fhirBulkSource.open(fhirBulkSource.settings.parse({ baseUrl: server.baseUrl, state, export: 'system' }), context)
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 300)
    for await (const delivery of source.deliveries(controller.signal)) await delivery.ack()
    expect(server.jobs.size).toBe(1)
  }
}, 30_000)

describe('a manifest', () => {
  test('that leads to another origin is refused, and read without the token where the settings name that origin', async () => {
    const storage = await start()
    // The storage knows the job by its number.
    const server = await start({ filesAt: `${storage.origin}/fhir` })
    await expect(read(server)).rejects.toMatchObject({ code: 'SLUICE_SOURCE_REFUSED' })
    expect(storage.asked).toEqual([])
    ;(storage.jobs as Set<string>).add('2')
    expectWhole(await read(server, { fileOrigins: [storage.origin] }))
    expect(storage.asked.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined])
  })

  test('that lists errors stops the route unless that is accepted', async () => {
    const server = await start({ manifest: (manifest) => ({ ...manifest, error: [{ type: 'OperationOutcome', url: 'x', count: 1 }] }) })
    await expect(read(server)).rejects.toMatchObject({ code: 'SLUICE_SOURCE_REFUSED' })
    expectWhole(await read(server, { incomplete: 'accept' }))
  })

  test.for([
    ['lacks its output', { output: undefined }],
    ['lacks its time', { transactionTime: undefined }],
    ['names a file without an address', { output: [{ type: 'Patient' }] }],
    ['names a type that is a path', { output: [{ type: '../../etc', url: 'http://x/' }] }],
    ['goes on elsewhere', { link: [{ relation: 'next', url: 'http://x/' }] }],
  ] as const)('that %s is not believed', async ([, change]) => {
    const server = await start({ manifest: (manifest) => ({ ...manifest, ...change }) })
    await expect(read(server)).rejects.toMatchObject({ code: 'SLUICE_SOURCE' })
  })

  test('says what is gone too', async () => {
    const gone = '{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Patient/p9"}}]}'
    const server = await start({
      files: { ...FILES, gone },
      manifest: (manifest) => {
        const output = manifest['output'] as { readonly type: string }[]
        return { ...manifest, output: output.filter(({ type }) => type !== 'gone'), deleted: output.filter(({ type }) => type === 'gone') }
      },
    })
    const result = await read(server)
    expectWhole(result)
    expect(linesOf(result, 'deleted')).toEqual([gone])
  })
})

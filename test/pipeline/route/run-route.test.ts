import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { verifyAuditLog } from '../../../src/audit/verify-audit-log.ts'
import type { Source } from '../../../src/contract/message.ts'
import { quarantineKey, unsealEntry } from '../../../src/pipeline/quarantine/quarantine-format.ts'
import { readQuarantine } from '../../../src/pipeline/quarantine/quarantine.ts'
import { BLOCKED, BROKEN } from './fake-engine.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { makeFolderOf, makePlaces, runFolder, SECRET, type RoutePlaces } from './open-route.ts'

let places: RoutePlaces
beforeEach(() => {
  places = makePlaces(makeTemporaryFolder())
})

function put(name: string, content: string | Uint8Array): void {
  writeFileSync(makeFolderOf(join(places.input, name)), content)
}
function got(name: string): string {
  return readFileSync(join(places.output, name), 'utf8')
}
function filesOut(): string[] {
  return existsSync(places.output) ? readdirSync(places.output, { recursive: true }).map(String).sort() : []
}
interface AuditLine {
  readonly event: string
  readonly [key: string]: unknown
}
function auditLines(event: string): AuditLine[] {
  const lines = readFileSync(places.audit, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditLine)
  return lines.filter((line) => line.event === event)
}
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('a route from a folder to a folder', () => {
  test('writes every file under its own name, and leaves no partial one', async () => {
    put('a.json', '{"raw":1}\n')
    put('sub/b.ndjson', '{"raw":1}\r\n\r\n{"n":6.30}')
    put('c.json.gz', gzipSync('{"raw":2}'))
    put('empty.ndjson', '')
    const result = await runFolder(places)
    expect(result).toMatchObject({ ended: 'done', messages: 4, blocked: 0, quarantined: 0 })
    expect(got('a.json')).toBe('{"***":1}\n')
    expect(got('sub/b.ndjson')).toBe('{"***":1}\r\n\r\n{"n":6.30}')
    expect(gunzipSync(readFileSync(join(places.output, 'c.json.gz'))).toString()).toBe('{"***":2}')
    expect(filesOut()).toEqual(['a.json', 'c.json.gz', 'empty.ndjson', 'sub', 'sub/b.ndjson'])
  })

  test('leaves out refused lines, and whole files of which nothing may pass, also earlier ones', async () => {
    put('lines.ndjson', `{"a":1}\n{"a":"${BLOCKED}"}\n{"a":3}\n`)
    put('doc.json', `{"a":"${BLOCKED}"}`)
    put('all.ndjson', `{"a":"${BLOCKED}"}\n`)
    writeFileSync(makeFolderOf(join(places.output, 'doc.json')), 'from a milder policy')
    const result = await runFolder(places)
    expect(result).toMatchObject({ messages: 5, blocked: 3, quarantined: 0 })
    expect(got('lines.ndjson')).toBe('{"a":1}\n{"a":3}\n')
    expect(filesOut()).toEqual(['lines.ndjson'])
  })

  test('refuses a truncated gzip as a whole and goes on with the next file', async () => {
    put('a.ndjson.gz', gzipSync('{"a":1}\n'.repeat(5000)).subarray(0, -12))
    put('b.json', '{}')
    const result = await runFolder(places)
    expect(result.refusals.get('SLUICE_GZIP')?.count).toBe(1)
    expect(filesOut()).toEqual(['b.json'])
  })

  test('streams a document that is too large to hold, and leaves nothing of one refused at its end', async () => {
    put('a.json', `{"a":"${'x'.repeat(9000)}"}`)
    put('b.json', `{"a":"${'x'.repeat(9000)}${BLOCKED}"}`)
    put('c.json', '{}')
    const result = await runFolder(places, { bundleBytesWhole: 4096 })
    expect(result).toMatchObject({ messages: 3, blocked: 1 })
    expect(got('a.json').length).toBe(9008)
    expect(filesOut()).toEqual(['a.json', 'c.json'])
    const [, , batch] = auditLines('batch').map((line) => line['source'])
    expect(batch).toBe(`label-${Buffer.from('c.json').toString('hex')}`)
    expect(auditLines('refused')[0]).toMatchObject({
      code: 'SLUICE_POLICY_BLOCK',
      sha256: sha256(readFileSync(join(places.input, 'b.json'), 'latin1')),
    })
  })
})

describe('the audit log of a route', () => {
  test('holds a batch per source with hashes over what came in and what went out', async () => {
    put('a.json', '{"raw":1}')
    put('b.ndjson', '{"raw":1}\n{"raw":2}\n')
    await runFolder(places)
    const [doc, lines] = auditLines('batch')
    expect(doc).toMatchObject({
      messages: 1,
      sha256: sha256('{"raw":1}'),
      outputSha256: sha256('{"***":1}'),
      verdicts: { redact: 1 },
      counts: { name: { redact: 1 } },
    })
    expect(lines).toMatchObject({
      messages: 2,
      first: 1,
      last: 2,
      sha256: sha256('{"raw":1}\n{"raw":2}\n'),
      outputSha256: sha256('{"***":1}\n{"***":2}\n'),
    })
    expect(await verifyAuditLog(places.audit)).toMatchObject({ records: 5 })
  })

  test('has a record for every refused message, with its place and hash and without its content', async () => {
    put('b.ndjson', `{"a":1}\n{"secretcanary":"${BROKEN}"}\n`)
    await runFolder(places)
    expect(auditLines('refused')).toMatchObject([
      {
        line: 2,
        code: 'SLUICE_JSON_SYNTAX',
        byte: 3,
        path: 'Basic.code',
        verdict: 'block',
        sha256: sha256(`{"secretcanary":"${BROKEN}"}`),
      },
    ])
    expect(readFileSync(places.audit, 'utf8')).not.toContain('secretcanary')
  })

  test('names no file, since file names may hold names of patients', async () => {
    put('Canary_Smith_1931.json', '{}')
    put('Canary_Jones_1932.json', `{"a":"${BROKEN}"}`)
    await runFolder(places, { onError: 'quarantine' })
    expect(readFileSync(places.audit, 'utf8')).not.toContain('Canary')
    expect(readFileSync(places.quarantine, 'utf8')).not.toContain('Canary')
  })
})

describe('refused messages', () => {
  test('go to the quarantine, encrypted, when the route says so', async () => {
    put('b.ndjson', `{"a":"${BROKEN}"}\n{"a":1}\n`)
    const result = await runFolder(places, { onError: 'quarantine' })
    expect(result).toMatchObject({ blocked: 0, quarantined: 1 })
    expect(readFileSync(places.quarantine, 'utf8')).not.toContain(BROKEN)
    const entries = await Array.fromAsync(readQuarantine(places.quarantine))
    expect(entries.map(({ header }) => header)).toMatchObject([
      { code: 'SLUICE_JSON_SYNTAX', line: 1, policy: 'fake', bytes: 16 },
    ])
    const [entry] = entries
    expect(entry === undefined ? '' : Buffer.from(unsealEntry(entry, quarantineKey(SECRET))).toString()).toBe(
      `{"a":"${BROKEN}"}`,
    )
    expect(auditLines('refused')[0]).toMatchObject({ verdict: 'quarantine', id: entry?.header.id })
  })

  test('that the policy blocks are never kept, whatever the route says', async () => {
    put('a.json', `{"a":"${BLOCKED}"}`)
    expect(await runFolder(places, { onError: 'quarantine' })).toMatchObject({ blocked: 1, quarantined: 0 })
    expect(readFileSync(places.quarantine, 'utf8')).toBe('')
  })

  test('that are too large to keep are blocked', async () => {
    put('a.json', `{"a":"${BROKEN}${'x'.repeat(9000)}"}`)
    const result = await runFolder(places, { onError: 'quarantine', bundleBytesWhole: 4096, keepBytesMax: 5000 })
    expect(result).toMatchObject({ blocked: 1, quarantined: 0 })
  })
})

describe('when something breaks', () => {
  const broken = (): never => {
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  }

  test('an audit log that cannot be written releases nothing and stops the route', async () => {
    put('a.json', '{"raw":1}')
    let syncs = 0
    const result = runFolder(places, {
      audit: (real) => ({ ...real, sync: async () => (++syncs > 1 ? broken() : real.sync()) }),
    })
    await expect(result).rejects.toMatchObject({ code: 'SLUICE_INTERNAL' })
    expect(filesOut()).toEqual([])
  })

  test.for(['prepare', 'end', 'flush', 'commit'] as const)(
    'a sink that fails in %s leaves no file, and the delivery is not acknowledged',
    async (step) => {
      put('a.json', '{"raw":1}')
      const calls: string[] = []
      const watch = (real: Source): Source => ({
        name: real.name,
        async *deliveries(signal) {
          for await (const delivery of real.deliveries(signal)) {
            yield { ...delivery, ack: async () => void calls.push('ack'), nack: async () => void calls.push('nack') }
          }
        },
      })
      const result = runFolder(places, { source: watch, sink: (real) => ({ ...real, [step]: async () => broken() }) })
      await expect(result).rejects.toMatchObject({ code: 'SLUICE_INTERNAL' })
      expect(filesOut()).toEqual([])
      expect(calls).toEqual(['nack'])
      expect(auditLines('close')).toMatchObject([{ ended: 'failed' }])
    },
  )

  test('the order is prepare, quarantine and flush, audit, commit, acknowledge', async () => {
    put('a.json', '{}')
    put('b.json', `{"a":"${BROKEN}"}`)
    const calls: string[] = []
    await runFolder(places, {
      onError: 'quarantine',
      source: (real) => ({
        name: real.name,
        async *deliveries(signal) {
          for await (const delivery of real.deliveries(signal))
            yield { ...delivery, ack: async () => void calls.push('ack') }
        },
      }),
      sink: (real) => ({
        ...real,
        prepare: async (message, output) => {
          calls.push('prepare')
          await real.prepare(message, output)
        },
        flush: async () => {
          calls.push('flush')
          await real.flush()
        },
        commit: async () => {
          calls.push('commit')
          await real.commit()
        },
      }),
      audit: (real) => ({
        ...real,
        sync: async () => {
          calls.push('audit')
          await real.sync()
        },
      }),
    })
    expect(calls).toEqual(['audit', 'prepare', 'flush', 'audit', 'commit', 'ack', 'audit'])
  })
})

test('a signal lets the delivery in hand finish, and leaves no half file of the one after', async () => {
  const lines = '{"raw":1}\n'.repeat(3000)
  put('a.ndjson', lines)
  put('b.json', '{}')
  const stop = new AbortController()
  const result = await runFolder(places, {
    signal: stop.signal,
    sink: (real) => ({
      ...real,
      commit: async () => {
        await real.commit()
        stop.abort()
      },
    }),
  })
  expect(result.ended).toBe('stopped')
  expect(result.messages).toBeLessThan(3000)
  expect(filesOut()).toEqual([])
  expect(auditLines('close')).toMatchObject([{ ended: 'stopped' }])
})

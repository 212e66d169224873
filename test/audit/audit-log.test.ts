import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { openAuditLog } from '../../src/audit/open-audit-log.ts'
import { verifyAuditLog } from '../../src/audit/verify-audit-log.ts'
import type { AuditEvent } from '../../src/pipeline/route/audit-events.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

let path = ''
beforeEach(() => {
  path = join(makeTemporaryFolder(), 'audit.jsonl')
})

const now = (): Date => new Date('2026-11-24T12:00:00Z')
const event = (messages: number): AuditEvent => ({
  event: 'close',
  route: 'r',
  ended: 'done',
  messages,
  released: messages,
  refused: 0,
})

async function writeLog(events: number): Promise<void> {
  const log = await openAuditLog({ path, now })
  for (let index = 0; index < events; index++) log.append(event(index))
  await log.sync()
  await log.close()
}

describe('an audit log', () => {
  test('begins with a genesis record and goes on where it ended', async () => {
    await writeLog(2)
    const first = await verifyAuditLog(path)
    await writeLog(1)
    const second = await verifyAuditLog(path)
    expect(first).toMatchObject({ records: 3 })
    expect(second).toMatchObject({ records: 4 })
    expect(second.head).not.toBe(first.head)
    expect(readFileSync(path, 'utf8').split('\n')[0]).toContain('"event":"genesis","version":1')
  })

  test('writes a record as JSON.stringify does, between its place and its hash', async () => {
    await writeLog(1)
    const [, line = ''] = readFileSync(path, 'utf8').split('\n')
    const { hash, prev, ...rest } = JSON.parse(line) as Record<string, unknown>
    expect(line).toBe(JSON.stringify({ seq: 1, time: now().toISOString(), ...event(0), prev, hash }))
    expect(Object.keys(rest)).toEqual(['seq', 'time', ...Object.keys(event(0))])
  })

  test('is readable by its owner alone', async () => {
    await writeLog(1)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('shows every change of a byte, and every line taken out, moved or put in', async () => {
    await writeLog(5)
    const whole = readFileSync(path, 'utf8')
    const lines = whole.trimEnd().split('\n')
    const byte = fc
      .tuple(fc.nat(whole.length - 1), fc.integer({ min: 32, max: 126 }))
      .map(([at, code]) => whole.slice(0, at) + String.fromCharCode(code) + whole.slice(at + 1))
    const taken = fc.nat(lines.length - 2).map((at) => `${lines.toSpliced(at, 1).join('\n')}\n`)
    const doubled = fc.nat(lines.length - 1).map((at) => `${lines.toSpliced(at, 0, lines[at] ?? '').join('\n')}\n`)
    const swapped = fc
      .nat(lines.length - 2)
      .map((at) => `${lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? '').join('\n')}\n`)
    await fc.assert(
      fc.asyncProperty(fc.oneof(byte, taken, doubled, swapped), async (changed) => {
        fc.pre(changed !== whole)
        writeFileSync(path, changed)
        expect((await verifyAuditLog(path)).broken).toBeDefined()
      }),
      { numRuns: 200 },
    )
  })

  test('names the first record that is not sound', async () => {
    await writeLog(5)
    const lines = readFileSync(path, 'utf8').split('\n')
    lines[3] = (lines[3] ?? '').replace('"messages":2', '"messages":9')
    writeFileSync(path, lines.join('\n'))
    expect((await verifyAuditLog(path)).broken).toMatchObject({
      seq: 3,
      why: 'its own hash does not match its content',
    })
  })

  test('cut off at the end is a shorter chain, which only the head noted elsewhere gives away', async () => {
    await writeLog(5)
    const { head } = await verifyAuditLog(path)
    writeFileSync(path, `${readFileSync(path, 'utf8').trimEnd().split('\n').slice(0, -2).join('\n')}\n`)
    const cut = await verifyAuditLog(path)
    expect(cut.broken).toBeUndefined()
    expect(cut.head).not.toBe(head)
  })

  test('that a crash tore is cut to its last whole record, and says so', async () => {
    await writeLog(3)
    truncateSync(path, statSync(path).size - 10)
    expect((await verifyAuditLog(path)).broken?.seq).toBe(3)
    await writeLog(1)
    expect(await verifyAuditLog(path)).toMatchObject({ records: 5 })
    expect(readFileSync(path, 'utf8')).toContain('"event":"recovered","bytes":')
  })

  test('torn in its very first record begins anew', async () => {
    await writeLog(0)
    truncateSync(path, 30)
    await writeLog(1)
    expect(await verifyAuditLog(path)).toMatchObject({ records: 3 })
  })

  test('with a last record that was changed is not written to', async () => {
    await writeLog(1)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"route":"r"', '"route":"x"'))
    const before = readFileSync(path)
    await expect(openAuditLog({ path, now })).rejects.toMatchObject({ code: 'SLUICE_AUDIT_CHAIN' })
    expect(readFileSync(path)).toEqual(before)
  })

  test.for([
    ['a text', 'patients of ward 7'],
    ['other JSON lines', '{"id":1}\n'],
    ['a shorter text', 'x'],
  ])('never touches %s that is there already', async ([, content]) => {
    writeFileSync(path, content ?? '')
    await expect(openAuditLog({ path, now })).rejects.toMatchObject({ code: 'SLUICE_AUDIT' })
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  test('keeps its order when several routes write and sync at once', async () => {
    const log = await openAuditLog({ path, now })
    const writers = Array.from({ length: 20 }, async (_, writer) => {
      for (let round = 0; round < 10; round++) {
        log.append(event(writer))
        await log.sync()
      }
    })
    await Promise.all(writers)
    await log.close()
    expect(await verifyAuditLog(path)).toMatchObject({ records: 201 })
    expect((await verifyAuditLog(path)).broken).toBeUndefined()
  })

  test('refuses everything after a write that failed', async () => {
    const log = await openAuditLog({ path, now })
    await log.close()
    log.append(event(1))
    await expect(log.sync()).rejects.toMatchObject({ code: 'SLUICE_AUDIT' })
    log.append(event(2))
    await expect(log.sync()).rejects.toMatchObject({ code: 'SLUICE_AUDIT' })
  })
})

describe('the lock of an audit log', () => {
  test('lets one writer in at a time', async () => {
    const log = await openAuditLog({ path, now })
    await expect(openAuditLog({ path, now, lockWaitMs: 100 })).rejects.toMatchObject({ code: 'SLUICE_LOCKED' })
    await log.close()
    const next = await openAuditLog({ path, now, lockWaitMs: 0 })
    await next.close()
    expect(existsSync(`${path}.lock`)).toBe(true)
  })

  test('is freed when its process is killed', async () => {
    const script = `
      import { openAuditLog } from ${JSON.stringify(new URL('../../src/audit/open-audit-log.ts', import.meta.url).href)}
      const log = await openAuditLog({ path: process.argv[1], now: () => new Date() })
      await log.sync()
      process.stdout.write('open')
      setInterval(() => log.path, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit')
    try {
      await once(child.stdout, 'data')
      await expect(openAuditLog({ path, now, lockWaitMs: 100 })).rejects.toMatchObject({ code: 'SLUICE_LOCKED' })
    } finally {
      child.kill('SIGKILL')
      await exited
    }
    const log = await openAuditLog({ path, now, lockWaitMs: 2000 })
    await log.close()
  })

  test('goes with a log whose name this run made up', async () => {
    const log = await openAuditLog({ path, now, isOwn: true })
    await log.close()
    expect(existsSync(`${path}.lock`)).toBe(false)
  })
})

test('a file that is no log is not whole', async () => {
  appendFileSync(path, 'nothing\n')
  expect((await verifyAuditLog(path)).broken?.seq).toBe(0)
  await expect(verifyAuditLog(`${path}.missing`)).rejects.toMatchObject({ code: 'SLUICE_IO' })
})

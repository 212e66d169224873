import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openAuditLog } from '../../src/audit/open-audit-log.ts'
import { verifyAuditLog } from '../../src/audit/verify-audit-log.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

test('what is written is in the file when it resolves, in order with what is synced meanwhile, and the chain is whole', async () => {
  const path = join(makeTemporaryFolder(), 'audit.jsonl')
  const log = await openAuditLog({ path, now: () => new Date() })
  const one = async (bytes: number): Promise<void> => {
    log.append({ event: 'recovered', bytes })
    await (bytes % 3 === 0 ? log.sync() : log.write())
    expect(readFileSync(path, 'utf8')).toContain(`"bytes":${bytes},`)
  }
  await Promise.all(Array.from({ length: 200 }, (_, bytes) => one(bytes)))
  await log.close()
  expect(await verifyAuditLog(path)).toMatchObject({ records: 201 })
  expect((await verifyAuditLog(path)).broken).toBeUndefined()
})

test('who waits while one write to the disk is under way, or in the same turn, waits for the next one together', async () => {
  const path = join(makeTemporaryFolder(), 'audit.jsonl')
  const log = await openAuditLog({ path, now: () => new Date() })
  const first = log.sync()
  expect(log.sync()).toBe(first)
  while (readFileSync(path).length === 0) await new Promise((resolve) => setImmediate(resolve))
  const second = log.sync()
  expect([second === first, log.sync() === second]).toEqual([false, true])
  await second
  await log.close()
})

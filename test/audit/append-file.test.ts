import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openAppendFile } from '../../src/audit/append-file.ts'
import { lockFile } from '../../src/audit/lock-file.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

test('who waits while another puts a new file in its place writes to the new one', async () => {
  const path = join(makeTemporaryFolder(), 'entries.jsonl')
  writeFileSync(path, 'magic old\nmagic gone\n')
  const unlock = await lockFile(path, { waitMs: 0 })
  const opening = openAppendFile(path, { code: 'SLUICE_QUARANTINE', magic: 'magic' })
  expect(await Promise.race([opening, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))])).toBe('waits')
  writeFileSync(`${path}.partial`, 'magic old\n')
  renameSync(`${path}.partial`, path)
  await unlock()
  const file = await opening
  file.append('magic new')
  await file.sync()
  await file.close()
  expect(readFileSync(path, 'utf8')).toBe('magic old\nmagic new\n')
  expect(existsSync(`${path}.partial`)).toBe(false)
})

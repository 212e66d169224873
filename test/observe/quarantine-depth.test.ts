import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createQuarantineDepth } from '../../src/observe/quarantine-depth.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

test('entries are counted as they come, and anew when the file is another one or shorter', async () => {
  const file = join(makeTemporaryFolder(), 'q.jsonl')
  const depth = createQuarantineDepth(file)
  expect(await depth()).toEqual({ entries: 0, bytes: 0 })
  writeFileSync(file, `${'x'.repeat(300_000)}\n`.repeat(3))
  expect(await depth()).toEqual({ entries: 3, bytes: 900_003 })
  appendFileSync(file, 'one\ntwo, not yet whole')
  expect((await depth()).entries).toBe(4)
  appendFileSync(file, '\n')
  expect((await depth()).entries).toBe(5)
  writeFileSync(`${file}.new`, 'a\nb\n')
  renameSync(`${file}.new`, file)
  expect((await depth()).entries).toBe(2)
  writeFileSync(file, 'a\n')
  expect((await depth()).entries).toBe(1)
  rmSync(file)
  expect(await depth()).toEqual({ entries: 0, bytes: 0 })
})

test('two that ask at once are told the same', async () => {
  const file = join(makeTemporaryFolder(), 'q.jsonl')
  writeFileSync(file, 'x\n'.repeat(100_000))
  const depth = createQuarantineDepth(file)
  expect(await Promise.all([depth(), depth(), depth()])).toEqual(Array.from({ length: 3 }, () => ({ entries: 100_000, bytes: 200_000 })))
})

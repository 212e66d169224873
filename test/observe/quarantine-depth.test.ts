import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createQuarantineDepth } from '../../src/observe/quarantine-depth.ts'
import { quarantineKey, sealEntry } from '../../src/pipeline/quarantine/quarantine-format.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

test('entries are counted as they come, and anew when the file is another one or shorter', async () => {
  const file = join(makeTemporaryFolder(), 'q.jsonl')
  const depth = createQuarantineDepth(file)
  expect(await depth('r')).toEqual({ entries: 0, bytes: 0 })
  writeFileSync(file, `${'x'.repeat(300_000)}\n`.repeat(3))
  expect(await depth('r')).toEqual({ entries: 3, bytes: 900_003 })
  appendFileSync(file, 'one\ntwo, not yet whole')
  expect((await depth('r')).entries).toBe(4)
  appendFileSync(file, '\n')
  expect((await depth('r')).entries).toBe(5)
  writeFileSync(`${file}.new`, 'a\nb\n')
  renameSync(`${file}.new`, file)
  expect((await depth('r')).entries).toBe(2)
  writeFileSync(file, 'a\n')
  expect((await depth('r')).entries).toBe(1)
  rmSync(file)
  expect(await depth('r')).toEqual({ entries: 0, bytes: 0 })
})

test('two that ask at once are told the same', async () => {
  const file = join(makeTemporaryFolder(), 'q.jsonl')
  writeFileSync(file, 'x\n'.repeat(100_000))
  const depth = createQuarantineDepth(file)
  expect(await Promise.all([depth('r'), depth('r'), depth('r')]))
    .toEqual(Array.from({ length: 3 }, () => ({ entries: 100_000, bytes: 200_000 })))
})

test('of routes that share a file each is told its own, also where a line comes in pieces', async () => {
  const file = join(makeTemporaryFolder(), 'q.jsonl')
  const key = quarantineKey(Buffer.from('a secret for tests'))
  const entry = (route: string, id: string, bytes = 10): string => sealEntry({
    id, time: '2026-01-01T00:00:00.000Z', code: 'SLUICE_GZIP', source: 'b {"x"', policy: 'p', policyHash: 'h', route,
    destination: 'd', purpose: 'p', keyVersion: 1, bytes,
  }, new Uint8Array(bytes), key)
  const lines = [entry('one', 'a'), entry('two/open', 'b', 400_000), entry('one', 'c')]
  const depth = createQuarantineDepth(file)
  const text = `${lines.join('\n')}\n`
  writeFileSync(file, text.slice(0, 20))
  expect(await depth('one')).toEqual({ entries: 0, bytes: 0 })
  appendFileSync(file, text.slice(20))
  expect(await depth('one')).toEqual({ entries: 2, bytes: lines[0]!.length + lines[2]!.length + 2 })
  expect(await depth('two/open')).toEqual({ entries: 1, bytes: lines[1]!.length + 1 })
  expect(await depth('two')).toEqual({ entries: 0, bytes: 0 })
})

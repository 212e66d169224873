import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createFileSource } from '../../connectors/file/file-source.ts'
import { listFiles } from '../../connectors/file/list-files.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { createDecodeUnit } from '../../src/decode/decode-unit.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

let folder = ''
beforeEach(() => {
  folder = makeTemporaryFolder()
})

test('a folder is walked in order, folders with names of files too; links and other files are counted', async () => {
  mkdirSync(join(folder, 'b.json'))
  for (const name of ['z.ndjson', 'a.json.gz', 'b.json/c.jsonl', 'b.json/D.JSON', 'x.txt', '.a.json.partial'])
    writeFileSync(join(folder, name), '')
  symlinkSync(join(folder, 'z.ndjson'), join(folder, 'link.json'))
  symlinkSync(folder, join(folder, 'loop'))
  const { files, skipped, folders } = await listFiles([folder])
  expect(files.map((file) => file.name)).toEqual(['a.json.gz', 'b.json/D.JSON', 'b.json/c.jsonl', 'z.ndjson'])
  expect(skipped).toBe(4)
  expect(folders).toEqual([folder])
})

test('a file that was given is taken whatever its name, and a link to one too', async () => {
  writeFileSync(join(folder, 'x.txt'), '')
  symlinkSync(join(folder, 'x.txt'), join(folder, 'link'))
  const { files } = await listFiles([join(folder, 'x.txt'), join(folder, 'link')])
  expect(files.map((file) => file.name)).toEqual(['x.txt', 'link'])
})

test('a path that is not there is named, since the user gave it', async () => {
  await expect(listFiles([join(folder, 'none')])).rejects.toMatchObject({
    code: 'SLUICE_IO',
    detail: expect.stringContaining('none: no such file') as string,
  })
})

test("a file in a folder that cannot be read is told by its number, since its name may hold a patient's", async () => {
  writeFileSync(join(folder, 'Smith.json'), '{}')
  const { files } = await listFiles([folder])
  rmSync(join(folder, 'Smith.json'))
  const source = createFileSource({
    files,
    decode: createDecodeUnit(LIMITS),
    mediaOf: () => ({ media: 'json', gzip: false }),
    label: () => 'l',
  })
  const error: unknown = await Array.fromAsync(source.deliveries(new AbortController().signal)).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({ code: 'SLUICE_IO' })
  expect(String(error)).toContain('file 1 of 1')
  expect(String(error)).not.toContain('Smith')
})

test('a file that changes while it is read is an error, since two readings may differ', async () => {
  const path = join(folder, 'a.ndjson')
  writeFileSync(path, '{"a":1}\n'.repeat(100_000))
  const { files } = await listFiles([path])
  const source = createFileSource({
    files,
    decode: createDecodeUnit(LIMITS),
    mediaOf: () => ({ media: 'ndjson', gzip: false }),
    label: () => 'l',
  })
  async function readAll(): Promise<void> {
    for await (const delivery of source.deliveries(new AbortController().signal)) {
      if (delivery.messages[0]?.line === 1) writeFileSync(path, '{"a":2}\n', { flag: 'a' })
    }
  }
  await expect(readAll()).rejects.toMatchObject({ code: 'SLUICE_IO' })
})

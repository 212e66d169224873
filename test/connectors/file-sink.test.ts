import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { createFileSink } from '../../connectors/file/file-sink.ts'
import { partialName, removeStalePartials } from '../../connectors/file/partials.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import type { Unit, UnitMessage } from '../../src/contract/unit.ts'

const EMPTY = new Uint8Array(0)
let folder = ''
beforeEach(() => {
  folder = makeTemporaryFolder()
})

const unitOf = (name: string): Unit => ({ source: name, label: 'l', name, media: 'ndjson', gzip: false })
const messageOf = (unit: Unit, after = '\n'): UnitMessage => ({
  source: 's',
  unit,
  body: EMPTY,
  before: EMPTY,
  after: Buffer.from(after),
})
const sinkOf = () => createFileSink({ folder, nameOf: (unit) => unit.name, gzipOf: (unit) => unit.gzip === true })

describe('the file sink', () => {
  test('shows nothing under the final name before commit', async () => {
    const sink = sinkOf()
    const unit = unitOf('a.ndjson')
    await sink.prepare(messageOf(unit), Buffer.from('x'))
    await sink.commit()
    expect(existsSync(join(folder, 'a.ndjson'))).toBe(false)
    await sink.end({ unit, rest: EMPTY, refused: false })
    await sink.flush()
    expect(existsSync(join(folder, 'a.ndjson'))).toBe(false)
    await sink.commit()
    expect(readFileSync(join(folder, 'a.ndjson'), 'utf8')).toBe('x\n')
    expect(readdirSync(folder)).toEqual(['a.ndjson'])
  })

  test('forgets on abort what was prepared, ended or flushed', async () => {
    const sink = sinkOf()
    await sink.prepare(messageOf(unitOf('a.ndjson')), Buffer.from('x'))
    await sink.prepare(messageOf(unitOf('b.ndjson')), Buffer.from('x'))
    await sink.end({ unit: unitOf('b.ndjson'), rest: EMPTY, refused: false })
    await sink.flush()
    await sink.abort()
    await sink.commit()
    expect(readdirSync(folder)).toEqual([])
  })

  test('writes outputs of every size as they are, although their buffers are reused at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 8 }), async (sizes) => {
        const sink = sinkOf()
        const unit = unitOf('a.ndjson')
        const reused = Buffer.alloc(300_000)
        for (const [index, size] of sizes.entries()) {
          const output = reused.subarray(0, size).fill(65 + index)
          await sink.prepare(messageOf(unit), output)
        }
        reused.fill(0)
        await sink.end({ unit, rest: Buffer.from('\n'), refused: false })
        await sink.flush()
        await sink.commit()
        const wanted = sizes.map((size, index) => `${String.fromCharCode(65 + index).repeat(size)}\n`).join('')
        expect(readFileSync(join(folder, 'a.ndjson'), 'latin1') === `${wanted}\n`).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  test('does not follow a link that leads out of its folder', async () => {
    const elsewhere = makeTemporaryFolder()
    symlinkSync(elsewhere, join(folder, 'sub'))
    const prepared = sinkOf().prepare(messageOf(unitOf('sub/a.ndjson')), Buffer.from('x'))
    await expect(prepared).rejects.toMatchObject({ code: 'SLUICE_SINK' })
    expect(readdirSync(elsewhere)).toEqual([])
  })

  test("names the disk's answer and not the file in its error", async () => {
    mkdirSync(join(folder, 'Smith.ndjson'))
    writeFileSync(join(folder, 'Smith.ndjson', 'x'), '')
    const sink = sinkOf()
    const unit = unitOf('Smith.ndjson')
    await sink.prepare(messageOf(unit), Buffer.from('x'))
    await sink.end({ unit, rest: EMPTY, refused: false })
    await sink.flush()
    const error: unknown = await sink.commit().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'SLUICE_SINK' })
    expect(String(error)).not.toContain('Smith')
    await sink.close()
  })
})

describe('partial files', () => {
  test('of this process are left alone, of a dead one are removed', async () => {
    const mine = partialName('a.json')
    const [, , host = ''] = /^(.*)\.([0-9a-f]{6})-\d+-/.exec(mine) ?? []
    const dead = `.a.json.${host}-4194303-abc-00000000.partial`
    const earlier = `.a.json.${host}-${process.pid}-abc-00000000.partial`
    const foreign = '.a.json.000000-1-abc-00000000.partial'
    const forgotten = '.b.json.000000-1-abc-00000000.partial'
    const others = 'notes.partial'
    for (const name of [mine, dead, earlier, foreign, forgotten, others]) writeFileSync(join(folder, name), '')
    utimesSync(join(folder, forgotten), 0, 0)
    expect(await removeStalePartials(folder)).toBe(3)
    expect(readdirSync(folder).sort()).toEqual([mine, foreign, others].sort())
  })

  test("have names that a file system takes, however long the file's own is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 255, unit: 'grapheme' }), (name) => {
        expect(Buffer.byteLength(partialName(name))).toBeLessThanOrEqual(255)
      }),
    )
  })
})

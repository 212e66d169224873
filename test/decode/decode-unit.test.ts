import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inPieces, readUnit, texts } from './read-unit.ts'

const NDJSON = '{"a":1}\n\n{"b":2}\r\n  \n{"c":3}'

describe('telling the media type of a stream by its first bytes', () => {
  test.for([
    ['one object', '{"a":1}', 'json'],
    ['one object and a line end', '{"a":1}\n', 'json'],
    ['an object over several lines', '{\n"a":1\n}\n', 'json'],
    ['two objects on one line, which the engine must refuse', '{"a":1} {"b":2}', 'json'],
    ['two objects over several lines, which the engine must refuse', '{\n"a":1}\n{"b":2}', 'json'],
    ['two objects on two lines', '{"a":1}\n{"b":2}', 'ndjson'],
    ['two objects with blank lines around', '\n \n{"a":1}\r\n\r\n{"b":2}\n', 'ndjson'],
    ['braces and quotes inside strings', '{"a":"}\\"{"}\n{"b":2}', 'ndjson'],
    ['an array', '[1]\n[2]', 'json'],
    ['no JSON at all', 'name,birthdate\nx,y', 'json'],
    ['nothing', '', 'json'],
  ] as const)('%s', async ([, text, media]) => {
    for (const size of [1, 1000]) {
      const read = await readUnit(inPieces(Buffer.from(text), size))
      expect(read.unit?.media).toBe(media)
      expect(read.copy.toString()).toBe(text)
    }
  })

  test('gzip is told by its first two bytes, also when they come one by one', async () => {
    const read = await readUnit(inPieces(gzipSync(NDJSON), 1))
    expect(read.unit).toMatchObject({ media: 'ndjson', gzip: true })
    expect(texts(read)).toEqual(['{"a":1}', '{"b":2}', '{"c":3}'])
  })
})

describe('lines', () => {
  test('know their number and what stands around them', async () => {
    const { messages, copy } = await readUnit([Buffer.from(NDJSON)], { media: 'ndjson', gzip: false })
    expect(messages.map((message) => message.line)).toEqual([1, 3, 5])
    expect(
      messages.map(({ before, after }) => [Buffer.from(before).toString(), Buffer.from(after).toString()]),
    ).toEqual([
      ['', '\n'],
      ['\n', '\r\n'],
      ['  \n', ''],
    ])
    expect(copy.toString()).toBe(NDJSON)
  })

  test('over the limit are refused by name, and the lines after them are read', async () => {
    const long = 'x'.repeat(100)
    const text = `{"a":1}\n${long}\n{"b":2}\n`
    for (const size of [1, 7, 1000]) {
      const { messages } = await readUnit(inPieces(Buffer.from(text), size), {
        media: 'ndjson',
        gzip: false,
        limits: { entryBytesMax: 50 },
      })
      expect(messages.map((message) => message.refused?.error.code)).toEqual([
        undefined,
        'SLUICE_LIMIT_SIZE',
        undefined,
      ])
      expect(messages[1]?.refused).toMatchObject({
        bytes: 101,
        sha256: createHash('sha256').update(`${long}\n`).digest('hex'),
      })
      expect(messages[1]).toMatchObject({ line: 2, body: new Uint8Array(0) })
    }
  })

  test('of any content, in pieces of any size, come out byte for byte', async () => {
    const line = fc.oneof(fc.constantFrom('', ' ', '\t', '\r', '{"a":1}', '{"b":"\u00e9"}', 'x\ry'), fc.string())
    const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n'))).map((lines) => lines.flat().join(''))
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom('', 'last'),
        fc.integer({ min: 1, max: 40 }),
        async (lines, last, size) => {
          const bytes = Buffer.from(lines + last)
          const { copy, messages } = await readUnit(inPieces(bytes, size), { media: 'ndjson', gzip: false })
          expect(copy).toEqual(bytes)
          const wanted = bytes
            .toString()
            .split('\n')
            .map((each) => each.replace(/\r$/, ''))
            .filter((each) => /[^ \t\r]/.test(each))
          expect(messages.length).toBe(wanted.length)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('of a slow pipe do not wait for a full batch', async () => {
    const { createDecodeUnit } = await import('../../src/decode/decode-unit.ts')
    const { LIMITS } = await import('../../src/contract/limits.ts')
    const never = new Promise<void>(() => undefined)
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"a":1}\n')
      await never
    }
    const unit = { source: 's', label: 'l', name: 'n', media: 'ndjson', gzip: false } as const
    const batches = createDecodeUnit(LIMITS)({ unit, bytes: undefined, reopens: false, chunks })[Symbol.asyncIterator]()
    const first = await batches.next()
    expect(first.value?.messages.length).toBe(1)
  })
})

describe('gzip', () => {
  const body = Buffer.from(`{"a":"${'x'.repeat(1000)}"}\n`)

  test.for([
    ['one member', gzipSync(body)],
    ['two members', Buffer.concat([gzipSync(body), gzipSync(body)])],
  ] as const)('with %s is read whole', async ([, bytes]) => {
    for (const size of [1, 3, 1000]) {
      const { copy, refused } = await readUnit(inPieces(bytes, size), { media: 'json', gzip: true })
      expect(refused).toBe(false)
      expect(copy.length % body.length).toBe(0)
      expect(copy.length).toBeGreaterThan(0)
    }
  })

  test.for([
    ['is empty', Buffer.alloc(0)],
    ['is cut off', gzipSync(body).subarray(0, -9)],
    ['is cut off in its header', gzipSync(body).subarray(0, 4)],
    ['has a byte changed', Buffer.from(gzipSync(body)).fill(0xff, 20, 24)],
    ['is followed by something else', Buffer.concat([gzipSync(body), Buffer.from('trailing garbage')])],
    ['is not gzip', Buffer.from('{"resourceType":"Patient"}')],
  ] as const)('that %s is refused with the hash of its bytes', async ([, bytes]) => {
    for (const media of ['json', 'ndjson'] as const) {
      const { messages, refused } = await readUnit([bytes], { media, gzip: true })
      expect(refused).toBe(true)
      expect(messages.at(-1)?.refused?.error.code).toBe('SLUICE_GZIP')
      expect(messages.at(-1)?.refused?.bytes).toBe(bytes.length)
    }
  })

  test('that expands beyond the ratio is refused after the free bytes', async () => {
    const bomb = gzipSync(Buffer.alloc(4_000_000))
    const limits = { gzipBytesFree: 1_000_000, gzipRatioMax: 200 }
    const { messages, refused } = await readUnit(inPieces(bomb, 512), { media: 'json', gzip: true, limits })
    expect(refused).toBe(true)
    expect(messages.at(-1)?.refused?.error.code).toBe('SLUICE_LIMIT_GZIP')
    const small = await readUnit([gzipSync(Buffer.alloc(900_000))], { media: 'json', gzip: true, limits })
    expect(small.refused).toBe(false)
  })
})

describe('a document over the size that is held', () => {
  test('can be opened twice, from a pipe and from gzip too', async () => {
    const text = `{"a":"${'y'.repeat(5000)}"}`
    for (const [bytes, gzip] of [
      [Buffer.from(text), false],
      [gzipSync(text), true],
    ] as const) {
      const { messages, copy } = await readUnit(inPieces(bytes, 100), {
        media: 'json',
        gzip,
        limits: { bundleBytesWhole: 1000 },
      })
      expect(messages[0]?.body).not.toBeInstanceOf(Uint8Array)
      expect(copy.toString()).toBe(text)
    }
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitArray, type Part } from '../../src/json/split-array.ts'

async function split(
  text: string | Uint8Array,
  options: { readonly pieceBytes?: number; readonly partBytesMax?: number } = {},
): Promise<Part[]> {
  const bytes = Buffer.from(text)
  const size = options.pieceBytes ?? Math.max(1, bytes.length)
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size))
  }
  const parts: Part[] = []
  for await (const part of splitArray(pieces(), { key: 'entry', partBytesMax: options.partBytesMax ?? 1_000_000 })) parts.push(part)
  return parts
}

const joined = (parts: readonly Part[]): string =>
  parts.map((part) => Buffer.from(part.is === 'item' ? Buffer.concat([part.lead, part.bytes]) : part.bytes).toString()).join('')
const itemsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => (part.is === 'item' ? [Buffer.from(part.bytes).toString()] : []))

describe('The array is found', () => {
  test.for([
    ['last', '{"type":"x","entry":[{"a":1},{"b":[{"entry":[1]}]}]}', ['{"a":1}', '{"b":[{"entry":[1]}]}']],
    ['first, and something follows', ' { "entry" : [ {"a":"]}"} , {} ] , "link" : [{}] } ', ['{"a":"]}"}', '{}']],
    ['under an escaped key', '{"\\u0065ntry":[{"a":1}]}', ['{"a":1}']],
    ['behind a nested one of that name', '{"x":{"entry":[{"no":1}]},"entry":[{"yes":1}]}', ['{"yes":1}']],
    ['behind a string that looks like it', '{"x":"\\"entry\\":[","entry":[{"a":"\\\\"}]}', ['{"a":"\\\\"}']],
    ['empty', '{"entry":[ ]}', []],
  ] as const)('%s', async ([, text, items]) => {
    for (const pieceBytes of [1, 2, 3, 7, 1000]) {
      const parts = await split(text, { pieceBytes })
      expect(itemsOf(parts)).toEqual(items)
      expect(joined(parts)).toBe(text)
      expect(parts[0]).toMatchObject({ is: 'before', whole: false })
    }
  })
})

test.for([
  '{"type":"x"}', '{"entry":{"a":[{}]}}', '{"Entry":[{}]}', '[{"entry":[{}]}]', '{"x":["entry",[{}]]}', '"entry"', '', '{"a":"entry"}',
])('Where there is no such array the document is one part: %s', async (text) => {
  expect(await split(text, { pieceBytes: 2 })).toEqual([{ is: 'before', bytes: Buffer.from(text), whole: true }])
})

test.for([
  ['something else in the array', '{"entry":[1]}', 'SLUICE_JSON_SYNTAX'],
  ['a null in the array', '{"entry":[{},null]}', 'SLUICE_JSON_SYNTAX'],
  ['no comma', '{"entry":[{}{}]}', 'SLUICE_JSON_SYNTAX'],
  ['two commas', '{"entry":[{},,{}]}', 'SLUICE_JSON_SYNTAX'],
  ['a leading comma', '{"entry":[,{}]}', 'SLUICE_JSON_SYNTAX'],
  ['a cut array', '{"entry":[{}', 'SLUICE_JSON_SYNTAX'],
  ['a cut item', '{"entry":[{"a":"]', 'SLUICE_JSON_SYNTAX'],
  ['a second array', '{"entry":[],"entry":[]}', 'SLUICE_JSON_DUPLICATE_KEY'],
  ['a second array under an escaped key', '{"entry":[{}],"entr\\u0079":[{}]}', 'SLUICE_JSON_DUPLICATE_KEY'],
] as const)('It is refused: %s', async ([, text, code]) => {
  await expect(split(text, { pieceBytes: 3 })).rejects.toMatchObject({ code })
})

test.for([
  ['before the array', `{"x":"${'x'.repeat(100)}","entry":[{}]}`], ['an item', `{"entry":[{"x":"${'x'.repeat(100)}"}]}`],
  ['behind the array', `{"entry":[{}],"x":"${'x'.repeat(100)}"}`], ['between items', `{"entry":[{},${' '.repeat(100)}{}]}`],
])('A part over the limit is refused: %s', async ([, text]) => {
  await expect(split(text ?? '', { pieceBytes: 10, partBytesMax: 80 })).rejects.toMatchObject({ code: 'SLUICE_LIMIT_SIZE' })
})

test('The parts put together are the document, in pieces of any size', async () => {
  const item = fc.json({ maxDepth: 3 }).map((json) => `{"v":${json}}`)
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 5 }),
      fc.json({ maxDepth: 2 }),
      fc.integer({ min: 1, max: 50 }),
      async (items, other, pieceBytes) => {
        const text = `{"other":${other},"entry":[${items.join(' , ')}],"more":${other}}`
        const parts = await split(text, { pieceBytes })
        expect(joined(parts)).toBe(text)
        expect(itemsOf(parts)).toEqual(items)
      },
    ),
    { seed: 3, numRuns: 200 },
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecordParts } from '../../../src/contract/message.ts'
import { packRecord, unpackRecord } from '../../../src/pipeline/route/packed-record.ts'

const bytes = fc.uint8Array({ maxLength: 40 })
const value = fc.option(bytes)
const record = fc.record({
  key: value,
  headers: fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 10 }), value), { maxLength: 5 }),
  timestamp: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  isTombstone: fc.boolean(),
})
const hex = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('hex')
const plain = ({ key, headers, ...rest }: RecordParts): unknown =>
  ({ ...rest, key: hex(key), headers: headers.map(([name, header]) => [name, hex(header)]) })

test('a record comes out as it went in: key, headers with their doubles, timestamp, body', () => {
  fc.assert(fc.property(record, bytes, (parts, body) => {
    const out = unpackRecord(packRecord(parts, body))
    expect(plain(out.record)).toEqual(plain(parts))
    expect(Buffer.from(out.body)).toEqual(Buffer.from(body))
  }))
})

test.for([
  ['nothing', ''],
  ['another version', '02000000027b7d'],
  ['a length past the end', '01000000ff7b7d'],
  ['a message that is no record', Buffer.from('{"resourceType":"Patient"}').toString('hex')],
])('of %s no record is made up', ([, packed]) => {
  expect(() => unpackRecord(Buffer.from(packed as string, 'hex'))).toThrow('SLUICE_QUARANTINE')
})

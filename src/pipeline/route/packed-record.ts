import { SluiceError } from '../../contract/errors.ts'
import type { RecordParts } from '../../contract/message.ts'

const VERSION = 1

/** A record as one piece of bytes, to be sealed: a version, the length of what stands around the body, that, the body. */
export function packRecord({ key, headers, timestamp, isTombstone }: RecordParts, body: Uint8Array): Uint8Array {
  const base64 = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString('base64'))
  const around = Buffer.from(JSON.stringify({
    key: base64(key),
    headers: headers.map(([name, value]) => [name, base64(value)]),
    timestamp,
    isTombstone,
  }))
  const head = Buffer.alloc(5)
  head.writeUInt8(VERSION)
  head.writeUInt32BE(around.length, 1)
  return Buffer.concat([head, around, body])
}

/** The record again. Throws SLUICE_QUARANTINE for anything that `packRecord` did not make. */
export function unpackRecord(packed: Uint8Array): { readonly record: RecordParts; readonly body: Uint8Array } {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  try {
    if (bytes.readUInt8() !== VERSION) throw new RangeError('version')
    const end = 5 + bytes.readUInt32BE(1)
    if (end > bytes.length) throw new RangeError('length')
    const { key, headers, timestamp, isTombstone } = JSON.parse(bytes.toString('utf8', 5, end)) as PackedParts
    const plain = (text: string | null): Uint8Array | null => (text === null ? null : Buffer.from(text, 'base64'))
    const record = { key: plain(key), headers: headers.map(([name, value]) => [name, plain(value)] as const), timestamp, isTombstone }
    return { record, body: bytes.subarray(end) }
  } catch (cause) {
    throw new SluiceError('SLUICE_QUARANTINE', { detail: 'What the entry holds is not a record of this version.', cause })
  }
}

interface PackedParts {
  readonly key: string | null
  readonly headers: readonly (readonly [string, string | null])[]
  readonly timestamp: string
  readonly isTombstone: boolean
}

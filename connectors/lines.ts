import type { Delivery } from '../src/contract/message.ts'
import type { UnitDelivery } from '../src/contract/unit.ts'

const EMPTY = new Uint8Array(0)
const LINE_END = Uint8Array.of(0x0a)

/** A JSON document as one line. Line ends in it can only be space between tokens (RFC 8259, section 2), so they become spaces. */
function toLine(json: Uint8Array): Uint8Array {
  if (!json.includes(0x0a) && !json.includes(0x0d)) return json
  return json.map((byte) => (byte === 0x0a || byte === 0x0d ? 0x20 : byte))
}

/** The word that a resource was deleted, as a message: a Bundle of the one entry that says so. */
export function toDeletion(entry: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('{"resourceType":"Bundle","type":"history","entry":['), entry, Buffer.from(']}')])
}

export interface LinesOptions extends Pick<Delivery, 'ack' | 'nack'> {
  /** Names the unit, and its output: bounded, and no value of a message. */
  readonly name: string
  readonly lines: readonly Uint8Array[]
}

/** A delivery of documents that sinks of files write as one NDJSON file, and others one by one. */
export function toDelivery({ name, lines, ack, nack }: LinesOptions): UnitDelivery {
  const unit = { source: name, label: name, name, media: 'ndjson', gzip: false } as const
  const messages = lines.map((body, index) => ({ source: name, unit, line: index + 1, body: toLine(body), before: EMPTY, after: LINE_END }))
  return { messages, ended: [{ unit, rest: EMPTY, refused: false }], ack, nack }
}

import { LIMITS, type Limits } from '../../src/contract/limits.ts'
import type { Unit, UnitMessage } from '../../src/contract/unit.ts'
import { createDecodeUnit } from '../../src/decode/decode-unit.ts'

/** What decoding a stream gave, with the bytes that a sink would write if every message passed unchanged. */
export interface ReadUnit {
  readonly messages: readonly UnitMessage[]
  readonly copy: Buffer
  readonly refused: boolean
  readonly unit: Unit | undefined
}

export interface ReadOptions {
  readonly media?: Unit['media']
  readonly gzip?: Unit['gzip']
  readonly limits?: Partial<Limits>
}

async function bytesOf(message: UnitMessage): Promise<Uint8Array> {
  if (message.body instanceof Uint8Array) return message.body
  const pieces: Uint8Array[] = []
  for await (const piece of message.body.open()) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Decodes chunks to the end. */
export async function readUnit(chunks: readonly Uint8Array[], options: ReadOptions = {}): Promise<ReadUnit> {
  const decode = createDecodeUnit({ ...LIMITS, ...options.limits })
  const unit = {
    source: 's',
    label: 'l',
    name: 'n',
    media: options.media ?? 'unknown',
    gzip: options.gzip ?? 'unknown',
  } as const
  async function* open(): AsyncGenerator<Uint8Array> {
    yield* chunks
  }
  const messages: UnitMessage[] = []
  const parts: Uint8Array[] = []
  let refused = false
  let ended: Unit | undefined
  for await (const batch of decode({ unit, bytes: undefined, reopens: false, chunks: open })) {
    for (const message of batch.messages) {
      messages.push(message)
      parts.push(message.before, await bytesOf(message), message.after)
    }
    for (const end of batch.ended) {
      parts.push(end.rest)
      refused ||= end.refused
      ended = end.unit
    }
  }
  return { messages, copy: Buffer.concat(parts), refused, unit: ended }
}

/** The same bytes in pieces of `size`. */
export function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}

/** The texts of messages. */
export function texts(read: ReadUnit): string[] {
  return read.messages.map(({ body }) => (body instanceof Uint8Array ? Buffer.from(body).toString() : '(stream)'))
}

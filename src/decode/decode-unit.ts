import { createHash } from 'node:crypto'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import type { StreamBody } from '../contract/message.ts'
import type { DecodeUnit, RawUnit, Unit, UnitBatch } from '../contract/unit.ts'
import { batchLines } from './batch-lines.ts'
import { createHold } from './hold.ts'
import { inflate } from './inflate.ts'
import { createSniffer, isGzip } from './sniff.ts'

const EMPTY = new Uint8Array(0)
/** Failures of reading, which say nothing of what was to be read. */
const BROKEN_OFF: ReadonlySet<string> = new Set(['SLUICE_IO', 'SLUICE_SOURCE', 'SLUICE_TOKEN'])

/** Hashes a unit's bytes as they pass, for the record of a unit that turns out to be unreadable. */
function hashed(chunks: AsyncIterable<Uint8Array>): {
  chunks: AsyncIterable<Uint8Array>
  seen(): { sha256: string; bytes: number }
} {
  const hash = createHash('sha256')
  let bytes = 0
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  return { chunks: pass(), seen: () => ({ sha256: hash.copy().digest('hex'), bytes }) }
}

/** Reads until two bytes are there, so that gzip can be told; gives them back in front of the rest. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; chunks: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head: Uint8Array = EMPTY
  while (head.length < 2) {
    const { done, value } = await iterator.next()
    if (done === true) break
    head = head.length === 0 ? value : Buffer.concat([head, value])
  }
  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { head, chunks: rest() }
}

function document(unit: Unit, body: Uint8Array | StreamBody): UnitBatch {
  const message = { source: unit.source, unit, body, before: EMPTY, after: EMPTY }
  return { messages: [message], ended: [{ unit, rest: EMPTY, refused: false }] }
}

/** Reads on until the media type is certain, then hands out lines or one document. */
async function* decodeSniffed(
  chunks: AsyncIterable<Uint8Array>,
  unit: Unit,
  limits: Limits,
): AsyncGenerator<UnitBatch> {
  const hold = createHold(limits.bundleBytesWhole)
  const sniffer = createSniffer()
  const iterator = chunks[Symbol.asyncIterator]()
  let media: 'json' | 'ndjson' | undefined = unit.media === 'json' ? unit.media : undefined
  try {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      await hold.add(next.value)
      media ??= sniffer.push(next.value)
      if (media === 'ndjson') break
    }
    if (media !== 'ndjson') {
      yield document({ ...unit, media: 'json' }, hold.body())
      return
    }
    async function* all(): AsyncGenerator<Uint8Array> {
      yield* hold.replay()
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
    }
    yield* batchLines(all(), { ...unit, media: 'ndjson' }, { limits, live: true })
  } finally {
    await iterator.return?.()
    await hold.close()
  }
}

async function* decodeKnown(
  raw: RawUnit,
  limits: Limits,
  progress: { unit: Unit; seen(): { sha256: string; bytes: number } },
): AsyncGenerator<UnitBatch> {
  const { unit } = raw
  const large = raw.reopens && raw.bytes !== undefined && raw.bytes > limits.bundleBytesWhole
  if (unit.media === 'json' && unit.gzip === false && large) {
    yield document(unit, { open: () => raw.chunks() })
    return
  }
  let chunks = raw.chunks()
  let gzip = unit.gzip
  if (gzip === 'unknown') {
    const peeked = await peek(chunks)
    gzip = isGzip(peeked.head)
    chunks = peeked.chunks
  }
  progress.unit = { ...unit, gzip }
  if (gzip) {
    const watched = hashed(chunks)
    progress.seen = watched.seen
    chunks = inflate(watched.chunks, limits)
  }
  if (unit.media === 'ndjson') yield* batchLines(chunks, progress.unit, { limits, live: !raw.reopens })
  else yield* decodeSniffed(chunks, progress.unit, limits)
}

/**
 * Creates the decoder of files and streams: one JSON document, or NDJSON, either of them gzipped. What cannot be
 * decoded comes out as a refused message at the end of its unit; only I/O errors are thrown.
 */
export function createDecodeUnit(limits: Limits): DecodeUnit {
  return async function* decodeUnit(raw) {
    const progress = { unit: raw.unit, seen: () => ({ sha256: createHash('sha256').digest('hex'), bytes: 0 }) }
    try {
      yield* decodeKnown(raw, limits, progress)
    } catch (error) {
      if (!(error instanceof SluiceError) || BROKEN_OFF.has(error.code)) throw error
      const { unit } = progress
      const refused = { error, ...progress.seen() }
      yield {
        messages: [{ source: unit.source, unit, body: EMPTY, before: EMPTY, after: EMPTY, refused }],
        ended: [{ unit, rest: EMPTY, refused: true }],
      }
    }
  }
}

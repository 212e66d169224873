import { setTimeout as delay } from 'node:timers/promises'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import type { Unit, UnitBatch, UnitMessage } from '../contract/unit.ts'
import { createLineSplitter, type Line } from './split-lines.ts'

/** Enough work between two fsyncs of the audit log to hide them, little enough to stay in the processor's cache. */
const BATCH_BYTES = 1024 * 1024
const BATCH_LINES = 512
/** How long lines of a slow pipe wait for more, in milliseconds. */
const IDLE_MS = 20

function toMessage(line: Line, unit: Unit): UnitMessage {
  const message = {
    source: unit.source,
    unit,
    line: line.number,
    body: line.body,
    before: line.before,
    after: line.after,
  }
  if (line.tooLarge === undefined) return message
  const error = new SluiceError('SLUICE_LIMIT_SIZE', { where: { line: line.number } })
  return { ...message, refused: { error, ...line.tooLarge } }
}

/** Groups messages into batches; `full` says that one should go out now. */
function createGroup(): {
  add(message: UnitMessage): void
  full(): boolean
  empty(): boolean
  take(): readonly UnitMessage[]
} {
  let messages: UnitMessage[] = []
  let bytes = 0
  return {
    add(message) {
      messages.push(message)
      bytes += message.body instanceof Uint8Array ? message.body.length : 0
    },
    full: () => bytes >= BATCH_BYTES || messages.length >= BATCH_LINES,
    empty: () => messages.length === 0,
    take() {
      const taken = messages
      messages = []
      bytes = 0
      return taken
    },
  }
}

/**
 * Reads NDJSON of any length as batches of lines. `live` says that the chunks come from something that may pause
 * (a pipe): then lines do not wait for a full batch longer than a moment.
 */
export async function* batchLines(
  chunks: AsyncIterable<Uint8Array>,
  unit: Unit,
  options: { readonly limits: Limits; readonly live: boolean },
): AsyncGenerator<UnitBatch> {
  const splitter = createLineSplitter(options.limits)
  const group = createGroup()
  const iterator = chunks[Symbol.asyncIterator]()
  try {
    let next = iterator.next()
    for (;;) {
      if (options.live && !group.empty()) {
        const idle = new AbortController()
        const first = await Promise.race([
          next.then(
            () => 'next',
            () => 'next',
          ),
          delay(IDLE_MS, 'idle', { signal: idle.signal }).catch(() => 'next'),
        ])
        idle.abort()
        if (first === 'idle') yield { messages: group.take(), ended: [] }
      }
      const { done, value } = await next
      if (done === true) break
      for (const line of splitter.push(value)) {
        group.add(toMessage(line, unit))
        if (group.full()) yield { messages: group.take(), ended: [] }
      }
      next = iterator.next()
      next.catch(() => undefined)
    }
    const { lines, rest } = splitter.end()
    for (const line of lines) group.add(toMessage(line, unit))
    yield { messages: group.take(), ended: [{ unit, rest, refused: false }] }
  } finally {
    await iterator.return?.()
  }
}

import { toSluiceError, type SluiceError } from '../../contract/errors.ts'
import type { Source } from '../../contract/message.ts'
import { explainForeign } from '../../decode/foreign.ts'
import type { Engine, OutcomeFacts } from '../outcome.ts'
import type { RouteMessage } from './process-message.ts'
import { NO_FACTS } from '../message-facts.ts'

/** What scanning a message came to; `error` when the policy or the decoder would refuse it. */
export interface Scanned {
  readonly message: RouteMessage
  readonly facts: OutcomeFacts
  readonly error: SluiceError | undefined
  readonly bytes: number
}

/** What one message comes to; only I/O errors are thrown. */
export async function scanMessage(message: RouteMessage, engine: Engine): Promise<Scanned> {
  const { body, refused } = message
  if (refused !== undefined) return { message, facts: NO_FACTS, error: refused.error, bytes: refused.bytes }
  if (body instanceof Uint8Array) {
    const outcome = engine.process(body)
    return {
      message,
      facts: outcome.facts,
      error: 'error' in outcome ? explainForeign(outcome.error, body) : undefined,
      bytes: body.length,
    }
  }
  let bytes = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    bytes = 0
    for await (const chunk of body instanceof Uint8Array ? [body] : body.open()) {
      bytes += chunk.length
      yield chunk
    }
  }
  const outcome = await engine
    .processStream({ open: counted }, async () => undefined)
    .catch((error: unknown) => {
      return { error: toSluiceError(error), facts: NO_FACTS }
    })
  const error = 'error' in outcome ? outcome.error : undefined
  if (error?.code === 'SLUICE_IO') throw error
  return { message, facts: outcome.facts, error, bytes }
}

/** Reads a source through an engine and releases nothing: what it holds, message by message, in order. */
export async function* scanSource(source: Source, engine: Engine, signal: AbortSignal): AsyncGenerator<Scanned> {
  for await (const delivery of source.deliveries(signal)) {
    for (const message of delivery.messages) yield await scanMessage(message, engine)
    await delivery.ack()
  }
}

import { NO_BODY } from './answer.ts'
import type { Exchange } from './exchange.ts'
import type { Interaction } from './interaction.ts'
import { FHIR_JSON, type Answer } from './refusal.ts'

const LEFT_OUT = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'warning', code: 'incomplete', details: { text: 'The server has done this as far as it would, and there is no room for its answer. To send it again would do it again.' } }],
}

/**
 * Counts an answer that waits to be read by its client. What was written is not refused for want of room, or the client would
 * write it again: where there is none the resource is left out, as by `return=minimal`. Throws SLUICE_BUSY.
 */
export function holdAnswer(answer: Answer, kind: Interaction['kind'] | undefined, exchange: Exchange): Answer {
  try {
    exchange.holding.takeAnswer(answer.body.length, exchange.proxy.limits.sendMs)
    return answer
  } catch (error) {
    if (!exchange.hasWritten || answer.status >= 400) throw error
    Object.assign(exchange, { resources: 0, subjects: 0, down: undefined })
    return kind === 'bundle' ? leftOutAnswer(answer.status) : withoutBody(answer)
  }
}

/** What is said in place of what became of each entry of a Bundle. */
export function leftOutAnswer(status: number): Answer {
  return { status, headers: { 'content-type': FHIR_JSON, 'cache-control': 'no-store' }, body: Buffer.from(JSON.stringify(LEFT_OUT)) }
}

function withoutBody({ status, headers }: Answer): Answer {
  const { 'content-type': _none, 'preference-applied': _neither, ...rest } = headers
  return { status, headers: rest, body: NO_BODY }
}

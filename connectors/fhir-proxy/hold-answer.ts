import { toSluiceError } from '../../src/contract/errors.ts'
import type { Exchange } from './exchange.ts'
import { leftOut } from './left-out.ts'
import type { Answer } from './refusal.ts'

/** Counts an answer that waits to be read by its client. Throws SLUICE_BUSY where there is no room for it; what was written is then answered for without it. */
export function holdAnswer(answer: Answer, exchange: Exchange): Answer {
  try {
    exchange.holding.takeAnswer(answer.body.length, exchange.proxy.limits.sendMs)
    return answer
  } catch (error) {
    if (!exchange.hasWritten || answer.status >= 400) throw error
    return leftOut(answer, toSluiceError(error).code, exchange)
  }
}

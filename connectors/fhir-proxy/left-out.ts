import type { ErrorCode } from '../../src/contract/errors.ts'
import type { Exchange } from './exchange.ts'
import { FHIR_JSON, type Answer } from './refusal.ts'

const LEFT_OUT = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'warning',
      code: 'incomplete',
      details: {
        text: 'The server has done this as far as it would, and what it says of it is not passed on. To send it again would do it again.',
      },
    },
  ],
}

/**
 * What is answered in place of what the server says of something that it did, where that cannot be passed on: a refusal would
 * have it done again. Of a batch or transaction, of which each entry may have ended otherwise, it says so; else nothing, as
 * `return=minimal`. Why it cannot is in the record.
 */
export function leftOut({ status, headers }: Pick<Answer, 'status' | 'headers'>, why: ErrorCode, exchange: Exchange): Answer {
  // What was counted of it did not leave.
  Object.assign(exchange, { code: why, resources: 0, subjects: 0, down: undefined })
  if (exchange.kind === 'bundle')
    return { status, headers: { 'content-type': FHIR_JSON, 'cache-control': 'no-store' }, body: Buffer.from(JSON.stringify(LEFT_OUT)) }
  const { 'content-type': _none, 'preference-applied': _neither, ...rest } = headers
  return { status, headers: rest, body: new Uint8Array(0) }
}

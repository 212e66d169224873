import { SluiceError, type ErrorCode } from '../../contract/errors.ts'
import { TAPE } from '../../json/tape.ts'
import type { TapeView } from './tape-view.ts'

/** Why a message is kept out of the sink. */
export interface Refusal {
  readonly verdict: 'block' | 'quarantine'
  readonly error: SluiceError
}

export function refusalAt(view: TapeView, node: number, code: ErrorCode, verdict: Refusal['verdict']): Refusal {
  const where = { byte: view.cell(node, TAPE.start), path: view.path(node) }
  return { verdict, error: new SluiceError(code, { where }) }
}

/** The refusal of a rule. */
export function refusalBy(view: TapeView, node: number, verdict: Refusal['verdict']): Refusal {
  return refusalAt(view, node, verdict === 'block' ? 'SLUICE_POLICY_BLOCK' : 'SLUICE_POLICY_QUARANTINE', verdict)
}

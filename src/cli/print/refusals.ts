import type { ErrorCode, SluiceError } from '../../contract/errors.ts'
import { adviceFor } from '../report-error.ts'
import { say } from './print.ts'
import { formatCount } from './table.ts'

const SHOWN_MAX = 10

/** What a command that only looks was refused. */
export interface Refusals {
  /** Tells the first ones as they come, with what to do once for each code. */
  tell(error: SluiceError, place?: string): void
  /** Says how many there were where that is more than was told, and returns it. */
  done(): number
}

export function createRefusals(): Refusals {
  const advised = new Set<ErrorCode>()
  let count = 0
  return {
    tell({ code, detail }, place) {
      count += 1
      if (count > SHOWN_MAX) return
      say(`${code}: ${detail}${place === undefined ? '' : ` ${place}`}`)
      if (!advised.has(code)) say(adviceFor(code))
      advised.add(code)
    },
    done() {
      if (count > SHOWN_MAX) say(`${formatCount(count)} refused; the first ${SHOWN_MAX} stand above`)
      return count
    },
  }
}

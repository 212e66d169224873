import type { ConnectorStatus } from '../../src/contract/connector.ts'
import type { ErrorCode } from '../../src/contract/errors.ts'

/** Gives parts of a connector a status each: it is ready when all of them are, so that no part speaks for another. */
export function splitStatus(whole: ConnectorStatus): () => ConnectorStatus {
  const unready = new Map<object, ErrorCode>()
  return () => {
    const part: ConnectorStatus = {
      ready() {
        unready.delete(part)
        const [code] = unready.values()
        if (code === undefined) whole.ready()
        else whole.unready(code)
      },
      unready(code) {
        unready.set(part, code)
        whole.unready(code)
      },
      lag: (messages, of) => whole.lag(messages, of),
    }
    return part
  }
}

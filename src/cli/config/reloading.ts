import { toSluiceError, type SluiceError } from '../../contract/errors.ts'
import type { AuditLog, RunFacts } from '../../pipeline/route/audit-events.ts'
import { CHANNELS, type PolicyLoaded } from '../../pipeline/events.ts'

/** Something made of files that may change while it is used. */
export interface Reloadable {
  readonly files: () => readonly string[]
  /**
   * Reads all of it again. A change that is sound is in force from the next delivery or request on; of one that is not, the
   * code is told and everything stays as it was.
   */
  readonly reload: () => Promise<void>
}

/** What was made of a policy. */
export interface Made {
  readonly facts: RunFacts
  /** Tells what it was made of: the same again makes the same. */
  readonly fingerprint: string
  /** How many tests it has inside. */
  readonly tests: number
  readonly files: readonly string[]
}

export interface ReloadingParts<M extends Made> {
  /** Makes it anew; undefined when it would be the one that is known again. */
  readonly make: (known: M) => Promise<M | undefined>
  readonly audit: AuditLog
  readonly swapped?: (next: M, old: M) => void
}

export interface Reloading<M extends Made> extends Reloadable {
  readonly current: () => M
}

/** Takes over what was made for the first time, and makes it anew when asked to. */
export function startReloading<M extends Made>(first: M, { make, audit, swapped }: ReloadingParts<M>): Reloading<M> {
  let current = first
  let queue: Promise<void> = Promise.resolve()
  const tell = (result: PolicyLoaded['result'], refusal?: SluiceError): void => {
    const { route, policy, policyHash } = current.facts
    CHANNELS.policy.publish({ route, result, policy, policyHash, code: refusal?.code, detail: refusal?.detail } satisfies PolicyLoaded)
  }
  tell('loaded')

  async function reload(): Promise<void> {
    try {
      const next = await make(current)
      if (next === undefined) return
      swapped?.(next, current)
      current = next
      audit.append({ event: 'policy', ...next.facts })
      tell('reloaded')
    } catch (error) {
      tell('refused', toSluiceError(error))
    }
  }

  return {
    current: () => current,
    files: () => current.files,
    reload() {
      queue = queue.then(reload)
      return queue
    },
  }
}

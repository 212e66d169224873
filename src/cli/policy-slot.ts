import { statSync } from 'node:fs'
import { toSluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import type { AuditLog } from '../pipeline/audit-events.ts'
import type { AppliedPolicy } from '../pipeline/branch.ts'
import { CHANNELS, type PolicyLoaded } from '../pipeline/events.ts'
import type { Policy } from '../policy/schema.ts'
import { assembleEngine, assembleEnvelope, assembleFacts, assembleNaming, assemblePolicy } from './assemble.ts'
import type { BranchConfig } from './config-schema.ts'
import type { KeySet } from './secrets.ts'
import { warmUp } from './warm-up.ts'

/** The policy of a branch, which may be swapped for a changed one while messages flow. */
export interface PolicySlot {
  readonly label: string
  readonly applied: () => AppliedPolicy
  /** What it was made of: the policy, its own detectors, the roster. */
  readonly files: () => readonly string[]
  /** Messages by the way they took through this engine and those before it. */
  readonly paths: () => { readonly direct: number; readonly tape: number; readonly stream: number }
  /**
   * Reads all of it again. A change that is sound is in force from the next delivery on; of one that is not, the code is
   * told and everything stays as it was.
   */
  reload(): Promise<void>
}

export interface SlotParts {
  readonly branch: BranchConfig
  readonly keys: KeySet
  readonly limits: Limits
  readonly audit: AuditLog
  /** Engines are made fast before they are used. */
  readonly warm?: true
}

interface Loaded extends AppliedPolicy {
  readonly policy: Policy
  readonly roster: string | undefined
}

/** Which file a roster is: one that grows is still the same. */
function identityOf(roster: string | undefined): string | undefined {
  if (roster === undefined) return undefined
  const stats = statSync(roster, { throwIfNoEntry: false })
  return stats === undefined ? 'none' : `${stats.dev}:${stats.ino}`
}

async function load(policy: Policy, { branch, keys, limits, warm }: SlotParts): Promise<Loaded> {
  const roster = identityOf(branch.roster)
  const bare = await assembleEngine({ ...branch, policy, keys, now: () => new Date(), findings: false, limits })
  const engine = assembleEnvelope(bare, branch.envelope, assembleNaming(branch, keys))
  if (warm === true) await warmUp(bare)
  return { policy, roster, engine, facts: assembleFacts(branch.label, engine, branch, keys) }
}

const NO_PATHS = { direct: 0, tape: 0, stream: 0 }

/** Loads the policy of a branch for the first time. Throws what `loadPolicy` and the engine throw. */
export async function openPolicySlot(parts: SlotParts): Promise<PolicySlot> {
  const { branch, audit } = parts
  const tell = (result: PolicyLoaded['result'], { facts }: Loaded, code?: string): void => {
    const { route, policy, policyHash } = facts
    CHANNELS.policy.publish({ route, result, policy, policyHash, code } satisfies PolicyLoaded)
  }
  let current = await load(assemblePolicy(branch.policy, undefined), parts)
  /** Warming up does not count; engines that were replaced do. */
  let uncounted = { ...NO_PATHS, ...current.engine.paths }
  let counted = NO_PATHS
  tell('loaded', current)

  function paths(): typeof NO_PATHS {
    const now = { ...NO_PATHS, ...current.engine.paths }
    return {
      direct: counted.direct + now.direct - uncounted.direct,
      tape: counted.tape + now.tape - uncounted.tape,
      stream: counted.stream + now.stream - uncounted.stream,
    }
  }

  let queue: Promise<void> = Promise.resolve()

  async function reload(): Promise<void> {
    try {
      const policy = assemblePolicy(branch.policy, undefined)
      if (policy.source.sha256 === current.policy.source.sha256 && identityOf(branch.roster) === current.roster) return
      const next = await load(policy, parts)
      counted = paths()
      uncounted = { ...NO_PATHS, ...next.engine.paths }
      current = next
      audit.append({ event: 'policy', ...next.facts })
      tell('reloaded', next)
    } catch (error) {
      tell('refused', current, toSluiceError(error).code)
    }
  }

  return {
    label: branch.label,
    applied: () => current,
    files: () => [current.policy.source.file, ...current.policy.text.custom, ...(branch.roster === undefined ? [] : [branch.roster])],
    paths,
    reload() {
      queue = queue.then(reload)
      return queue
    },
  }
}

import { statSync } from 'node:fs'
import type { Limits } from '../../contract/limits.ts'
import type { AuditLog } from '../../pipeline/route/audit-events.ts'
import type { AppliedPolicy } from '../../pipeline/route/branch.ts'
import type { Engine, EnginePaths } from '../../pipeline/outcome.ts'
import { assembleEnvelope, assembleNaming } from '../assemble-context.ts'
import { assembleEngine, assembleFacts, assemblePolicy } from '../assemble-engine.ts'
import { assembleRosterFeed } from '../assemble-roster.ts'
import { checkPolicyTests } from './check-policy-tests.ts'
import type { BranchConfig } from './config-schema.ts'
import { startReloading, type Made, type Reloadable } from './reloading.ts'
import type { KeySet } from './secrets.ts'
import { warmUp } from '../warm-up.ts'

/** The policy of a branch, which may be swapped for a changed one while messages flow. */
export interface PolicySlot extends Reloadable {
  readonly label: string
  readonly applied: () => AppliedPolicy
  /** Messages by the way they took through this engine and those before it. */
  readonly paths: () => EnginePaths
}

export interface SlotParts {
  readonly branch: BranchConfig
  readonly keys: KeySet
  readonly limits: Limits
  readonly audit: AuditLog
  /** Engines are made fast before they are used. */
  readonly warm: boolean
}

/** `bare` is the engine without what opens envelopes. */
type Loaded = Made & AppliedPolicy & { readonly bare: Engine }

/** Which file a roster is: one that grows is still the same. */
function identityOf(roster: string | undefined): string {
  if (roster === undefined) return ''
  const stats = statSync(roster, { throwIfNoEntry: false })
  return stats === undefined ? 'none' : `${stats.dev}:${stats.ino}`
}

async function load({ branch, keys, limits, warm }: SlotParts, known: Loaded | undefined): Promise<Loaded | undefined> {
  const policy = assemblePolicy(branch.policy, undefined)
  const openFeed = () =>
    branch.roster === undefined || !branch.feedsRoster
      ? undefined
      : assembleRosterFeed({ path: branch.roster, keys, limits, fhir: policy.fhir })
  // Makes the file where there is none, so that it is no other one at the next look.
  const first = known === undefined ? openFeed() : undefined
  const fingerprint = `${policy.source.sha256} ${identityOf(branch.roster)}`
  if (fingerprint === known?.fingerprint) return undefined
  await checkPolicyTests(policy, known)
  const feed = first ?? openFeed()
  const bare = await assembleEngine({ ...branch, policy, keys, now: () => new Date(), findings: false, limits })
  if (warm) await warmUp(bare)
  const engine = assembleEnvelope(feed?.(bare) ?? bare, branch.envelope, assembleNaming(branch, keys))
  return {
    bare, engine, fingerprint, tests: policy.tests.length,
    facts: assembleFacts(branch.label, engine, branch, keys),
    files: [policy.source.file, ...policy.text.custom, ...(branch.roster === undefined ? [] : [branch.roster])],
  }
}

const NO_PATHS: EnginePaths = { direct: 0, tape: 0, stream: 0 }

/** `by` is 1 to add, -1 to take away. */
function add(a: EnginePaths, b: EnginePaths, by: 1 | -1): EnginePaths {
  return { direct: a.direct + by * b.direct, tape: a.tape + by * b.tape, stream: a.stream + by * b.stream }
}

/** Loads the policy of a branch for the first time. Throws what `loadPolicy` and the engine throw. */
export async function openPolicySlot(parts: SlotParts): Promise<PolicySlot> {
  const first = (await load(parts, undefined)) as Loaded
  const pathsOf = ({ bare }: Loaded): EnginePaths => ({ ...NO_PATHS, ...bare.paths })
  /** What engines that were replaced took, less what warming up took. */
  let before = add(NO_PATHS, pathsOf(first), -1)
  const { current, files, reload } = startReloading(first, {
    audit: parts.audit,
    make: (known) => load(parts, known),
    swapped(next, old) {
      before = add(add(before, pathsOf(old), 1), pathsOf(next), -1)
    },
  })
  return { label: parts.branch.label, applied: current, files, reload, paths: () => add(before, pathsOf(current()), 1) }
}

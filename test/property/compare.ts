import { isUtf8 } from 'node:buffer'
import { FHIR_VERSIONS, type FhirVersion } from '../../src/contract/classes.ts'
import { LIMITS, type Limits } from '../../src/contract/limits.ts'
import { loadModel } from '../../src/fhir/model.ts'
import { createEngine, type EngineOptions } from '../../src/pipeline/engine.ts'
import type { Engine, Outcome } from '../../src/pipeline/outcome.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import { createKeyring } from '../../src/transform/keys.ts'
import { createPseudonymizer } from '../../src/transform/pseudonymize.ts'
import { createShifter } from '../../src/transform/shift.ts'
import { TEXT_PARTS } from '../support/text-parts.ts'
import { askOracle } from './oracle.ts'
import type { OracleAnswer } from './oracle-place.ts'
import { canonicalText, hasEmpties, readTree, withoutEmpties, type Tree } from './tree.ts'
import { whyRefused, whyTreeRefused } from './why-refused.ts'

const AUDIENCE = { destination: 'vendor', purpose: 'training' }
const NOW = new Date('2026-01-01T12:00:00Z')
const keyring = createKeyring({ keys: [{ version: 1, secret: 'a secret for tests only' }], ...AUDIENCE })
const resourceTypes = new Set(FHIR_VERSIONS.flatMap((version) => [...loadModel(version).resourceTypes]))
const TOOLS = {
  pseudonymizer: createPseudonymizer(keyring, { resourceTypes }), shifter: createShifter(keyring),
  today: { year: 2026, month: 1, day: 1 },
}

export function engineFor(policy: Policy, options: Partial<EngineOptions> = {}): Engine {
  return createEngine({ policy, keyring, now: () => NOW, ...AUDIENCE, findings: false, limits: LIMITS, texts: TEXT_PARTS, ...options })
}

/** What is wrong, in words without values; undefined when nothing is. */
export type Disagreement = string | undefined

/**
 * keep-everything passes what a strict reader accepts, byte for byte, and refuses all else. It may refuse more than
 * JSON.parse does, for the reasons that `whyRefused` knows.
 */
export function checkKeeping(outcome: Outcome, bytes: Uint8Array, reason: ReturnType<typeof whyRefused>): Disagreement {
  if ('output' in outcome) {
    if (reason !== undefined) return `keep-everything passed what is ${reason}`
    return Buffer.compare(outcome.output, bytes) === 0 ? undefined : 'keep-everything changed the bytes'
  }
  const { code } = outcome.error
  if (!code.startsWith('SLUICE_JSON') && code !== 'SLUICE_LIMIT_DEPTH') return `keep-everything refused with ${code}`
  return reason === undefined ? `keep-everything refused the well-formed with ${code}` : undefined
}

/** The output must be strict JSON whatever the input was, what is malformed must not pass, and nothing may break. */
export function checkOutput(outcome: Outcome, bytes: Uint8Array, reason: ReturnType<typeof whyRefused>): Disagreement {
  if (!('output' in outcome)) {
    const { code } = outcome.error
    return code === 'SLUICE_INTERNAL' || code === 'SLUICE_VERIFY' ? `the engine failed with ${code}` : undefined
  }
  if (reason === 'malformed' || !isUtf8(bytes)) return 'what is malformed passed'
  if (outcome.output.length === 0) return 'the output of a message is empty'
  const wrong = outcome.output === bytes && reason === undefined ? undefined : whyRefused(outcome.output, LIMITS.depthMax)
  return wrong === undefined ? undefined : `the output is not strict JSON: ${wrong}`
}

/** What the oracle says about bytes that are well-formed. */
export function oracleFor(policy: Policy, bytes: Uint8Array, version: FhirVersion, collapses: boolean): OracleAnswer {
  const tools = { ...TOOLS, oldestAge: policy.oldestAge }
  return askOracle({ policy, model: loadModel(version), ...AUDIENCE, tools, collapses }, readTree(Buffer.from(bytes).toString('utf8')))
}

/** The outcome of a policy against the oracle's answer. `collapses` is off for an engine that collects findings. */
export function checkPolicy(policy: Policy, outcome: Outcome, bytes: Uint8Array, collapses = true): Disagreement {
  const version = outcome.facts.fhirVersion ?? (policy.fhir === 'auto' ? 'R4' : policy.fhir)
  const input = readTree(Buffer.from(bytes).toString('utf8'))
  const answer = oracleFor(policy, bytes, version, collapses)
  if (!('output' in outcome)) {
    const { code } = outcome.error
    if (answer.refusals.has(code) || answer.hidden.has(code)) return undefined
    // JSON.parse takes more than the engine does: the same key twice, half a surrogate pair, 1e999, great depth.
    return whyTreeRefused(input, LIMITS.depthMax) === undefined ? `refused with ${code}, and the oracle does not` : undefined
  }
  if (answer.refusals.size > 0) return `passed, and the oracle refuses with ${[...answer.refusals].join()}`
  const actual = readTree(Buffer.from(outcome.output).toString('utf8'))
  return sameMeaning(actual, answer.output, hasEmpties(input)) ? undefined : 'the output differs from the oracle\'s'
}

/** Numbers and strings must be spelled alike; only the order of keys may differ. */
export function sameMeaning(actual: Tree, expected: Tree, lenient: boolean): boolean {
  const read = (tree: Tree): string => {
    const left = lenient ? withoutEmpties(tree) : tree
    return left === undefined ? '' : canonicalText(left)
  }
  return read(actual) === read(expected)
}

export interface Subject {
  readonly policy: Policy
  readonly engine: Engine
  /** The same policy without the one-pass shortcut, read without the kernel: it must give the same bytes. */
  readonly slow: Engine
}

export function subjectFor(policy: Policy, limits: Limits = LIMITS): Subject {
  return { policy, engine: engineFor(policy, { limits }), slow: engineFor(policy, { limits, direct: false, portable: true }) }
}

export interface CheckOptions {
  readonly keep: Engine
  readonly subjects: readonly Subject[]
  /** Ask the oracle too, which takes most of the time. */
  readonly thorough: boolean
}

/** Everything that must hold for one message, whatever its bytes. */
export function checkMessage(bytes: Uint8Array, { keep, subjects, thorough }: CheckOptions): Disagreement {
  const reason = whyRefused(bytes, LIMITS.depthMax)
  const kept = checkKeeping(keep.process(bytes), bytes, reason)
  if (kept !== undefined) return kept
  for (const { policy, engine, slow } of subjects) {
    const outcome = engine.process(bytes)
    const wrong = checkOutput(outcome, bytes, reason) ??
      (thorough ? checkShortcut(outcome, slow.process(bytes)) : undefined) ??
      (thorough && reason === undefined ? checkPolicy(policy, outcome, bytes) : undefined)
    if (wrong !== undefined) return `${policy.name}: ${wrong}`
  }
  return undefined
}

function checkShortcut(quick: Outcome, slow: Outcome): Disagreement {
  if ('error' in quick || 'error' in slow) {
    return 'error' in quick && 'error' in slow && quick.error.code === slow.error.code
      ? undefined
      : 'the two ways differ in what they refuse'
  }
  if (Buffer.compare(quick.output, slow.output) !== 0) return 'the two ways give different bytes'
  // The order in which they were counted tells nothing.
  const counts = (outcome: Outcome): string => Object.entries(outcome.facts.counts)
    .flatMap(([given, actions]) => Object.entries(actions).map(([action, count]) => `${given} ${action} ${count}`)).toSorted().join()
  return counts(quick) === counts(slow) ? undefined : 'the two ways count differently'
}

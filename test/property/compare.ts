import { isUtf8 } from 'node:buffer'
import { FHIR_VERSIONS, type FhirVersion } from '../../src/contract/classes.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { loadModel } from '../../src/fhir/model.ts'
import { createEngine, type EngineOptions } from '../../src/pipeline/engine.ts'
import type { Engine, Outcome } from '../../src/pipeline/outcome.ts'
import { loadPolicy } from '../../src/policy/load.ts'
import type { Policy } from '../../src/policy/schema.ts'
import { createKeyring } from '../../src/transform/keys.ts'
import { createPseudonymizer } from '../../src/transform/pseudonymize.ts'
import { createShifter } from '../../src/transform/shift.ts'
import { askOracle } from './oracle.ts'
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
  return createEngine({ policy, keyring, now: () => NOW, ...AUDIENCE, findings: false, limits: LIMITS, ...options })
}

/** What engine and oracle disagree about, in words without values; undefined when they agree. */
export type Disagreement = string | undefined

/** keep-everything passes what a strict reader accepts, byte for byte, and refuses everything else for the right reason. */
export function checkKeeping(engine: Engine, bytes: Uint8Array): Disagreement {
  const reason = whyRefused(bytes, LIMITS.depthMax)
  const outcome = engine.process(bytes)
  if ('output' in outcome) {
    if (reason !== undefined) return `keep-everything passed what is ${reason}`
    return Buffer.compare(outcome.output, bytes) === 0 ? undefined : 'keep-everything changed the bytes'
  }
  if (!outcome.error.code.startsWith('SLUICE_JSON') && outcome.error.code !== 'SLUICE_LIMIT_DEPTH') return `keep-everything refused with ${outcome.error.code}`
  return reason === undefined ? `keep-everything refused the well-formed with ${outcome.error.code}` : undefined
}

/** A policy's output must be strict JSON, whatever the input was. Malformed input must be refused. */
export function checkOutput(outcome: Outcome, bytes: Uint8Array): Disagreement {
  if (!('output' in outcome)) {
    return outcome.error.code === 'SLUICE_INTERNAL' || outcome.error.code === 'SLUICE_VERIFY' ? `the engine failed with ${outcome.error.code}: ${String(outcome.error.cause)}` : undefined
  }
  if (!isUtf8(bytes)) return 'bytes that are no UTF-8 passed'
  if (outcome.output.length === 0) return 'the output of a message is empty'
  const reason = whyRefused(outcome.output, LIMITS.depthMax)
  return reason === undefined ? undefined : `the output is not strict JSON: ${reason}`
}

/** The output of a policy against the oracle's. `bytes` must be well-formed. */
export function checkPolicy(policy: Policy, engine: Engine, bytes: Uint8Array, collapses = true): Disagreement {
  const outcome = engine.process(bytes)
  const wrong = checkOutput(outcome, bytes)
  if (wrong !== undefined) return `${policy.name}: ${wrong}`
  const input = readTree(Buffer.from(bytes).toString('utf8'))
  const answer = askOracle({
    policy, model: loadModel(versionOf(policy, outcome)), ...AUDIENCE, tools: { ...TOOLS, oldestAge: policy.oldestAge }, collapses,
  }, input)
  if (!('output' in outcome)) {
    const { code } = outcome.error
    if (answer.refusals.has(code) || answer.hidden.has(code)) return undefined
    // What was never to pass may hold the same key twice; the engine does not look for that where it drops.
    return whyTreeRefused(input, LIMITS.depthMax) === undefined ? `${policy.name}: refused with ${code}, and the oracle does not` : undefined
  }
  if (answer.refusals.size > 0) return `${policy.name}: passed, and the oracle refuses with ${[...answer.refusals].join()}`
  const actual = readTree(Buffer.from(outcome.output).toString('utf8'))
  return sameMeaning(actual, answer.output, hasEmpties(input)) ? undefined : `${policy.name}: the output differs from the oracle's`
}

function versionOf(policy: Policy, outcome: Outcome): FhirVersion {
  return outcome.facts.fhirVersion ?? (policy.fhir === 'auto' ? 'R4' : policy.fhir)
}

function sameMeaning(actual: Tree, expected: Tree, lenient: boolean): boolean {
  const read = (tree: Tree): string => {
    const read = lenient ? withoutEmpties(tree) : tree
    return read === undefined ? '' : canonicalText(read)
  }
  return read(actual) === read(expected)
}

export function keepEverything(): Engine {
  return engineFor(loadPolicy('keep-everything'))
}

export function oracleOutput(policy: Policy, bytes: Uint8Array, version: FhirVersion = 'R4'): Tree {
  return askOracle({ policy, model: loadModel(version), ...AUDIENCE, tools: { ...TOOLS, oldestAge: policy.oldestAge }, collapses: true },
    readTree(Buffer.from(bytes).toString('utf8'))).output
}

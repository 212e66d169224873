import type { FhirVersion } from '../../src/contract/classes.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { createEngine, type TextParts } from '../../src/pipeline/engine.ts'
import type { Engine } from '../../src/pipeline/outcome.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { parsePolicy } from '../../src/policy/language/parse-policy.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import { createKeyring } from '../../src/transform/keys.ts'
import { loadFakeData } from '../../src/transform/fake/fake-data.ts'
import { TEXT_PARTS } from './text-parts.ts'

const fakeData = await loadFakeData()

/** The policies that are meant to protect someone. */
export const PROTECTING = ['hipaa-safe-harbor', 'ai-training', 'vendor-analytics', 'hipaa-limited-data-set'] as const

export interface EngineSettings {
  readonly fhir?: FhirVersion
  readonly findings?: boolean
  readonly destination?: string
  readonly purpose?: string
  readonly now?: string
  /** The detectors that ship, unless given. */
  readonly texts?: TextParts
}

const engines = new Map<string, Engine>()

/** An engine for a shipped policy, or one made by a test, with a fixed key and clock. One serves all tests of a file that ask for the same. */
export function shippedEngine(policy: string | Policy, settings: EngineSettings = {}): Engine {
  if (typeof policy !== 'string' || settings.texts !== undefined) return newEngine(policy, settings)
  const key = JSON.stringify([policy, settings.fhir, settings.findings, settings.destination, settings.purpose, settings.now])
  const known = engines.get(key) ?? newEngine(policy, settings)
  engines.set(key, known)
  return known
}

function newEngine(policy: string | Policy, settings: EngineSettings): Engine {
  const { fhir, findings = false, destination = 'vendor', purpose = 'test', now = '2026-01-01T00:00:00Z', texts = TEXT_PARTS } = settings
  const loaded = typeof policy === 'string' ? loadPolicy(policy) : policy
  return createEngine({
    policy: fhir === undefined ? loaded : { ...loaded, fhir },
    keyring: createKeyring({ keys: [{ version: 1, secret: Buffer.alloc(32, 7) }], destination, purpose }),
    now: () => new Date(now), destination, purpose, findings, limits: LIMITS, texts, fakeData,
  })
}

/** The output of a message that is expected to pass; a refusal throws its error. */
export function outputOf(engine: Engine, message: unknown): string {
  const body = message instanceof Uint8Array ? message : Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))
  const outcome = engine.process(body)
  if ('error' in outcome) throw outcome.error
  return Buffer.from(outcome.output).toString()
}

/** A policy from its rules and other keys, as YAML without what every policy has. */
export function policyFrom(yaml: string): Policy {
  return parsePolicy(Buffer.from(`sluice: policy/1\nname: of-a-test\nversion: "1"\nsummary: For a test.\n${yaml}`), 'policy.yaml')
}

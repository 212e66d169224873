import { resolve } from 'node:path'
import { detectors } from '../../detectors/index.ts'
import type { Roster } from '../classify/people/roster.ts'
import type { FhirVersion } from '../contract/classes.ts'
import type { Detector } from '../contract/detector.ts'
import type { NearMiss } from '../contract/finding.ts'
import { LIMITS, type Limits } from '../contract/limits.ts'
import type { RunFacts } from '../pipeline/route/audit-events.ts'
import { createEngine, createInnerEngine, type TextParts, usesSurrogates } from '../pipeline/engine.ts'
import { createLineEngine } from '../pipeline/texts/line-engine.ts'
import type { InnerEngine } from '../pipeline/texts/inner-resources.ts'
import { LineGate } from '../pipeline/texts/line-gate.ts'
import type { Engine } from '../pipeline/outcome.ts'
import { loadLexicon } from '../classify/text/load-lexicon.ts'
import { createTransforms } from '../pipeline/values/transforms.ts'
import { loadCustomDetectors } from '../policy/own-detectors/load-custom-detectors.ts'
import { checkNames } from '../policy/lint/check-names.ts'
import { loadPolicy } from '../policy/language/load.ts'
import { searchesTexts } from '../policy/compile/resolve.ts'
import type { Policy } from '../policy/language/schema.ts'
import { type FakeData, loadFakeData } from '../transform/fake/fake-data.ts'
import { createKeyring } from '../transform/keys.ts'
import type { KeySet } from './config/secrets.ts'
import { assembleRoster } from './assemble-roster.ts'

/** To whom the output goes and why; pseudonyms differ between any two of these. */
export interface Audience {
  readonly destination: string
  readonly purpose: string
  readonly client?: string
}

export interface EngineParts extends Audience {
  readonly policy: Policy
  readonly keys: KeySet
  readonly now: () => Date
  readonly findings: boolean
  /** Told what was nearly found in texts. */
  readonly near?: ((near: NearMiss) => void) | undefined
  readonly limits: Limits
  /** File of a roster, for texts whose subject another message describes. */
  readonly roster?: string | undefined
}

/** Loads a policy by name or file and checks the names in it, under another FHIR version where one is asked for, and with detectors to be tried. */
export function assemblePolicy(nameOrFile: string, fhir: FhirVersion | undefined, tried: readonly string[] = []): Policy {
  const policy = loadPolicy(nameOrFile)
  checkNames(policy)
  const text = { ...policy.text, tried: tried.map((file) => resolve(file)) }
  return { ...policy, fhir: fhir ?? policy.fhir, text }
}

/** Data that only some policies need, and that is large. */
export interface PolicyData {
  /** What surrogates are made from. */
  readonly fakeData: FakeData | undefined
  /** What finds PHI in texts. */
  readonly texts: TextParts | undefined
}

/** Loads what a policy needs beyond itself. */
export async function assembleData(policy: Policy, roster?: Roster): Promise<PolicyData> {
  return {
    fakeData: usesSurrogates(policy) ? await loadFakeData() : undefined,
    texts: searchesTexts(policy) ? { ...assembleTextParts(policy), roster } : undefined,
  }
}

/** The detectors that ship with Sluice and those of the policy, and the lexicon. Throws SLUICE_CONFIG for a bad file. */
function assembleTextParts(policy: Policy): TextParts {
  const { custom, tried = [] } = policy.text
  const load = (files: readonly string[]): Detector[] => {
    const loaded: Detector[] = []
    for (const file of files) loaded.push(...loadCustomDetectors(file, { taken: [...detectors, ...loaded].map(({ name }) => name) }))
    return loaded
  }
  const trial = load(tried)
  const inTrial = new Set(trial.map(({ name }) => name))
  const own = load(custom.filter((file) => !tried.includes(file))).filter(({ name }) => !inTrial.has(name))
  return { detectors: [...detectors, ...trial, ...own], lexicon: loadLexicon() }
}

/** The names that detectors of one's own must not have. */
export function shippedDetectorNames(): string[] {
  return detectors.map(({ name }) => name)
}

/** Builds the engine of one policy and audience. */
export async function assembleEngine(parts: EngineParts): Promise<Engine> {
  const roster =
    parts.roster === undefined || !searchesTexts(parts.policy) ? undefined : assembleRoster(parts.roster, parts.keys, { mustExist: true })
  return assembleEngineWith(await assembleData(parts.policy, roster), parts)
}

/** The same where the data was loaded before. */
export function assembleEngineWith(data: PolicyData, parts: EngineParts): Engine {
  const { policy, keys, destination, purpose, client, now, findings, near, limits } = parts
  const keyring = createKeyring({ keys: keys.keys, destination, purpose })
  return createEngine({
    policy,
    keyring,
    now,
    destination,
    purpose,
    ...(client === undefined ? {} : { client }),
    findings,
    near,
    limits,
    ...data,
  })
}

/** What reads texts that stand in no message, by the rules of a policy. */
export async function assembleLineGate(
  parts: Omit<EngineParts, 'findings' | 'limits' | 'near'> & { readonly tellsNear?: boolean },
): Promise<LineGate> {
  const { policy, keys, destination, purpose, client, now, tellsNear = false } = parts
  const keyring = createKeyring({ keys: keys.keys, destination, purpose })
  const fakeData = usesSurrogates(policy) ? await loadFakeData() : undefined
  const transforms = createTransforms({ keyring, now, fakeData })
  const texts = assembleTextParts(policy)
  const roster = parts.roster === undefined ? undefined : assembleRoster(parts.roster, keys, { mustExist: true })
  const audience = { destination, purpose, client }
  const openEngine = (): InnerEngine =>
    createInnerEngine({ ...audience, policy, keyring, now, limits: LIMITS, findings: false, fakeData, texts: { ...texts, roster } })
  return new LineGate({ ...texts, policy, transforms, now, roster, audience, tellsNear, openEngine })
}

/** An engine for lines of texts in place of FHIR messages. */
export async function assembleLineEngine(parts: EngineParts): Promise<Engine> {
  return createLineEngine({ gate: await assembleLineGate(parts), policy: parts.policy, findings: parts.findings })
}

/** What every record of a run says. */
export function assembleFacts(route: string, engine: Engine, audience: Audience, keys: KeySet): RunFacts {
  const { destination, purpose, client } = audience
  const keyVersion = Math.max(...keys.keys.map((key) => key.version))
  const { policyName: policy, policyHash } = engine
  return { route, policy, policyHash, destination, purpose, ...(client === undefined ? {} : { client }), keyVersion }
}

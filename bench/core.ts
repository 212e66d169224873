import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { LIMITS, type Limits } from '../src/contract/limits.ts'
import { createEngine } from '../src/pipeline/engine.ts'
import type { Engine } from '../src/pipeline/outcome.ts'
import type { RosterLookUp } from '../src/pipeline/people/known-people.ts'
import { loadPolicy } from '../src/policy/language/load.ts'
import { searchesTexts } from '../src/policy/compile/resolve.ts'
import type { Policy } from '../src/policy/language/schema.ts'
import { loadFakeData } from '../src/transform/fake/fake-data.ts'
import { createKeyring } from '../src/transform/keys.ts'
import { compare, COMPARE_DEFAULTS, type CompareOptions, type Contender } from './compare.ts'
import { createGenerator } from './generate.ts'
import { printRows } from './print-rows.ts'
import { elementRules, TEXT_PARTS } from '../test/support/text-parts.ts'

const CORPORA = new URL('../../shared/corpora/', import.meta.url)
const FAKE_DATA = await loadFakeData()
const NOW = new Date('2026-01-01T00:00:00Z')
const BUNDLE_BYTES_MIN = 500_000

/** Element rules against JSON.parse on the same bytes: resources of 1 to 3 KB, then Bundles over half a megabyte. */
export function benchCore(quick: boolean): void {
  const options: CompareOptions = quick ? { rounds: 7, windowBytes: 1_000_000, sliceMs: 5 } : COMPARE_DEFAULTS
  for (const { name, messages } of messageSets()) {
    const bytes = messages.reduce((sum, message) => sum + message.length, 0)
    printRows(`${name} (${messages.length} messages, ${Math.round(bytes / messages.length)} bytes on average)`,
      compare(messages, contenders(), options))
  }
}

function contenders(): Contender[] {
  const parse: Contender = { name: 'JSON.parse(buffer.toString())', run: (message) => void JSON.parse(message.toString()) }
  const stringify: Contender = {
    name: 'parse + stringify', run: (message) => void Buffer.from(JSON.stringify(JSON.parse(message.toString()))),
  }
  // Nothing is searched for when no value is long enough: what is left is walking, deciding and splicing.
  const unverified = { ...LIMITS, verifyBytesMin: Number.POSITIVE_INFINITY }
  return [
    parse,
    stringify,
    engineContender('keep-everything', createBenchEngine('keep-everything', LIMITS)),
    engineContender('hipaa-safe-harbor, element rules', createElementEngine('hipaa-safe-harbor', unverified)),
    engineContender('hipaa-safe-harbor, element rules and verify', createElementEngine('hipaa-safe-harbor', LIMITS)),
    engineContender('ai-training, element rules and verify', createElementEngine('ai-training', LIMITS)),
  ]
}

export function engineContender(name: string, engine: Engine): Contender {
  return {
    name,
    run(message) {
      const outcome = engine.process(message)
      if ('error' in outcome) throw outcome.error
    },
  }
}

/** Everything that the policy says, texts too; with a roster those whom it knows. */
export function createBenchEngine(policyName: string, limits: Limits, roster?: RosterLookUp): Engine {
  return createEngineFor(loadPolicy(policyName), limits, roster)
}

/** The policy without its rules on texts. */
function createElementEngine(policyName: string, limits: Limits): Engine {
  return createEngineFor(elementRules(loadPolicy(policyName)), limits)
}

function createEngineFor(policy: Policy, limits: Limits, roster?: RosterLookUp): Engine {
  const keyring = createKeyring({
    keys: [{ version: 1, secret: 'a key for measuring, not for use' }],
    destination: 'bench',
    purpose: 'bench',
  })
  return createEngine({
    policy,
    fakeData: FAKE_DATA,
    texts: searchesTexts(policy) ? { ...TEXT_PARTS, roster } : undefined,
    keyring,
    now: () => NOW,
    destination: 'bench', purpose: 'bench', findings: false, limits,
  })
}

function messageSets(): { name: string; messages: Buffer[] }[] {
  const generator = createGenerator(1)
  const sets = [
    { name: 'Generated resources, 1-3 KB', messages: generator.resources(4000) },
    { name: 'Generated Bundles, over 0.5 MB', messages: generator.bundles(8, BUNDLE_BYTES_MIN) },
  ]
  const inferno = new URL('inferno-g10/', CORPORA)
  if (existsSync(inferno)) sets.push({ name: 'Corpus inferno-g10, resources of 1-3 KB', messages: ndjsonResources(inferno) })
  const bulk = new URL('synthea-bulk-ndjson/10-patients/', CORPORA)
  if (existsSync(bulk)) sets.push({ name: 'Corpus synthea-bulk-ndjson, resources of 1-3 KB', messages: ndjsonResources(bulk) })
  const synthea = new URL('synthea-smart-r4/dev/', CORPORA)
  if (existsSync(synthea)) sets.push({ name: 'Corpus synthea-smart-r4, Bundles over 0.5 MB', messages: bundles(synthea) })
  return sets
}

function ndjsonResources(folder: URL): Buffer[] {
  return readdirSync(folder).filter((file) => file.endsWith('.ndjson') && !file.startsWith('log')).flatMap((file) =>
    readFileSync(new URL(file, folder), 'utf8').split('\n').map((line) => Buffer.from(line))
      .filter((line) => line.length >= 1000 && line.length <= 3500))
}

function bundles(folder: URL): Buffer[] {
  return readdirSync(folder).filter((file) => file.endsWith('.json'))
    .map((file) => readFileSync(new URL(encodeURIComponent(file), folder))).filter((bytes) => bytes.length >= BUNDLE_BYTES_MIN).slice(0, 12)
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createGenerator } from '../../bench/generate.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { createEngine } from '../../src/pipeline/engine.ts'
import type { Engine, Outcome } from '../../src/pipeline/outcome.ts'
import { loadPolicy } from '../../src/policy/load.ts'
import { createKeyring } from '../../src/transform/keys.ts'
import { elementRules } from '../support/text-parts.ts'

const EXAMPLES = new URL('../../../shared/corpora/hl7-r4-examples/instances/', import.meta.url)
const POLICIES = ['hipaa-safe-harbor', 'keep-everything'] as const

function engineOf(policyName: string, direct: boolean): Engine {
  const keyring = createKeyring({ keys: [{ version: 1, secret: 'for tests and nothing else at all' }], destination: 'd', purpose: 'p' })
  return createEngine({
    policy: elementRules(loadPolicy(policyName)), keyring, now: () => new Date('2026-01-01T00:00:00Z'), destination: 'd', purpose: 'p',
    findings: false, limits: LIMITS, direct,
  })
}

function told(outcome: Outcome): unknown {
  const what = 'error' in outcome ? outcome.error.code : Buffer.from(outcome.output).toString('latin1')
  return [outcome.verdict, what, outcome.facts.counts]
}

/** The places where the two ways differ; a tape is the slow, obvious way. */
function differences(policyName: string, messages: readonly (readonly [string, Buffer])[]): string[] {
  const [direct, tape] = [engineOf(policyName, true), engineOf(policyName, false)]
  return messages.flatMap(([name, bytes]) => {
    const [fast, slow] = [told(direct.process(bytes)), told(tape.process(bytes))]
    return JSON.stringify(fast) === JSON.stringify(slow) ? [] : [name]
  })
}

test.for(POLICIES)('One pass and the tape give the same bytes and counts for generated messages under %s', (policyName) => {
  const generator = createGenerator(11)
  const compact = createGenerator(12, 0)
  const messages = [...generator.resources(300), ...generator.bundles(2, 60_000), ...compact.resources(300), ...compact.bundles(2, 60_000)]
  expect(differences(policyName, messages.map((bytes, index) => [`message ${index}`, bytes] as const))).toEqual([])
})

test.for(POLICIES)('One pass and the tape give the same bytes and counts for every official R4 example under %s', (policyName, context) => {
  if (!existsSync(EXAMPLES)) context.skip('the corpus hl7-r4-examples is not beside the project')
  const files = readdirSync(EXAMPLES)
  const messages = files.map((file) => [file, readFileSync(new URL(encodeURIComponent(file), EXAMPLES))] as const)
  expect(messages.length).toBeGreaterThan(700)
  expect(differences(policyName, messages)).toEqual([])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import type { Engine } from '../../src/pipeline/outcome.ts'
import { inPieces } from './check-stream.ts'
import { createRandom } from './choices.ts'
import { engineFor } from './compare.ts'
import { messageFrom } from './messages.ts'
import { mutate } from './mutate.ts'
import { testPolicies } from './policies.ts'

const pairs = testPolicies().map((policy) => ({
  name: policy.name, plain: engineFor(policy), witnessed: engineFor(policy, { findings: true }),
}))
const decisions = fc.uint8Array({ minLength: 1, maxLength: 700, size: 'max' })

/** All that leaves or is reported of a message, but for the findings. */
function answerOf(engine: Engine, bytes: Uint8Array): object {
  const outcome = engine.process(bytes)
  const {
    verdict,
    facts: { counts, resourceType, fhirVersion },
  } = outcome
  const rest =
    'error' in outcome ? { code: outcome.error.code, where: outcome.error.where } : { output: Buffer.from(outcome.output).toString('utf8') }
  return { verdict, counts, resourceType, fhirVersion, ...rest }
}

describe.for(pairs)('Under $name', ({ plain, witnessed }) => {
  test('a message gives the same bytes, verdict and counts whether or not findings are asked for', { timeout: 120_000 }, () => {
    fc.assert(fc.property(decisions, fc.nat(), (bytes, seed) => {
      const message = messageFrom(bytes)
      for (const body of [message, mutate(message, createRandom(seed))]) expect(answerOf(witnessed, body)).toEqual(answerOf(plain, body))
    }), { seed: 7, numRuns: 500 })
  })
})

test.for([
  ['an element that is empty as it came', '{"resourceType":"Patient","text":{},"gender":"male"}'],
  [
    'an unknown extension in what goes whole',
    '{"resourceType":"Patient","photo":[{"extension":[{"url":"http://example.org/x"}]}],"gender":"male"}',
  ],
  ['an element of which nothing is left', '{"resourceType":"Patient","address":[{"line":[],"city":null}],"name":[{}],"gender":"male"}'],
] as const)('%s leaves alike, in pieces too', async ([, text]) => {
  for (const { plain, witnessed } of pairs) {
    const bundle = Buffer.from(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":${text}}]}`)
    const answers = await Promise.all([plain, witnessed].map(async (engine) => {
      const written: Buffer[] = []
      const { verdict } = await engine.processStream(inPieces(bundle, () => 11), async (chunk) => {
        written.push(Buffer.from(chunk))
      })
      return { whole: answerOf(engine, Buffer.from(text)), verdict, streamed: Buffer.concat(written).toString('utf8') }
    }))
    expect(answers[1]).toEqual(answers[0])
  }
})

test('Findings are there whatever becomes of the message', async () => {
  for (const { witnessed } of pairs) {
    const { facts } = witnessed.process(Buffer.from('{"resourceType":"Patient","name":[{"family":"Canary"}]}'))
    expect(facts.findings.map(({ path, class: given }) => `${path} ${given}`)).toContain('Patient.name[0].family name')
    const body = Buffer.alloc(LIMITS.depthMax + 10, '[')
    expect(witnessed.process(body)).toMatchObject({ verdict: 'block', facts: { findings: [] } })
  }
})

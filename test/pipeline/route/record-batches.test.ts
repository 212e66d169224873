import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SluiceError } from '../../../src/contract/errors.ts'
import type { RunFacts } from '../../../src/pipeline/route/audit-events.ts'
import type { Passed, Processed, RouteMessage } from '../../../src/pipeline/route/process-message.ts'
import { createBatchRecorder } from '../../../src/pipeline/route/record-batches.ts'

const RUN: RunFacts = { route: 'r', policy: 'p', policyHash: '0', destination: 'd', purpose: 'q', keyVersion: 1 }
const FACTS = { resourceType: undefined, fhirVersion: undefined, counts: {}, findings: [] } as const
const sha256 = (lines: readonly Uint8Array[]): string =>
  createHash('sha256')
    .update(Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])))
    .digest('hex')

/** Bodies around what is gathered before it is hashed, and small ones. */
const body = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom(100_000, 131_071, 131_072).map((bytes) => new Uint8Array(bytes).fill(7)) },
)
const step = fc.record({ body, fate: fc.constantFrom('same', 'same', 'same', 'changed', 'refused') })

function processedOf(message: Uint8Array, fate: string): Processed {
  const common = { facts: FACTS, bytes: message.length }
  if (fate === 'refused')
    return {
      ...common,
      passed: false,
      verdict: 'block',
      error: new SluiceError('SLUICE_VERIFY'),
      sha256: sha256([message]),
      kept: undefined,
    }
  const output = fate === 'same' ? message : Buffer.from(`changed ${message.length}`)
  return { ...common, passed: true, verdict: 'pass', bytesOut: output.length, output } satisfies Passed
}

test('a batch tells the hash of what came and of what went, whether or not the two are one; several at once do not disturb each other', () => {
  fc.assert(fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }), (batches) => {
    const recorders = batches.map(() => createBatchRecorder(RUN))
    const wanted = batches.map(() => ({ came: [] as Uint8Array[], went: [] as Uint8Array[] }))
    for (let at = 0; at < 12; at++) {
      for (const [index, steps] of batches.entries()) {
        const one = steps[at]
        if (one === undefined) continue
        const processed = processedOf(one.body, one.fate)
        const message: RouteMessage = { body: one.body, source: 's', line: at + 1 }
        recorders[index]?.add(message, processed, processed.verdict)
        wanted[index]?.came.push(one.body)
        if (processed.passed) wanted[index]?.went.push(processed.output as Uint8Array)
      }
    }
    const told = recorders.map((recorder) => recorder.take().map(({ sha256, outputSha256 }) => ({ sha256, outputSha256 })))
    expect(told).toEqual(wanted.map(({ came, went }) => [{ sha256: sha256(came), outputSha256: sha256(went) }]))
  }), { numRuns: 150 })
})

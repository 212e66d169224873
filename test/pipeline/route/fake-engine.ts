import { SluiceError } from '../../../src/contract/errors.ts'
import type { Engine, OutcomeFacts } from '../../../src/pipeline/outcome.ts'

/** A message that holds this is refused by the policy, one that holds the second cannot be read. */
export const BLOCKED = 'BLOCK-ME'
export const BROKEN = 'BREAK-ME'

const facts: OutcomeFacts = { resourceType: 'Basic', fhirVersion: 'R4', counts: { name: { redact: 1 } }, findings: [] }

function errorFor(text: string): SluiceError | undefined {
  if (text.includes(BLOCKED)) return new SluiceError('SLUICE_POLICY_BLOCK')
  if (text.includes(BROKEN)) return new SluiceError('SLUICE_JSON_SYNTAX', { where: { byte: 3, path: 'Basic.code' } })
  return undefined
}

/** Needs no FHIR: replaces `raw` by `***`, refuses what says so, and reuses its output buffer as a fast engine may. */
export function createFakeEngine(): Engine {
  const reused = Buffer.alloc(1024 * 1024)
  return {
    policyName: 'fake',
    policyHash: 'f'.repeat(64),
    process(body) {
      const text = Buffer.from(body).toString('latin1')
      const error = errorFor(text)
      if (error !== undefined) return { verdict: 'block', error, facts }
      if (body.length > reused.length) return { verdict: 'pass', output: body, facts }
      const length = reused.write(text.replaceAll('raw', '***'), 'latin1')
      return { verdict: 'redact', output: reused.subarray(0, length), facts }
    },
    async processStream(body, write) {
      const pieces: Uint8Array[] = []
      for await (const chunk of body.open()) pieces.push(chunk)
      const error = errorFor(Buffer.concat(pieces).toString('latin1'))
      for await (const chunk of body.open()) {
        await write(chunk)
        if (error !== undefined) return { verdict: 'block', error, facts }
      }
      return { verdict: 'pass', facts }
    },
  }
}

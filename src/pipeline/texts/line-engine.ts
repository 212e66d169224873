import { SluiceError, toSluiceError } from '../../contract/errors.ts'
import type { Policy } from '../../policy/language/schema.ts'
import type { LineGate } from './line-gate.ts'
import type { Engine, Outcome } from '../outcome.ts'
import { readTally, Tallier } from '../tallier.ts'
import type { RuledFinding } from './text-ruling.ts'
import { parseTextLine } from './text-line.ts'
import { NO_FACTS } from '../message-facts.ts'

export interface LineEngineOptions {
  readonly gate: LineGate
  readonly policy: Policy
  /** Fill `facts.findings`. */
  readonly findings: boolean
}

/** Takes lines of texts where others take FHIR messages: nothing but `id` and the clean `text` comes out, and no id that names somebody. */
export function createLineEngine({ gate, policy, findings: tells }: LineEngineOptions): Engine {
  const tallier = new Tallier()

  function attempt(body: Uint8Array): Outcome {
    const { id, text } = parseTextLine(body)
    const { id: newId, findings, inId, output, refuse } = gate.judge({ id, text })
    tallier.begin()
    for (const { class: given, action } of [...findings, ...inId]) tallier.bump(given, action.do)
    const facts = {
      resourceType: undefined,
      fhirVersion: undefined,
      counts: readTally(tallier.pairs()),
      findings: tells
        ? [...findings.map((finding) => ofLine('text', finding, body.length)), ...inId.map((finding) => ofLine('id', finding, body.length))]
        : [],
    }
    if (policy.mode === 'monitor') return { verdict: 'monitor', output: written(id, text), facts }
    if (refuse === 'nobody') return { verdict: 'block', error: new SluiceError('SLUICE_SUBJECT'), facts }
    if (refuse !== undefined) {
      return { verdict: refuse, error: new SluiceError(refuse === 'block' ? 'SLUICE_POLICY_BLOCK' : 'SLUICE_POLICY_QUARANTINE'), facts }
    }
    return { verdict: output === undefined && newId === id ? 'pass' : 'redact', output: written(newId, output ?? text), facts }
  }

  return {
    policyName: policy.name,
    policyHash: policy.source.sha256,
    process(body) {
      try {
        return attempt(body)
      } catch (error) {
        return {
          verdict: 'block',
          error: toSluiceError(error),
          facts: NO_FACTS,
        }
      }
    },
    processStream: () => Promise.reject(new SluiceError('SLUICE_LIMIT_SIZE')),
  }
}

function written(id: string | number, text: string): Buffer {
  return Buffer.from(JSON.stringify({ id, text }))
}

/** The place is the line: its text may have escapes. */
function ofLine(path: 'text' | 'id', { class: given, detector, confidence, evidence }: RuledFinding, bytes: number) {
  return { class: given, detector, resourceType: 'unknown', path, start: 0, end: bytes, confidence, evidence }
}

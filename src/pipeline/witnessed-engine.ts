import type { Finding } from '../contract/finding.ts'
import type { Engine, OutcomeFacts } from './outcome.ts'

/** The facts of what was done, with the findings of the other engine. Counts are worked out when they are asked for. */
function withFindings(facts: OutcomeFacts, findings: readonly Finding[]): OutcomeFacts {
  const { resourceType, fhirVersion } = facts
  return {
    resourceType, fhirVersion, findings,
    get counts() {
      return facts.counts
    },
  }
}

/**
 * An engine that also says what it found: one reads the message the way it is always read and alone decides what
 * leaves, the other looks at every value, also inside what goes whole. So asking for findings changes nothing else. What
 * makes the second refuse ends its findings there.
 */
export function createWitnessedEngine(deciding: Engine, finding: Engine): Engine {
  return {
    policyHash: deciding.policyHash,
    policyName: deciding.policyName,
    process(body) {
      const outcome = deciding.process(body)
      return { ...outcome, facts: withFindings(outcome.facts, finding.process(body).facts.findings) }
    },
    async processStream(body, write) {
      const outcome = await deciding.processStream(body, write)
      const { facts } = await finding.processStream(body, async () => undefined)
      return { ...outcome, facts: withFindings(outcome.facts, facts.findings) }
    },
  }
}

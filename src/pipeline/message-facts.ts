import type { FhirVersion } from '../contract/classes.ts'
import type { Finding } from '../contract/finding.ts'
import type { Counts, OutcomeFacts } from './outcome.ts'
import { readTally } from './tallier.ts'

/** What there is to tell of a message that nothing was learned of. */
export const NO_FACTS: OutcomeFacts = { resourceType: undefined, fhirVersion: undefined, counts: {}, findings: [] }

/** Facts of a message; counts are worked out when they are asked for. */
export class MessageFacts implements OutcomeFacts {
  readonly resourceType: string | undefined
  readonly fhirVersion: FhirVersion
  readonly findings: readonly Finding[]
  private readonly tallied: readonly number[]

  constructor(resourceType: string | undefined, fhirVersion: FhirVersion, tallied: readonly number[], findings: readonly Finding[]) {
    this.resourceType = resourceType
    this.fhirVersion = fhirVersion
    this.tallied = tallied
    this.findings = findings
  }

  get counts(): Counts {
    return readTally(this.tallied)
  }
}

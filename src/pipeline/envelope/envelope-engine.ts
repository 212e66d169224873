import { SluiceError, toSluiceError } from '../../contract/errors.ts'
import type { Engine, Outcome, OutcomeFacts } from '../outcome.ts'
import { createTally } from '../tally.ts'
import { NO_FACTS } from '../message-facts.ts'

/** Gives the clean form of a part, empty where nothing of it may pass. */
export type CleanPart = (part: Uint8Array) => Uint8Array

type RefusedOutcome = Extract<Outcome, { readonly error: SluiceError }>

/** A part of an envelope is refused, and so the envelope is. */
class RefusedPart extends Error {
  readonly outcome: RefusedOutcome

  constructor(outcome: RefusedOutcome) {
    super('A part is refused.')
    this.outcome = outcome
  }
}


/**
 * An engine for messages that hold others: `open` takes one apart, has each part cleaned and writes a new one around what is
 * left. Nothing of the old one may be in it that `open` has not looked at.
 */
export function createEnvelopeEngine(inner: Engine, open: (body: Uint8Array, clean: CleanPart) => Uint8Array): Engine {
  function attempt(body: Uint8Array): Outcome {
    const tally = createTally()
    let first: OutcomeFacts | undefined
    let isMonitor = false
    const output = open(body, (part) => {
      const outcome = inner.process(part)
      first ??= outcome.facts
      tally.add(outcome.facts.counts)
      if ('error' in outcome) throw new RefusedPart(outcome)
      isMonitor ||= outcome.verdict === 'monitor'
      // The engine writes its next output where this one is.
      return Uint8Array.from(outcome.output)
    })
    const facts = { ...NO_FACTS, resourceType: first?.resourceType, fhirVersion: first?.fhirVersion, counts: tally.counts() }
    return isMonitor ? { verdict: 'monitor', output: body, facts } : { verdict: 'redact', output, facts }
  }

  return {
    policyName: inner.policyName,
    policyHash: inner.policyHash,
    get paths() {
      return inner.paths
    },
    process(body) {
      try {
        return attempt(body)
      } catch (error) {
        if (error instanceof SluiceError && error.code === 'SLUICE_IO') throw error
        return error instanceof RefusedPart ? error.outcome : { verdict: 'block', error: toSluiceError(error), facts: NO_FACTS }
      }
    },
    processStream: () => Promise.reject(new SluiceError('SLUICE_LIMIT_SIZE')),
  }
}

import { z } from 'zod'
import { FHIR_VERSIONS, type FhirVersion } from '../contract/classes.ts'
import { searchesTexts } from '../policy/compile/resolve.ts'
import type { Policy } from '../policy/language/schema.ts'
import type { PolicyFlags } from './flags.ts'
import { say } from './print/print.ts'
import { usageError } from './report-error.ts'

/** Reads `--fhir`. Throws SLUICE_USAGE for a version Sluice does not know. */
export function parseFhir(value: string | undefined): FhirVersion | undefined {
  if (value === undefined) return undefined
  const version = FHIR_VERSIONS.find((known) => known === value.toUpperCase())
  if (version === undefined) throw usageError(`--fhir takes one of ${FHIR_VERSIONS.join(', ')}.`)
  return version
}

/** A day, or an instant with its offset or in UTC (RFC 3339): the same on every machine. */
const TIME = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })])

/** Reads a time that a flag gives. Throws SLUICE_USAGE. */
export function parseTime(value: string, flag: string): Date {
  if (!TIME.safeParse(value).success) throw usageError(`${flag} takes a date, or a date and time, such as 2026-01-31 or 2026-01-31T12:00:00Z.`)
  return new Date(/T[\d:.]+$/.test(value) ? `${value}Z` : value)
}

/** Reads `--now`: a fixed clock for reproducible runs, or the real one. Throws SLUICE_USAGE. */
export function parseClock(value: string | undefined): () => Date {
  if (value === undefined) return () => new Date()
  const time = parseTime(value, '--now').getTime()
  return () => new Date(time)
}

/** Says which flags have no effect, since the policy leaves no text to be searched. */
export function sayUnused(policy: Policy, flags: Pick<PolicyFlags, 'roster' | 'detectors'>): void {
  if (searchesTexts(policy)) return
  for (const flag of ['roster', 'detectors'] as const) {
    if (flags[flag] !== undefined) say(`--${flag} is of no use here: ${policy.name} searches no texts.`)
  }
}

import { FHIR_VERSIONS, type FhirVersion } from '../contract/classes.ts'
import { usageError } from './report-error.ts'

/** Flags that redact, scan and explain share. */
export interface PolicyFlags {
  readonly policy: string
  readonly destination: string
  readonly purpose: string
  readonly client?: string
  readonly fhir?: string
  readonly now?: string
  readonly roster?: string
  /** Files of detectors to be tried beside those of the policy; only where nothing is released. */
  readonly detectors?: readonly string[]
}

export const DEFAULT_POLICY = 'hipaa-safe-harbor'

/** Reads `--fhir`. Throws SLUICE_USAGE for a version Sluice does not know. */
export function parseFhir(value: string | undefined): FhirVersion | undefined {
  if (value === undefined) return undefined
  const version = FHIR_VERSIONS.find((known) => known === value.toUpperCase())
  if (version === undefined) throw usageError(`--fhir takes one of ${FHIR_VERSIONS.join(', ')}.`)
  return version
}

/** Reads `--now`: a fixed clock for reproducible runs, or the real one. Throws SLUICE_USAGE. */
export function parseClock(value: string | undefined): () => Date {
  if (value === undefined) return () => new Date()
  const time = Date.parse(value)
  if (Number.isNaN(time)) throw usageError('--now takes a date and time such as 2026-11-24T12:00:00Z.')
  return () => new Date(time)
}

/** For whom and why, where nobody says. */
export const DEFAULT_AUDIENCE = { destination: 'default', purpose: 'default' } as const

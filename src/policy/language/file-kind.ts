import type { Diagnostic } from './diagnostics.ts'
import type { StrictYaml } from './parse-yaml.ts'

/** The kinds of files that people write for Sluice, in words. */
const KINDS = { policy: 'a policy', detectors: 'a file of detectors', configuration: 'a configuration' } as const
type FileKind = keyof typeof KINDS

const CONFIGURED = ['keys', 'audit', 'routes', 'servers']

/** By what a file says it is, or else by keys that only a configuration has. */
export function kindOf(data: unknown): FileKind | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const says = 'sluice' in data ? String(data.sluice) : ''
  if (says.startsWith('policy/')) return 'policy'
  if (says.startsWith('detectors/')) return 'detectors'
  const isConfiguration = says === '' && !('rules' in data) && CONFIGURED.some((key) => key in data)
  return isConfiguration ? 'configuration' : undefined
}

/** The one thing to say of a file that is of another kind than the one that is wanted: every key of it would be wrong. */
export function wrongKind({ data, file }: StrictYaml, wanted: FileKind): readonly Diagnostic[] | undefined {
  const kind = kindOf(data)
  if (kind === undefined || kind === wanted) return undefined
  return [{ severity: 'error', file, line: 1, column: 1, message: `this is ${KINDS[kind]}, and ${KINDS[wanted]} is wanted` }]
}

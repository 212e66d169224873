import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SluiceError } from '../../contract/errors.ts'
import { diagnosedError, suggest } from './diagnostics.ts'
import { parsePolicy } from './parse-policy.ts'
import { readWhole } from './read-whole.ts'
import type { Policy } from './schema.ts'

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/

/**
 * A policy by the name of one in `policiesFolder` (deploy/policies unless given), or from a file, read once.
 * Throws SLUICE_POLICY_NOT_FOUND, SLUICE_IO, or SLUICE_CONFIG with `diagnostics`.
 */
export function loadPolicy(nameOrFile: string, options: { readonly policiesFolder?: string } = {}): Policy {
  const folder = options.policiesFolder ?? shippedPoliciesFolder()
  const shipped = join(folder, `${nameOrFile}.yaml`)
  const file = NAME.test(nameOrFile) && existsSync(shipped) ? shipped : nameOrFile
  if (!existsSync(file)) {
    throw new SluiceError('SLUICE_POLICY_NOT_FOUND', {
      detail: `There is no policy and no file "${nameOrFile}"${suggest(nameOrFile, shippedPolicyNames(folder))}`,
    })
  }
  return withDetectors(parsePolicy(readWhole(file), file))
}

/** What a policy does depends on its own detectors too, so its hash covers them. */
function withDetectors(policy: Policy): Policy {
  if (policy.text.custom.length === 0) return policy
  const hash = createHash('sha256').update(policy.source.sha256)
  for (const [index, file] of policy.text.custom.entries())
    hash.update(createHash('sha256').update(readDetectors(policy, file, index)).digest('hex'))
  return { ...policy, source: { ...policy.source, sha256: hash.digest('hex') } }
}

function readDetectors({ source, text }: Policy, file: string, index: number): Uint8Array {
  try {
    return readWhole(file)
  } catch (error) {
    if (!(error instanceof SluiceError) || error.code !== 'SLUICE_IO') throw error
    const at = text.customAt?.[index] ?? { line: 1, column: 1 }
    throw diagnosedError('SLUICE_CONFIG', [{ severity: 'error', file: source.file, ...at, message: `${file} cannot be read` }])
  }
}

/** The names that `loadPolicy` knows without a path, sorted. */
export function shippedPolicyNames(folder: string = shippedPoliciesFolder()): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((file) => file.endsWith('.yaml')).map((file) => basename(file, '.yaml')).sort()
}

/** deploy/policies of this package, whether this file runs from src/ or from dist/. */
export function shippedPoliciesFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    const policies = join(folder, 'deploy', 'policies')
    if (existsSync(join(folder, 'package.json')) && existsSync(policies)) return policies
  }
  return join(start, '..', '..', 'deploy', 'policies')
}

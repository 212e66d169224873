import { createHmac, randomBytes } from 'node:crypto'
import { SluiceError } from '../../contract/errors.ts'
import { Phi } from '../../contract/phi.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { parseKeySource } from '../../transform/keys.ts'

/** The secrets of a run, with their versions. */
export interface KeySet {
  readonly keys: readonly { readonly version: number; readonly secret: Phi<Uint8Array> }[]
}

const KEYED_ACTIONS = new Set(['pseudonymize', 'shift', 'encrypt', 'surrogate'])

/** True when anything that the policy does depends on the key. */
export function needsKey(policy: Policy): boolean {
  return policy.rules.some((rule) => KEYED_ACTIONS.has(rule.then.do))
}

/** A key for a run whose output nobody keeps: scans, tests, the demo, and policies in which nothing is keyed. */
export function throwawayKeys(): KeySet {
  return { keys: [{ version: 1, secret: new Phi(randomBytes(32), 'key') }] }
}

/** The key of a command that releases nothing: any will do, but for a roster, which was written with one. */
export function lookingKeys({ roster }: { readonly roster?: string }): KeySet {
  return roster === undefined ? throwawayKeys() : commandLineKeys({ required: true })
}

/** A key that everybody knows, so that tests inside policies may expect exact pseudonyms. */
export function testKeys(): KeySet {
  return { keys: [{ version: 1, secret: new Phi(Buffer.from('sluice policy tests, not a secret'), 'key') }] }
}

/**
 * The key of the command line, SLUICE_KEY. Throws SLUICE_KEY_MISSING when it is set and empty, or not set although
 * `required`; never makes one up in its place.
 */
export function commandLineKeys(options: { readonly required: boolean }): KeySet {
  if (process.env['SLUICE_KEY'] === undefined && !options.required) return throwawayKeys()
  if (process.env['SLUICE_KEY'] === undefined) {
    throw new SluiceError('SLUICE_KEY_MISSING', { detail: 'This needs a key, and SLUICE_KEY is not set.' })
  }
  return { keys: [{ version: 1, secret: parseKeySource('env:SLUICE_KEY') }] }
}

/** The quarantine's secret: SLUICE_QUARANTINE_KEY, or else SLUICE_KEY. Throws SLUICE_KEY_MISSING. */
export function quarantineSecret(): Phi<Uint8Array> {
  if (process.env['SLUICE_QUARANTINE_KEY'] !== undefined) return parseKeySource('env:SLUICE_QUARANTINE_KEY')
  if (process.env['SLUICE_KEY'] !== undefined) return parseKeySource('env:SLUICE_KEY')
  throw new SluiceError('SLUICE_KEY_MISSING', { detail: 'The quarantine needs SLUICE_QUARANTINE_KEY or SLUICE_KEY.' })
}

/** Names files by 64 bits of a keyed hash (HMAC-SHA-256): the same name always gives the same label. */
export function createLabeller(keys: KeySet): (name: string) => string {
  const newest = keys.keys.reduce((a, b) => (b.version > a.version ? b : a))
  return (name) =>
    createHmac('sha256', newest.secret.reveal()).update(`sluice file name\n${name}`).digest('hex').slice(0, 16)
}

import { createOpeningEngine } from '../../pipeline/opening-engine.ts'
import { createOpeningLineEngine } from '../../pipeline/texts/opening-line-engine.ts'
import { encryptsFormats } from '../../policy/opening-policy.ts'
import { createKeyring } from '../../transform/keys.ts'
import { givenAudit } from '../assemble-audit.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assemblePolicy } from '../assemble-engine.ts'
import { outputNamer } from '../assemble-files.ts'
import type { AudienceFlags } from '../flags.ts'
import { parseFhir } from '../read-flags.ts'
import { readInputs } from '../inputs.ts'
import { checkPlaces, outputPlace } from '../output-place.ts'
import { say } from '../print/print.ts'
import { usageError } from '../report-error.ts'
import { exitOf, runFiles, sayRefusals } from '../run-files.ts'
import { commandLineKeys, type KeySet } from '../config/secrets.ts'
import { formatCount } from '../print/table.ts'

export interface DecryptFlags extends AudienceFlags {
  readonly fhir?: string
  readonly keyVersion: string
  readonly out?: string
  readonly audit?: string
  /** Set where the input is lines of texts instead of FHIR. */
  readonly texts?: string
}

/** SLUICE_KEY as the version it has in the configuration that encrypted. Throws SLUICE_USAGE, SLUICE_KEY_MISSING. */
function keysOf(version: string): KeySet {
  if (!/^[1-9]\d{0,14}$/.test(version)) throw usageError('--key-version takes a whole number from 1.')
  return { keys: commandLineKeys({ required: true }).keys.map(({ secret }) => ({ version: Number(version), secret })) }
}

/** `sluice decrypt`: what `encrypt` closed, in clear again, for who holds the key. Returns the exit code. */
export async function decrypt(paths: readonly string[], flags: DecryptFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir))
  const input = await readInputs(paths)
  const place = await outputPlace(flags.out, input)
  const keys = keysOf(flags.keyVersion)
  const nameOf = outputNamer('keep', keys)
  await checkPlaces({ input, place, out: flags.out, nameOf }, [{ flag: '--audit', path: givenAudit(flags.audit) }])
  const usual = assembleLimits()
  const limits = assembleLimits({ bundleBytesWhole: usual.entryBytesMax })
  const keyring = createKeyring({ ...flags, keys: keys.keys })
  const { destination, purpose, client } = flags
  const engine = flags.texts === undefined
    ? createOpeningEngine({ policy, keyring, audience: { destination, purpose, client }, limits })
    : createOpeningLineEngine({ policy, keyring })
  const media = flags.texts === undefined ? undefined : 'ndjson'
  const result = await runFiles({
    command: 'decrypt', audience: flags, input, place, keys, nameOf, engine, limits, media, files: flags,
  })
  sayRefusals(result, input)
  const opened = Object.values(result.counts).reduce((sum, actions) => sum + (actions.encrypt ?? 0), 0)
  say(`${formatCount(opened)} values decrypted; audit log: ${result.audit}`)
  if (encryptsFormats(policy)) {
    say('FF1 values carry no check: with another key, destination, purpose or policy they are wrong, and nothing tells.')
  }
  return exitOf(result)
}

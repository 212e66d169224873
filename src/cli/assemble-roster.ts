import { closeSync, existsSync, openSync } from 'node:fs'
import { openRoster, type Roster, type RosterOptions } from '../classify/people/roster.ts'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import { feedRoster } from '../pipeline/people/feed-roster.ts'
import { PeopleReader } from '../pipeline/people/people-reader.ts'
import type { Engine } from '../pipeline/outcome.ts'
import { loadPolicy } from '../policy/language/load.ts'
import type { Policy } from '../policy/language/schema.ts'
import { createKeyring } from '../transform/keys.ts'
import type { KeySet } from './config/secrets.ts'

/**
 * Opens a roster. Its key depends on neither destination nor version: all routes may share it with the commands that build and
 * purge it, and one that was made with an older key is still known.
 */
export function assembleRoster(path: string, keys: KeySet, options: Pick<RosterOptions, 'now' | 'mustExist'>): Roster {
  const [hmac, ...older] = keys.keys.toSorted((one, other) => other.version - one.version).map(({ secret }) => {
    const keyring = createKeyring({ keys: [{ version: 1, secret }], destination: 'roster', purpose: 'roster' })
    return (text: string) => keyring.hmac('roster', text)
  })
  if (hmac === undefined) throw new SluiceError('SLUICE_KEY_MISSING')
  return openRoster({ path, hmac, older, ...options })
}

/** The same, made where there is none, for its owner alone: keyed hashes are no names, but whoever has the key can test a guess against them. */
export function assembleNewRoster(path: string, keys: KeySet, options: Pick<RosterOptions, 'now'>): Roster {
  // SQLite gives the files beside it the rights that it has.
  if (!existsSync(path)) makeOwn(path)
  return assembleRoster(path, keys, options)
}

function makeOwn(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: 'The roster could not be opened.', where: { file: path }, cause })
  }
}

export interface RosterFeedParts {
  readonly path: string
  readonly keys: KeySet
  readonly limits: Limits
  readonly fhir: Policy['fhir']
}

/** Opens a roster to be fed, making it where there is none; gives what puts the people of an engine's messages into it. */
export function assembleRosterFeed({ path, keys, limits, fhir }: RosterFeedParts): (engine: Engine) => Engine {
  const now = (): Date => new Date()
  const roster = assembleNewRoster(path, keys, { now })
  const policy = { ...loadPolicy('keep-everything'), fhir }
  return (engine) => feedRoster(engine, { roster, now, reader: new PeopleReader({ policy, limits }) })
}

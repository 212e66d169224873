import { createHash } from 'node:crypto'
import { SluiceError } from '../../contract/errors.ts'
import type { Identity } from '../../classify/people/identity.ts'
import type { Roster } from '../../classify/people/roster.ts'
import type { Engine } from '../outcome.ts'
import { createCache } from '../../contract/cache.ts'
import type { PeopleReader, SubjectPeople } from './people-reader.ts'

export interface FeedRosterOptions {
  readonly roster: Pick<Roster, 'addAll'>
  readonly reader: PeopleReader
  readonly now: () => Date
}

/** As long as an instant's day: when a patient was last seen is noted by the day. */
const DAY_CHARACTERS = 10

/**
 * The engine, but that whoever is in a message is in the roster, on the disk, before the message is worked on: a note that comes
 * later and alone finds its patient. Who was entered today is not entered again, so that only new people wait for the disk. Throws
 * SLUICE_IO where the roster cannot be written: that is no fault of a message.
 */
export function feedRoster(engine: Engine, { roster, reader, now }: FeedRosterOptions): Engine {
  const entered = createCache<true>()

  function enter(groups: readonly SubjectPeople[]): void {
    const day = now().toISOString().slice(0, DAY_CHARACTERS)
    const fresh = groups.flatMap((group) => {
      const name = `${day} ${digestOf(group)}`
      const isEmpty = group.identities.length + group.aliases.length + group.links.length === 0
      return isEmpty || entered.get(name) === true ? [] : [{ ...group, name }]
    })
    if (fresh.length === 0) return
    try {
      roster.addAll(fresh)
    } catch (cause) {
      throw new SluiceError('SLUICE_IO', { detail: 'The roster cannot be written.', cause })
    }
    for (const { name } of fresh) entered.set(name, true)
  }

  /** What cannot be read is for the engine to refuse. */
  function read(body: Uint8Array): readonly SubjectPeople[] {
    try {
      return reader.read(body)
    } catch {
      return []
    }
  }

  const { processHeld } = engine
  return {
    policyName: engine.policyName,
    policyHash: engine.policyHash,
    get paths() {
      return engine.paths
    },
    process(body) {
      enter(read(body))
      return engine.process(body)
    },
    ...(processHeld === undefined ? {} : {
      processHeld(body) {
        enter(read(body))
        return processHeld.call(engine, body)
      },
    }),
    async processStream(body, write) {
      enter(await reader.readStream(body).catch(() => []))
      return engine.processStream(body, write)
    },
  }
}

function digestOf({ subject, identities, aliases, links }: SubjectPeople): string {
  const hash = createHash('sha256').update(JSON.stringify([subject, aliases, links]))
  for (const identity of identities) hash.update(textOf(identity))
  return hash.digest('base64url')
}

function textOf({ role, tokens }: Identity): string {
  return JSON.stringify([role, tokens.map(({ kind, part, value, element }) => [kind, part, value, element])])
}

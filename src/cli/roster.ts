import { chmodSync, existsSync } from 'node:fs'
import { toSluiceError, type SluiceError } from '../contract/errors.ts'
import { PeopleReader, type SubjectPeople } from '../pipeline/people-reader.ts'
import type { RouteMessage } from '../pipeline/process-message.ts'
import { assembleFileSource, assembleLimits, assemblePolicy, assembleRoster, assembleStdin } from './assemble.ts'
import { parseFhir } from './flags.ts'
import { readInputs } from './inputs.ts'
import { say } from './print.ts'
import { EXIT } from './report-error.ts'
import { commandLineKeys } from './secrets.ts'
import { stopSignal } from './stop-signal.ts'
import { formatBytes, formatCount } from './table.ts'

export interface RosterFlags {
  readonly out: string
  readonly fhir?: string
}

const REFUSALS_SHOWN = 10

/** `sluice roster build`: who is in files or stdin, as keyed hashes, into a roster. Returns the exit code. */
export async function rosterBuild(paths: readonly string[], flags: RosterFlags): Promise<number> {
  const policy = assemblePolicy('keep-everything', parseFhir(flags.fhir))
  const keys = commandLineKeys({ required: true })
  const limits = assembleLimits()
  const input = await readInputs(paths)
  const isNew = !existsSync(flags.out)
  const roster = assembleRoster(flags.out, keys)
  // Keyed hashes are no names, but whoever has the key can test a guess against them.
  if (isNew) chmodSync(flags.out, 0o600)
  const reader = new PeopleReader({ policy, limits })
  const signal = stopSignal()
  const source = input === 'stdin' ? assembleStdin({ keys, limits }) : assembleFileSource(input.files, { keys, limits })
  let messages = 0
  let refused = 0
  try {
    for await (const delivery of source.deliveries(signal)) {
      const groups: SubjectPeople[] = []
      for (const message of delivery.messages as readonly RouteMessage[]) {
        messages++
        const read = await readMessage(reader, message)
        if (Array.isArray(read)) for (const group of read) groups.push(group)
        else if (refused++ < REFUSALS_SHOWN) say(`${read.code}: ${read.detail}${message.line === undefined ? '' : ` line ${message.line}`}`)
      }
      roster.addAll(groups)
      await delivery.ack()
    }
    const { subjects, people, bytes } = roster.counts()
    say(`${formatCount(messages)} messages read; the roster knows ${formatCount(subjects)} patients and ${formatCount(people - subjects)} others, ${formatBytes(bytes)}`)
  } finally {
    roster.close()
  }
  if (signal.aborted) return EXIT.failed
  return refused > 0 ? EXIT.refused : EXIT.ok
}

async function readMessage(reader: PeopleReader, { body, refused }: RouteMessage): Promise<SubjectPeople[] | SluiceError> {
  if (refused !== undefined) return refused.error
  try {
    return body instanceof Uint8Array ? reader.read(body) : await reader.readStream(body)
  } catch (thrown) {
    const error = toSluiceError(thrown)
    if (error.code === 'SLUICE_INTERNAL' || error.code === 'SLUICE_IO') throw error
    return error
  }
}

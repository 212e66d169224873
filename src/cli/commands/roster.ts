import { existsSync } from 'node:fs'
import { SluiceError, toSluiceError } from '../../contract/errors.ts'
import type { Roster } from '../../classify/people/roster.ts'
import { PeopleReader, type SubjectPeople } from '../../pipeline/people/people-reader.ts'
import type { RouteMessage } from '../../pipeline/route/process-message.ts'
import { readTarget } from '../../pipeline/people/subject-key.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assemblePolicy } from '../assemble-engine.ts'
import { assembleFileSource, assembleStdin } from '../assemble-files.ts'
import { assembleNewRoster, assembleRoster } from '../assemble-roster.ts'
import { parseClock, parseFhir } from '../read-flags.ts'
import { readInputs, totalBytes } from '../inputs.ts'
import { createPlaces } from '../print/places.ts'
import { say } from '../print/print.ts'
import { createProgress } from '../print/progress.ts'
import { createRefusals } from '../print/refusals.ts'
import { EXIT, usageError } from '../report-error.ts'
import { sayStopped } from '../run-files.ts'
import { commandLineKeys } from '../config/secrets.ts'
import { stopSignal } from '../stop-signal.ts'
import { formatBytes, formatCount } from '../print/table.ts'

export interface RosterFlags {
  readonly out: string
  readonly fhir?: string
  readonly now?: string
}

export interface RosterPurgeFlags {
  readonly roster: string
  readonly subject?: readonly string[]
  readonly unseen?: string
  readonly now?: string
}

/** `sluice roster build`: who is in files or stdin, as keyed hashes, into a roster. Returns the exit code. */
export async function rosterBuild(paths: readonly string[], flags: RosterFlags): Promise<number> {
  const policy = assemblePolicy('keep-everything', parseFhir(flags.fhir))
  const keys = commandLineKeys({ required: true })
  const limits = assembleLimits()
  const input = await readInputs(paths)
  const roster = assembleNewRoster(flags.out, keys, { now: parseClock(flags.now) })
  const reader = new PeopleReader({ policy, limits })
  const signal = stopSignal()
  const isShown = process.stderr.isTTY
  const progress = createProgress(isShown ? await totalBytes(input) : undefined, { isShown })
  const parts = { keys, limits, onRead: progress.onRead }
  const source = input === 'stdin' ? assembleStdin(parts) : assembleFileSource(input.files, parts)
  let messages = 0
  let refused = 0
  const placeOf = createPlaces(input)
  const refusals = createRefusals()
  try {
    for await (const delivery of source.deliveries(signal)) {
      const groups: SubjectPeople[] = []
      for (const message of delivery.messages as readonly RouteMessage[]) {
        messages++
        const read = await readMessage(reader, message)
        if (Array.isArray(read)) for (const group of read) groups.push(group)
        else refusals.tell(read, placeOf(message.source, message.line, read))
      }
      roster.addAll(groups)
      await delivery.ack()
    }
    progress.done()
    refused = refusals.done()
    say(`${formatCount(messages)} messages read; ${knows(roster)}`)
  } finally {
    progress.done()
    roster.close()
  }
  if (signal.aborted) return sayStopped()
  return refused > 0 ? EXIT.refused : EXIT.ok
}

/** `sluice roster purge`: forgets patients, and everyone known around them, by who they are or by when they were last seen. */
export function rosterPurge(flags: RosterPurgeFlags): number {
  const { subject: references = [], unseen } = flags
  if (references.length === 0 && unseen === undefined) throw usageError('roster purge takes --subject, --unseen or both.')
  const days = unseen === undefined ? undefined : daysOf(unseen)
  const keys = references.map(subjectKeyOf)
  if (!existsSync(flags.roster)) throw new SluiceError('SLUICE_IO', { detail: `There is no roster ${flags.roster}.` })
  const roster = assembleRoster(flags.roster, commandLineKeys({ required: true }), { now: parseClock(flags.now), mustExist: true })
  try {
    let forgotten = keys.filter((key) => roster.purge(key)).length
    if (forgotten < keys.length) say(`${formatCount(keys.length - forgotten)} of the patients named were not in the roster`)
    if (days !== undefined) forgotten += roster.purgeUnseen(days)
    say(`${formatCount(forgotten)} patients forgotten; ${knows(roster)}`)
  } finally {
    roster.close()
  }
  return EXIT.ok
}

function daysOf(unseen: string): number {
  const [, days] = /^(\d{1,5})d?$/.exec(unseen) ?? []
  if (days === undefined) throw usageError('--unseen takes a number of days, such as 365.')
  return Number(days)
}

/** `Patient/p1`, a URL of one, or `system|value` of an identifier. */
function subjectKeyOf(reference: string): string {
  const target = readTarget(reference)
  if (target !== undefined) return target.key
  if (/^[^|]+\|[^|]+$/.test(reference)) return `identifier:${reference}`
  throw usageError('--subject takes a reference such as Patient/1234, or system|value of an identifier.')
}

function knows(roster: Roster): string {
  const { subjects, people, bytes } = roster.counts()
  return `the roster knows ${formatCount(subjects)} patients and ${formatCount(people - subjects)} others, ${formatBytes(bytes)}`
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

import { dirname } from 'node:path'
import { SluiceError } from '../../contract/errors.ts'
import type { AuditLog } from '../../pipeline/route/audit-events.ts'
import type { RecordParts } from '../../contract/message.ts'
import { shippedPolicyNames } from '../../policy/language/load.ts'
import { unpackRecord } from '../../pipeline/route/packed-record.ts'
import { unsealEntry, type QuarantineHeader } from '../../pipeline/quarantine/quarantine-format.ts'
import type { RouteSink } from '../../pipeline/route/process-message.ts'
import { isTextLine } from '../../pipeline/texts/text-line.ts'
import { releaseEntry } from '../../pipeline/quarantine/release-entry.ts'
import { assembleAudit, givenAudit } from '../assemble-audit.ts'
import { assembleContext, assembleEnvelope, assembleLimits, assembleNaming, eventTypes } from '../assemble-context.ts'
import { assembleEngine, assembleFacts, assembleLineEngine, assemblePolicy } from '../assemble-engine.ts'
import { assembleSink } from '../assemble-files.ts'
import { sinkConnector, sourceConnector } from '../assemble-connectors.ts'
import { parseClock, parseFhir, parseTime } from '../read-flags.ts'
import { chosen } from '../config/config-schema.ts'
import { checkDistinct, outputPlace } from '../output-place.ts'
import { print, printBytes, say } from '../print/print.ts'
import { meantId, openQuarantinePlace, type NamedRoute, type QuarantinePlace } from '../quarantine-place.ts'
import { EXIT, reportError, usageError } from '../report-error.ts'
import { commandLineKeys, needsKey, type KeySet } from '../config/secrets.ts'
import { table } from '../print/table.ts'

function listRow({ id, time, code, source, line, bytes, policy, route }: QuarantineHeader): string[] {
  return [id, time, code, line === undefined ? source : `${source}:${line}`, String(bytes), policy, route]
}

/** Opens a place, and closes it whatever happens. */
async function within<T>(place: string, config: string | undefined, use: (opened: QuarantinePlace) => Promise<T>): Promise<T> {
  const opened = await openQuarantinePlace(place, config)
  try {
    return await use(opened)
  } finally {
    await opened.close()
  }
}

export interface PlaceFlags {
  /** The configuration whose route is named in place of a file. */
  readonly config?: string
}

/** `sluice quarantine list`: the clear headers; needs no key. */
export function quarantineList(path: string, flags: PlaceFlags & { readonly json?: boolean }): Promise<number> {
  return within(path, flags.config, async (place) => {
    const rows: string[][] = [['id', 'time', 'code', 'source', 'bytes', 'policy', 'route']]
    for (const header of await place.headers()) {
      if (flags.json === true) await print(JSON.stringify(header))
      else rows.push(listRow(header))
    }
    if (flags.json !== true) for (const line of table(rows, { right: [4] })) await print(line)
    return EXIT.ok
  })
}

interface Unsealed {
  readonly header: QuarantineHeader
  readonly body: Uint8Array
  readonly record: RecordParts | undefined
}

async function unseal(place: QuarantinePlace, id: string): Promise<Unsealed> {
  const entry = await place.find(id)
  const sealed = unsealEntry(entry, place.key(entry.header))
  const { header } = entry
  return header.form === 'record' ? { header, ...unpackRecord(sealed) } : { header, body: sealed, record: undefined }
}

/** `sluice quarantine show`: the raw message on stdout, for who holds the key; with `around` what stood around it instead. */
export function quarantineShow(path: string, id: string, flags: PlaceFlags & { readonly around?: boolean } = {}): Promise<number> {
  return within(path, flags.config, async (place) => {
    const { body, record } = await unseal(place, id)
    if (flags.around === true) await print(JSON.stringify(aroundOf(record)))
    else await printBytes(body)
    return EXIT.ok
  })
}

function aroundOf(record: RecordParts | undefined): unknown {
  const text = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString()
  if (record === undefined) return null
  return { ...record, key: text(record.key), headers: record.headers.map(([name, value]) => [name, text(value)]) }
}

export interface PurgeFlags extends PlaceFlags {
  readonly before?: string
  readonly all?: boolean
}

/** `sluice quarantine purge`: entries by id, those before a time, or all, for good. */
export function quarantinePurge(path: string, ids: readonly string[], flags: PurgeFlags): Promise<number> {
  const ways = [ids.length > 0, flags.before !== undefined, flags.all === true].filter(Boolean).length
  if (ways !== 1) throw usageError('purge takes ids, --before TIME, or --all.')
  const before = flags.before === undefined ? undefined : parseTime(flags.before, '--before').getTime()
  return within(path, flags.config, async (place) => {
    const headers = await place.headers()
    const known = new Set(headers.map(({ id }) => id))
    const gone = new Set(ids.length > 0
      ? ids.map((id) => meantId(known, id))
      : headers.filter(({ time }) => before === undefined || new Date(time).getTime() < before).map(({ id }) => id))
    if (gone.size > 0) await place.forget([...gone])
    say(`${gone.size} of ${headers.length} entries purged`)
    return EXIT.ok
  })
}

export interface ReleaseFlags extends PlaceFlags {
  readonly policy?: string
  readonly roster?: string
  readonly out?: string
  readonly audit?: string
  readonly fhir?: string
  readonly now?: string
}

interface Target {
  readonly sink: RouteSink
  close(): Promise<void>
}

/** How keys and headers are named: as what stands in the body. */
type Naming = ReturnType<typeof assembleNaming>

/** The sink of a route, opened beside the one that may be running, whose source is left to it where a sink can do without. */
async function openRouteSink({ config, route, branch, keys }: NamedRoute, naming: Naming): Promise<Target> {
  const stop = new AbortController()
  const status = { ready: () => undefined, unready: () => undefined, lag: () => undefined }
  const context = assembleContext({
    route: branch.label,
    keys,
    limits: assembleLimits(config.limits),
    signal: stop.signal,
    status,
    reloads: () => undefined,
    logRefusal: async () => undefined,
  })
  const [from, to] = [chosen(route.from), chosen(branch.to)]
  const connector = sinkConnector(to.key)
  const source = connector.sharesSource && await sourceConnector(from.key).open(from.settings, context)
  const sink = await connector.open(to.settings, {
    ...context,
    ...naming,
    eventTypes: eventTypes(branch.envelope),
    source,
  })
  return {
    sink,
    close: async () => {
      await sink.close()
      stop.abort()
    },
  }
}

async function openTarget(place: QuarantinePlace, path: string, flags: ReleaseFlags, naming: Naming): Promise<Target> {
  if (place.named !== undefined && flags.out === undefined) return openRouteSink(place.named, naming)
  const output = await outputPlace(flags.out, 'stdin')
  await checkDistinct([
    { flag: 'the quarantine', path: place.file ?? path },
    { flag: '--audit', path: givenAudit(flags.audit) },
    { flag: '--out', path: output.kind === 'file' ? flags.out : undefined },
  ])
  const sink = assembleSink(output, (name) => name)
  return { sink, close: () => sink.close() }
}

/** The log that was asked for, or else that of the configuration; while a service holds that, a new one beside it. */
async function openAudit({ named }: QuarantinePlace, flags: ReleaseFlags): Promise<AuditLog> {
  if (givenAudit(flags.audit) !== undefined || named === undefined) return assembleAudit(flags.audit)
  const { file } = named.config.audit
  try {
    return await assembleAudit(file)
  } catch (error) {
    if (!(error instanceof SluiceError) || error.code !== 'SLUICE_LOCKED') throw error
    return assembleAudit(undefined, dirname(file))
  }
}

/**
 * `sluice quarantine release`: through a policy again, and out only if it passes now: to --out or stdout, or with a
 * configuration to where its route goes. Returns the exit code.
 */
export function quarantineRelease(path: string, id: string, flags: ReleaseFlags): Promise<number> {
  return within(path, flags.config, async (place) => {
    const { header, body, record } = await unseal(place, id)
    const branch = place.named?.branch
    const named = flags.policy ?? branch?.policy
    if (named === undefined && !shippedPolicyNames().includes(header.policy)) {
      throw usageError(`The policy ${header.policy} that refused this message was a file: give the file, or another policy, with --policy.`)
    }
    const policy = assemblePolicy(named ?? header.policy, parseFhir(flags.fhir))
    const roster = flags.roster ?? branch?.roster
    const keys: KeySet = place.named?.keys ?? commandLineKeys({ required: roster !== undefined || needsKey(policy) })
    const { destination, purpose, client } = header
    const audience = { destination, purpose, ...(client === undefined ? {} : { client }) }
    const limits = assembleLimits(place.named?.config.limits)
    const parts = { ...audience, policy, keys, now: parseClock(flags.now), findings: false, limits, roster }
    // A line that `redact --texts` refused is read as one again.
    const bare = await (branch === undefined && isTextLine(body) ? assembleLineEngine(parts) : assembleEngine(parts))
    const naming = assembleNaming(audience, keys)
    const engine = assembleEnvelope(bare, branch?.envelope, naming)
    // A policy is found by its name, and another file may have taken the name since.
    if (flags.policy === undefined && branch === undefined && engine.policyHash !== header.policyHash) {
      throw usageError(`The policy ${header.policy} is no longer the one that this message met. Say which one to use with --policy.`)
    }
    await using cleanup = new AsyncDisposableStack()
    const target = cleanup.adopt(await openTarget(place, path, flags, naming), (opened) => opened.close())
    const facts = assembleFacts('quarantine', engine, header, keys)
    const audit = cleanup.adopt(await openAudit(place, flags), (opened) => opened.close())
    const refused = await releaseEntry({ header, body, engine, facts, audit, sink: target.sink, record, tombstones: branch?.tombstones })
    if (refused === undefined) {
      say(`released ${header.id}; audit log: ${audit.path}`)
      return EXIT.ok
    }
    reportError(refused)
    return EXIT.refused
  })
}

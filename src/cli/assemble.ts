import { closeSync, existsSync, openSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { detectors } from '../../detectors/index.ts'
import { createFileSink } from '../../connectors/file/file-sink.ts'
import { createFileSource } from '../../connectors/file/file-source.ts'
import { listFiles, type FileEntry } from '../../connectors/file/list-files.ts'
import { createStdinSource, createStdoutSink } from '../../connectors/stdio.ts'
import { openAppendFile } from '../audit/append-file.ts'
import { openAuditLog } from '../audit/open-audit-log.ts'
import { openRoster, type Roster, type RosterOptions } from '../classify/people/roster.ts'
import type { FhirVersion } from '../contract/classes.ts'
import { SluiceError } from '../contract/errors.ts'
import type { NearMiss } from '../contract/finding.ts'
import type { ConnectorContext, SinkContext } from '../contract/connector.ts'
import { LIMITS, type Limits } from '../contract/limits.ts'
import type { Source } from '../contract/message.ts'
import type { Unit, UnitSink } from '../contract/unit.ts'
import { createCutBundle } from '../decode/cut-bundle.ts'
import { createDecodeUnit } from '../decode/decode-unit.ts'
import { inflate } from '../decode/inflate.ts'
import { extensionOfName, mediaOfName } from '../decode/media.ts'
import { createSpool } from '../decode/spool.ts'
import { createWithoutMember } from '../decode/without-member.ts'
import type { AuditLog, RunFacts } from '../pipeline/route/audit-events.ts'
import { createEngine, usesSurrogates, type TextParts } from '../pipeline/engine.ts'
import { feedRoster } from '../pipeline/people/feed-roster.ts'
import { PeopleReader } from '../pipeline/people/people-reader.ts'
import { createEnvelopeEngine } from '../pipeline/envelope/envelope-engine.ts'
import { openCloudEvent } from '../pipeline/envelope/open-cloud-event.ts'
import { openDebezium } from '../pipeline/envelope/open-debezium.ts'
import { openNdjson } from '../pipeline/envelope/open-ndjson.ts'
import { createLineEngine } from '../pipeline/texts/line-engine.ts'
import { LineGate } from '../pipeline/texts/line-gate.ts'
import type { Engine } from '../pipeline/outcome.ts'
import { loadLexicon } from '../classify/text/load-lexicon.ts'
import { QUARANTINE_MAGIC, quarantineKey } from '../pipeline/quarantine/quarantine-format.ts'
import { createQuarantine, type Quarantine } from '../pipeline/quarantine/quarantine.ts'
import { createTransforms } from '../pipeline/values/transforms.ts'
import { loadCustomDetectors } from '../policy/own-detectors/load-custom-detectors.ts'
import { checkNames } from '../policy/lint/check-names.ts'
import { loadPolicy } from '../policy/language/load.ts'
import { searchesTexts } from '../policy/compile/resolve.ts'
import type { Policy } from '../policy/language/schema.ts'
import { loadFakeData, type FakeData } from '../transform/fake/fake-data.ts'
import { createKeyring, readSecret } from '../transform/keys.ts'
import type { EnvelopeConfig } from './config/config-schema.ts'
import type { OutputPlace } from './output-place.ts'
import { createLabeller, quarantineSecret, type KeySet } from './config/secrets.ts'

/** To whom the output goes and why; pseudonyms differ between any two of these. */
export interface Audience {
  readonly destination: string
  readonly purpose: string
  readonly client?: string
}

export interface EngineParts extends Audience {
  readonly policy: Policy
  readonly keys: KeySet
  readonly now: () => Date
  readonly findings: boolean
  /** Told what was nearly found in texts. */
  readonly near?: ((near: NearMiss) => void) | undefined
  readonly limits: Limits
  /** File of a roster, for texts whose subject another message describes. */
  readonly roster?: string | undefined
}

/** Loads a policy by name or file and checks the names in it, under another FHIR version where one is asked for, and with detectors to be tried. */
export function assemblePolicy(nameOrFile: string, fhir: FhirVersion | undefined, tried: readonly string[] = []): Policy {
  const policy = loadPolicy(nameOrFile)
  checkNames(policy)
  const custom = [...policy.text.custom, ...tried.map((file) => resolve(file))]
  return { ...policy, fhir: fhir ?? policy.fhir, text: { ...policy.text, custom } }
}

/** Data that only some policies need, and that is large. */
export interface PolicyData {
  /** What surrogates are made from. */
  readonly fakeData: FakeData | undefined
  /** What finds PHI in texts. */
  readonly texts: TextParts | undefined
}

/** Loads what a policy needs beyond itself. */
export async function assembleData(policy: Policy, roster?: Roster): Promise<PolicyData> {
  return {
    fakeData: usesSurrogates(policy) ? await loadFakeData() : undefined,
    texts: searchesTexts(policy) ? { ...assembleTextParts(policy), roster } : undefined,
  }
}

/** The detectors that ship with Sluice and those of the policy, and the lexicon. Throws SLUICE_CONFIG for a bad file. */
function assembleTextParts(policy: Policy): TextParts {
  const all = [...detectors]
  for (const file of policy.text.custom) all.push(...loadCustomDetectors(file, { taken: all.map(({ name }) => name) }))
  return { detectors: all, lexicon: loadLexicon() }
}

/** The names that detectors of one's own must not have. */
export function shippedDetectorNames(): string[] {
  return detectors.map(({ name }) => name)
}

/** Builds the engine of one policy and audience. */
export async function assembleEngine(parts: EngineParts): Promise<Engine> {
  const roster =
    parts.roster === undefined || !searchesTexts(parts.policy) ? undefined : assembleRoster(parts.roster, parts.keys, { mustExist: true })
  return assembleEngineWith(await assembleData(parts.policy, roster), parts)
}

/** The same where the data was loaded before. */
export function assembleEngineWith(data: PolicyData, parts: EngineParts): Engine {
  const { policy, keys, destination, purpose, client, now, findings, near, limits } = parts
  const keyring = createKeyring({ keys: keys.keys, destination, purpose })
  return createEngine({
    policy,
    keyring,
    now,
    destination,
    purpose,
    ...(client === undefined ? {} : { client }),
    findings,
    near,
    limits,
    ...data,
  })
}

/** What reads texts that stand in no message, by the rules of a policy. */
export async function assembleLineGate(parts: Omit<EngineParts, 'findings' | 'limits'>): Promise<LineGate> {
  const { policy, keys, destination, purpose, client, now } = parts
  const keyring = createKeyring({ keys: keys.keys, destination, purpose })
  const fakeData = usesSurrogates(policy) ? await loadFakeData() : undefined
  const transforms = createTransforms({ keyring, now, fakeData })
  const roster = parts.roster === undefined ? undefined : assembleRoster(parts.roster, keys, { mustExist: true })
  return new LineGate({ ...assembleTextParts(policy), policy, transforms, now, roster, audience: { destination, purpose, client } })
}

/** An engine for lines of texts in place of FHIR messages. */
export async function assembleLineEngine(parts: EngineParts): Promise<Engine> {
  return createLineEngine({ gate: await assembleLineGate(parts), policy: parts.policy, findings: parts.findings })
}

/** What every record of a run says. */
export function assembleFacts(route: string, engine: Engine, audience: Audience, keys: KeySet): RunFacts {
  const { destination, purpose, client } = audience
  const keyVersion = Math.max(...keys.keys.map((key) => key.version))
  const { policyName: policy, policyHash } = engine
  return { route, policy, policyHash, destination, purpose, ...(client === undefined ? {} : { client }), keyVersion }
}

export interface SourceParts {
  readonly keys: KeySet
  readonly limits: Limits
  readonly onRead?: (bytes: number) => void
  /** What the files are, whatever their names say. */
  readonly media?: 'ndjson' | undefined
}

/** A source over files that were listed before. */
export function assembleFileSource(
  files: Iterable<FileEntry> | AsyncIterable<FileEntry | undefined>,
  parts: SourceParts,
): Source {
  const label = createLabeller(parts.keys)
  return createFileSource({
    files,
    decode: createDecodeUnit(parts.limits),
    mediaOf: (name) => {
      const named: Pick<Unit, 'media' | 'gzip'> = mediaOfName(name) ?? { media: 'unknown', gzip: 'unknown' }
      return parts.media === undefined ? named : { ...named, media: parts.media }
    },
    label: (name) => `${label(name)}${extensionOfName(name)}`,
    ...(parts.onRead === undefined ? {} : { onRead: parts.onRead }),
  })
}

/** A source over this process's stdin. */
export function assembleStdin(parts: SourceParts): Source {
  const { limits, onRead } = parts
  return createStdinSource({
    stdin: process.stdin,
    decode: createDecodeUnit(limits),
    ...(onRead === undefined ? {} : { onRead }),
  })
}

/** Lists what the user named. */
export function assembleListing(paths: readonly string[]): ReturnType<typeof listFiles> {
  return listFiles(paths)
}

/** How an output file is called: as its input, or by a keyed hash of that. */
export function outputNamer(names: 'keep' | 'pseudonymize', keys: KeySet): (name: string) => string {
  const label = createLabeller(keys)
  return names === 'keep' ? (name) => name : (name) => `${label(name)}${extensionOfName(name)}`
}

/** The sink for a place. A named output file is gzipped when its name says so, or else as its input. */
export function assembleSink(place: OutputPlace, nameOf: (name: string) => string): UnitSink {
  const asInput = (unit: Unit): boolean => unit.gzip === true
  if (place.kind === 'stdout') return createStdoutSink({ stdout: process.stdout, spool: createSpool })
  if (place.kind === 'folder') {
    return createFileSink({ folder: place.folder, nameOf: (unit) => nameOf(unit.name), gzipOf: asInput })
  }
  const named = mediaOfName(place.name)
  const gzipOf = named === undefined ? asInput : () => named.gzip
  return createFileSink({ folder: place.folder, nameOf: () => place.name, gzipOf })
}

/** Where the audit log of a run goes that was not told: a new file in the user's state folder (XDG Base Directory). */
function ownAuditPath(): string {
  const state = process.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state')
  const time = new Date().toISOString().replaceAll(/[-:]/g, '').replace('.', '')
  return join(state, 'sluice', 'audit', `${time}-${process.pid}.jsonl`)
}

/** The audit log that was asked for: `--audit`, or else SLUICE_AUDIT. */
export function givenAudit(path: string | undefined): string | undefined {
  return path ?? (process.env['SLUICE_AUDIT'] || undefined)
}

/** Opens the audit log that was asked for, or else a new file of this run's own. */
export function assembleAudit(path: string | undefined): Promise<AuditLog> {
  const now = (): Date => new Date()
  const given = givenAudit(path)
  return given === undefined
    ? openAuditLog({ path: ownAuditPath(), now, isOwn: true })
    : openAuditLog({ path: given, now })
}

/** Opens a quarantine for writing. */
export async function assembleQuarantine(path: string, secret = quarantineSecret()): Promise<Quarantine> {
  const key = quarantineKey(secret.reveal())
  const file = await openAppendFile(path, { code: 'SLUICE_QUARANTINE', magic: QUARANTINE_MAGIC })
  return createQuarantine({ path, file, key, now: () => new Date() })
}

/** The limits, with those of a configuration in place of the built-in ones. */
export function assembleLimits(changed: Partial<Limits> = {}): Limits {
  return { ...LIMITS, ...changed }
}

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
  const policy = { ...assemblePolicy('keep-everything', undefined), fhir }
  return (engine) => feedRoster(engine, { roster, now, reader: new PeopleReader({ policy, limits }) })
}

export interface ContextParts extends Pick<ConnectorContext, 'route' | 'signal' | 'status' | 'reloads' | 'logRefusal'> {
  readonly keys: KeySet
  readonly limits: Limits
}

/** How things around a body are named for one destination: as within bodies. */
export function assembleNaming(audience: Audience, keys: KeySet): Pick<SinkContext, 'pseudonym' | 'hash'> {
  const keyring = createKeyring({ keys: keys.keys, destination: audience.destination, purpose: audience.purpose })
  const { pseudonymizer } = createTransforms({ keyring, now: () => new Date(), fakeData: undefined })
  const hash = (bytes: Uint8Array): string => keyring.hmac('pseudonym', `k${Buffer.from(bytes).toString('latin1')}`)
  return {
    hash,
    pseudonym: (text) => /^[A-Z][A-Za-z]*\/|^[a-z]+:/.test(text)
      ? pseudonymizer.reference(text) ?? hash(Buffer.from(text))
      : pseudonymizer.id(text),
  }
}

/** An engine for what the messages of a route stand in. */
export function assembleEnvelope(
  engine: Engine,
  envelope: EnvelopeConfig | undefined,
  { pseudonym }: Pick<SinkContext, 'pseudonym'>,
): Engine {
  if (envelope === undefined || envelope === 'fhir') return engine
  if (envelope === 'ndjson') return createEnvelopeEngine(engine, openNdjson)
  if (typeof envelope === 'object' && 'debezium' in envelope) {
    return createEnvelopeEngine(engine, (body, clean) => openDebezium(body, clean, envelope.debezium))
  }
  const types = eventTypes(envelope) ?? []
  return createEnvelopeEngine(engine, (body, clean) => openCloudEvent(body, clean, { types, pseudonym }))
}

/** The types of CloudEvents that are left as they are; undefined where a route has no such events. */
export function eventTypes(envelope: EnvelopeConfig | undefined): readonly string[] | undefined {
  if (envelope === 'cloudevents') return []
  return typeof envelope === 'object' && 'cloudevents' in envelope ? envelope.cloudevents.types : undefined
}

/** What connectors are given to work with. */
export function assembleContext({ keys, limits, ...parts }: ContextParts): ConnectorContext {
  const label = createLabeller(keys)
  return {
    ...parts,
    limits,
    decode: createDecodeUnit(limits),
    inflate: (chunks) => inflate(chunks, limits),
    cutBundle: createCutBundle(limits),
    withoutMember: createWithoutMember(limits),
    mediaOf: (name) => mediaOfName(name) ?? { media: 'unknown', gzip: 'unknown' },
    label: (name) => `${label(name)}${extensionOfName(name)}`,
    secret: readSecret,
    spool: createSpool,
  }
}

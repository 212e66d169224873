import { removeLines } from '../audit/remove-lines.ts'
import type { LineStore } from '../contract/line-store.ts'
import { SluiceError } from '../contract/errors.ts'
import {
  parseEntry, QUARANTINE_MAGIC, quarantineKey, type QuarantineHeader, type SealedEntry,
} from '../pipeline/quarantine/quarantine-format.ts'
import { readQuarantine } from '../pipeline/quarantine/quarantine.ts'
import { parseKeySource } from '../transform/keys.ts'
import { assembleStore } from './assemble-connectors.ts'
import { branchesOf, chosen, type BranchConfig, type Config, type RouteConfig } from './config/config-schema.ts'
import { loadConfig } from './config/load-config.ts'
import { quarantineSecretOf } from './open-quarantines.ts'
import { checkReadable } from './output-place.ts'
import { usageError } from './report-error.ts'
import { quarantineSecret, type KeySet } from './config/secrets.ts'

/** The route whose quarantine is looked at, where a configuration was named. */
export interface NamedRoute {
  readonly config: Config
  readonly route: RouteConfig
  readonly branch: BranchConfig
  readonly keys: KeySet
}

/** A quarantine as commands see it: a file, or what a route of a configuration has. */
export interface QuarantinePlace {
  readonly file: string | undefined
  readonly named: NamedRoute | undefined
  /** The newest entry of each id, oldest first. An entry that comes twice is one that was delivered twice. */
  headers(): Promise<QuarantineHeader[]>
  /** Finds an entry by its id, or by the start of it when that names one only. Throws SLUICE_QUARANTINE. */
  find(id: string): Promise<SealedEntry>
  /** Removes entries for good. */
  forget(ids: readonly string[]): Promise<void>
  /** The key that opens an entry. Throws SLUICE_KEY_MISSING. */
  key(header: QuarantineHeader): Uint8Array
  close(): Promise<void>
}

/** Lines under their ids, those that were taken back included. */
type Lines = () => AsyncIterable<{ readonly id: string; readonly entry: SealedEntry | undefined }>

async function* linesOfFile(path: string): AsyncGenerator<{ id: string; entry: SealedEntry }> {
  for await (const entry of readQuarantine(path)) yield { id: entry.header.id, entry }
}

async function* linesOfStore(store: LineStore): AsyncGenerator<{ id: string; entry: SealedEntry | undefined }> {
  for await (const { id, line } of store.lines()) yield { id, entry: line === null ? undefined : parseEntry(line) }
}

async function gather<T>(lines: Lines, take: (entry: SealedEntry) => T | undefined): Promise<Map<string, T>> {
  const found = new Map<string, T>()
  for await (const { id, entry } of lines()) {
    const taken = entry && take(entry)
    if (taken === undefined) found.delete(id)
    else found.set(id, taken)
  }
  return found
}

function mayMean(whole: string, id: string): boolean {
  return whole === id || (id.length >= 4 && whole.startsWith(id))
}

/** Which of these ids is meant by one of them, or by the start of one that no other has. Throws SLUICE_QUARANTINE. */
export function meantId(ids: ReadonlySet<string> | ReadonlyMap<string, unknown>, id: string): string {
  if (ids.has(id)) return id
  const [only, other] = [...ids.keys()].filter((whole) => mayMean(whole, id))
  if (only !== undefined && other === undefined) return only
  throw new SluiceError('SLUICE_QUARANTINE', {
    detail: only === undefined ? 'No entry has this id; `sluice quarantine list` shows them.' : 'More than one entry begins like this.',
  })
}

/** Reads the entries; with a route only its own, for several may share a place. */
function reading(lines: Lines, named: NamedRoute | undefined): Pick<QuarantinePlace, 'headers' | 'find'> {
  const isOurs = ({ header }: SealedEntry): boolean => named === undefined || header.route === named.branch.label
  return {
    headers: async () => [...(await gather(lines, (entry) => isOurs(entry) ? entry.header : undefined)).values()],
    async find(id) {
      const found = await gather(lines, (entry) => isOurs(entry) && mayMean(entry.header.id, id) ? entry : undefined)
      return found.get(meantId(found, id)) as SealedEntry
    },
  }
}

function purgeFile(path: string, ids: readonly string[]): Promise<number> {
  const gone = new Set(ids)
  return removeLines(path, { code: 'SLUICE_QUARANTINE', magic: QUARANTINE_MAGIC }, (line) => gone.has(parseEntry(line).header.id))
}

function routeOf(path: string, label: string): NamedRoute {
  const config = loadConfig(path)
  const keys = { keys: config.keys.map(({ version, from }) => ({ version, secret: parseKeySource(from) })) }
  for (const route of config.routes) {
    const branch = branchesOf(route).find((one) => one.label === label)
    if (branch !== undefined) return { config, route, branch, keys }
  }
  const labels = config.routes.flatMap(branchesOf).map((one) => one.label)
  throw usageError(`${path} has no route ${label}; ${labels.length === 0 ? 'it has none' : `one of these is expected: ${labels.join(', ')}`}.`)
}

function keyOf(named: NamedRoute | undefined, { keyVersion }: QuarantineHeader): Uint8Array {
  const secret = named === undefined ? quarantineSecret() : quarantineSecretOf(named.config, named.keys, keyVersion)
  return quarantineKey(secret.reveal())
}

async function openFile(path: string, named: NamedRoute | undefined): Promise<QuarantinePlace> {
  await checkReadable(path)
  return {
    file: path, named,
    ...reading(() => linesOfFile(path), named),
    forget: async (ids) => void await purgeFile(path, ids),
    key: (header) => keyOf(named, header),
    close: async () => undefined,
  }
}

/** Opens what a command names: a file, or with a configuration the quarantine of a route. Throws SLUICE_USAGE. */
export async function openQuarantinePlace(place: string, configPath: string | undefined): Promise<QuarantinePlace> {
  if (configPath === undefined) return openFile(place, undefined)
  const named = routeOf(configPath, place)
  const { quarantine } = named.branch
  if (quarantine === undefined) throw usageError(`Route ${place} has no quarantine.`)
  if (quarantine.kafka === undefined) return openFile(quarantine.file ?? '', named)
  const from = chosen(named.route.from).settings
  const store = await assembleStore('kafka', quarantine.kafka, { route: place, source: undefined, from })
  return {
    file: undefined, named,
    ...reading(() => linesOfStore(store), named),
    forget: (ids) => store.forget(ids),
    key: (header) => keyOf(named, header),
    close: () => store.close(),
  }
}

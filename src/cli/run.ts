import { pino, type Logger } from 'pino'
import type { ConnectorStatus } from '../contract/connector.ts'
import { SluiceError, toSluiceError } from '../contract/errors.ts'
import { logEvents } from '../observe/log-events.ts'
import type { AuditLog } from '../pipeline/audit-events.ts'
import type { Quarantine } from '../pipeline/quarantine.ts'
import { runRoute, type RouteResult } from '../pipeline/run-route.ts'
import { parseKeySource } from '../transform/keys.ts'
import {
  assembleAudit,
  assembleContext,
  assembleEngine,
  assembleFacts,
  assembleLimits,
  assemblePolicy,
  assembleQuarantine,
  sinkConnector,
  sourceConnector,
} from './assemble.ts'
import { branchesOf, chosen, type BranchConfig, type Config, type RouteConfig } from './config-schema.ts'
import { loadConfig } from './load-config.ts'
import { checkApart, checkRoutePlaces } from './output-place.ts'
import { EXIT } from './report-error.ts'
import type { KeySet } from './secrets.ts'
import { stopSignal } from './stop-signal.ts'
import { sluiceVersion } from './version.ts'

/** What all routes of a process share. */
interface Shared {
  readonly config: Config
  readonly keys: KeySet
  readonly audit: AuditLog
  readonly quarantines: Map<string, Quarantine>
  readonly signal: AbortSignal
  /** Drains every route, because one of them failed. */
  readonly fail: () => void
  readonly sluice: string
}

async function quarantineOf(route: BranchConfig, shared: Shared): Promise<Quarantine | undefined> {
  if (route.quarantine === undefined) return undefined
  const path = route.quarantine.file
  const known = shared.quarantines.get(path)
  if (known !== undefined) return known
  const { quarantineKey } = shared.config
  const newest = shared.keys.keys.reduce((a, b) => (b.version > a.version ? b : a))
  const opened = await assembleQuarantine(
    path,
    quarantineKey === undefined ? newest.secret : parseKeySource(quarantineKey),
  )
  shared.quarantines.set(path, opened)
  return opened
}

/** A connector whose status nobody asks for. */
const UNHEARD: ConnectorStatus = { ready: () => undefined, unready: () => undefined, lag: () => undefined }

/** Prepares everything a route needs, so that a mistake in any of them stops the process before the first message. */
async function prepareRoute(route: RouteConfig, shared: Shared): Promise<() => Promise<RouteResult>> {
  const { config, keys, audit, signal, sluice } = shared
  const limits = assembleLimits(config.limits === undefined ? {} : definedOf(config.limits))
  const [branch] = branchesOf(route)
  if (branch === undefined) throw new SluiceError('SLUICE_INTERNAL', { detail: 'A route has no destination.' })
  const policy = assemblePolicy(branch.policy, undefined)
  const engine = await assembleEngine({ ...branch, policy, keys, now: () => new Date(), findings: false, limits })
  const from = chosen(route.from)
  const to = chosen(branch.to)
  const [sourceOf, sinkOf] = [sourceConnector(from.key), sinkConnector(to.key)]
  await checkRoutePlaces(route.name, {
    reads: sourceOf.reads?.(from.settings) ?? [],
    writes: sinkOf.writes?.(to.settings) ?? [],
  })
  const context = assembleContext({ route: branch.label, keys, limits, signal, status: UNHEARD })
  const source = await sourceOf.open(from.settings, context)
  const quarantine = await quarantineOf(branch, shared)
  return async () => {
    const sink = await sinkOf.open(to.settings, { ...context, source })
    try {
      return await runRoute({
        source,
        sink,
        engine,
        audit,
        signal,
        facts: assembleFacts(branch.label, engine, branch, keys),
        sluiceVersion: sluice,
        onError: branch.onError,
        ...(quarantine === undefined ? {} : { quarantine }),
        keepBytesMax: limits.entryBytesMax,
      })
    } finally {
      await sink.close()
    }
  }
}

function definedOf<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

async function runAll(shared: Shared, logger: Logger): Promise<number> {
  const starts = []
  for (const route of shared.config.routes) starts.push(await prepareRoute(route, shared))
  logger.info(
    { code: 'STARTED', routes: shared.config.routes.map((route) => route.name), audit: shared.audit.path },
    'started',
  )
  const results = await Promise.allSettled(
    starts.map((start) =>
      start().catch((error: unknown) => {
        shared.fail()
        throw error
      }),
    ),
  )
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw toSluiceError(failed.reason)
  const refused = results.some(
    (result) => result.status === 'fulfilled' && result.value.blocked + result.value.quarantined > 0,
  )
  logger.info({ code: 'STOPPED' }, 'stopped')
  return refused ? EXIT.refused : EXIT.ok
}

/** What Sluice writes for itself stands in no folder that a route reads or writes. */
async function checkRecords({ audit, routes }: Config): Promise<void> {
  const branches = routes.flatMap(branchesOf)
  const records = [
    { flag: 'The audit log', path: audit.file },
    ...branches.map(({ label, quarantine }) => ({ flag: `The quarantine of route ${label}`, path: quarantine?.file })),
  ]
  const read = routes.flatMap(({ from }) => {
    const { key, settings } = chosen(from)
    return sourceConnector(key).reads?.(settings) ?? []
  })
  const written = branches.flatMap(({ to }) => {
    const { key, settings } = chosen(to)
    return sinkConnector(key).writes?.(settings) ?? []
  })
  await checkApart(records, [...written, ...read])
}

/** `sluice run`: all routes of a configuration until their sources end or a signal comes. Returns the exit code. */
export async function run(path: string, flags: { readonly logLevel: string }): Promise<number> {
  const config = loadConfig(path)
  const keys = { keys: config.keys.map((key) => ({ version: key.version, secret: parseKeySource(key.from) })) }
  const logger = pino({ level: flags.logLevel, base: null }, pino.destination({ fd: 2, sync: true }))
  const stopLogging = logEvents(logger)
  const failure = new AbortController()
  const signal = AbortSignal.any([stopSignal(), failure.signal])
  await checkRecords(config)
  const audit = await assembleAudit(config.audit.file)
  const quarantines = new Map<string, Quarantine>()
  try {
    return await runAll(
      { config, keys, audit, quarantines, signal, fail: () => failure.abort(), sluice: sluiceVersion() },
      logger,
    )
  } finally {
    for (const quarantine of quarantines.values()) await quarantine.close()
    await audit.close()
    stopLogging()
  }
}

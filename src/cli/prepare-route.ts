import type { ConnectorContext, SinkContext } from '../contract/connector.ts'
import { toSluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import type { Sink, Source } from '../contract/message.ts'
import { createRefusalLog } from '../exchange/exchange-log.ts'
import type { Health, WatchedStatus } from '../observe/health.ts'
import type { AuditLog } from '../pipeline/route/audit-events.ts'
import { CHANNELS, type RouteEnded } from '../pipeline/events.ts'
import type { Quarantine } from '../pipeline/quarantine/quarantine.ts'
import { runBranches, type RouteResult } from '../pipeline/route/run-route.ts'
import { assembleContext, assembleNaming, eventTypes } from './assemble-context.ts'
import { sinkConnector, sourceConnector } from './assemble-connectors.ts'
import { branchesOf, chosen, type BranchConfig, type RouteConfig } from './config/config-schema.ts'
import { checkRoutePlaces } from './output-place.ts'
import { openPolicySlot, type PolicySlot } from './config/policy-slot.ts'
import { createReloadFiles } from './config/reload-files.ts'
import type { Reloadable } from './config/reloading.ts'
import type { KeySet } from './config/secrets.ts'

/** What all routes of a process share. */
export interface RouteParts {
  readonly keys: KeySet
  readonly limits: Limits
  readonly audit: AuditLog
  readonly health: Health
  readonly signal: AbortSignal
  readonly sluiceVersion: string
  /** Opens a quarantine, or gives the one that is open under this name. */
  readonly quarantineOf: (branch: BranchConfig, route: RouteConfig, source: Source) => Promise<Quarantine | undefined>
  /** Engines are made fast before the first message. */
  readonly warm: boolean
}

/** A route of which everything is there that can be there before the first message. */
export interface PreparedRoute {
  readonly name: string
  readonly slots: readonly PolicySlot[]
  /** What is made anew when its files change. */
  readonly reloadables: readonly Reloadable[]
  run(): Promise<readonly RouteResult[]>
}

interface OpenSink {
  readonly status: WatchedStatus
  readonly key: string
  readonly settings: unknown
  readonly context: SinkContext
}

async function closeAll(sinks: readonly Sink[]): Promise<void> {
  await Promise.allSettled(sinks.map((sink) => sink.close()))
}

async function openSinks(branches: readonly OpenSink[]): Promise<Sink[]> {
  const opened: Sink[] = []
  try {
    for (const { status, key, settings, context } of branches) {
      opened.push(await sinkConnector(key).open(settings, context))
      status.opened()
    }
    return opened
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

async function openSource(route: RouteConfig, context: ConnectorContext, status: WatchedStatus): Promise<Source> {
  const { key, settings } = chosen(route.from)
  const source = await sourceConnector(key).open(settings, context)
  status.opened()
  return source
}

/** Refuses a route that would read what it writes. Throws SLUICE_USAGE. */
function checkPlaces(route: RouteConfig, branches: readonly BranchConfig[]): Promise<void> {
  const from = chosen(route.from)
  return checkRoutePlaces(route.name, {
    reads: sourceConnector(from.key).reads?.(from.settings) ?? [],
    writes: branches.flatMap(({ to }) => {
      const { key, settings } = chosen(to)
      return sinkConnector(key).writes?.(settings) ?? []
    }),
  })
}

/** Prepares everything a route needs, so that a mistake in any of them stops the process before the first message. */
export async function prepareRoute(route: RouteConfig, parts: RouteParts): Promise<PreparedRoute> {
  const { keys, limits, audit, health, signal, sluiceVersion, quarantineOf } = parts
  const { name } = route
  const branches = branchesOf(route)
  await checkPlaces(route, branches)
  const slots: PolicySlot[] = []
  const { reloads, reloadable } = createReloadFiles(name)
  for (const branch of branches) slots.push(await openPolicySlot({ branch, keys, limits, audit, warm: parts.warm }))
  const watch = (side: 'source' | 'sink', label: string, connector: string): { context: ConnectorContext; status: WatchedStatus } => {
    const status = health.connector({ route: name, label, side, connector })
    return {
      status,
      context: assembleContext({ route: label, keys, limits, signal, status, reloads, logRefusal: createRefusalLog(label, audit) }),
    }
  }
  const from = watch('source', name, chosen(route.from).key)
  const source = await openSource(route, from.context, from.status)
  const toOpen = branches.map((branch): OpenSink => {
    const { key, settings } = chosen(branch.to)
    const { context, status } = watch('sink', branch.label, key)
    return {
      status,
      key,
      settings,
      context: { ...context, ...assembleNaming(branch, keys), eventTypes: eventTypes(branch.envelope), source },
    }
  })
  const quarantines: (Quarantine | undefined)[] = []
  for (const branch of branches) quarantines.push(await quarantineOf(branch, route, source))

  async function run(): Promise<readonly RouteResult[]> {
    const sinks = await openSinks(toOpen).catch((thrown: unknown) => {
      const error = toSluiceError(thrown, 'SLUICE_SINK')
      CHANNELS.ended.publish({ route: name, ended: 'failed', error } satisfies RouteEnded)
      throw error
    })
    try {
      return await runBranches({
        route: name, source, audit, signal, sluiceVersion,
        branches: branches.map(({ onError, tombstones }, index) => {
          const quarantine = quarantines[index]
          return {
            sink: sinks[index] as Sink,
            policy: (slots[index] as PolicySlot).applied,
            onError,
            ...(quarantine === undefined ? {} : { quarantine }),
            keepBytesMax: limits.entryBytesMax,
            ...(tombstones === undefined ? {} : { tombstones }),
          }
        }),
      })
    } finally {
      await closeAll(sinks)
    }
  }
  return { name, slots, reloadables: [...slots, reloadable], run }
}

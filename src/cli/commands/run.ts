import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { pino, type Logger } from 'pino'
import { toSluiceError } from '../../contract/errors.ts'
import { createHealth, type Health } from '../../observe/health.ts'
import { logEvents } from '../../observe/log-events.ts'
import type { AuditLog } from '../../pipeline/route/audit-events.ts'
import type { RouteResult } from '../../pipeline/route/run-route.ts'
import { parseKeySource } from '../../transform/keys.ts'
import { assembleAudit } from '../assemble-audit.ts'
import { assembleLimits } from '../assemble-context.ts'
import { sinkConnector, sourceConnector } from '../assemble-connectors.ts'
import { branchesOf, chosen, type Config } from '../config/config-schema.ts'
import { guardCrashes } from '../guard-crashes.ts'
import { loadConfig } from '../config/load-config.ts'
import { openQuarantines } from '../open-quarantines.ts'
import { checkApart } from '../output-place.ts'
import { prepareRoute, type PreparedRoute } from '../prepare-route.ts'
import { EXIT } from '../report-error.ts'
import { stopSignal } from '../stop-signal.ts'
import { sluiceVersion } from '../version.ts'
import { watchPolicies } from '../config/watch-policies.ts'

const DRAIN_SECONDS_MAX = 30
const LET_GO_MS = 5000

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

/** What a run is made of once its configuration is read. */
interface Process {
  readonly config: Config
  readonly logger: Logger
  readonly audit: AuditLog
  readonly health: Health
  /** The signal of the operating system. */
  readonly stopped: AbortSignal
  /** That, or a route that failed. */
  readonly signal: AbortSignal
  readonly fail: () => void
}

/** Runs the routes side by side; `onCrash` says whether one that fails takes the others with it. */
async function runAll(routes: readonly PreparedRoute[], { config, health, stopped, fail }: Process): Promise<number> {
  const results: RouteResult[] = []
  let failure: { readonly error: unknown } | undefined
  const running = routes.map(({ run }) => run().then(
    (ended) => results.push(...ended),
    (error: unknown) => {
      failure ??= { error }
      if (config.onCrash !== 'stay') fail()
    },
  ))
  health.started()
  await Promise.all(running)
  if (failure === undefined) return results.some(({ blocked, quarantined }) => blocked + quarantined > 0) ? EXIT.refused : EXIT.ok
  if (config.onCrash === 'stay' && !stopped.aborted)
    await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }))
  throw toSluiceError(failure.error)
}

/** Ends the process when draining takes too long: nothing of what is in hand was acknowledged, so it comes again. */
async function limitDrain(seconds: number, signal: AbortSignal, over: AbortSignal, logger: Logger): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  if (over.aborted) return
  await delay(seconds * 1000, undefined, { signal: over, ref: false }).catch(() => undefined)
  if (over.aborted) return
  logger.error({ code: 'DRAIN_TIMEOUT', seconds }, 'draining took too long')
  process.exit(EXIT.failed)
}

async function runProcess(given: Process): Promise<number> {
  const { config, logger, audit, health, signal } = given
  const keys = { keys: config.keys.map((key) => ({ version: key.version, secret: parseKeySource(key.from) })) }
  const limits = assembleLimits(config.limits)
  await using cleanup = new AsyncDisposableStack()
  const quarantines = cleanup.adopt(openQuarantines(config, keys), (opened) => opened.close())
  const routes: PreparedRoute[] = []
  if (config.observe !== undefined) {
    const { observeRoutes } = await import('../observe-routes.ts')
    const server = await observeRoutes({ listen: config.observe.listen, config, health, routes })
    cleanup.defer(() => server.close())
    logger.info({ code: 'OBSERVED', address: server.address }, 'metrics and health are served')
  }
  for (const route of config.routes) {
    const warm = config.observe !== undefined
    routes.push(
      await prepareRoute(route, {
        keys, limits, audit, health, signal,
        sluiceVersion: sluiceVersion(),
        quarantineOf: quarantines.of,
        warm,
      }),
    )
  }
  for (const server of config.servers ?? []) {
    const { prepareServer } = await import('./serve.ts')
    const status = health.connector({ route: server.name, label: server.name, side: 'source', connector: 'fhir-proxy' })
    routes.push(await prepareServer(server, { status, keys, limits, audit, logger, signal, sluice: sluiceVersion() }))
  }
  cleanup.defer(watchPolicies(routes.flatMap(({ reloadables }) => reloadables)))
  logger.info({ code: 'STARTED', routes: config.routes.map((route) => route.name), audit: audit.path }, 'started')
  const code = await runAll(routes, given)
  logger.info({ code: 'STOPPED' }, 'stopped')
  return code
}

/** `sluice run`: all routes of a configuration until their sources end or a signal comes. Returns the exit code. */
export async function run(path: string, flags: { readonly logLevel: string }): Promise<number> {
  const config = loadConfig(path)
  const logger = pino({ level: flags.logLevel, base: null }, pino.destination({ fd: 2, sync: true }))
  await using cleanup = new AsyncDisposableStack()
  cleanup.defer(guardCrashes(logger))
  const health = createHealth([...config.routes, ...config.servers ?? []].map(({ name }) => name))
  cleanup.defer(health.stop)
  cleanup.defer(logEvents(logger))
  const failure = new AbortController()
  const over = new AbortController()
  cleanup.defer(() => over.abort())
  const stopped = stopSignal()
  const signal = AbortSignal.any([stopped, failure.signal])
  // Every route and connector listens: a hundred are no leak.
  setMaxListeners(0, signal)
  // Until policies can be loaded again, SIGHUP means nothing: it must not end the process.
  process.on('SIGHUP', () => undefined)
  stopped.addEventListener('abort', health.draining, { once: true })
  void limitDrain(config.drainSecondsMax ?? DRAIN_SECONDS_MAX, signal, over.signal, logger)
  await checkRecords(config)
  const audit = cleanup.adopt(await assembleAudit(config.audit.file), (log) => log.close())
  const fail = (): void => failure.abort()
  try {
    return await runProcess({ config, logger, audit, health, stopped, signal, fail })
  } finally {
    // Connectors that were opened hear of the end; one that does not let go must not keep the process.
    fail()
    setTimeout(() => process.exit(), LET_GO_MS).unref()
  }
}

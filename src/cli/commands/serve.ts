import type { Logger } from 'pino'
import { SluiceError, toSluiceError } from '../../contract/errors.ts'
import type { Limits } from '../../contract/limits.ts'
import type { BudgetAlarm } from '../../exchange/egress-budget.ts'
import type { WatchedStatus } from '../../observe/health.ts'
import type { AuditLog } from '../../pipeline/route/audit-events.ts'
import { CHANNELS } from '../../pipeline/events.ts'
import { assembleProxy } from '../assemble-proxy.ts'
import type { PreparedRoute } from '../prepare-route.ts'
import type { KeySet } from '../config/secrets.ts'
import type { ServerConfig } from '../config/config-schema.ts'

/** What a server needs of the process that it runs in. */
export interface ServeParts {
  readonly keys: KeySet
  readonly audit: AuditLog
  readonly limits: Limits
  readonly logger: Logger
  readonly signal: AbortSignal
  readonly sluice: string
  /** Says that it listens, and whether the server behind it is there. */
  readonly status: WatchedStatus
}

const WEBHOOK_TIMEOUT_MS = 5000

/**
 * Prepares a server of a configuration, so that a mistake stops the process before anybody is answered. What it returns
 * listens until the signal comes, answers what is under way, and ends; it throws when the audit log fails.
 */
export async function prepareServer(server: ServerConfig, parts: ServeParts): Promise<PreparedRoute> {
  const { audit, logger, signal, sluice, status } = parts
  const failed = new AbortController()
  const proxy = await assembleProxy({
    server, keys: parts.keys, audit, limits: parts.limits, now: () => new Date(), softwareVersion: sluice,
    onAlarm: (alarm, webhook) => void tell(server.name, alarm, webhook, logger),
    onFailure: (error) => failed.abort(toSluiceError(error, 'SLUICE_AUDIT')), status,
  })
  const serve = async (): Promise<void> => {
    try {
      for (const { facts } of proxy.clients) audit.append({ event: 'open', sluice, ...facts() })
      await audit.sync()
      const running = await proxy.listen().catch((cause: unknown) => {
        throw new SluiceError('SLUICE_IO', { detail: `Server ${server.name} cannot listen on its port.`, cause })
      })
      status.opened()
      logger.info({ code: 'LISTENING', server: server.name, port: running.port }, 'listening')
      await aborted(AbortSignal.any([signal, failed.signal]))
      await running.close()
    } finally {
      proxy.close()
    }
    if (failed.signal.aborted) throw toSluiceError(failed.signal.reason, 'SLUICE_AUDIT')
  }
  return {
    name: server.name,
    slots: [],
    reloadables: proxy.reloadables,
    run: async () => {
      try {
        await serve()
      } catch (thrown) {
        CHANNELS.ended.publish({ route: server.name, ended: 'failed', error: toSluiceError(thrown) })
        throw thrown
      }
      CHANNELS.ended.publish({ route: server.name, ended: 'stopped', error: undefined })
      return []
    },
  }
}

/** Tells of a budget that is nearly or wholly used up: in the log, and where the configuration says. */
async function tell(server: string, alarm: BudgetAlarm, webhook: string | undefined, logger: Logger): Promise<void> {
  logger.warn({ code: 'EGRESS_BUDGET', server, ...alarm }, alarm.alarm === 'hard' ? 'client cut off' : 'budget nearly used up')
  if (webhook === undefined) return
  try {
    const response = await fetch(webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ server, ...alarm }),
      signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
    })
    if (!response.ok)
      logger.warn({ code: 'WEBHOOK_FAILED', server, client: alarm.client, status: response.status }, 'the webhook refused an alarm')
  } catch {
    logger.warn({ code: 'WEBHOOK_FAILED', server, client: alarm.client }, 'the webhook could not be reached')
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

import type { Logger } from 'pino'
import { subscribeAll } from './subscribe-all.ts'

/** Logs what the pipeline does with stable `code`s, labels and counts, never a value. Returns how to stop. */
export function logEvents(logger: Logger): () => void {
  return subscribeAll({
    delivery: (event) => logger.debug({ code: 'DELIVERED', ...event }, 'delivered'),
    refused: (event) => logger.warn(event, 'message refused'),
    stalled({ route, source, code, by }) {
      const next = by === 'source' ? 'stalled; will be delivered again' : 'not delivered; whoever sent it was told to send it again'
      logger.warn({ code, route, source }, next)
    },
    connector({ ready, code, ...place }) {
      if (ready) logger.info({ code: 'CONNECTOR_READY', ...place }, 'ready again')
      else logger.warn({ code, ...place }, 'not ready; goes on trying')
    },
    exchange({ route, client, request, status, code, detail, frames }) {
      if (status < 400) return
      logger[status < 500 ? 'info' : 'warn']({ code, route, client, request, status, detail, frames }, 'request refused')
    },
    ended({ route, ended, error }) {
      if (error === undefined) logger.info({ code: 'ROUTE_ENDED', route, ended }, `route ${ended}`)
      else logger.error({ code: error.code, route }, 'route failed')
    },
    policy({ route, result, policy, policyHash, code, detail }) {
      if (result === 'refused')
        logger.error({ code, route, policy, policyHash, detail }, 'changed policy is not sound: the one before it stays')
      else logger.info({ code: result === 'loaded' ? 'POLICY_LOADED' : 'POLICY_RELOADED', route, policy, policyHash }, `policy ${result}`)
    },
    files({ route, what, result, code }) {
      if (result === 'gone')
        logger.error({ code, route, what }, 'a file in use cannot be read any more: nothing is sent without what it held')
      else if (result === 'refused') logger.error({ code, route, what }, 'changed files are not sound: those before them stay')
      else logger.info({ code: 'FILES_RELOADED', route, what }, 'files reloaded')
    },
  })
}

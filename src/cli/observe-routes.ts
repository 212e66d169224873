import type { Health } from '../observe/health.ts'
import { createMetrics } from '../observe/metrics.ts'
import { startObserveServer, type ObserveServer } from '../server/observe-server.ts'
import { branchesOf, type Config } from './config/config-schema.ts'
import type { PreparedRoute } from './prepare-route.ts'
import { sluiceVersion } from './version.ts'

export interface ObserveParts {
  readonly listen: string
  readonly config: Config
  readonly health: Health
  /** Filled while routes are prepared. */
  readonly routes: readonly PreparedRoute[]
}

/** Serves health and metrics of a run, from before its routes are open until it ends. */
export async function observeRoutes({ listen, config, health, routes }: ObserveParts): Promise<ObserveServer> {
  const metrics = createMetrics({
    version: sluiceVersion(),
    health,
    auditFile: config.audit.file,
    quarantines: config.routes.flatMap(branchesOf).flatMap(({ label, quarantine }) =>
      quarantine?.file === undefined ? [] : [{ route: label, file: quarantine.file }]),
    paths: () => routes.flatMap(({ slots }) => slots).flatMap(({ label, paths }) =>
      Object.entries(paths()).map(([path, messages]) => ({ route: label, path, messages }))),
  })
  const server = await startObserveServer(listen, { health, metrics })
  return {
    address: server.address,
    async close() {
      metrics.stop()
      await server.close()
    },
  }
}

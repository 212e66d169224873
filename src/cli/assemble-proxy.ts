import { openFhirProxy, type FhirProxy } from '../../connectors/fhir-proxy/fhir-proxy.ts'
import {
  PROXY_LIMITS, type ListenOptions, type ProxyLimits, type ProxyOptions, type UpstreamOptions,
} from '../../connectors/fhir-proxy/options.ts'
import { readAskedTls, readTls } from '../../connectors/tls-files.ts'
import type { Limits } from '../contract/limits.ts'
import type { BudgetAlarm } from '../exchange/egress-budget.ts'
import { createExchangeLog } from '../exchange/exchange-log.ts'
import { openStateStore } from '../exchange/state-store.ts'
import { resourceTypeNames } from '../fhir/model.ts'
import type { AuditLog } from '../pipeline/route/audit-events.ts'
import { CHANNELS, type FilesLoaded } from '../pipeline/events.ts'
import type { Policy } from '../policy/language/schema.ts'
import { assembleClient, type AssembledClient } from './assemble-client.ts'
import { assembleData, type PolicyData } from './assemble-engine.ts'
import { openChangingSecret } from './config/changing-secret.ts'
import { createReloadFiles } from './config/reload-files.ts'
import type { Reloadable } from './config/reloading.ts'
import type { KeySet } from './config/secrets.ts'
import type { ProxyConfig, ServerConfig } from '../../connectors/fhir-proxy/settings.ts'

export interface ProxyParts {
  readonly server: ServerConfig
  readonly keys: KeySet
  readonly audit: AuditLog
  readonly limits: Limits
  /** In place of `PROXY_LIMITS`, for tests. */
  readonly proxyLimits?: Partial<ProxyLimits>
  readonly now: () => Date
  readonly softwareVersion: string
  readonly onAlarm: (alarm: BudgetAlarm, webhook: string | undefined) => void
  readonly onFailure: (error: unknown) => void
  /** Told whether the server that it stands before is there. */
  readonly status: ProxyOptions['status']
}

/** A proxy that is ready to listen. */
export interface AssembledProxy {
  readonly clients: readonly AssembledClient[]
  /** What is made anew when its files change. */
  readonly reloadables: readonly Reloadable[]
  listen(): Promise<FhirProxy>
  close(): void
}

/** Builds a proxy and all it needs; a mistake anywhere is found before anything listens. */
export async function assembleProxy(parts: ProxyParts): Promise<AssembledProxy> {
  const { keys, limits, audit, now, onAlarm } = parts
  const config = parts.server['fhir-proxy']
  const server = parts.server.name
  const version = config.fhirVersion ?? 'R4'
  const state = openStateStore(config.state, parts.onFailure)
  const data = new Map<string, Promise<PolicyData>>()
  const dataOf = (policy: Policy): Promise<PolicyData> => {
    const known = data.get(policy.source.sha256) ?? assembleData(policy)
    data.set(policy.source.sha256, known)
    return known
  }
  try {
    const clients: AssembledClient[] = []
    const { reloads, reloadable } = createReloadFiles(server)
    for (const client of config.clients)
      clients.push(await assembleClient(client, { server, config, keys, limits, audit, state, now, onAlarm, dataOf }))
    const options: ProxyOptions = {
      listen: listenOptions(config),
      baseUrl: config.baseUrl,
      upstream: upstreamOptions(config, server, now),
      fhirVersion: version,
      resourceTypes: new Set(resourceTypeNames(version)),
      clients: clients.map(({ client }) => client),
      issuers: issuersOf(config),
      log: createExchangeLog(
        server,
        audit,
        (name, revision) => clients.find(({ client }) => client.name === name)?.factsOf(revision),
        config.auditDurability ?? 'disk',
      ),
      reloads,
      now,
      softwareVersion: parts.softwareVersion,
      onFailure: parts.onFailure,
      status: parts.status,
      limits: {
        ...PROXY_LIMITS,
        answerBytesMax: config.answerBytesMax ?? PROXY_LIMITS.answerBytesMax,
        requestBytesMax: config.requestBytesMax ?? PROXY_LIMITS.requestBytesMax,
        ...parts.proxyLimits,
      },
    }
    return { clients, reloadables: [...clients, reloadable], listen: () => openFhirProxy(options), close: () => state.close() }
  } catch (error) {
    state.close()
    throw error
  }
}

function issuersOf(config: ProxyConfig): ProxyOptions['issuers'] {
  return (config.tokens ?? []).map((one) => ({
    ...one,
    algorithms: one.algorithms ?? ['RS384', 'ES384'],
    clockSkewSeconds: one.clockSkewSeconds ?? 30,
  }))
}

function listenOptions({ listen }: ProxyConfig): ListenOptions {
  const { tls } = listen
  // A mistake in them is found before anything listens.
  if (tls !== undefined) readTls(tls)
  return {
    host: listen.host ?? '127.0.0.1', port: listen.port,
    tls,
  }
}

function upstreamOptions({ upstream }: ProxyConfig, route: string, now: () => Date): UpstreamOptions {
  const tls = { ca: upstream.ca, cert: upstream.cert, key: upstream.key }
  readAskedTls(tls)
  return {
    url: upstream.url,
    aliases: upstream.aliases ?? [],
    storage: upstream.storage ?? [],
    authorization:
      upstream.authorization === undefined
        ? undefined
        : openChangingSecret({
            source: upstream.authorization,
            setting: `upstream.authorization of server ${route}`,
            now,
            onChange: (code) =>
              CHANNELS.files.publish({
                route,
                what: 'upstream-authorization',
                result: code === undefined ? 'reloaded' : 'gone',
                code,
              } satisfies FilesLoaded),
          }),
    forwardAuthorization: upstream.forwardAuthorization ?? 'never',
    deletesReferred: upstream.deletesReferred ?? false,
    timeoutMs: (upstream.timeoutSeconds ?? 30) * 1000,
    connectionsMax: upstream.connectionsMax ?? 64,
    tls,
  }
}

import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { openFhirProxy, type FhirProxy } from '../../connectors/fhir-proxy/fhir-proxy.ts'
import { PROXY_LIMITS, type ListenOptions, type ProxyClient, type ProxyOptions, type UpstreamOptions } from '../../connectors/fhir-proxy/options.ts'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import { createClientGate } from '../exchange/client-gate.ts'
import { effectivePolicy } from '../exchange/effective-policy.ts'
import { createEgressBudget, type BudgetAlarm } from '../exchange/egress-budget.ts'
import { createExchangeLog } from '../exchange/exchange-log.ts'
import { createIdStore } from '../exchange/id-store.ts'
import { openStateStore, type StateStore } from '../exchange/state-store.ts'
import { loadModel, resourceTypeNames } from '../fhir/model.ts'
import { loadSearchParameters } from '../fhir/search-parameters.ts'
import type { AuditLog, RunFacts } from '../pipeline/audit-events.ts'
import { createEngine, scansTexts } from '../pipeline/engine.ts'
import type { Engine } from '../pipeline/outcome.ts'
import { createTransforms } from '../pipeline/transforms.ts'
import { loadPolicy } from '../policy/load.ts'
import type { Policy } from '../policy/schema.ts'
import { createSearchGuard } from '../policy/search-guard.ts'
import { createEncrypter } from '../transform/encrypt.ts'
import { createKeyring } from '../transform/keys.ts'
import { assembleData, type PolicyData } from './assemble.ts'
import type { KeySet } from './secrets.ts'
import type { ProxyClientConfig, ProxyConfig, ServerConfig } from './server-schema.ts'

export interface ProxyParts {
  readonly server: ServerConfig
  readonly keys: KeySet
  readonly audit: AuditLog
  readonly limits: Limits
  readonly now: () => Date
  readonly softwareVersion: string
  readonly onAlarm: (alarm: BudgetAlarm, webhook: string | undefined) => void
  readonly onFailure: (error: unknown) => void
}

/** A proxy that is ready to listen. */
export interface AssembledProxy {
  /** What the records of each client have in common, by its name. */
  readonly facts: ReadonlyMap<string, Omit<RunFacts, 'route'>>
  listen(): Promise<FhirProxy>
  close(): void
}

/** Builds a proxy and all it needs; a mistake anywhere is found before anything listens. */
export async function assembleProxy(parts: ProxyParts): Promise<AssembledProxy> {
  const config = parts.server['fhir-proxy']
  const version = config.fhirVersion ?? 'R4'
  const state = openStateStore(config.state)
  const data = new Map<string, PolicyData>()
  const facts = new Map<string, Omit<RunFacts, 'route'>>()
  try {
    const clients: ProxyClient[] = []
    for (const client of config.clients) {
      for (const used of [client.policy, client.writes?.policy]) if (used !== undefined && !data.has(used)) data.set(used, await assembleData(loadPolicy(used)))
      const made = assembleClient(client, { ...parts, config, state, data })
      facts.set(client.name, made.facts)
      clients.push(made.client)
    }
    const options: ProxyOptions = {
      listen: listenOptions(config), baseUrl: config.baseUrl, upstream: upstreamOptions(config), fhirVersion: version,
      resourceTypes: new Set(resourceTypeNames(version)), clients, issuers: issuersOf(config),
      log: createExchangeLog(parts.server.name, parts.audit, facts, config.auditDurability ?? 'disk'), now: parts.now, softwareVersion: parts.softwareVersion, onFailure: parts.onFailure,
      limits: { ...PROXY_LIMITS, answerBytesMax: config.answerBytesMax ?? PROXY_LIMITS.answerBytesMax, requestBytesMax: config.requestBytesMax ?? PROXY_LIMITS.requestBytesMax },
    }
    return { facts, listen: () => openFhirProxy(options), close: () => state.close() }
  } catch (error) {
    state.close()
    throw error
  }
}

interface ClientParts extends ProxyParts {
  readonly config: ProxyConfig
  readonly state: StateStore
  readonly data: ReadonlyMap<string, PolicyData>
}

function assembleClient(client: ProxyClientConfig, parts: ClientParts): { client: ProxyClient; facts: Omit<RunFacts, 'route'> } {
  const { config, state, keys, now } = parts
  const version = config.fhirVersion ?? 'R4'
  const model = loadModel(version)
  const audience = { destination: client.destination ?? client.name, purpose: client.purpose, client: client.name }
  const keyring = createKeyring({ keys: keys.keys, ...audience })
  const encrypter = createEncrypter(keyring)
  const ids = createIdStore(state, JSON.stringify([audience.destination, audience.purpose]), encrypter)
  const onId = (id: string, pseudonym: string): void => ids.remember(pseudonym, id)
  const resourceTypes = client.resourceTypes === 'all' ? undefined : client.resourceTypes
  for (const type of resourceTypes ?? []) if (!model.resourceTypes.has(type)) throw configError(`client ${client.name}: FHIR ${version} has no resource type ${type}`)
  const policy = effectivePolicy(policyOf(client.policy, version, client), model, resourceTypes)
  const engineOf = (from: Policy, name: string, told?: typeof onId): Engine => createEngine({
    policy: from, keyring, now, ...audience, findings: false, limits: parts.limits, ...parts.data.get(name), onId: told,
  })
  const answers = engineOf(policy, client.policy, onId)
  const writes = client.writes === undefined ? undefined : policyOf(client.writes.policy, version, client)
  const parameters = loadSearchParameters(version)
  if (writes !== undefined && createSearchGuard({ policy: writes, audience, model, parameters }).element('Observation', 'subject', 'reference') !== 'open') {
    throw configError(`client ${client.name}: the policy of writes has to keep ids and references, or nothing would be found again`)
  }
  const pseudonymizer = createTransforms({ keyring, now, fakeData: undefined, onId }).pseudonymizer
  const newest = keys.keys.reduce((a, b) => (b.version > a.version ? b : a))
  const limits = client.budget
  const gate = createClientGate({
    client: client.name, answers, requests: writes === undefined || client.writes === undefined ? undefined : engineOf(writes, client.writes.policy),
    search: createSearchGuard({ policy, audience, model, parameters }), ids, encrypter,
    pseudonymOf: (id) => pseudonymizer.id(id),
    budget: limits === undefined ? undefined : createEgressBudget({
      client: client.name, store: state, now, alarm: (alarm) => parts.onAlarm(alarm, limits.webhook),
      limits: { windowSeconds: limits.windowHours * 3600, messages: limits.messages, subjects: limits.subjects, bytes: limits.bytes, warnAt: limits.warnAt ?? 0.8 },
    }),
    upstreamUrls: [config.upstream.url, ...config.upstream.aliases ?? []], baseUrl: config.baseUrl,
    subjectKey: createHmac('sha256', newest.secret.reveal()).update('sluice egress budget').digest(),
  })
  return {
    client: {
      name: client.name, apiKeys: client.apiKeySha256 ?? [], certificates: client.certificates ?? [],
      tokens: (client.tokens ?? []).map((token) => ({ ...token, claim: token.claim ?? 'client_id' })), gate,
      resourceTypes: resourceTypes === undefined ? undefined : new Set(resourceTypes), interactions: new Set(client.interactions),
      operations: new Set(client.operations), searchParameters: client.searchParameters === undefined ? undefined : new Set(client.searchParameters),
    },
    facts: {
      policy: policy.name, policyHash: answers.policyHash, destination: audience.destination, purpose: audience.purpose,
      keyVersion: newest.version,
    },
  }
}

/** A policy for one FHIR version. One that only watches would let everything through. */
function policyOf(name: string, version: Policy['fhir'], client: ProxyClientConfig): Policy {
  const policy = loadPolicy(name)
  if (policy.mode === 'monitor') throw configError(`client ${client.name}: ${policy.name} only monitors, and would show everything`)
  if (scansTexts(policy) && policy.text.subject === 'required') throw configError(`client ${client.name}: ${policy.name} asks for a subject that a single resource seldom has`)
  return { ...policy, fhir: version }
}

function configError(detail: string): SluiceError {
  return new SluiceError('SLUICE_CONFIG', { detail })
}

function issuersOf(config: ProxyConfig): ProxyOptions['issuers'] {
  return (config.tokens ?? []).map((one) => ({ ...one, algorithms: one.algorithms ?? ['RS384', 'ES384'], clockSkewSeconds: one.clockSkewSeconds ?? 30 }))
}

function listenOptions({ listen }: ProxyConfig): ListenOptions {
  const { tls } = listen
  return {
    host: listen.host ?? '127.0.0.1', port: listen.port,
    tls: tls === undefined ? undefined : {
      cert: readText(tls.cert), key: readText(tls.key),
      clientCa: tls.clientCa === undefined ? undefined : readText(tls.clientCa), crl: tls.crl === undefined ? undefined : readText(tls.crl),
    },
  }
}

function upstreamOptions({ upstream }: ProxyConfig): UpstreamOptions {
  const optional = (path: string | undefined): string | undefined => path === undefined ? undefined : readText(path)
  return {
    url: upstream.url, aliases: upstream.aliases ?? [], storage: upstream.storage ?? [],
    authorization: upstream.authorization === undefined ? undefined : readSecret(upstream.authorization),
    forwardAuthorization: upstream.forwardAuthorization ?? 'never',
    timeoutMs: (upstream.timeoutSeconds ?? 30) * 1000, connectionsMax: upstream.connectionsMax ?? 64,
    ca: optional(upstream.ca), cert: optional(upstream.cert), key: optional(upstream.key),
  }
}

function readSecret(source: string): string {
  const value = source.startsWith('env:') ? process.env[source.slice(4)] ?? '' : readText(source.slice('file:'.length))
  if (value.trim() === '') throw new SluiceError('SLUICE_KEY_MISSING', { detail: 'The secret for the server is not set.' })
  return value.trim()
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be read.`, cause })
  }
}

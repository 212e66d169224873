import type { ClientGate, ExchangeLog } from '../../src/contract/exchange.ts'
import type { FhirVersion } from '../../src/contract/classes.ts'
import type { KnownClient } from '../identity/identify.ts'
import type { ConnectorStatus, LoadedFiles } from '../../src/contract/connector.ts'
import type { AskedTls, ListenTls } from '../tls-files.ts'
import type { TokenIssuer } from '../identity/token.ts'

/** What a client may do, by FHIR's names (https://hl7.org/fhir/http.html). Operations are named apart. */
export const INTERACTIONS = [
  'read', 'vread', 'history', 'search', 'create', 'update', 'patch', 'delete', 'batch', 'transaction',
] as const
export type InteractionName = (typeof INTERACTIONS)[number]

/** Operations that can be inspected on their way: by name, with the parameters that say nothing of hidden elements. */
export const OPERATIONS = {
  everything: ['_count', '_type', '_since'],
  export: ['_type', '_since', '_outputFormat'],
  meta: [],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type OperationName = keyof typeof OPERATIONS

export interface ProxyClient extends KnownClient {
  readonly gate: ClientGate
  /** All where undefined. */
  readonly resourceTypes: ReadonlySet<string> | undefined
  readonly interactions: ReadonlySet<InteractionName>
  readonly operations: ReadonlySet<OperationName>
  /** `Type.code` or `Type.*`; every parameter that the policy leaves open where undefined. */
  readonly searchParameters: ReadonlySet<string> | undefined
}

export interface UpstreamOptions {
  /** Without a slash at the end. */
  readonly url: string
  /** Other names that the server calls itself by in links. */
  readonly aliases: readonly string[]
  /** Where files of a bulk export may lie besides the server itself: origins. */
  readonly storage: readonly string[]
  /** What the server is told about who asks, as it is at the moment. Throws SLUICE_UPSTREAM when it is gone. */
  readonly authorization: (() => string) | undefined
  /** The client's own token is never passed on, unless this says so. */
  readonly forwardAuthorization: 'never' | 'tokens'
  /** Whether the server deletes also what others refer to, so that its answer tells nothing of those. */
  readonly deletesReferred: boolean
  readonly timeoutMs: number
  readonly connectionsMax: number
  /** The server's certificate is always checked; by the authorities of the system where none are named. */
  readonly tls: AskedTls
}

export interface ProxyLimits {
  readonly answerBytesMax: number
  readonly requestBytesMax: number
  /** Bytes of all answers and requests that are held at one time. Of one client's, half of it. */
  readonly heldBytesMax: number
  /** How long a client may take to read an answer that is large, or a piece of a file. */
  readonly sendMs: number
  readonly connectionsMax: number
  /** How long a client may take to send a request, and the headers of it, before which nobody knows who it is. */
  readonly requestMs: number
  readonly headersMs: number
  readonly pageLifeMs: number
  /** Answers of which something may have been kept back leave at multiples of this: far longer than a server takes to say that something is not there. */
  readonly stepMs: number
  /** How long to wait before a server that is not there is asked again whether it is. */
  readonly probeMs: number
}

export const PROXY_LIMITS: ProxyLimits = {
  answerBytesMax: 16 * 1024 * 1024,
  requestBytesMax: 8 * 1024 * 1024,
  heldBytesMax: 256 * 1024 * 1024,
  sendMs: 300_000,
  connectionsMax: 1000,
  requestMs: 30_000,
  headersMs: 10_000,
  pageLifeMs: 3_600_000,
  stepMs: 100,
  probeMs: 5000,
}

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** Files. With `clientCa`, certificates of clients are asked for; `crl` lists those that were revoked. */
  readonly tls: ListenTls | undefined
}

export interface ProxyOptions {
  readonly listen: ListenOptions
  /** What clients call this server; without a slash at the end. */
  readonly baseUrl: string
  readonly upstream: UpstreamOptions
  readonly fhirVersion: FhirVersion
  readonly resourceTypes: ReadonlySet<string>
  readonly clients: readonly ProxyClient[]
  readonly issuers: readonly TokenIssuer[]
  readonly log: ExchangeLog
  /** Told of files that are to be loaded again when they change. */
  readonly reloads: (files: LoadedFiles) => void
  readonly limits: ProxyLimits
  readonly now: () => Date
  readonly softwareVersion: string
  /** Told when the audit log fails: nothing is answered from then on. */
  readonly onFailure: (error: unknown) => void
  /** Told whether the server is there. */
  readonly status: Pick<ConnectorStatus, 'ready' | 'unready'>
}

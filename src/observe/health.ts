import { channel } from 'node:diagnostics_channel'
import type { ConnectorStatus } from '../contract/connector.ts'
import type { ErrorCode } from '../contract/errors.ts'
import { NAMES, subscribeAll, type ConnectorChanged } from './subscribe-all.ts'

/** `starting` covers opening its connectors and warming up; the last three are final. */
export const ROUTE_STATES = ['starting', 'running', 'stalled', 'done', 'stopped', 'failed'] as const
export type RouteState = (typeof ROUTE_STATES)[number]
export type Side = 'source' | 'sink'

/** How one connector is. Names and codes only. */
export interface ConnectorHealth {
  /** The route, or `route/branch` for the sink of one of several branches. */
  readonly route: string
  readonly side: Side
  readonly connector: string
  readonly ready: boolean
  /** Why it is not, a code of ERRORS; for one that waits to be opened there is none. */
  readonly code: string | undefined
}

export interface RouteHealth {
  readonly route: string
  readonly state: RouteState
  readonly code: string | undefined
  readonly connectors: readonly ConnectorHealth[]
}

/** What `/readyz` answers. */
export interface HealthReport {
  readonly ready: boolean
  readonly draining: boolean
  readonly routes: readonly RouteHealth[]
}

export interface Lag {
  readonly route: string
  readonly part: string
  readonly messages: number
}

/** Knows how every route and connector is, from what they say and from what the pipeline tells. */
export interface Health {
  /** Makes a connector known, not ready yet, and returns what it is given to say how it is. */
  connector(place: { readonly route: string; readonly label: string; readonly side: Side; readonly connector: string }): WatchedStatus
  /** Every route is open and warm. */
  started(): void
  /** The process was told to stop: it takes no more. */
  draining(): void
  report(): HealthReport
  lags(): readonly Lag[]
  stop(): void
}

/** A connector's status, as whoever opens the connector holds it. */
export interface WatchedStatus extends ConnectorStatus {
  /** It is open: ready, unless it has said how it is itself. */
  opened(): void
}

interface Connector {
  readonly label: string
  readonly side: Side
  readonly connector: string
  readonly lags: Map<string, number>
  said: boolean
  ready: boolean
  code: ErrorCode | undefined
}

interface Stall {
  readonly code: string
  /** In milliseconds since 1970: from then on it is nobody's. */
  readonly until: number
}

interface Route {
  state: RouteState
  code: string | undefined
  /** Deliveries that failed and were not made since, by their source. */
  readonly stalls: Map<string, Stall>
  readonly connectors: Connector[]
}

/** A part of a source that was not heard of for so long is somebody else's by now. */
const STALL_MS_MAX = 300_000
/** A sender who was told to send again has done so by then, or may wait for this process to be ready. */
const TOLD_MS_MAX = 30_000
/** The part of all senders together: what one sends again has another name, and any that succeeds shows that it goes on. */
const SENDERS = ''

/** Parts of a source that are told apart; what comes after is not shown. */
const PARTS_MAX = 2000

const changed = channel(NAMES.connector)

function watch(connector: Connector): WatchedStatus {
  let toldReady = true
  function say(ready: boolean, code: ErrorCode | undefined): void {
    connector.said = true
    connector.ready = ready
    connector.code = code
    if (ready === toldReady) return
    toldReady = ready
    const { label: route, side, connector: name } = connector
    changed.publish({ route, side, connector: name, ready, code } satisfies ConnectorChanged)
  }
  return {
    opened() {
      if (!connector.said) connector.ready = true
    },
    ready: () => say(true, undefined),
    unready: (code) => say(false, code),
    lag(messages, part = '') {
      if (messages === undefined) connector.lags.delete(part)
      else if (connector.lags.has(part) || connector.lags.size < PARTS_MAX) connector.lags.set(part, messages)
    },
  }
}

/** The stall that is on, of a route that runs. */
function stallOf({ state, stalls }: Route): Stall | undefined {
  if (state !== 'running' && state !== 'starting') return undefined
  for (const [source, { until }] of stalls) if (Date.now() > until) stalls.delete(source)
  return stalls.values().next().value
}

function reportOf(route: string, known: Route): RouteHealth {
  const stall = stallOf(known)
  const { connectors } = known
  return {
    route, state: stall === undefined ? known.state : 'stalled', code: stall?.code ?? known.code,
    connectors: connectors.map(({ label, side, connector, ready, code }) => ({ route: label, side, connector, ready, code })),
  }
}

function isReady({ state, connectors }: RouteHealth): boolean {
  if (state === 'done') return true
  return state === 'running' && connectors.every(({ ready }) => ready)
}

/** Starts listening to the pipeline for the state of these routes. */
export function createHealth(names: readonly string[]): Health {
  const routes = new Map<string, Route>(
    names.map((name) => [name, { state: 'starting', code: undefined, stalls: new Map(), connectors: [] }]),
  )
  let isDraining = false

  function move(name: string, to: RouteState, code: string | undefined): void {
    const route = routes.get(name)
    if (route === undefined) return
    route.state = to
    route.code = code
  }

  const stop = subscribeAll({
    delivery({ route, source = SENDERS }) {
      const known = routes.get(route)?.stalls
      known?.delete(source)
      known?.delete(SENDERS)
    },
    stalled({ route, source, code, by }) {
      const known = routes.get(route)?.stalls
      const [part, forMs] = by === 'source' ? [source, STALL_MS_MAX] : [SENDERS, TOLD_MS_MAX]
      if (known !== undefined && (known.has(part) || known.size < PARTS_MAX)) known.set(part, { code, until: Date.now() + forMs })
    },
    ended: ({ route, ended, error }) => move(route, ended, error?.code),
  })

  return {
    connector({ route, label, side, connector }) {
      const known: Connector = { label, side, connector, lags: new Map(), said: false, ready: false, code: undefined }
      routes.get(route)?.connectors.push(known)
      return watch(known)
    },
    started() {
      for (const [name, { state }] of routes) if (state === 'starting') move(name, 'running', undefined)
    },
    draining() {
      isDraining = true
    },
    report() {
      const all = [...routes].map(([name, route]) => reportOf(name, route))
      return { ready: !isDraining && all.every(isReady), draining: isDraining, routes: all }
    },
    lags: () => [...routes].flatMap(([route, { connectors }]) => connectors.flatMap(({ lags }) =>
      [...lags].map(([part, messages]) => ({ route, part, messages })))),
    stop,
  }
}

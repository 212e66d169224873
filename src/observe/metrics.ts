import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  Counter, Gauge, Histogram, Registry, collectDefaultMetrics, type CounterConfiguration, type GaugeConfiguration,
} from 'prom-client'
import { VERDICTS } from '../contract/receipt.ts'
import type { BatchEvent } from '../pipeline/route/audit-events.ts'
import type { ExchangeDone } from '../pipeline/events.ts'
import { ROUTE_STATES, type Health } from './health.ts'
import { createQuarantineDepth, type QuarantineDepth } from './quarantine-depth.ts'
import { subscribeAll } from './subscribe-all.ts'

/** What is looked at when somebody asks. */
export interface MetricsOptions {
  readonly version: string
  readonly health: Health
  /** Files whose disk must not fill up, and the quarantines by route. */
  readonly auditFile: string
  readonly quarantines: readonly { readonly route: string; readonly file: string }[]
  /** How many messages an engine took which way, by route; see `Engine.paths`. */
  readonly paths: () => readonly { readonly route: string; readonly path: string; readonly messages: number }[]
}

export interface Metrics {
  readonly contentType: string
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>
  stop(): void
}

/** Seconds: from a message that is held to a delivery that waits for a broker. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** Seconds: from a record that goes right through to one that waited through an outage. */
const AGE_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600]

function flowMetrics(registers: Registry[]) {
  return {
    messages: new Counter({
      registers, name: 'sluice_messages_total', labelNames: ['route', 'verdict'], help: 'Messages that were confirmed, by verdict',
    }),
    bytes: new Counter({
      registers,
      name: 'sluice_bytes_total',
      labelNames: ['route', 'direction'],
      help: 'Bytes of bodies that came in, and that went out',
    }),
    findings: new Counter({
      registers,
      name: 'sluice_findings_total',
      labelNames: ['route', 'class', 'action'],
      help: 'Elements and findings in texts, by class of PHI and what was done',
    }),
    refusals: new Counter({
      registers,
      name: 'sluice_refusals_total',
      labelNames: ['route', 'verdict', 'code'],
      help: 'Messages that did not pass, by the code of why',
    }),
    delivery: new Histogram({
      registers,
      name: 'sluice_delivery_seconds',
      labelNames: ['route'],
      buckets: BUCKETS,
      help: 'From taking a delivery to its acknowledgement',
    }),
    deliveryMessages: new Counter({
      registers,
      name: 'sluice_delivery_messages_total',
      labelNames: ['route'],
      help: 'Messages of acknowledged deliveries; a message counts once however many branches it goes to',
    }),
    stages: new Counter({
      registers,
      name: 'sluice_stage_seconds_total',
      labelNames: ['route', 'stage'],
      help: 'Where the time of deliveries went: engine, flush, audit, commit',
    }),
    age: new Histogram({
      registers,
      name: 'sluice_record_age_seconds',
      labelNames: ['route'],
      buckets: AGE_BUCKETS,
      help: 'The oldest record of a delivery, from its own time to its acknowledgement',
    }),
    exchanges: new Counter({
      registers,
      name: 'sluice_exchanges_total',
      labelNames: ['route', 'status', 'code'],
      help: 'Answers to clients of servers, by HTTP status and, where they were refused, why',
    }),
    stalls: new Counter({
      registers,
      name: 'sluice_stalls_total',
      labelNames: ['route', 'code'],
      help: 'Deliveries that failed because something else is broken, and are made again',
    }),
    failures: new Counter({
      registers, name: 'sluice_route_failures_total', labelNames: ['route', 'code'], help: 'Routes that ended in an error',
    }),
    reloads: new Counter({
      registers,
      name: 'sluice_policy_loads_total',
      labelNames: ['route', 'result'],
      help: 'Policies loaded: first, swapped, or refused, so that the old one stays',
    }),
    files: new Counter({
      registers,
      name: 'sluice_file_loads_total',
      labelNames: ['route', 'what', 'result'],
      help: 'Changed files of certificates, revocations, keys of tokens or secrets: taken into use, refused, so that the old ones stay, or gone, so that there are none',
    }),
    policy: new Gauge({
      registers,
      name: 'sluice_policy_info',
      labelNames: ['route', 'policy', 'hash'],
      help: 'The policy in force, by the SHA-256 that the audit log has',
    }),
    policyTime: new Gauge({
      registers, name: 'sluice_policy_loaded_timestamp_seconds', labelNames: ['route'], help: 'When the policy in force was loaded',
    }),
  }
}
type Flow = ReturnType<typeof flowMetrics>

function countBatch(flow: Flow, { route, verdicts, counts, bytesIn, bytesOut }: BatchEvent): void {
  for (const [verdict, messages] of Object.entries(verdicts)) flow.messages.inc({ route, verdict }, messages)
  countFindings(flow, route, counts)
  flow.bytes.inc({ route, direction: 'in' }, bytesIn)
  flow.bytes.inc({ route, direction: 'out' }, bytesOut)
}

/** A client is named in the configuration; whoever is none of them shares one name. */
function countExchange(flow: Flow, { route: server, client, status, code, up, down }: ExchangeDone): void {
  const route = `${server}/${client ?? 'unknown'}`
  flow.exchanges.inc({ route, status, code: code ?? '' })
  for (const receipt of [up, down]) {
    if (receipt === undefined) continue
    flow.messages.inc({ route, verdict: receipt.verdict })
    flow.bytes.inc({ route, direction: 'in' }, receipt.bytesIn)
    flow.bytes.inc({ route, direction: 'out' }, receipt.bytesOut)
    countFindings(flow, route, receipt.counts)
  }
}

function countFindings(flow: Flow, route: string, counts: Readonly<Record<string, Readonly<Record<string, number>> | undefined>>): void {
  for (const [given, byAction] of Object.entries(counts)) {
    for (const [action, found] of Object.entries(byAction ?? {})) flow.findings.inc({ route, class: given, action }, found)
  }
}

function listen(flow: Flow): () => void {
  const policies = new Map<string, { policy: string; hash: string }>()
  return subscribeAll({
    batch: (event) => countBatch(flow, event),
    refused: ({ route, verdict, code }) => flow.refusals.inc({ route, verdict, code }),
    delivery({ route, messages, durationMs, stagesMs, ageMs }) {
      flow.delivery.observe({ route }, durationMs / 1000)
      for (const [stage, ms] of Object.entries(stagesMs ?? {})) flow.stages.inc({ route, stage }, Math.max(0, ms) / 1000)
      if (ageMs !== undefined) flow.age.observe({ route }, ageMs / 1000)
      flow.deliveryMessages.inc({ route }, messages)
    },
    files: ({ route, what, result }) => flow.files.inc({ route, what, result }),
    exchange: (event) => countExchange(flow, event),
    stalled: ({ route, code }) => flow.stalls.inc({ route, code }),
    ended({ route, error }) {
      if (error !== undefined) flow.failures.inc({ route, code: error.code })
    },
    policy({ route, result, policy, policyHash: hash }) {
      if (result === 'loaded') startAtZero(flow, route)
      flow.reloads.inc({ route, result })
      if (result === 'refused') return
      const old = policies.get(route)
      if (old !== undefined) flow.policy.remove({ route, ...old })
      policies.set(route, { policy, hash })
      flow.policy.set({ route, policy, hash }, 1)
      flow.policyTime.set({ route }, Date.now() / 1000)
    },
  })
}

function gauge<L extends string>(registers: Registry[], config: GaugeConfiguration<L>): Gauge<L> {
  return new Gauge({ ...config, registers })
}

function counter<L extends string>(registers: Registry[], config: CounterConfiguration<L>): Counter<L> {
  return new Counter({ ...config, registers })
}

/** Series that alarms watch are there from the start: a rise from nothing is no rise to Prometheus. */
function startAtZero(flow: Flow, route: string): void {
  for (const verdict of VERDICTS) flow.messages.inc({ route, verdict }, 0)
  for (const code of ['SLUICE_VERIFY', 'SLUICE_INTERNAL']) {
    for (const verdict of ['block', 'quarantine']) flow.refusals.inc({ route, verdict, code }, 0)
  }
  for (const direction of ['in', 'out']) flow.bytes.inc({ route, direction }, 0)
  flow.reloads.inc({ route, result: 'refused' }, 0)
}

/** Gauges that are read off when somebody asks. */
function addGauges(registers: Registry[], options: MetricsOptions): void {
  const { health, version } = options
  gauge(registers, { name: 'sluice_build_info', help: 'Which Sluice on which Node', labelNames: ['version', 'node'] })
    .set({ version, node: process.version }, 1)
  gauge(registers, { name: 'sluice_ready', help: '1 when /readyz says so',
    collect() {
      this.set(health.report().ready ? 1 : 0)
    } })
  gauge(registers, { name: 'sluice_route_state', help: '1 for the state a route is in', labelNames: ['route', 'state'],
    collect() {
      for (const { route, state } of health.report().routes) {
        for (const each of ROUTE_STATES) this.set({ route, state: each }, each === state ? 1 : 0)
      }
    } })
  gauge(registers, { name: 'sluice_connector_ready', help: '1 when a source or sink says so', labelNames: ['route', 'side', 'connector'],
    collect() {
      for (const { connectors } of health.report().routes) {
        for (const { route, side, connector, ready } of connectors) this.set({ route, side, connector }, ready ? 1 : 0)
      }
    },
  })
  gauge(registers, {
    name: 'sluice_lag_messages',
    help: 'Messages that wait upstream, where the source knows',
    labelNames: ['route', 'part'],
    collect() {
      this.reset()
      for (const { route, part, messages } of health.lags()) this.set({ route, part }, messages)
    },
  })
  counter(registers, {
    name: 'sluice_engine_messages_total',
    help: 'Messages by the way they took through the engine',
    labelNames: ['route', 'path'],
    collect() {
      this.reset()
      for (const { route, path, messages } of options.paths()) this.inc({ route, path }, messages)
    } })
}

function addStores(registers: Registry[], { auditFile, quarantines }: MetricsOptions): void {
  const files = new Map(quarantines.map(({ file }) => [file, createQuarantineDepth(file)]))
  const read = async (set: (route: string, depth: QuarantineDepth) => void): Promise<void> => {
    for (const { route, file } of quarantines) {
      const depth = await files.get(file)?.(route)
      if (depth !== undefined) set(route, depth)
    }
  }
  gauge(registers, { name: 'sluice_quarantine_entries', help: 'Messages of a route in its quarantine file', labelNames: ['route'],
    collect() {
      return read((route, { entries }) => this.set({ route }, entries))
    } })
  gauge(registers, { name: 'sluice_quarantine_bytes', help: 'Bytes of a route in its quarantine file', labelNames: ['route'],
    collect() {
      return read((route, { bytes }) => this.set({ route }, bytes))
    } })
  const disks = [{ store: 'audit', file: auditFile }, ...quarantines.map(({ file }) => ({ store: 'quarantine', file }))]
  gauge(registers, {
    name: 'sluice_disk_free_bytes',
    help: 'Room left where Sluice writes its own files; the least of several',
    labelNames: ['store'],
    async collect() {
      const least = new Map<string, number>()
      for (const { store, file } of disks) {
        const stats = await statfs(dirname(file)).catch(() => undefined)
        if (stats !== undefined) least.set(store, Math.min(least.get(store) ?? Infinity, stats.bavail * stats.bsize))
      }
      for (const [store, bytes] of least) this.set({ store }, bytes)
    } })
}

/**
 * Counts what the pipeline tells, under labels that only a configuration or a table of ours can add to: routes, policies,
 * classes, actions, verdicts, codes, and the parts that a source names.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry()
  const flow = flowMetrics([registry])
  addGauges([registry], options)
  addStores([registry], options)
  collectDefaultMetrics({ register: registry })
  const stop = listen(flow)
  return { contentType: registry.contentType, text: () => registry.metrics(), stop }
}

import { createHealth } from '../../src/observe/health.ts'
import { createMetrics } from '../../src/observe/metrics.ts'
import { CHANNELS } from '../../src/pipeline/events.ts'

/** What `/metrics` has of one metric: its kind, and the labels that any of its series has. */
export interface SeenMetric {
  readonly type: string
  readonly labels: ReadonlySet<string>
}

function publishAll(): void {
  const facts = { route: 'r', policy: 'p', policyHash: 'h', destination: 'd', purpose: 'u', keyVersion: 1 }
  CHANNELS.policy.publish({ ...facts, result: 'loaded', code: undefined })
  CHANNELS.batch.publish({
    event: 'batch', ...facts, source: 's', messages: 1, bytesIn: 1, bytesOut: 1, verdicts: { redact: 1 },
    counts: { name: { drop: 1 } }, sha256: '', outputSha256: '', durationMs: 1,
  })
  CHANNELS.refused.publish({ route: 'r', source: 's', line: 1, verdict: 'block', code: 'SLUICE_VERIFY', byte: 1, path: 'x' })
  CHANNELS.delivery.publish({
    route: 'r', messages: 1, refused: 0, bytesIn: 1, bytesOut: 1, durationMs: 1,
    stagesMs: { engine: 1, flush: 1, audit: 1, commit: 1 },
    ageMs: 1,
  })
  CHANNELS.files.publish({ route: 'r', what: 'tls', result: 'refused', code: 'SLUICE_CONFIG' })
  CHANNELS.exchange.publish({
    route: 'r', client: 'c', request: 'GET Patient/{id}', status: 403, code: 'SLUICE_POLICY_BLOCK', messages: 0, subjects: 0, durationMs: 1,
  })
  CHANNELS.stalled.publish({ route: 'r', source: 's', code: 'SLUICE_SINK', by: 'source' })
  CHANNELS.ended.publish({ route: 'r', ended: 'failed', error: undefined })
}

/** The text of `/metrics` once everything has happened that is counted. */
export async function observedText(): Promise<string> {
  const health = createHealth(['r'])
  health.connector({ route: 'r', label: 'r', side: 'source', connector: 'kafka' }).lag(1, 'topic/0')
  const metrics = createMetrics({
    version: '0', health, auditFile: '/', quarantines: [{ route: 'r', file: import.meta.filename }],
    paths: () => [{ route: 'r', path: 'tape', messages: 1 }],
  })
  publishAll()
  CHANNELS.ended.publish({
    route: 'r',
    ended: 'failed',
    error: Object.assign(new Error('x'), { code: 'SLUICE_SINK', where: {}, detail: '' }),
  })
  const text = await metrics.text()
  metrics.stop()
  health.stop()
  return text
}

/** Every metric by every name that its series have. */
export function metricsOf(text: string): ReadonlyMap<string, SeenMetric> {
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name as string, type as string]))
  const seen = new Map<string, { type: string; labels: Set<string> }>()
  for (const [, name = '', labels = ''] of text.matchAll(/^([a-z_][a-z0-9_]*)(?:\{(.*)\})? \S+$/gm)) {
    const base = types.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, '')
    const metric = seen.get(name) ?? { type: types.get(base) ?? 'untyped', labels: new Set() }
    for (const [, label] of labels.matchAll(/([a-z_]+)="/g)) metric.labels.add(label as string)
    seen.set(name, metric)
  }
  return seen
}

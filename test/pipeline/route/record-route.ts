import { SluiceError } from '../../../src/contract/errors.ts'
import type { Delivery, RecordMessage, Sink, Source } from '../../../src/contract/message.ts'
import type { AuditEvent, AuditLog } from '../../../src/pipeline/route/audit-events.ts'
import type { Quarantine, QuarantineFacts } from '../../../src/pipeline/quarantine/quarantine.ts'
import { runRoute, type RouteOptions, type RouteResult } from '../../../src/pipeline/route/run-route.ts'
import { createFakeEngine } from './fake-engine.ts'

/** A record of a partition in memory. */
export function recordOf(line: number, body: string | null, key = 'k'): RecordMessage {
  const record = { key: Buffer.from(key), headers: [['h', Buffer.from('v')]] as const, timestamp: '1', isTombstone: body === null }
  return { body: Buffer.from(body ?? ''), source: 'topic/0', line, record }
}

/** What went on in a route of records, in memory alone. */
export interface Memory {
  readonly calls: string[]
  readonly written: string[]
  readonly events: AuditEvent[]
  readonly quarantined: { readonly facts: QuarantineFacts; readonly body: Uint8Array }[]
}

export interface MemoryParts {
  readonly deliveries: readonly (readonly RecordMessage[])[]
  /** How often each delivery fails to be committed, by its first line. */
  readonly failures?: Map<number, number>
  readonly code?: 'SLUICE_SINK' | 'SLUICE_AUDIT'
  readonly concurrent?: true
  readonly options?: Partial<RouteOptions>
  readonly commitMs?: (line: number) => number
}

const lineOf = (delivery: Delivery | undefined): number => delivery?.messages[0]?.line ?? 0

/** Runs a route over records: a source that delivers again, a sink that takes several deliveries at once. */
export async function runRecords(parts: MemoryParts): Promise<Memory & { readonly result: RouteResult }> {
  const memory: Memory = { calls: [], written: [], events: [], quarantined: [] }
  const result = await runRoute({
    source: memorySource(parts, memory),
    sink: memorySink(parts, memory),
    engine: createFakeEngine(),
    audit: memoryAudit(memory),
    quarantine: memoryQuarantine(memory),
    facts: { route: 'r', policy: 'fake', policyHash: 'f', destination: 'd', purpose: 'p', keyVersion: 1 },
    sluiceVersion: '0',
    onError: 'quarantine',
    keepBytesMax: 1000,
    signal: new AbortController().signal,
    ...parts.options,
  })
  return { ...memory, result }
}

function memorySource({ deliveries, concurrent }: MemoryParts, { calls }: Memory): Source {
  return {
    name: 'memory',
    async *deliveries(signal) {
      const waiting = [...deliveries]
      let open = 0
      let wake: () => void = () => undefined
      while (waiting.length > 0 || open > 0) {
        if (signal.aborted) return
        const messages = waiting.shift()
        if (messages === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve
            signal.addEventListener('abort', () => resolve(), { once: true })
          })
          continue
        }
        open += 1
        yield {
          messages,
          ...(concurrent === undefined ? {} : { concurrent }),
          ack: async () => {
            calls.push(`ack ${messages[0]?.line}`)
            open -= 1
            wake()
          },
          nack: async (error) => {
            calls.push(`nack ${messages[0]?.line}`)
            open -= 1
            const isAgain = error instanceof SluiceError && error.code === 'SLUICE_SINK'
            if (isAgain) waiting.unshift(messages)
            wake()
            return isAgain ? 'again' : undefined
          },
        }
      }
    },
  }
}

function memorySink({ failures, code = 'SLUICE_SINK', commitMs }: MemoryParts, { calls, written }: Memory): Sink {
  const prepared = new Map<number, string[]>()
  return {
    name: 'memory',
    async prepare(_message, output, delivery) {
      const line = lineOf(delivery)
      prepared.set(line, [...(prepared.get(line) ?? []), Buffer.from(output as Uint8Array).toString()])
    },
    async commit(delivery) {
      const line = lineOf(delivery)
      if (commitMs !== undefined) await new Promise((resolve) => setTimeout(resolve, commitMs(line)))
      const left = failures?.get(line) ?? 0
      failures?.set(line, left - 1)
      if (left > 0) throw new SluiceError(code)
      calls.push(`commit ${line}`)
      written.push(...(prepared.get(line) ?? []))
      prepared.delete(line)
    },
    async abort(delivery) {
      calls.push(`abort ${lineOf(delivery)}`)
      prepared.delete(lineOf(delivery))
    },
    close: async () => undefined,
  }
}

function memoryAudit({ events }: Memory): AuditLog {
  return {
    path: 'memory',
    append: (event) => void events.push(event),
    sync: async () => undefined,
    write: async () => undefined,
    close: async () => undefined,
  }
}

function memoryQuarantine({ quarantined }: Memory): Quarantine {
  return {
    path: 'memory',
    add(facts, body) {
      quarantined.push({ facts, body })
      return facts.id ?? 'none'
    },
    sync: async () => undefined,
    close: async () => undefined,
  }
}

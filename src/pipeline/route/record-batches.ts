import type { Verdict } from '../../contract/receipt.ts'
import type { BatchEvent, RunFacts } from './audit-events.ts'
import { createBatchHash, type BatchHash } from './batch-hash.ts'
import type { Passed, Refused, RouteMessage } from './process-message.ts'
import { createTally } from '../tally.ts'

/** Turns the outcomes of a delivery into one batch record per run of messages of one source. */
export interface BatchRecorder {
  add(message: RouteMessage, processed: Passed | Refused, verdict: Verdict): void
  take(): readonly BatchEvent[]
}

/** What audit, quarantine and logs call the source of a message: never a file name. */
export function labelOf(message: RouteMessage): string {
  return message.unit?.label ?? message.source
}

interface OpenBatch {
  readonly label: string
  add(message: RouteMessage, processed: Passed | Refused, verdict: Verdict): void
  close(): BatchEvent
}

function openBatch(run: RunFacts, label: string): OpenBatch {
  const started = performance.now()
  const input = createBatchHash()
  /** There is none while all went out as it came in: its hash is that of the input. */
  let output: BatchHash | undefined
  const tally = createTally()
  const verdicts: { [V in Verdict]?: number } = {}
  let streamed: { readonly sha256: string; readonly outputSha256: string } | undefined
  let refusedSha256: string | undefined
  let first: number | undefined
  let last: number | undefined
  let messages = 0
  let bytesIn = 0
  let bytesOut = 0
  return {
    label,
    add(message, processed, verdict) {
      const isLine = message.line !== undefined
      messages += 1
      first ??= message.line
      last = message.line ?? last
      bytesIn += processed.bytes
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
      tally.add(processed.facts.counts)
      if (output === undefined && !(processed.passed && processed.output === message.body)) output = input.fork()
      if (message.body instanceof Uint8Array) input.add(message.body, { isLine })
      if (!processed.passed) {
        refusedSha256 = processed.sha256
        return
      }
      bytesOut += processed.bytesOut
      if (!(processed.output instanceof Uint8Array)) streamed = processed.output
      else output?.add(processed.output, { isLine })
    },
    close() {
      const lines = first === undefined || last === undefined ? {} : { first, last }
      const durationMs = Math.round((performance.now() - started) * 1000) / 1000
      const only = messages === 1 && first === undefined ? refusedSha256 : undefined
      const inputSha256 = input.digest()
      const hashes = streamed ?? { sha256: only ?? inputSha256, outputSha256: output?.digest() ?? inputSha256 }
      return {
        event: 'batch',
        ...run,
        source: label,
        ...lines,
        messages,
        bytesIn,
        bytesOut,
        verdicts,
        counts: tally.counts(),
        ...hashes,
        durationMs,
      }
    },
  }
}

/** Creates a recorder for one route. */
export function createBatchRecorder(run: RunFacts): BatchRecorder {
  let events: BatchEvent[] = []
  let open: OpenBatch | undefined
  return {
    add(message, processed, verdict) {
      const label = labelOf(message)
      if (open !== undefined && open.label !== label) {
        events.push(open.close())
        open = undefined
      }
      open ??= openBatch(run, label)
      open.add(message, processed, verdict)
    },
    take() {
      if (open !== undefined) events.push(open.close())
      open = undefined
      const taken = events
      events = []
      return taken
    },
  }
}

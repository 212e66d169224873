import type { ConnectorStatus } from '../../src/contract/connector.ts'
import { toSluiceError } from '../../src/contract/errors.ts'
import type { Source } from '../../src/contract/message.ts'
import type { UnitDelivery } from '../../src/contract/unit.ts'
import { pause, waitMs } from '../fhir-http/retry.ts'
import { repeatDeliveries } from '../repeat-deliveries.ts'
import type { CycleResult } from './search-cycle.ts'
import type { Stream } from './stream.ts'

/** A stream and how it is read once from its position to its end. */
export interface PolledStream {
  readonly stream: Stream
  cycle(signal: AbortSignal): AsyncGenerator<UnitDelivery, CycleResult>
}

export interface PollOptions {
  readonly streams: readonly PolledStream[]
  readonly everyMs: number
  readonly overlapMs: number
  /** `caught-up`: the source ends when a look at every stream has found nothing new. */
  readonly until: 'stopped' | 'caught-up'
  readonly status: ConnectorStatus
  readonly close: () => Promise<void>
  readonly now: () => number
}

/** Failures that time may mend. */
const PASSING = new Set(['SLUICE_SOURCE', 'SLUICE_TOKEN'])

/** Notes for how long the latest change has been the latest one: after the overlap nothing can turn up before it. */
function createSettling({
  overlapMs,
  now,
}: Pick<PollOptions, 'overlapMs' | 'now'>): (stream: Stream, result: CycleResult, startedMs: number) => void {
  const latest = new Map<Stream, { readonly at: string | undefined; readonly sinceMs: number }>()
  return (stream, { found, latest: at }, startedMs) => {
    const known = latest.get(stream)
    const reached = at ?? stream.position().at
    if (known === undefined || found || known.at !== reached) latest.set(stream, { at: reached, sinceMs: now() })
    const sinceMs = latest.get(stream)?.sinceMs ?? now()
    stream.advance(at, { settled: !found && startedMs - sinceMs >= overlapMs })
  }
}

/** Looks at each stream in turn, again and again. What a server cannot do now is tried again; what it refuses stops the route. */
export function createPollSource(options: PollOptions): Source {
  const { streams, everyMs, until, status, now } = options
  const settle = createSettling(options)

  async function* look({ stream, cycle }: PolledStream, signal: AbortSignal): AsyncGenerator<UnitDelivery, boolean> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      const startedMs = now()
      try {
        // Who waits for the end of a run is told that it failed; a tap waits for its sink.
        const result = until === 'caught-up' ? yield* cycle(signal) : yield* repeatDeliveries(cycle(signal), { signal, status })
        if (signal.aborted || result === undefined) return false
        settle(stream, result, startedMs)
        status.ready()
        return result.found
      } catch (thrown) {
        if (signal.aborted) return false
        const error = toSluiceError(thrown)
        if (!PASSING.has(error.code)) throw error
        status.unready(error.code)
        if (until === 'caught-up' && attempt >= 3) throw error
        await pause(waitMs(attempt), signal)
      }
    }
    return false
  }

  async function* deliveries(signal: AbortSignal): AsyncGenerator<UnitDelivery> {
    try {
      while (!signal.aborted) {
        let found = false
        for (const stream of streams) if (yield* look(stream, signal)) found = true
        if (found) continue
        if (until === 'caught-up') return
        await pause(everyMs, signal)
      }
    } finally {
      await options.close()
    }
  }
  return { name: 'fhir-poll', deliveries }
}

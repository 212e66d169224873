import { createHash } from 'node:crypto'
import { SluiceError } from '../../contract/errors.ts'
import type { Delivery, RecordParts } from '../../contract/message.ts'
import type { UnitMessage } from '../../contract/unit.ts'
import type { AuditLog, RunFacts } from '../route/audit-events.ts'
import type { Engine, Outcome } from '../outcome.ts'
import { isRefusal, type RouteSink, type Tombstones } from '../route/process-message.ts'
import type { QuarantineHeader } from './quarantine-format.ts'
import { NO_FACTS } from '../message-facts.ts'

const EMPTY = new Uint8Array(0)

export interface ReleaseOptions {
  readonly header: QuarantineHeader
  readonly body: Uint8Array
  readonly engine: Engine
  readonly facts: RunFacts
  readonly audit: AuditLog
  readonly sink: RouteSink
  /** What stood around the body, where it was that of a record. */
  readonly record?: RecordParts | undefined
  readonly tombstones?: Tombstones | undefined
}

/** What a message is now; a record without a body is not for the engine. */
function judge({ body, engine, record, tombstones }: ReleaseOptions): Outcome {
  if (record?.isTombstone !== true) return engine.process(body)
  if (tombstones === 'pass') return { verdict: 'pass', output: EMPTY, facts: NO_FACTS }
  return { verdict: 'block', error: new SluiceError('SLUICE_TOMBSTONE'), facts: NO_FACTS }
}

/**
 * Sends a quarantined message through a policy again, in the order of a route: prepare, audit, commit. Returns the
 * error when it is refused again; that is recorded too, and the entry stays where it is.
 */
export async function releaseEntry(options: ReleaseOptions): Promise<SluiceError | undefined> {
  const { header, body, facts, audit, sink, record } = options
  const sha256 = header.sha256 ?? createHash('sha256').update(body).digest('hex')
  const outcome = judge(options)
  const refuse = async (error: SluiceError): Promise<SluiceError> => {
    const { code, where } = error
    audit.append({
      event: 'refused',
      route: facts.route,
      source: header.source,
      ...(header.line === undefined ? {} : { line: header.line }),
      verdict: 'quarantine',
      code,
      ...(where.byte === undefined ? {} : { byte: where.byte }),
      ...(where.path === undefined ? {} : { path: where.path }),
      bytes: body.length,
      sha256,
      id: header.id,
    })
    await audit.sync()
    return error
  }
  if ('error' in outcome) return refuse(outcome.error)
  const outputSha256 = createHash('sha256').update(outcome.output).digest('hex')
  const unit = { source: 'quarantine', label: header.source, name: `${header.id}.json`, media: 'json', gzip: false } as const
  const message: UnitMessage = {
    source: 'quarantine',
    unit,
    body,
    before: EMPTY,
    after: EMPTY,
    ...(record === undefined ? {} : { record }),
  }
  const delivery: Delivery = { messages: [message], ack: async () => undefined, nack: async () => undefined }
  try {
    if (outcome.output.length > 0 || record === undefined || record.isTombstone) await sink.prepare(message, outcome.output, delivery)
    await sink.end?.({ unit, rest: EMPTY, refused: false })
    await sink.flush?.(delivery)
    audit.append({ event: 'release', ...facts, id: header.id, sha256, outputSha256 })
    await audit.sync()
    await sink.commit(delivery)
  } catch (error) {
    await sink.abort(delivery)
    if (isRefusal(error)) return refuse(error)
    throw error
  }
  return undefined
}

import { createHash } from 'node:crypto'
import type { SluiceError } from '../contract/errors.ts'
import type { UnitMessage, UnitSink } from '../contract/unit.ts'
import type { AuditLog, RunFacts } from './audit-events.ts'
import type { Engine } from './outcome.ts'
import type { QuarantineHeader } from './quarantine-format.ts'

const EMPTY = new Uint8Array(0)

export interface ReleaseOptions {
  readonly header: QuarantineHeader
  readonly body: Uint8Array
  readonly engine: Engine
  readonly facts: RunFacts
  readonly audit: AuditLog
  readonly sink: UnitSink
}

/**
 * Sends a quarantined message through a policy again, in the order of a route: prepare, audit, commit. Returns the
 * error when it is refused again; that is recorded too, and the entry stays where it is.
 */
export async function releaseEntry(options: ReleaseOptions): Promise<SluiceError | undefined> {
  const { header, body, engine, facts, audit, sink } = options
  const sha256 = header.sha256 ?? createHash('sha256').update(body).digest('hex')
  const outcome = engine.process(body)
  if ('error' in outcome) {
    const { code, where } = outcome.error
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
    return outcome.error
  }
  const outputSha256 = createHash('sha256').update(outcome.output).digest('hex')
  const unit = { source: 'quarantine', label: header.source, name: header.id, media: 'json', gzip: false } as const
  const message: UnitMessage = { source: 'quarantine', unit, body, before: EMPTY, after: EMPTY }
  try {
    await sink.prepare(message, outcome.output)
    await sink.end({ unit, rest: EMPTY, refused: false })
    await sink.flush()
    audit.append({ event: 'release', ...facts, id: header.id, sha256, outputSha256 })
    await audit.sync()
    await sink.commit()
  } catch (error) {
    await sink.abort()
    throw error
  }
  return undefined
}

import { SluiceError } from '../contract/errors.ts'
import type { AuditEvent, AuditLog } from '../pipeline/route/audit-events.ts'
import { openAppendFile } from './append-file.ts'
import { AUDIT_MAGIC, AUDIT_VERSION, GENESIS_PREV, checkRecord, linkOf, sealRecord, sha256 } from './record.ts'

export interface AuditLogOptions {
  readonly path: string
  readonly now: () => Date
  /** This run made the path up, so its lock file goes with it. */
  readonly isOwn?: boolean
  readonly lockWaitMs?: number
}

/**
 * Opens or creates an audit log. A record that a crash tore is cut off, and that is recorded; a last record that does
 * not match its own hash is SLUICE_AUDIT_CHAIN. Throws SLUICE_LOCKED when another process holds it.
 */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
  const { path, isOwn = false, lockWaitMs } = options
  const file = await openAppendFile(path, {
    code: 'SLUICE_AUDIT',
    magic: AUDIT_MAGIC,
    isOwn,
    ...(lockWaitMs === undefined ? {} : { lockWaitMs }),
  })
  let seq = 0
  let prev = GENESIS_PREV
  if (file.lastLine !== undefined) {
    const wrong = checkRecord(file.lastLine, undefined)
    const link = linkOf(file.lastLine)
    if (wrong !== undefined || link === undefined) {
      await file.close()
      throw new SluiceError('SLUICE_AUDIT_CHAIN', {
        detail: `The last record of ${path} is not sound: ${wrong ?? 'it is not a record'}.`,
      })
    }
    seq = link.seq + 1
    prev = sha256(file.lastLine)
  }

  function append(event: AuditEvent): void {
    const line = sealRecord(event, { seq, prev }, options.now())
    file.append(line)
    prev = sha256(line)
    seq += 1
  }

  if (seq === 0) append({ event: 'genesis', version: AUDIT_VERSION })
  if (file.cutBytes > 0) append({ event: 'recovered', bytes: file.cutBytes })
  return { path, append, sync: file.sync, write: () => file.write(), close: file.close }
}

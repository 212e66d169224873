import { homedir } from 'node:os'
import { join } from 'node:path'
import { openAuditLog } from '../audit/open-audit-log.ts'
import type { AuditLog } from '../pipeline/route/audit-events.ts'

/** The user's state folder (XDG Base Directory). */
function stateFolder(): string {
  return join(process.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'sluice', 'audit')
}

/** Where the audit log of a run goes that has none: a new file. */
function ownAuditPath(folder: string): string {
  const time = new Date().toISOString().replaceAll(/[-:]/g, '').replace('.', '')
  return join(folder, `${time}-${process.pid}.jsonl`)
}

/** The audit log that was asked for: `--audit`, or else SLUICE_AUDIT. */
export function givenAudit(path: string | undefined): string | undefined {
  return path ?? (process.env['SLUICE_AUDIT'] || undefined)
}

/** Opens the audit log that was asked for, or else a new file of this run's own, in `folder` or in the user's state folder. */
export function assembleAudit(path: string | undefined, folder = stateFolder()): Promise<AuditLog> {
  const now = (): Date => new Date()
  const given = givenAudit(path)
  return given === undefined
    ? openAuditLog({ path: ownAuditPath(folder), now, isOwn: true })
    : openAuditLog({ path: given, now })
}

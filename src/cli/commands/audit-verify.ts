import { verifyAuditLog } from '../../audit/verify-audit-log.ts'
import { checkReadable } from '../output-place.ts'
import { print, say } from '../print/print.ts'
import { EXIT, reportError, usageError } from '../report-error.ts'
import { SluiceError } from '../../contract/errors.ts'

/** `sluice audit verify`: is the log a whole chain? Returns the exit code. */
export async function auditVerify(
  path: string,
  flags: { readonly json?: boolean; readonly head?: string },
): Promise<number> {
  await checkReadable(path)
  const head = flags.head?.toLowerCase()
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) throw usageError('--head takes a SHA-256 in hex, as the command prints it.')
  const { isOpen, ...report } = await verifyAuditLog(path, head)
  const { noted } = report
  const isOther = head !== undefined && report.broken === undefined && head !== report.head
  if (flags.json === true) await print(JSON.stringify({ ...report, whole: report.broken === undefined && !isOther }))
  else {
    await print(`records  ${report.records}`)
    await print(`head     ${report.head}`)
    await print(`chain    ${report.broken === undefined ? 'whole' : `broken at record ${report.broken.seq}`}`)
  }
  if (report.broken !== undefined) {
    const detail = `Record ${report.broken.seq} is not sound: ${report.broken.why}.`
    reportError(new SluiceError('SLUICE_AUDIT_CHAIN', { detail }))
    return EXIT.failed
  }
  if (isOther) {
    reportError(
      new SluiceError('SLUICE_AUDIT_CHAIN', {
        detail: noted === undefined
          ? 'The chain is whole, but no record has the head that was noted: records were cut off, or it is another log.'
          : `The chain is whole, and ${report.records - noted} records stand behind the head that was noted, which is that of ` +
            `record ${noted - 1}. In a log that is still written to that is as it should be.`,
      }),
    )
    return EXIT.failed
  }
  if (isOpen === true)
    say('note: the log ends without the record of how a run ended: it is still written to, the run was killed, or records were cut off')
  return EXIT.ok
}

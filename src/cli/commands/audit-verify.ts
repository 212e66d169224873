import { verifyAuditLog } from '../../audit/verify-audit-log.ts'
import { checkReadable } from '../output-place.ts'
import { print } from '../print/print.ts'
import { EXIT, reportError } from '../report-error.ts'
import { SluiceError } from '../../contract/errors.ts'

/** `sluice audit verify`: is the log a whole chain? Returns the exit code. */
export async function auditVerify(
  path: string,
  flags: { readonly json?: boolean; readonly head?: string },
): Promise<number> {
  await checkReadable(path)
  const report = await verifyAuditLog(path)
  const isOther = flags.head !== undefined && report.broken === undefined && flags.head !== report.head
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
        detail: 'The chain is whole but its head is another one: records were cut off or added.',
      }),
    )
    return EXIT.failed
  }
  return EXIT.ok
}

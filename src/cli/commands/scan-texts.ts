import { createTally } from '../../pipeline/tally.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assembleLineGate, assemblePolicy } from '../assemble-engine.ts'
import type { PolicyFlags } from '../flags.ts'
import { parseClock, parseFhir } from '../read-flags.ts'
import { print, say } from '../print/print.ts'
import { createRefusals } from '../print/refusals.ts'
import { summarizeFindings } from '../print/summary.ts'
import { formatCount } from '../print/table.ts'
import { EXIT } from '../report-error.ts'
import { lookingKeys } from '../config/secrets.ts'
import { readTextLines } from '../text-lines.ts'

export interface ScanTextFlags extends PolicyFlags {
  readonly texts: string
  readonly json?: boolean
  readonly summary?: boolean
}

/** `sluice scan --texts`: what the policy would act on, line by line; nothing of the texts. Returns 2 when a line could not be read. */
export async function scanTexts(flags: ScanTextFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir), flags.detectors)
  const gate = await assembleLineGate({ ...flags, policy, keys: lookingKeys(flags), now: parseClock(flags.now) })
  const refusals = createRefusals()
  const tally = createTally()
  const totals = { texts: 0, bytes: 0, findings: 0 }
  const started = performance.now()
  for await (const line of readTextLines(flags.texts, assembleLimits(), refusals.tell)) {
    const { id, findings: all } = gate.judge(line)
    totals.texts += 1
    totals.bytes += Buffer.byteLength(line.text)
    totals.findings += all.length
    for (const { class: given, action } of all) tally.add({ [given]: { [action.do]: 1 } })
    const findings = all
      .map(({ class: given, detector, start, end, confidence, evidence }) => ({ class: given, detector, start, end, confidence, evidence }))
    if (flags.json === true) await print(JSON.stringify({ id, findings }))
    else for (const { class: given, detector, start, end, confidence } of findings) {
      await print([String(id).padEnd(12), given.padEnd(16), detector.padEnd(26), `${start}-${end}`, confidence].join(' '))
    }
  }
  const refused = refusals.done()
  if (flags.summary ?? process.stderr.isTTY) {
    const seconds = (performance.now() - started) / 1000
    const read = `${formatCount(totals.texts)} texts`
    for (const row of summarizeFindings(tally.counts(), { ...totals, read, seconds })) say(row)
  }
  return refused > 0 ? EXIT.refused : EXIT.ok
}

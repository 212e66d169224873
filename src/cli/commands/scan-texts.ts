import { assembleLimits, assembleLineGate, assemblePolicy } from '../assemble.ts'
import { parseClock, parseFhir, type PolicyFlags } from '../flags.ts'
import { print } from '../print/print.ts'
import { EXIT } from '../report-error.ts'
import { lookingKeys } from '../config/secrets.ts'
import { readTextLines } from '../text-lines.ts'

export interface ScanTextFlags extends PolicyFlags {
  readonly texts: string
  readonly json?: boolean
}

/** `sluice scan --texts`: what the policy would act on, line by line; nothing of the texts. */
export async function scanTexts(flags: ScanTextFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir), flags.detectors)
  const gate = await assembleLineGate({ ...flags, policy, keys: lookingKeys(flags), now: parseClock(flags.now) })
  for await (const line of readTextLines(flags.texts, assembleLimits())) {
    const { id, findings: all } = gate.judge(line)
    const findings = all
      .map(({ class: given, detector, start, end, confidence, evidence }) => ({ class: given, detector, start, end, confidence, evidence }))
    if (flags.json === true) await print(JSON.stringify({ id, findings }))
    else for (const { class: given, detector, start, end, confidence } of findings) {
      await print([String(id).padEnd(12), given.padEnd(16), detector.padEnd(26), `${start}-${end}`, confidence].join(' '))
    }
  }
  return EXIT.ok
}

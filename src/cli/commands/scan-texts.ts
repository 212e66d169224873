import type { SluiceError } from '../../contract/errors.ts'
import { assembleLimits, assembleLineGate, assemblePolicy } from '../assemble.ts'
import { parseClock, parseFhir, type PolicyFlags } from '../flags.ts'
import { print, say } from '../print/print.ts'
import { EXIT } from '../report-error.ts'
import { lookingKeys } from '../config/secrets.ts'
import { readTextLines } from '../text-lines.ts'

export interface ScanTextFlags extends PolicyFlags {
  readonly texts: string
  readonly json?: boolean
}

const REFUSALS_SHOWN = 10

/** `sluice scan --texts`: what the policy would act on, line by line; nothing of the texts. Returns 2 when a line could not be read. */
export async function scanTexts(flags: ScanTextFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir), flags.detectors)
  const gate = await assembleLineGate({ ...flags, policy, keys: lookingKeys(flags), now: parseClock(flags.now) })
  let refused = 0
  const tell = ({ code, detail }: SluiceError): void => {
    if (refused++ < REFUSALS_SHOWN) say(`${code}: ${detail}`)
  }
  for await (const line of readTextLines(flags.texts, assembleLimits(), tell)) {
    const { id, findings: all } = gate.judge(line)
    const findings = all
      .map(({ class: given, detector, start, end, confidence, evidence }) => ({ class: given, detector, start, end, confidence, evidence }))
    if (flags.json === true) await print(JSON.stringify({ id, findings }))
    else for (const { class: given, detector, start, end, confidence } of findings) {
      await print([String(id).padEnd(12), given.padEnd(16), detector.padEnd(26), `${start}-${end}`, confidence].join(' '))
    }
  }
  if (refused > REFUSALS_SHOWN) say(`${refused} lines could not be read`)
  return refused > 0 ? EXIT.refused : EXIT.ok
}

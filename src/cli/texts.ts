import { applyReplacements, type TextRuling } from '../pipeline/text-gate.ts'
import { assembleLineGate, assemblePolicy } from './assemble.ts'
import { parseClock, parseFhir, type PolicyFlags } from './flags.ts'
import { openOutput } from './line-output.ts'
import { say } from './print.ts'
import { EXIT } from './report-error.ts'
import { commandLineKeys, needsKey, throwawayKeys } from './secrets.ts'
import { readTextLines } from './text-lines.ts'

export interface TextFlags extends PolicyFlags {
  readonly texts: string
  readonly out?: string
  readonly json?: boolean
}

/**
 * `sluice redact --texts`: lines of texts through a policy. Nothing but id and text comes out, for other members may
 * hold anything; a line that the policy refuses is left out.
 */
export async function redactTexts(flags: TextFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir))
  const keys = commandLineKeys({ required: needsKey(policy) })
  const gate = await assembleLineGate({ ...flags, policy, keys, now: parseClock(flags.now) })
  const output = await openOutput(flags.out)
  let refused = 0
  for await (const { id, text } of readTextLines(flags.texts)) {
    const ruling = gate.judge(text, String(id))
    if (ruling.refuse === undefined) await output.write(JSON.stringify({ id, text: applyReplacements(text, ruling.replacements) }))
    else refused++
  }
  await output.close()
  if (refused > 0) say(`SLUICE_POLICY_BLOCK: ${refused} ${refused === 1 ? 'line is' : 'lines are'} left out, as the policy says.`)
  return refused > 0 ? EXIT.refused : EXIT.ok
}

/** `sluice scan --texts`: what the policy would act on, line by line; nothing of the texts. */
export async function scanTexts(flags: TextFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir))
  const gate = await assembleLineGate({ ...flags, policy, keys: throwawayKeys(), now: parseClock(flags.now) })
  const output = await openOutput(undefined)
  for await (const { id, text } of readTextLines(flags.texts)) {
    const findings = gate.judge(text, String(id)).findings
    const lines = flags.json === true ? [JSON.stringify({ id, findings: findings.map(shown) })] : findings.map((finding) =>
      [String(id).padEnd(12), finding.class.padEnd(16), finding.detector.padEnd(26), `${finding.start}-${finding.end}`, finding.confidence].join(' '))
    for (const line of lines) await output.write(line)
  }
  await output.close()
  return EXIT.ok
}

function shown({ class: given, detector, start, end, confidence, evidence }: TextRuling['findings'][number]) {
  return { class: given, detector, start, end, confidence, evidence }
}

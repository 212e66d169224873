import { assembleLimits } from '../assemble-context.ts'
import { assembleLineGate, assemblePolicy } from '../assemble-engine.ts'
import { lookingKeys } from '../config/secrets.ts'
import { decisionLines } from '../print/explain-decision.ts'
import { nearLines } from '../print/near-lines.ts'
import { print } from '../print/print.ts'
import { createRefusals } from '../print/refusals.ts'
import { parseClock, parseFhir } from '../read-flags.ts'
import { EXIT, usageError } from '../report-error.ts'
import { readTextLines } from '../text-lines.ts'
import type { ExplainFlags } from './explain.ts'

/** `sluice explain --texts`: the same of lines `{"id", "text"}`, which stand in no element. Returns 2 when a line could not be read. */
export async function explainTexts(flags: ExplainFlags & { readonly texts: string }): Promise<number> {
  if (flags.path !== undefined) throw usageError('--path is of an element, and texts stand in none.')
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir), flags.detectors)
  const gate = await assembleLineGate({ ...flags, policy, keys: lookingKeys(flags), now: parseClock(flags.now), tellsNear: true })
  const { destination, purpose, client } = flags
  const audience = { destination, purpose, client }
  const refusals = createRefusals()
  for await (const line of readTextLines(flags.texts, assembleLimits(), refusals.tell)) {
    const { findings, inId, near = [], refuse } = gate.judge(line)
    for (const [where, all] of [['text', findings], ['id', inId]] as const) {
      for (const { class: given, detector, confidence, evidence, start, end, rule, action } of all) {
        await print(`${line.id}: ${where}`)
        await print(`  ${given} by ${detector}, confidence ${confidence}${where === 'id' ? '' : `, characters ${start} to ${end}`}`)
        await print(`  ${evidence}`)
        const decision = { by: rule < 0 ? 'default' : rule, elementClass: given, done: action.do } as const
        const found = { decision, model: undefined, path: '', inElement: false }
        for (const one of decisionLines(policy, audience, found)) await print(`  ${one}`)
      }
    }
    for (const one of nearLines(policy, near, { at: () => `${line.id}: text`, unit: 'characters' })) await print(one)
    if (refuse !== undefined) await print(`${line.id}: refused, ${refuse === 'nobody' ? 'by the setting text.subject' : refuse}`)
  }
  return refusals.done() > 0 ? EXIT.refused : EXIT.ok
}

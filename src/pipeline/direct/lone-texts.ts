import type { ActionName } from '../../contract/action.ts'
import { arena } from '../../json/arena.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import { createCache, type Cache } from '../../contract/cache.ts'
import { labelBit } from '../labels/labels.ts'
import { tallySlot } from '../tallier.ts'
import { tellsAlone, withRepeats } from '../texts/repeat-findings.ts'
import type { TextGate } from '../texts/text-gate.ts'
import { applyReplacements, type RuledFinding, type TextRuling } from '../texts/text-ruling.ts'
import { standsIn } from '../verify/verify-texts.ts'
import { markOf } from './marks.ts'

/** What is found in a text wherever it stands. */
export interface LoneText {
  readonly text: string
  readonly findings: readonly RuledFinding[]
  /** A mark for each of them. */
  readonly marks: readonly number[]
  /** The string that takes its place, as it is written in JSON without its quotes; undefined where that depends on whose it is. */
  readonly written: string | undefined
}

/** Of each element some texts are remembered: what many messages have in common. */
const TEXTS = { entriesMax: 256, textUnitsMax: 128 }
/** Each of these does the same to a value whoever's it is, whenever that is asked; the others ask for a subject at most. */
const SAME_EVERYWHERE: ReadonlySet<ActionName> = new Set<ActionName>(['drop', 'redact', 'mask'])
const SAME_FOR_SUBJECT: ReadonlySet<ActionName> = new Set<ActionName>([...SAME_EVERYWHERE, 'surrogate', 'pseudonymize'])
/** The words of a name are looked for in other texts too. */
const TELLS_OTHERS = 'name'
const AS_WRITTEN = /^[^"\\\p{Cc}]*$/u

/**
 * What is found in short texts that messages repeat, such as the name of an insurer, as long as that, and what stands there in its
 * place, is the same in any message of one subject where nobody who is known is in the text.
 */
export class LoneTexts {
  private readonly gate: TextGate
  private readonly known = new WeakMap<Plan, Cache<LoneText | 'depends'>>()

  constructor(gate: TextGate) {
    this.gate = gate
  }

  /** What is found in the text of an element in the memory, a string without escapes; undefined where the message has a say. */
  of(plan: Plan, start: number, end: number): LoneText | undefined {
    if (end - start > TEXTS.textUnitsMax) return undefined
    let texts = this.known.get(plan)
    if (texts === undefined) this.known.set(plan, (texts = createCache(TEXTS)))
    const text = arena.text.toString('utf8', start, end)
    const known = texts.get(text) ?? texts.set(text, this.judge(plan, text) ?? 'depends')
    return known === 'depends' ? undefined : known
  }

  /** What takes the place of such a text about a subject; undefined where the tape has to see to it. */
  writeFor(subject: string, { text, findings }: LoneText): string | undefined {
    const replacements = this.gate.replaceAlone(text, findings, subject)
    return replacements === undefined ? undefined : plainly(text, { findings, replacements })
  }

  private judge(plan: Plan, text: string): LoneText | undefined {
    const ruling = this.gate.judgeAlone({ text, path: plan.path, rules: plan.findingRules ?? (() => []) })
    if (ruling === undefined || ruling.refuse !== undefined || ruling.findings.length === 0) return undefined
    // What is found once goes wherever the text has it.
    if (withRepeats([ruling], [text])[0] !== ruling) return undefined
    const { findings } = ruling
    if (!findings.every(({ class: given, action }) => given !== TELLS_OTHERS && SAME_FOR_SUBJECT.has(action.do))) return undefined
    const marks = findings.map(({ class: given, action }) => markOf(tallySlot(given, action.do), labelBit(action.do)))
    if (!findings.every(({ action }) => SAME_EVERYWHERE.has(action.do))) return { text, findings, marks, written: undefined }
    const written = plainly(text, ruling)
    return written === undefined ? undefined : { text, findings, marks, written }
  }
}

/** The new text; undefined where it has to be escaped, or a value that was found still stands in it, which the tape looks for in what is about to leave. */
function plainly(text: string, { findings, replacements }: Pick<TextRuling, 'findings' | 'replacements'>): string | undefined {
  const written = applyReplacements(text, replacements)
  const isBare = findings.some((finding) => {
    const value = text.slice(finding.start, finding.end)
    return tellsAlone(finding, value) && standsIn(written, value)
  })
  return isBare || replacements.length !== findings.length || !AS_WRITTEN.test(written) ? undefined : written
}

import type { Action } from '../contract/action.ts'
import type { ElementClass } from '../contract/classes.ts'
import type { Finding } from '../contract/finding.ts'
import { FLAG, TAPE } from '../json/tape.ts'
import type { Plan } from '../policy/plan.ts'
import type { TextFinding } from '../classify/text/finding.ts'
import type { TapeView } from './tape-view.ts'

/** Told about every decided element, and about what was found in its text. */
export type Witness = (node: number, plan: Plan, elementClass: ElementClass, action: Action, inText?: TextFinding) => void

/**
 * Turns decided elements into findings. Free text that nothing inspected is `opaque`, and what ties resources together
 * is an identifier: findings speak of PHI classes only.
 */
export function createWitness(findings: Finding[], view: () => TapeView | undefined): Witness {
  return (node, plan, elementClass, _action, inText): void => {
    const now = view()
    if (now === undefined || elementClass === 'not-identifying') return
    if (inText !== undefined) {
      findings.push(textFinding(now, node, inText))
      return
    }
    findings.push({
      class: elementClass === 'free-text' ? 'opaque' : elementClass === 'link' ? 'other-id' : elementClass,
      detector: `element/${plan.classRule === '' ? 'unknown' : plan.classRule}`,
      resourceType: now.resourceType(now.resourceOf(node)) ?? 'unknown',
      path: now.path(node),
      start: now.cell(node, TAPE.start),
      end: now.cell(node, TAPE.end),
      confidence: 1,
      evidence: elementClass === 'free-text' ? `free text, not inspected: ${plan.why}` : plan.why || 'The FHIR model does not know this element.',
    })
  }
}

/** Offsets are bytes of the message; of the whole string where its text has escapes or is content in another form. */
function textFinding(view: TapeView, node: number, found: TextFinding): Finding {
  const start = view.cell(node, TAPE.start)
  const end = view.cell(node, TAPE.end)
  const isEscaped = view.has(node, FLAG.escaped) || !['string', 'markdown'].includes(view.plan(node).type)
  const before = isEscaped ? 0 : Buffer.byteLength(view.text(node).slice(0, found.start))
  const length = isEscaped ? 0 : Buffer.byteLength(view.text(node).slice(found.start, found.end))
  return {
    class: found.class,
    detector: found.detector,
    resourceType: view.resourceType(view.resourceOf(node)) ?? 'unknown',
    path: view.path(node),
    start: isEscaped ? start : start + 1 + before,
    end: isEscaped ? end : start + 1 + before + length,
    confidence: found.confidence,
    evidence: found.evidence,
  }
}

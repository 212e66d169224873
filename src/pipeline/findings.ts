import type { Action } from '../contract/action.ts'
import type { ElementClass } from '../contract/classes.ts'
import type { Finding } from '../contract/finding.ts'
import { TAPE } from '../json/tape.ts'
import type { Plan } from '../policy/plan.ts'
import type { TapeView } from './tape-view.ts'

/**
 * Turns decided elements into findings. Free text that nothing inspected is `opaque`, and what ties resources together
 * is an identifier: findings speak of PHI classes only.
 */
export function createWitness(findings: Finding[], view: () => TapeView | undefined) {
  return (node: number, plan: Plan, elementClass: ElementClass, _action: Action): void => {
    const now = view()
    if (now === undefined || elementClass === 'not-identifying') return
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

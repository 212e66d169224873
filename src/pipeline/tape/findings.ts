import type { Action } from '../../contract/action.ts'
import type { ElementClass } from '../../contract/classes.ts'
import type { Decision, Finding, NearMiss } from '../../contract/finding.ts'
import { FLAG, TAPE } from '../../json/tape.ts'
import { ROLE, type Plan, type Step } from '../../policy/compile/plan.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import { readLabels, type MessageLabels } from '../labels/message-labels.ts'
import type { TapeView } from './tape-view.ts'
import type { NearFinding } from '../texts/text-ruling.ts'

/** Told about every decided element, and about what was found in its text. */
export type Witness = (node: number, plan: Plan, elementClass: ElementClass, action: Action, inText?: Ruled) => void

/** What was found in a text, and the index of the rule that decided, or -1 for the default. */
type Ruled = TextFinding & { readonly rule?: number }

/**
 * Turns decided elements into findings. Free text that nothing inspected is `opaque`, and what ties resources together
 * is an identifier: findings speak of PHI classes only.
 */
export function createWitness(findings: Finding[], view: () => TapeView | undefined): Witness {
  const labels = createLabelMemory()
  return (node, plan, elementClass, action, inText): void => {
    const now = view()
    if (now === undefined || elementClass === 'not-identifying') return
    if (inText !== undefined) {
      findings.push(textFinding(now, node, inText, action))
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
      evidence:
        elementClass === 'free-text' ? `free text, not inspected: ${plan.why}` : plan.why || 'The FHIR model does not know this element.',
      decision: decisionOf(now, node, plan, elementClass, { done: action.do, labels }),
    })
  }
}

/** Told about what was nearly found in the text of an element. */
export type NearWitness = (node: number, near: NearFinding) => void

/** Says where in the message a near miss stands. */
export function createNearWitness(tell: (near: NearMiss) => void, view: () => TapeView | undefined): NearWitness {
  return (node, near) => {
    const now = view()
    if (now === undefined) return
    const { decision: _none, ...place } = textFinding(now, node, near, { do: 'keep' })
    const { confidenceMin, missing, allowed } = near
    tell({ ...place, confidenceMin, missing, ...(allowed === undefined ? {} : { allowed }) })
  }
}

/** Offsets are bytes of the message; of the whole string where its text has escapes or is content in another form. */
function textFinding(view: TapeView, node: number, found: Ruled, action: Action): Finding {
  const start = view.cell(node, TAPE.start)
  const end = view.cell(node, TAPE.end)
  const isEscaped =
    view.has(node, FLAG.escaped) || view.text(node).length < found.end || !['string', 'markdown'].includes(view.plan(node).type)
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
    decision: { by: found.rule === undefined || found.rule < 0 ? 'default' : found.rule, elementClass: found.class, done: action.do },
  }
}

/** The labels of the message at hand: read when a rule first asks for them. */
function createLabelMemory(): (view: TapeView) => MessageLabels {
  let last: { readonly view: TapeView; readonly labels: MessageLabels } | undefined
  return (view) => {
    if (last?.view !== view) last = { view, labels: readLabels(view) }
    return last.labels
  }
}

interface Done {
  readonly done: Decision['done']
  readonly labels: (view: TapeView) => MessageLabels
}

function decisionOf(view: TapeView, node: number, plan: Plan, elementClass: ElementClass, { done, labels }: Done): Decision {
  const whole = wholeDrop(view, node, labels)
  if (whole !== undefined) return { by: whole.rule, elementClass, done: 'drop' }
  if (plan.role === ROLE.extension || plan.role === ROLE.modifierExtension) return { by: 'unknown.extension', elementClass, done }
  if (plan.role !== ROLE.leaf || view.has(node, FLAG.mismatch)) return { by: 'unknown.element', elementClass, done }
  const resolution: readonly Step[] = plan.refined?.get(elementClass) ?? plan.resolution
  const step = resolution.find((each) => each.labels === undefined || labels(view).has(view.resourceOf(node), each.labels))
  return { by: step === undefined || step.rule < 0 ? 'default' : step.rule, elementClass, done }
}

/** The rule that takes a whole resource around the node, where one does. */
function wholeDrop(view: TapeView, node: number, labels: Done['labels']): Step | undefined {
  for (let at = view.resourceOf(node); at >= 0; at = at === 0 ? -1 : view.resourceOf(view.parent(at))) {
    const steps = view.compiled.wholeRules(view.resourceType(at) ?? '')
    const step = steps.find((each) => each.labels === undefined || labels(view).has(at, each.labels))
    if (step !== undefined) return step
  }
  return undefined
}

import { FLAG, STRIDE, TAPE } from '../../json/tape.ts'
import type { Action } from '../../contract/action.ts'
import type { MessageLabels } from '../labels/message-labels.ts'
import type { TapeView } from './tape-view.ts'

/** A resource that a rule speaks of as a whole. */
export interface WholeResource {
  readonly resource: number
  /** What goes with it, or it itself: an entry says nothing without its resource. */
  readonly node: number
  readonly action: Action
}

/**
 * The resources that a rule drops or refuses as a whole, in the order of the message, found before anything is decided:
 * what is inside one that goes is not decided at all, so it can neither be counted nor be reason to refuse.
 */
export function findWholeResources(view: TapeView, labels: MessageLabels | undefined): readonly WholeResource[] {
  const found: WholeResource[] = []
  const { cells, length } = view.tape
  let end = 0
  for (let node = 0; node < length; node++) {
    if ((cells[node * STRIDE + TAPE.start] as number) < end || !view.isResource(node)) continue
    if (view.cell(node, TAPE.state) === view.compiled.unknownResource) continue
    const steps = view.compiled.wholeRules(view.resourceType(node) ?? '')
    const step = steps.find((one) => one.labels === undefined || labels?.has(node, one.labels) === true)
    if (step === undefined) continue
    found.push({ resource: node, node: isInEntry(view, node) ? view.parent(node) : node, action: step.action })
    end = view.cell(node, TAPE.end)
  }
  return found
}

function isInEntry(view: TapeView, node: number): boolean {
  const entry = view.parent(node)
  if (entry < 0 || view.name(node) !== 'resource') return false
  if (view.within !== undefined && entry === 0) return true
  return view.has(entry, FLAG.item) && view.name(entry) === 'entry'
}

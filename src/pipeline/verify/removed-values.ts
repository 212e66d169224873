import { FATE, type Editor } from '../../json/edit.ts'
import { addRemoved, removed, type Removed } from '../../json/removed.ts'
import { FLAG, KIND, TAPE } from '../../json/tape.ts'
import { ROLE } from '../../policy/compile/plan.ts'
import type { TapeView } from '../tape/tape-view.ts'

/** Owner, start and end of every string of a message on the tape that went or was replaced. */
export function removedOf(view: TapeView, editor: Editor): Removed {
  removed.length = 0
  let goneEnd = 0
  for (let node = 0; node < view.length; node++) {
    const fate = editor.fate(node)
    if (fate === FATE.drop) goneEnd = Math.max(goneEnd, view.cell(node, TAPE.end))
    if ((fate === FATE.keep && view.cell(node, TAPE.start) >= goneEnd) || view.kind(node) !== KIND.string || view.has(node, FLAG.mismatch))
      continue
    if (view.plan(node).role === ROLE.leaf) addRemoved(node, view.cell(node, TAPE.start) + 1, view.cell(node, TAPE.end) - 1, 1)
  }
  return removed
}

/** Whether a removed text is what stands in its own place now. */
export function isStandIn(view: TapeView, node: number, text: string): boolean {
  const { absent, masked } = view.plan(node)
  return text === absent || text === masked
}

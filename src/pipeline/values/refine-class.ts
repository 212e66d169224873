import { contactClass, identifierClass } from '../../classify/refine.ts'
import type { ElementClass } from '../../contract/classes.ts'
import type { ValueForm } from '../../classify/value-form.ts'
import { FLAG, KIND, TAPE } from '../../json/tape.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import { formNumber, hasForm } from './form-memory.ts'
import type { TapeView } from '../tape/tape-view.ts'

/** The class of a value told by its own form, or of a part of an Identifier or ContactPoint by its neighbours. */
export function refineClass(view: TapeView, node: number, plan: Plan): ElementClass {
  const { form } = plan
  if (form !== undefined) return view.kind(node) !== KIND.string || isFormed(view, node, form) ? plan.class : form.otherwise
  const holder = holderOf(view, node, plan.refinement === 'identifier' ? 'Identifier' : 'ContactPoint')
  if (holder < 0) return plan.class
  const systemNode = view.child(holder, 'system')
  const system = systemNode < 0 || view.kind(systemNode) !== KIND.string ? undefined : view.text(systemNode)
  if (plan.refinement === 'contact-point') return contactClass(system)
  const told = identifierClass(system, typeCodes(view, holder))
  // Whose identifier it is says more than nothing: a patient's is a record number, a practitioner's a license.
  return told === 'other-id' ? plan.class : told
}

function isFormed(view: TapeView, node: number, form: ValueForm): boolean {
  if (view.has(node, FLAG.escaped)) return form.matches(view.text(node))
  return hasForm(formNumber(form), view.cell(node, TAPE.start) + 1, view.cell(node, TAPE.end) - 1)
}

function typeCodes(view: TapeView, identifier: number): string[] {
  const codes: string[] = []
  const end = view.cell(identifier, TAPE.end)
  for (let node = identifier + 1; node < view.length && view.cell(node, TAPE.start) < end; node++) {
    if (view.plan(node).path !== 'Coding.code' || view.kind(node) !== KIND.string) continue
    // The organization that assigns an identifier may be named by one with a type of its own.
    const type = view.parent(view.parent(view.parent(node)))
    if (view.parent(type) === identifier && view.plan(type).path === 'Identifier.type') codes.push(view.text(node))
  }
  return codes
}

/** The nearest object of a type around a node. */
function holderOf(view: TapeView, node: number, type: string): number {
  let holder = view.parent(node)
  while (holder > 0 && (view.kind(holder) !== KIND.object || view.plan(holder).type !== type)) holder = view.parent(holder)
  return holder
}

import { FATE, type Fate } from '../../json/machine.ts'
import type { DraftEdge } from './draft.ts'
import { CODE, isStatic, ROLE, TELLS, tellsOf, type Plan } from './plan.ts'
import type { Needs } from './plan-element.ts'

/**
 * What the loop that reads a message can do to the values of an edge by itself: what asks nothing but the value, where nobody has
 * to see it before, for whose the message is or for who is named in it.
 */
export function fateOf({ plan, child, places }: DraftEdge, code: number, needs: Needs): Fate {
  if (plan === undefined || child !== undefined || places === true || plan.searched || needs.isPerson(plan)) return FATE.asked
  return needs.subject && tellsOf(plan) !== TELLS.nothing ? FATE.asked : fateBy(plan, code)
}

/** What the plan of an element makes of its values, whoever else may have to see them. */
export function fateBy(plan: Plan, code: number): Fate {
  if (code === CODE.drop) return plan.absent === undefined ? FATE.goes : FATE.asked
  if (code === CODE.year) return FATE.year
  if (code === CODE.link) return plan.link === 'id' ? FATE.id : plan.link === 'version' ? FATE.version : FATE.reference
  if (code === CODE.none) return plan.role === ROLE.fact ? FATE.stays : FATE.asked
  if (plan.role !== ROLE.leaf) return FATE.asked
  const resolution = plan.form === undefined ? plan.resolution : plan.refined?.get(plan.class) ?? plan.resolution
  if (resolution.length > 1 || resolution[0].action.do !== 'keep') return FATE.asked
  if (plan.form !== undefined) return FATE.form
  return isStatic(plan) && plan.refinement === undefined ? FATE.stays : FATE.asked
}

import { FATE, type Fate } from '../json/machine.ts'
import { CODE, isStatic, ROLE, type Plan } from './plan.ts'

/** What the loop that reads a message can do to the values of an element by itself: what asks nothing but the value. */
export function fateOf(plan: Plan, code: number): Fate {
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

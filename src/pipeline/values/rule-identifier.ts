import { identifierClass } from '../../classify/refine.ts'
import type { ElementClass } from '../../contract/classes.ts'
import type { Walker } from '../../json/walk.ts'
import type { Plan } from '../../policy/compile/plan.ts'

/** What becomes of the value of an Identifier. */
export interface IdentifierRuling {
  readonly class: ElementClass
  readonly do: 'drop' | 'pseudonymize'
  readonly system: string | undefined
}

/** Rules by the neighbours of the value in the Identifier that starts at a byte; undefined where that takes the tape. */
export function ruleIdentifier(plan: Plan, walker: Walker, start: number): IdentifierRuling | undefined {
  try {
    const { told, system } = read(walker, start)
    const given = told === 'other-id' ? plan.class : told
    const [{ action, labels }] = plan.refined?.get(given) ?? plan.resolution
    if (labels !== undefined || action.do !== 'drop' && action.do !== 'pseudonymize') return undefined
    return { class: given, do: action.do, system }
  } catch {
    // What cannot be read is refused where it is read in full.
    return undefined
  }
}

function read(walker: Walker, start: number): { readonly told: ElementClass; readonly system: string | undefined } {
  const system = walker.siblingText(start, 'system')
  const type = walker.siblingJson(start, 'type')
  const coding = type === undefined ? [] : isObject(type) ? type['coding'] ?? [] : undefined
  if (!Array.isArray(coding)) throw new TypeError('an identifier has a type that FHIR does not write')
  const codes = coding.flatMap((each: unknown) => isObject(each) && typeof each['code'] === 'string' ? [each['code']] : [])
  return { told: identifierClass(system, codes), system }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

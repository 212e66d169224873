import type { ElementClass } from '../../contract/classes.ts'
import type { ElementAnswer } from '../../classify/element-class.ts'
import type { ElementDefinition, Model } from '../../fhir/model.ts'
import type { MatchState } from './match.ts'
import { formOf, isAttribute, isFact, isSearched, linkKind, plan, REFINED, sameResolution, type Needs } from './plan-element.ts'
import { isStatic, ROLE, type Plan, type Refinement, type Resolution } from './plan.ts'
import { findingRules, resolve, type Audience } from './resolve.ts'
import type { Policy } from '../language/schema.ts'
import { standIn } from './stand-in.ts'

/** What the plans of all values of a policy rest on. */
export interface LeafPlanParts {
  readonly policy: Policy
  readonly model: Model
  readonly audience: Audience
  /** Also values that stay are told of, where they have a PHI class. */
  readonly findings: boolean
  readonly needs: Needs
}

/** A value where it stands, with what the classifier says of it. */
export interface Leaf {
  readonly definition: ElementDefinition
  readonly type: string
  readonly match: MatchState
  readonly refinement: Refinement | undefined
  readonly answer: ElementAnswer
}

/** The plan of a value, or undefined where it is kept and nobody needs to see it. */
export function leafPlan({ policy, model, audience, findings, needs }: LeafPlanParts, leaf: Leaf): Plan | undefined {
  const { definition, type, match, refinement, answer } = leaf
  const given = answer.class
  if (given === undefined) throw new Error(`the element classifier has no class for ${definition.path}`)
  const decide = (candidate: ElementClass): Resolution => resolve(policy, audience, match, candidate)
  const resolution = decide(given)
  const form = formOf(model, definition, type, { given, resolution, isTrusted: answer.isTrusted === true })
  const possible = refinement === undefined ? [] : REFINED[refinement]
  const classes = form === undefined ? possible : [given, form.otherwise]
  const refined = classes.includes(given) ? new Map(classes.map((candidate) => [candidate, decide(candidate)])) : undefined
  const differs = refined !== undefined && [...refined.values()].some((other) => !sameResolution(other, resolution))
  const searched = isSearched(needs, definition, type, { form, resolution, given, refinement })
  const planned = plan({
    role: ROLE.leaf, searched, path: definition.path, type, class: given, classRule: answer.rule, why: answer.why, resolution,
    refinement: refined === undefined || form !== undefined ? undefined : refinement,
    form: differs || findings ? form : undefined,
    refined: differs || (findings && refined !== undefined) ? refined : undefined,
    link: form?.otherwise === 'link' ? 'reference' : linkKind(definition.path, type, given),
    findingRules: searched || [resolution, ...refined?.values() ?? []].flat().some(({ action }) => action.do === 'scan')
      ? findingRules(policy, audience, match)
      : undefined,
    absent: definition.min > 0 ? standIn(model, definition, type) : undefined,
    masked: type === 'xhtml' || isAttribute(definition) ? undefined : standIn(model, definition, type),
  })
  if (searched || !isStatic(planned) || resolution[0].action.do !== 'keep') return planned
  if (findings && given !== 'not-identifying') return planned
  return isFact(needs, definition, type, { given, refinement }) ? { ...planned, role: ROLE.fact } : undefined
}

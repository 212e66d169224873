import type { ActionName } from '../contract/action.ts'
import type { ElementClass } from '../contract/classes.ts'
import type { Model } from '../fhir/model.ts'
import { actionFits } from './action-fits.ts'
import { candidates, isUnconditional } from './match.ts'
import { isWholeResource } from './resolve.ts'
import type { Policy, PolicyRule } from './schema.ts'
import { walkElements, type Leaf } from './walk-elements.ts'

const WITHHOLDING: readonly ActionName[] = ['drop', 'redact', 'block', 'quarantine']

/** What a rule does over the whole FHIR model, whatever a message holds. */
export interface RuleSurvey {
  /** Elements that all its conditions hold for. */
  matched: number
  /** Elements that it decides, or may decide: no rule before it always does. */
  decides: number
  readonly classes: Set<ElementClass>
  /** Rules that decide an element before this one could, by index, with how often. */
  readonly before: Map<number, number>
  /** Types of elements that it decides and its action has no value for, and of those it has. */
  readonly unfit: Set<string>
  readonly fit: Set<string>
}

export interface Survey {
  readonly rules: readonly RuleSurvey[]
  /** Definition paths of elements that no rule always decides. */
  readonly uncovered: ReadonlySet<string>
  /**
   * For each way that links are decided, the first element that is. A reference that is withheld is no way of its own:
   * it is not there to disagree; a withheld id is, because what points at it points nowhere.
   */
  readonly links: ReadonlyMap<string, string>
}

/** Asks the rules about every element of the models. Rules about whole resources are not among them: those are asked first. */
export function surveyRules(policy: Policy, models: readonly Model[], resourceTypes: (model: Model) => Iterable<string>): Survey {
  const rules = policy.rules.map((): RuleSurvey => ({
    matched: 0, decides: 0, classes: new Set(), before: new Map(), unfit: new Set(), fit: new Set(),
  }))
  const uncovered = new Set<string>()
  const links = new Map<string, string>()
  for (const model of models) {
    for (const leaf of walkElements(policy, model, resourceTypes(model))) {
      for (const elementClass of leaf.classes) {
        const found = candidates(leaf.match, elementClass, undefined).filter((index) => !isWholeResource(ruleAt(policy, index)))
        const decider = found.findIndex((index) => isUnconditional(ruleAt(policy, index)))
        found.forEach((index, place) => note(rules[index], leaf, elementClass, policy, index,
          decider !== -1 && place > decider ? found[decider] : undefined))
        if (decider === -1) uncovered.add(leaf.path)
        if (elementClass === 'link') noteLink(links, leaf, policy, decider === -1 ? found : found.slice(0, decider + 1), decider === -1)
      }
    }
  }
  return { rules, uncovered, links }
}

function note(
  survey: RuleSurvey | undefined, leaf: Leaf, elementClass: ElementClass, policy: Policy, index: number, taker: number | undefined,
): void {
  if (survey === undefined) return
  survey.matched++
  if (taker !== undefined) {
    survey.before.set(taker, (survey.before.get(taker) ?? 0) + 1)
    return
  }
  survey.decides++
  survey.classes.add(elementClass)
  if (actionFits(ruleAt(policy, index).then, leaf)) survey.fit.add(leaf.type)
  else if (!leaf.inExtension) survey.unfit.add(leaf.type)
}

function noteLink(links: Map<string, string>, leaf: Leaf, policy: Policy, deciding: readonly number[], byDefault: boolean): void {
  const rules = deciding.map((index) => ruleAt(policy, index))
  const actions = [...rules.map(({ then }) => then), ...(byDefault ? [policy.default] : [])]
  const isId = (leaf.type === 'id' && !leaf.inExtension) || leaf.path === 'Bundle.entry.fullUrl'
  if (!isId && actions.every((action) => WITHHOLDING.includes(action.do))) return
  const decision = [...rules.map(decisionOf), ...(byDefault ? [JSON.stringify(policy.default)] : [])].join(' else ')
  if (!links.has(decision)) links.set(decision, leaf.path)
}

/** What it does, and when: the conditions on the element itself are left out. */
function decisionOf({ when: { label, destination, purpose, client, confidence }, then }: PolicyRule): string {
  return JSON.stringify([then, { label, destination, purpose, client, confidence }])
}

function ruleAt(policy: Policy, index: number): PolicyRule {
  const rule = policy.rules[index]
  if (rule === undefined) throw new RangeError('The matcher names a rule that the policy does not have')
  return rule
}

import type { Action, ActionName } from '../../contract/action.ts'
import type { ElementClass } from '../../contract/classes.ts'
import type { Model } from '../../fhir/model.ts'
import { actionFits } from './action-fits.ts'
import { candidates, isUnconditional } from '../compile/match.ts'
import { isWholeResource } from '../compile/resolve.ts'
import type { Policy, PolicyRule } from '../language/schema.ts'
import { speaksOfExtensions, walkElements, type Leaf } from './walk-elements.ts'

const LINK_TYPES: readonly string[] = ['canonical', 'id', 'oid', 'uri', 'url', 'uuid']
const WITHHOLDING: readonly ActionName[] = ['drop', 'redact', 'block', 'quarantine']

/** What a rule does over the whole FHIR model, whatever a message holds. */
export interface RuleSurvey {
  /** Elements that all its conditions hold for; what is attached to elements counts for rules on extensions only. */
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
   * it is not there to disagree; a withheld id is, because what points at it points nowhere. Rules on an extension are
   * left out: its value is a reference only if the extension says so.
   */
  readonly links: ReadonlyMap<string, string>
}

/** Asks the rules about every element of the models, without those about whole resources, which are asked first. */
export function surveyRules(
  policy: Policy, models: readonly Model[], resourceTypes: (model: Model) => Iterable<string>,
): Survey {
  const rules = policy.rules.map((): RuleSurvey => ({
    matched: 0, decides: 0, classes: new Set(), before: new Map(), unfit: new Set(), fit: new Set(),
  }))
  const uncovered = new Set<string>()
  const links = new Map<string, string>()
  for (const model of models) {
    for (const leaf of walkElements(policy, model, resourceTypes(model))) {
      for (const elementClass of leaf.classes) {
        const found = candidates(leaf.match, elementClass, undefined)
          .map((index) => ({ index, rule: ruleAt(policy, index) }))
          .filter(({ rule }) => !isWholeResource(rule))
        const last = found.findIndex(({ rule }) => isUnconditional(rule))
        const deciding = last === -1 ? found : found.slice(0, last + 1)
        for (const { index, rule } of deciding) noteDecision(rules[index], rule, leaf, elementClass)
        const taker = found[last]?.index
        for (const { index, rule } of found.slice(deciding.length)) noteTaken(rules[index], rule, leaf, taker)
        if (last === -1) uncovered.add(leaf.path)
        if (elementClass === 'link') {
          noteLink(links, leaf, deciding.map(({ rule }) => rule), last === -1 ? policy.default : undefined)
        }
      }
    }
  }
  return { rules, uncovered, links }
}

function noteDecision(survey: RuleSurvey | undefined, rule: PolicyRule, leaf: Leaf, elementClass: ElementClass): void {
  if (survey === undefined || (leaf.attached && !speaksOfExtensions(rule))) return
  survey.matched++
  survey.decides++
  survey.classes.add(elementClass)
  if (actionFits(rule.then, leaf)) survey.fit.add(leaf.type)
  else survey.unfit.add(leaf.type)
}

function noteTaken(survey: RuleSurvey | undefined, rule: PolicyRule, leaf: Leaf, taker: number | undefined): void {
  if (survey === undefined || taker === undefined || (leaf.attached && !speaksOfExtensions(rule))) return
  survey.matched++
  survey.before.set(taker, (survey.before.get(taker) ?? 0) + 1)
}

function noteLink(
  links: Map<string, string>, leaf: Leaf, rules: readonly PolicyRule[], otherwise: Action | undefined,
): void {
  const isId = (leaf.type === 'id' && !leaf.attached) || leaf.path === 'Bundle.entry.fullUrl'
  if (rules.some(({ when }) => when.extension !== undefined) || !holdsLink(leaf)) return
  const isThere = (action: Action): boolean => isId || !(WITHHOLDING.includes(action.do) || !actionFits(action, leaf))
  const last = otherwise !== undefined && isThere(otherwise) ? [JSON.stringify(otherwise)] : []
  const decision = [...rules.filter(({ then }) => isThere(then)).map(decisionOf), ...last].join(' else ')
  if (decision !== '' && !links.has(decision)) links.set(decision, leaf.path)
}

/** Where an extension holds a link, a date or the parts of an Address in its place are nobody's reference. */
function holdsLink({ attached, path, type }: Leaf): boolean {
  return !attached || path === 'Reference.reference' || LINK_TYPES.includes(type)
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

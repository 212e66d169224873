import { relative } from 'node:path'
import type { Action, Generalization } from '../../contract/action.ts'
import type { ErrorCode, SluiceError } from '../../contract/errors.ts'
import type { Decision } from '../../contract/finding.ts'
import type { Model } from '../../fhir/model.ts'
import type { Engine } from '../../pipeline/outcome.ts'
import type { RouteMessage } from '../../pipeline/route/process-message.ts'
import { scanMessage } from '../../pipeline/route/scan-source.ts'
import { findPlace } from '../../policy/compile/find-place.ts'
import { nameOf } from '../../policy/lint/lint-names.ts'
import { nearMisses } from '../../policy/compile/near-misses.ts'
import { isWholeResource, resolve, type Audience } from '../../policy/compile/resolve.ts'
import type { Policy, PolicyConditions, PolicyRule } from '../../policy/language/schema.ts'

/** Near misses that are told of one element; more would hide the first. */
const NEAR_MAX = 3

/** What a rule does, as the policy words it. */
function actionWords(action: Action): string {
  switch (action.do) {
    case 'mask': return action.keepLast === 0 ? 'mask' : `mask all but the last ${action.keepLast}`
    case 'generalize': return `generalize to ${generalizationWords(action.to)}`
    case 'shift': return `shift by up to ${action.days} days`
    case 'encrypt': return `encrypt with ${action.with}`
    default: return action.do
  }
}

function generalizationWords(to: Generalization): string {
  switch (to.kind) {
    case 'top-code': return `at most ${to.max} years`
    case 'age-band': return `bands of ${to.width} years`
    case 'round': return `multiples of ${to.step}`
    default: return to.kind
  }
}

/** A place in a policy's file, from where the person is. */
export function placeOf({ source }: Policy, at: PolicyRule['at']): string {
  const near = relative(process.cwd(), source.file)
  return `${near.startsWith('..') ? source.file : near}:${at.line}:${at.column}`
}

function ruleWords(policy: Policy, rule: PolicyRule): string {
  return `${nameOf(rule)} (${placeOf(policy, rule.at)})`
}

function settingOf(policy: Policy, by: Exclude<Decision['by'], number>): string {
  switch (by) {
    case 'default': return `no rule matches, so the default of ${policy.name} decides`
    case 'unknown.element': return 'FHIR does not know it, or not in this form: unknown.element decides'
    case 'unknown.extension': return 'the URL of this extension is not known: unknown.extension decides'
  }
}

/** What the policy does with a thing that was found, by which rule or setting, and which rules it only just missed. */
export function decisionLines(policy: Policy, audience: Audience, found: {
  readonly decision: Decision
  readonly model: Model | undefined
  /** As the model spells it. */
  readonly path: string
  /** False for what was found in a text. */
  readonly inElement: boolean
}): string[] {
  const { by, done, elementClass } = found.decision
  const mode = policy.mode === 'monitor' ? 'would ' : ''
  if (typeof by !== 'number') {
    const line = `${mode}${done}: ${settingOf(policy, by)}`
    return by === 'default' && found.inElement ? [line, ...nearLines(policy, audience, found.model, found.path, elementClass)] : [line]
  }
  const rule = policy.rules[by]
  if (rule === undefined) throw new RangeError('A finding names a rule that the policy does not have')
  return [`${mode}${actionWords(rule.then)}: ${ruleWords(policy, rule)}${outcomeWords(policy, rule.then, done)}`]
}

/** Why something else was done than the rule says. */
function outcomeWords({ oldestAge }: Policy, asked: Action, done: Decision['done']): string {
  if (done === asked.do) return ''
  if (done === 'keep') return ', which leaves this value as it is'
  const isOfDates = asked.do === 'shift' || (asked.do === 'generalize' && (asked.to.kind === 'year' || asked.to.kind === 'month'))
  const reason =
    isOfDates && oldestAge !== undefined ? ` it has no such form, or tells an age over ${oldestAge} (oldestAge)` : ' it has no such form'
  return `; this value is dropped:${reason}`
}

function nearLines(
  policy: Policy, audience: Audience, model: Model | undefined, path: string, elementClass: Decision['elementClass'],
): string[] {
  const place = model && findPlace(policy, model, path)
  if (place === undefined) return []
  return nearMisses(policy, audience, { match: place.match, class: elementClass }).slice(0, NEAR_MAX)
    .map(({ rule, but }) => `  nearly ${actionWords(rule.then)}: ${ruleWords(policy, rule)}, but for ${conditionWords(rule.when, but)}`)
}

function conditionWords(when: PolicyConditions, but: keyof PolicyConditions): string {
  const wanted: unknown = when[but]
  const words = Array.isArray(wanted) ? wanted.map(String) : [String(wanted)]
  return `${but}: ${words.length > 6 ? `${words.slice(0, 6).join(', ')}, …` : words.join(', ')}`
}

/** What the policy says of a place whatever the message, by the labels it depends on; nothing where parts decide. */
export function policyLines(policy: Policy, audience: Audience, model: Model, path: string): string[] {
  const place = findPlace(policy, model, path)
  if (place?.class === undefined) return []
  const steps = resolve(policy, audience, place.match, place.class)
  const lines = steps.map(({ labels, action, rule }) => {
    const which = rule < 0 ? settingOf(policy, 'default') : ruleWords(policy, policy.rules[rule] as PolicyRule)
    return `${labels === undefined ? '' : `if labelled ${labels.join(', ')}, `}${actionWords(action)}: ${which}`
  })
  return steps.at(-1)?.rule === -1 ? [...lines, ...nearLines(policy, audience, model, path, place.class)] : lines
}

const SETTINGS: { readonly [C in ErrorCode]?: string } = {
  SLUICE_FHIR_RESOURCE_TYPE: 'unknown.resourceType', SLUICE_FHIR_UNKNOWN_ELEMENT: 'unknown.element or unknown.extension',
  SLUICE_FHIR_MODIFIER_EXTENSION: 'unknown.modifierExtension', SLUICE_SUBJECT: 'text.subject',
}

const mayRefuse = (rule: PolicyRule): boolean =>
  rule.then.do === 'block' || rule.then.do === 'quarantine' || rule.then.do === 'drop' && isWholeResource(rule)

/**
 * Which rule or setting refuses a message: the first one with which the message is refused at the same place, though no
 * rule after it could. Those after it that refuse nothing hold: texts are scanned by one. Undefined for a refusal that
 * is not the policy's.
 */
export async function refusalLine(
  policy: Policy,
  message: RouteMessage,
  error: SluiceError,
  engineOf: (policy: Policy) => Promise<Engine>,
): Promise<string | undefined> {
  const setting = SETTINGS[error.code]
  if (setting !== undefined) return `by the setting ${setting} of ${policy.name}`
  if (error.code !== 'SLUICE_POLICY_BLOCK' && error.code !== 'SLUICE_POLICY_QUARANTINE') return undefined
  for (const [index, rule] of policy.rules.entries()) {
    if (!mayRefuse(rule)) continue
    const rules = policy.rules.filter((other, at) => at <= index || !mayRefuse(other))
    const upTo = { ...policy, rules, default: { do: 'drop' } as const }
    const again = await scanMessage(message, await engineOf(upTo))
    if (again.error?.code === error.code && again.error.where.byte === error.where.byte)
      return `by ${ruleWords(policy, rule)}: ${actionWords(rule.then)}`
  }
  return `${policy.default.do}: ${settingOf(policy, 'default')}`
}

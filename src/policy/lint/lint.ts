import { FHIR_VERSIONS, type ElementClass } from '../../contract/classes.ts'
import { loadModel, type Model } from '../../fhir/model.ts'
import { sortDiagnostics, type Diagnostic } from '../language/diagnostics.ts'
import { lintNames, nameOf } from './lint-names.ts'
import { isUnconditional } from '../compile/match.ts'
import { isWholeResource } from '../compile/resolve.ts'
import type { Policy, PolicyRule, Position } from '../language/schema.ts'
import { surveyRules, type RuleSurvey, type Survey } from './survey-rules.ts'

export interface LintOptions {
  /** The FHIR versions to hold the policy against; those that it accepts unless given. */
  readonly models?: readonly Model[]
  /** The clock, for suppressions that expire. */
  readonly now?: () => Date
}

type Report = (severity: Diagnostic['severity'], at: Position, message: string) => void

/** What may pass without a thought; every other class is PHI or may hold it. */
const HARMLESS: ReadonlySet<ElementClass> = new Set(['not-identifying', 'link', 'organization', 'profession'])
/** These two keep everything by design, and say so in their names. */
const OPEN_BY_DESIGN: ReadonlySet<string> = new Set(['keep-everything', 'monitor'])
const HEAD: Position = { line: 1, column: 1 }

/**
 * What is wrong with a policy that loads, and what its author should know, in the order of the file. Errors: names that
 * name nothing, contradictions, links decided in two ways. Warnings: rules without effect, settings that let things
 * through. Everything else is for information.
 */
export function lintPolicy(policy: Policy, options: LintOptions = {}): Diagnostic[] {
  const models = options.models ?? acceptedModels(policy)
  const diagnostics: Diagnostic[] = lintNames(policy, models)
  const report: Report = (severity, { line, column }, message) => {
    diagnostics.push({ severity, file: policy.source.file, line, column, message })
  }
  const unknownNames = new Set(diagnostics.filter(({ severity }) => severity !== 'info').map(({ line }) => line))
  const whole = policy.rules.filter((rule) => isWholeResource(rule) && isUnconditional(rule))
  const isTaken = (type: string) => whole.some(({ when }) => when.resourceType?.includes(type) ?? true)
  const survey = surveyRules(policy, models, (model) => [...model.resourceTypes].filter((type) => !isTaken(type)))
  const taken = surveyRules(policy, models, (model) => [...model.resourceTypes].filter(isTaken))

  const contradicted = lintContradictions(policy, report)
  const scans = policy.rules.some(({ then }) => then.do === 'scan')
  policy.rules.forEach((rule, index) => {
    if (scans) lintInTexts(policy, rule, report)
    const own = survey.rules[index]
    if (own === undefined || isWholeResource(rule)) return
    if (rule.when.in?.includes('element') === false) {
      if (!scans) report('warning', rule.at, `${nameOf(rule)} is dead: it is about texts, and no rule scans any`)
      return
    }
    if (own.matched > 0) {
      if (own.decides === 0 && !contradicted.has(index)) report('warning', rule.at, shadowed(policy, rule, own))
      lintAction(rule, own, report)
      lintKeep(policy, rule, own, report)
    } else if (!unknownNames.has(rule.at.line)) {
      const inTaken = (taken.rules[index]?.matched ?? 0) > 0
      report('warning', rule.at, `${nameOf(rule)} is ${inTaken
        ? 'never asked: earlier rules decide about whole resources, among them all that it matches'
        : 'dead: no element matches all its conditions'}`)
    }
  })
  lintLinks(survey, report)
  lintCoverage(policy, survey, report)
  lintSettings(policy, report)
  lintAllowed(policy, options.now ?? (() => new Date()), report)
  return sortDiagnostics(diagnostics)
}

/** The models of the versions that a policy accepts. */
function acceptedModels(policy: Policy): Model[] {
  return (policy.fhir === 'auto' ? FHIR_VERSIONS : [policy.fhir]).map((version) => loadModel(version))
}

function shadowed(policy: Policy, rule: PolicyRule, { before }: RuleSurvey): string {
  const takers = [...before].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([index]) => policy.rules[index])
  const names = takers.flatMap((taker) => taker === undefined ? [] : [nameOf(taker)])
  return `${nameOf(rule)} is shadowed: all that it matches is decided before it by ${names.join(', ')}`
}

/** Rules with the same conditions and another action; the later ones, by index. */
function lintContradictions(policy: Policy, report: Report): Set<number> {
  const first = new Map<string, PolicyRule>()
  const later = new Set<number>()
  policy.rules.forEach((rule, index) => {
    const key = conditionsKey(rule)
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, rule)
    else {
      later.add(index)
      const same = JSON.stringify(earlier.then) === JSON.stringify(rule.then)
      const names = `${nameOf(rule)} ${same ? 'repeats' : 'contradicts'} ${nameOf(earlier)}`
      report(same ? 'warning' : 'error', rule.at,
        same ? names : `${names}: the same conditions and another action; the earlier one decides`)
    }
  })
  return later
}

function conditionsKey({ when }: PolicyRule): string {
  const conditions = Object.entries(when).map(([key, value]: [string, unknown]) =>
    `${key}: ${Array.isArray(value) ? value.map(String).sort().join() : String(value)}`)
  return conditions.sort().join('\n')
}

function lintAction(rule: PolicyRule, { unfit, fit, decides }: RuleSurvey, report: Report): void {
  if (rule.then.do === 'encrypt') {
    report('info', rule.at, `${nameOf(rule)} is reversible: whoever has the key reads the values`)
  }
  if (decides === 0 || unfit.size === 0) return
  const action = rule.then.do === 'generalize' ? `generalize to ${rule.then.to.kind}` : rule.then.do
  const types = [...unfit].sort().join(', ')
  const reason = `${action} has no value for ${types}`
  if (fit.size > 0) report('info', rule.at, `${nameOf(rule)}: ${reason}; such elements are withheld`)
  else report('warning', rule.at, `${nameOf(rule)} can never work: ${reason}; what it matches is withheld`)
}

/** A rule that keeps PHI says more than its class, its type or its receiver: where, or for whom as well. */
function lintKeep(policy: Policy, rule: PolicyRule, { classes }: RuleSurvey, report: Report): void {
  if (rule.then.do !== 'keep' || OPEN_BY_DESIGN.has(policy.name)) return
  const { path, confidence: _confidence, ...others } = rule.when
  const conditions = Object.keys(others).length + (path === undefined ? 0 : 1)
  const isNarrow = conditions > 1 || others.extension !== undefined || path?.every((one) => one.includes('.')) === true
  const phi = [...classes].filter((one) => !HARMLESS.has(one)).sort()
  if (isNarrow || phi.length === 0) return
  report('warning', rule.at, `${nameOf(rule)} is fail-open: it keeps ${phi.join(', ')} with no narrower condition`)
}

/** Generalizations that have no value for what stands in a text. */
const NOT_IN_TEXTS: ReadonlySet<string> = new Set(['month', 'age-band', 'round'])

/** What a rule does to what is found in texts, which its author may have meant for elements alone. */
function lintInTexts(policy: Policy, rule: PolicyRule, report: Report): void {
  const { in: places, class: classes = [], path, type, extension, resourceType, confidence } = rule.when
  if (places?.includes('text') === false || type !== undefined || extension !== undefined) return
  const { then } = rule
  if (then.do === 'generalize' && NOT_IN_TEXTS.has(then.to.kind) && (places !== undefined || classes.length > 0))
    report('info', rule.at, `${nameOf(rule)}: generalize to ${then.to.kind} has no value in texts, where a tag stands for what it matches`)
  const phi = classes.filter((one) => !HARMLESS.has(one) && one !== 'free-text').sort()
  if (then.do !== 'keep' || phi.length === 0 || resourceType === undefined || OPEN_BY_DESIGN.has(policy.name)) return
  if (places !== undefined || path !== undefined || confidence !== undefined) return
  const texts = `all texts of ${resourceType.join(', ')}`
  report('info', rule.at, `${nameOf(rule)} keeps ${phi.join(', ')} in ${texts} too; in: element says that it is about elements alone`)
}

function lintLinks({ links }: Survey, report: Report): void {
  if (links.size <= 1) return
  const places = [...links.values()].slice(0, 4).join(', ')
  report('error', HEAD, 'ids, references and request URLs (class link) are decided in ' +
    `${links.size} ways, so they would not agree; see ${places}`)
}

function lintCoverage(policy: Policy, { uncovered }: Survey, report: Report): void {
  if (uncovered.size === 0) return
  const paths = [...uncovered].sort()
  const first = paths.slice(0, 3).join(', ') + (paths.length > 3 ? ', …' : '')
  report('info', HEAD, `${paths.length} elements are left to the default, ${policy.default.do}: ${first}`)
}

/** How long before its end a suppression is told of, in days. */
const RENEW_DAYS = 30
const DAY_MS = 86_400_000

/** Suppressions hold up to their day and no longer: who answers for one hears of it before. The phrase is not repeated. */
function lintAllowed(policy: Policy, now: () => Date, report: Report): void {
  const today = now().toISOString().slice(0, 10)
  const soon = new Date(now().getTime() + RENEW_DAYS * DAY_MS).toISOString().slice(0, 10)
  for (const { owner, expires, at } of policy.text.allow) {
    if (expires <= today)
      report('warning', at, `this phrase of text.allow expired on ${expires} and is not applied: ${owner} should renew it, or it should go`)
    else if (expires <= soon) report('info', at, `this phrase of text.allow expires on ${expires}; ${owner} answers for it`)
  }
}

function lintSettings(policy: Policy, report: Report): void {
  for (const [key, action] of Object.entries(policy.unknown)) {
    if (action === 'keep') report('warning', HEAD, `unknown.${key}: keep is fail-open: what nobody understands passes`)
  }
  if (policy.mode === 'monitor') report('warning', HEAD, 'mode: monitor is fail-open: every message passes unchanged')
  if (policy.tests.length === 0) report('warning', HEAD, 'the policy has no tests')
}

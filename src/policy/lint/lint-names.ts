import { EXTENSION_RULES } from '../../classify/rules/extensions.ts'
import { SENSITIVITIES } from '../../classify/sensitivity.ts'
import type { Model } from '../../fhir/model.ts'
import { nearest, suggest, type Diagnostic } from '../language/diagnostics.ts'
import { missingPath } from './model-paths.ts'
import type { Policy, PolicyRule } from '../language/schema.ts'

/** Words in rules and extensions that name nothing: paths, types, resource types, extensions, labels. */
export function lintNames(policy: Policy, models: readonly Model[]): Diagnostic[] {
  const versions = models.map(({ version }) => version).join(', ')
  const known = new Set([...EXTENSION_RULES.map(({ url }) => url), ...policy.extensions.map(({ url }) => url)])
  const builtIn = new Set(EXTENSION_RULES.map(({ url }) => url))
  const inRules = policy.rules.flatMap((rule) => [
    ...(rule.when.path ?? []).flatMap((path) =>
      report(policy, rule, 'error', missingPath(models, path), ` (FHIR ${versions})`)),
    ...(rule.when.type ?? []).flatMap((type) =>
      report(policy, rule, 'error', unknownType(models, type), ` (FHIR ${versions})`)),
    ...(rule.when.resourceType ?? []).flatMap((type) =>
      report(policy, rule, 'error', unknownResourceType(models, type), ` (FHIR ${versions})`)),
    ...(rule.when.extension ?? []).flatMap((url) => report(policy, rule, 'warning', unknownExtension(known, url))),
    ...(rule.when.label ?? []).flatMap((label) => report(policy, rule, 'warning', unknownLabel(label))),
  ])
  const inExtensions = policy.extensions.filter(({ url }) => builtIn.has(url)).map(({ url, at }): Diagnostic => ({
    severity: 'warning', file: policy.source.file, ...at,
    message: `${url} is in the built-in list already, which decides`,
  }))
  return [...inRules, ...inExtensions]
}

function report(
  policy: Policy, rule: PolicyRule, severity: Diagnostic['severity'], message: string | undefined, after = '',
): Diagnostic[] {
  if (message === undefined) return []
  return [{ severity, file: policy.source.file, ...rule.at, message: `${nameOf(rule)}: ${message}${after}` }]
}

/** How messages speak of a rule. */
export function nameOf(rule: PolicyRule): string {
  return `rule "${rule.name}"`
}

function unknownType(models: readonly Model[], type: string): string | undefined {
  const kinds = models.flatMap((model) => model.type(type)?.kind ?? [])
  if (kinds.length === 0) {
    return `there is no datatype ${type}${suggest(type, datatypes(models))}`
  }
  if (!kinds.includes('resource')) return undefined
  return `${type} is a resource, not a datatype; did you mean "resourceType: ${type}"?`
}

function datatypes(models: readonly Model[]): string[] {
  const types = models.flatMap((model) => [...model.types.values()]).filter(({ kind }) => kind !== 'resource')
  return [...new Set(types.map(({ name }) => name))]
}

function unknownResourceType(models: readonly Model[], type: string): string | undefined {
  if (models.some((model) => model.resourceTypes.has(type))) return undefined
  const known = new Set(models.flatMap((model) => [...model.resourceTypes]))
  return `there is no resource type ${type}${suggest(type, [...known])}`
}

function unknownExtension(known: ReadonlySet<string>, url: string): string | undefined {
  if (known.has(url)) return undefined
  return `the extension ${url} is not known, so unknown.extension decides before this rule; ` +
    `add it under extensions${suggest(url, [...known])}`
}

/** Codes of meta.security are upper case and not a closed list; anything else must be a derived category. */
function unknownLabel(label: string): string | undefined {
  if (SENSITIVITIES.some((category) => category === label) || /^[A-Z][A-Z0-9_-]*$/.test(label)) return undefined
  const near = nearest(label, SENSITIVITIES)
  return `"${label}" is neither a code of meta.security nor a category that is derived from codings` +
    (near === undefined ? `: ${SENSITIVITIES.join(', ')}` : `; did you mean "${near}"?`)
}

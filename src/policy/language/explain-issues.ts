import { z } from 'zod'
import { suggest } from './diagnostics.ts'
import type { Diagnostic } from './diagnostics.ts'
import type { StrictYaml } from './parse-yaml.ts'

type Issue = z.core.$ZodIssue

/**
 * What zod found, in the words of the file: every issue at its line and column, unknown keys and words with the nearest
 * valid one, and of a union only the branch that was meant.
 */
export function explainIssues(issues: readonly Issue[], yaml: StrictYaml, schema: z.ZodType): Diagnostic[] {
  const shape = z.toJSONSchema(schema, { io: 'input' })
  const flat = issues.flatMap((issue) => flatten(issue, [], valueAt(yaml.data, issue.path)))
  return withoutEchoes(flat).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const keys = keysAt(shape, issue.path)
      return issue.keys.map((key) =>
        diagnostic(yaml, [...issue.path, key], 'key', `unknown key "${key}"${suggest(key, keys)}`))
    }
    if (isMissing(issue, yaml.data)) {
      return [diagnostic(yaml, issue.path.slice(0, -1), 'key', `"${String(issue.path.at(-1))}" is missing here`)]
    }
    return [diagnostic(yaml, issue.path, 'value', sentence(issue, valueAt(yaml.data, issue.path)))]
  })
}

function diagnostic(
  yaml: StrictYaml, path: readonly PropertyKey[], what: 'key' | 'value', message: string,
): Diagnostic {
  return { severity: 'error', file: yaml.file, ...yaml.at(path, what), message }
}

/** A union's issues are those of the branch that takes this kind of value; without one, the union is the issue. */
function flatten(issue: Issue, parent: readonly PropertyKey[], value: unknown): Issue[] {
  const path = [...parent, ...issue.path]
  if (issue.code !== 'invalid_union') return [{ ...issue, path }]
  const meant = issue.errors.find((branch) =>
    !branch.some((inner) => inner.path.length === 0 && refusesKind(inner, value)))
  if (meant === undefined) return [{ ...issue, path }]
  return meant.flatMap((inner) => flatten(inner, path, valueAt(value, inner.path)))
}

function refusesKind(issue: Issue, value: unknown): boolean {
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && typeof value !== 'string')
}

/** "exactly one of" says nothing new about a mapping whose only key is unknown. */
function withoutEchoes(issues: readonly Issue[]): Issue[] {
  const unknown = issues.filter(({ code }) => code === 'unrecognized_keys')
  const unknownAt = new Set(unknown.map(({ path }) => path.join('\n')))
  return issues.filter(({ code, path }) => code !== 'custom' || !unknownAt.has(path.join('\n')))
}

function isMissing(issue: Issue, data: unknown): boolean {
  return issue.path.length > 0 && valueAt(data, issue.path) === undefined &&
    (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union')
}

function sentence(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_value': {
      const words = issue.values.map(String)
      if (typeof value === 'string' && words.includes(value)) return `${value} is expected here, without quotes`
      return typeof value === 'string' ? `"${value.slice(0, 60)}" is not known here${suggest(value, words)}`
        : `one of these is expected here: ${words.join(', ')}`
    }
    case 'invalid_type': {
      const quotes = issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')
      const given = article(kindOf(value)) + (quotes ? ': put it in quotes' : '')
      return `${article(issue.expected)} is expected here, not ${given}`
    }
    case 'invalid_union':
      return `${article(kindOf(value))} cannot stand here: one of ${expectedBy(issue).join(', ')} is expected`
    case 'too_small':
      return `${issue.inclusive === false ? 'over' : 'at least'} ${issue.minimum} ${unit(issue.origin, issue.minimum)} expected here`
    case 'too_big':
      return `at most ${issue.maximum} ${unit(issue.origin, issue.maximum)} expected here`
    case 'invalid_format':
      return FORMATS[issue.format] ?? issue.message
    default:
      return issue.message
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  url: 'an absolute URL is expected here', date: 'a date such as 2027-01-31 is expected here',
}

function expectedBy(issue: Extract<Issue, { code: 'invalid_union' }>): string[] {
  return [...new Set(issue.errors.flat().filter(({ path }) => path.length === 0).flatMap((inner) => {
    if (inner.code === 'invalid_value') return inner.values.map(String)
    return inner.code === 'invalid_type' ? [article(inner.expected)] : []
  }))]
}

function unit(origin: string, count: number | bigint): string {
  const isOne = Number(count) === 1
  if (origin === 'string') return isOne ? 'character is' : 'characters are'
  if (origin === 'array') return isOne ? 'entry is' : 'entries are'
  return 'is'
}

const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping', record: 'a mapping', array: 'a list', string: 'text', number: 'a number', int: 'a whole number',
  boolean: 'true or false', null: 'an empty value',
}

function article(kind: string): string {
  return KINDS[kind] ?? `a ${kind}`
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => typeof value === 'object' && value !== null && Object.hasOwn(value, part)
    ? (value as Record<PropertyKey, unknown>)[part] : undefined, data)
}

/** The keys that the JSON Schema allows at a path, over all branches. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  const here = path.reduce<unknown[]>((schemas, part) => schemas.flatMap(branches).flatMap((branch) =>
    typeof part === 'number' ? [valueAt(branch, ['items'])] : [valueAt(branch, ['properties', part])]), [schema])
  return here.flatMap(branches).flatMap((branch) => Object.keys(valueAt(branch, ['properties']) ?? {}))
}

function branches(schema: unknown): unknown[] {
  const inner = valueAt(schema, ['anyOf'])
  return Array.isArray(inner) ? inner.flatMap(branches) : [schema]
}

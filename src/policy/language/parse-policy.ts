import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Action, Generalization } from '../../contract/action.ts'
import { decodeFile } from './decode-file.ts'
import { diagnosedError, sortDiagnostics } from './diagnostics.ts'
import type { Diagnostic } from './diagnostics.ts'
import { explainIssues } from './explain-issues.ts'
import { wrongKind } from './file-kind.ts'
import { parseYaml } from './parse-yaml.ts'
import type { StrictYaml } from './parse-yaml.ts'
import { policyFile } from './schema.ts'
import type { Policy, PolicyConditions, PolicyFile, PolicyRule, PolicyTest } from './schema.ts'

/** 45 CFR 164.514(b)(2)(i)(C): "all ages over 89 and all elements of dates indicative of such age". */
const OLDEST_AGE_YEARS = 89
/** The offset of a `shift` that names none: a year either way keeps seasons apart and intervals exact. */
const SHIFT_DAYS = 365
/** More likely PHI than not. */
const TEXT_CONFIDENCE = 0.5

/**
 * The policy in the bytes of a file. `file` is what diagnostics call it.
 * Throws SLUICE_CONFIG with `diagnostics` that list every problem; no value of a test's `given` is repeated.
 */
export function parsePolicy(bytes: Uint8Array, file: string): Policy {
  const { yaml, diagnostics } = parseYaml(decodeFile(bytes, file), file)
  if (yaml === undefined) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(diagnostics))
  const parsed = policyFile.safeParse(yaml.data)
  if (!parsed.success) {
    throw diagnosedError(
      'SLUICE_CONFIG', wrongKind(yaml, 'policy') ?? sortDiagnostics(explainIssues(parsed.error.issues, yaml, policyFile)),
    )
  }
  const rules = parsed.data.rules.map((rule, index): PolicyRule => ({
    name: rule.name ?? `rule ${index + 1}`,
    when: conditionsOf(rule.when),
    then: actionOf(rule.then),
    at: yaml.at(['rules', index]),
  }))
  const doubles = [
    ...repeated(rules.map(({ name }) => name), ['rules'], 'name', yaml),
    ...repeated((parsed.data.tests ?? []).map(({ name }) => name), ['tests'], 'name', yaml),
    ...repeated((parsed.data.extensions ?? []).map(({ url }) => url), ['extensions'], 'url', yaml),
  ]
  if (doubles.length > 0) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(doubles))
  return toPolicy(parsed.data, rules, yaml, createHash('sha256').update(bytes).digest('hex'))
}

function toPolicy(data: PolicyFile, rules: readonly PolicyRule[], yaml: StrictYaml, sha256: string): Policy {
  return {
    name: data.name,
    version: data.version,
    summary: data.summary,
    follows: data.follows,
    fhir: data.fhir ?? 'auto',
    mode: data.mode ?? 'enforce',
    unknown: {
      element: data.unknown?.element ?? 'drop',
      resourceType: data.unknown?.resourceType ?? 'block',
      extension: data.unknown?.extension ?? 'drop',
      modifierExtension: data.unknown?.modifierExtension ?? 'block',
    },
    labels: data.labels ?? true,
    oldestAge: data.oldestAge === 'none' ? undefined : data.oldestAge ?? OLDEST_AGE_YEARS,
    default: { do: data.default ?? 'drop' },
    text: {
      confidence: data.text?.confidence ?? TEXT_CONFIDENCE,
      tags: data.text?.tags ?? 'plain',
      only: data.text?.only === undefined ? undefined : listOf(data.text.only),
      except: listOf(data.text?.except ?? []),
      named: [...placed(data.text?.only, ['text', 'only'], yaml), ...placed(data.text?.except, ['text', 'except'], yaml)],
      custom: listOf(data.text?.custom ?? []).map((file) => path.resolve(path.dirname(yaml.file), file)),
      customAt: placed(data.text?.custom, ['text', 'custom'], yaml).map(({ at }) => at),
      subject: data.text?.subject ?? 'optional',
      searchKept: data.text?.searchKept ?? false,
      allow: (data.text?.allow ?? []).map(({ class: given, ...phrase }, index) =>
        ({ ...phrase, class: given === undefined ? undefined : listOf(given), at: yaml.at(['text', 'allow', index]) })),
    },
    extensions: (data.extensions ?? []).map((extension, index) =>
      ({ ...extension, at: yaml.at(['extensions', index]) })),
    rules,
    tests: (data.tests ?? []).map((test, index): PolicyTest => ({
      name: test.name,
      now: test.now,
      given: typeof test.given === 'string' ? test.given : yaml.json(['tests', index, 'given']),
      expect: test.expect,
      absent: listOf(test.absent ?? []),
      present: listOf(test.present ?? []),
      verdict: test.verdict,
      at: yaml.at(['tests', index]),
    })),
    source: { file: yaml.file, sha256 },
  }
}

function repeated(words: readonly string[], path: readonly PropertyKey[], key: string, yaml: StrictYaml): Diagnostic[] {
  return words.flatMap((word, index) => words.indexOf(word) === index ? [] : [{
    severity: 'error', file: yaml.file, ...yaml.at([...path, index, key]),
    message: `this ${key} is already taken: "${word}"`,
  }])
}

/** A word or several, each with its place. */
function placed(given: string | readonly string[] | undefined, path: readonly PropertyKey[], yaml: StrictYaml): Policy['text']['named'] {
  if (typeof given === 'string') return [{ name: given, at: yaml.at(path) }]
  return (given ?? []).map((name, index) => ({ name, at: yaml.at([...path, index]) }))
}

function listOf<T>(given: T | readonly T[]): readonly T[] {
  return Array.isArray(given) ? given as readonly T[] : [given as T]
}

function conditionsOf(when: PolicyFile['rules'][number]['when']): PolicyConditions {
  return {
    ...(when.class === undefined ? {} : { class: listOf(when.class) }),
    ...(when.path === undefined ? {} : { path: listOf(when.path) }),
    ...(when.type === undefined ? {} : { type: listOf(when.type) }),
    ...(when.resourceType === undefined ? {} : { resourceType: listOf(when.resourceType) }),
    ...(when.label === undefined ? {} : { label: listOf(when.label) }),
    ...(when.extension === undefined ? {} : { extension: listOf(when.extension) }),
    ...(when.destination === undefined ? {} : { destination: listOf(when.destination) }),
    ...(when.purpose === undefined ? {} : { purpose: listOf(when.purpose) }),
    ...(when.client === undefined ? {} : { client: listOf(when.client) }),
    ...(when.in === undefined ? {} : { in: listOf(when.in) }),
    ...(when.confidence === undefined ? {} : { confidence: when.confidence }),
  }
}

function actionOf(then: PolicyFile['rules'][number]['then']): Action {
  if (then === 'mask') return { do: 'mask', keepLast: 0, with: '*' }
  if (then === 'shift') return { do: 'shift', days: SHIFT_DAYS }
  if (typeof then === 'string') return { do: then }
  if (then.mask !== undefined) return { do: 'mask', keepLast: then.mask.keepLast ?? 0, with: then.mask.with ?? '*' }
  if (then.shift !== undefined) return { do: 'shift', days: then.shift.days }
  if (then.encrypt !== undefined) return { do: 'encrypt', with: then.encrypt }
  return { do: 'generalize', to: generalizationOf(then.generalize) }
}

function generalizationOf(to: Exclude<PolicyFile['rules'][number]['then'], string>['generalize']): Generalization {
  if (typeof to === 'string') return { kind: to }
  if (to?.ageBand !== undefined) return { kind: 'age-band', width: to.ageBand }
  if (to?.topCode !== undefined) return { kind: 'top-code', max: to.topCode }
  if (to?.round !== undefined) return { kind: 'round', step: to.round }
  throw new TypeError('The schema lets an action through that has no form')
}

import { toSluiceError } from '../contract/errors.ts'
import type { Diagnostic } from './language/diagnostics.ts'
import type { Policy, PolicyTest } from './language/schema.ts'

/** What a test needs of an outcome; `Outcome` of the pipeline has it. */
export type TestedOutcome =
  | { readonly verdict: 'pass' | 'redact' | 'monitor'; readonly output: Uint8Array }
  | { readonly verdict: 'block' | 'quarantine'; readonly error: Error }

/** Makes the engine for a policy, with its clock. */
export type EngineFor = (policy: Policy, now: Date) => { process(body: Uint8Array): TestedOutcome }

export interface PolicyTestResult {
  readonly name: string
  /** None where the test passed. They tell where output and test differ, and hold no value of the message. */
  readonly problems: readonly Diagnostic[]
}

/** The clock of a test that sets none, so that ages do not change from one year to the next. */
const CLOCK = '2026-01-01T00:00:00Z'

/**
 * Runs the tests inside a policy, each as a message of its own. A message that is refused passes only a test that says
 * so. Tests with the same clock share an engine.
 */
export function runPolicyTests(policy: Policy, engineFor: EngineFor): PolicyTestResult[] {
  const engines = new Map<number, ReturnType<EngineFor>>()
  const process = (test: PolicyTest): TestedOutcome => {
    const now = new Date(test.now ?? CLOCK)
    const engine = engines.get(now.getTime()) ?? engineFor(policy, now)
    engines.set(now.getTime(), engine)
    return engine.process(Buffer.from(test.given))
  }
  return policy.tests.map((test) => ({
    name: test.name,
    problems: problemsOf(test, () => process(test)).map((message): Diagnostic => ({
      severity: 'error', file: policy.source.file, ...test.at, message: `test "${test.name}": ${message}`,
    })),
  }))
}

function problemsOf(test: PolicyTest, process: () => TestedOutcome): string[] {
  let outcome: TestedOutcome
  try {
    outcome = process()
  } catch (error) {
    return [`the engine threw ${toSluiceError(error).code}`]
  }
  const otherVerdict = test.verdict === undefined || test.verdict === outcome.verdict
    ? [] : [`the verdict is ${outcome.verdict}, not ${test.verdict}`]
  if (!('output' in outcome)) {
    const asked = test.verdict === outcome.verdict && test.expect === undefined && test.present.length === 0
    return asked ? [] : [...otherVerdict, `the message was refused: ${toSluiceError(outcome.error).code}`]
  }
  const text = Buffer.from(outcome.output).toString()
  const parsed = parseJson(text)
  if (parsed === undefined) return [...otherVerdict, 'the output is not JSON']
  const words = [text, ...stringsIn(parsed.value)]
  return [
    ...otherVerdict,
    ...(test.expect === undefined ? [] : differences(test.expect, parsed.value, '')),
    ...test.absent.flatMap((word, index) =>
      words.some((one) => one.includes(word)) ? [`absent[${index}] occurs in the output`] : []),
    ...test.present.flatMap((word, index) =>
      text.includes(word) ? [] : [`present[${index}] does not occur in the output`]),
  ]
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Every key and every text value, unescaped: what a receiver reads, however it was spelled. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)])
}

/** Where the output is not at least what is expected. `null` asks that nothing stands there. */
function differences(expected: unknown, actual: unknown, path: string): string[] {
  const here = path === '' ? 'the output' : path
  const isThere = actual !== undefined && actual !== null
  if (expected === null) return isThere ? [`${here} is there, and nothing is expected`] : []
  if (actual === undefined) return [`${here} is missing`]
  if (typeof expected !== 'object') return Object.is(expected, actual) ? [] : [`${here} is not as expected`]
  if (typeof actual !== 'object' || actual === null || Array.isArray(expected) !== Array.isArray(actual)) {
    return [`${here} is of another kind`]
  }
  return Object.entries(expected).flatMap(([key, inner]) => differences(
    inner, (actual as Record<string, unknown>)[key], Array.isArray(expected) ? `${path}[${key}]` : joined(path, key)))
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

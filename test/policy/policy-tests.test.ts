import { describe, expect, test } from 'vitest'
import { SluiceError } from '../../src/contract/errors.ts'
import { parsePolicy } from '../../src/policy/language/parse-policy.ts'
import { runPolicyTests } from '../../src/policy/policy-tests.ts'
import type { TestedOutcome } from '../../src/policy/policy-tests.ts'

const HEAD = 'sluice: policy/1\nname: p\nversion: "1"\nsummary: For a test.\nrules: []\ntests:\n'
const GIVEN = 'given: { resourceType: Patient, id: p1, name: [{ family: Canary }] }'

/** What a policy's one test says about an engine that answers `outcome`. */
function problems(lines: string, outcome: TestedOutcome): string[] {
  const policy = parsePolicy(Buffer.from(`${HEAD}  - name: t\n    ${GIVEN}\n${lines}`), 'p.yaml')
  const results = runPolicyTests(policy, () => ({ process: () => outcome }))
  return results.flatMap((result) => result.problems.map((problem) => problem.message.replace('test "t": ', '')))
}

function output(text: string, verdict: 'pass' | 'redact' = 'redact'): TestedOutcome {
  return { verdict, output: Buffer.from(text) }
}

const refused: TestedOutcome = { verdict: 'block', error: new SluiceError('SLUICE_POLICY_BLOCK') }

describe('A test inside a policy', () => {
  test.for<[string, string, string[]]>([
    ['a subset', 'expect: { id: p2, name: [{}, { family: Other }] }', []],
    ['a value that differs', 'expect: { id: p1 }', ['id is not as expected']],
    ['a member that is missing', 'expect: { birthDate: "1980" }', ['birthDate is missing']],
    ['a list that is short', 'expect: { name: [{}, {}, { family: Canary }] }', ['name[2] is missing']],
    ['a deep value that differs', 'expect: { name: [{ family: Canary }] }', ['name[0].family is missing']],
    ['another kind', 'expect: { name: { family: Canary } }', ['name is of another kind']],
    ['nothing where nothing is', 'expect: { birthDate: null }', []],
    ['nothing where something is', 'expect: { id: null }', ['id is there, and nothing is expected']],
    ['an absent word', 'absent: Canary', []],
    ['a word that is there', 'absent: [Canary, Other]', ['absent[1] occurs in the output']],
    ['a word that is there in other letters of JSON', 'absent: Bjarn', ['absent[0] occurs in the output']],
    ['a present word', 'present: "235.40"', []],
    ['a word that is not there', 'present: "235.4}"', ['present[0] does not occur in the output']],
    ['the verdict', 'verdict: redact', []],
    ['another verdict', 'verdict: pass', ['the verdict is redact, not pass']],
  ])('compares %s', ([, line, expected]) => {
    const text = '{"id":"p2","name":[{"text":"Bj\\u0061rn"},{"family":"Other"}],"value":235.40}'
    expect(problems(`    ${line}\n`, output(text))).toEqual(expected)
  })

  test('that only names absent words does not pass because the message was refused', () => {
    expect(problems('    absent: Canary\n', refused)).toEqual(['the message was refused: SLUICE_POLICY_BLOCK'])
    expect(problems('    verdict: block\n    absent: Canary\n', refused)).toEqual([])
    expect(problems('    verdict: quarantine\n', refused))
      .toEqual(['the verdict is block, not quarantine', 'the message was refused: SLUICE_POLICY_BLOCK'])
    expect(problems('    verdict: block\n', output('{}'))).toEqual(['the verdict is redact, not block'])
  })

  test('fails where the output is not JSON', () => {
    expect(problems('    absent: Canary\n', output('{'))).toEqual(['the output is not JSON'])
  })

  test('fails, without a value of the message, where the engine throws', () => {
    const policy = parsePolicy(Buffer.from(`${HEAD}  - name: t\n    ${GIVEN}\n    verdict: pass\n`), 'p.yaml')
    const [result] = runPolicyTests(policy, () => ({ process: () => { throw new Error('Canary') } }))
    expect(result?.problems).toEqual([
      { severity: 'error', file: 'p.yaml', line: 7, column: 5, message: 'test "t": the engine threw SLUICE_INTERNAL' },
    ])
  })

  test('is given its clock, or one that never moves, and the bytes it wrote', () => {
    const tests =
      '  - { name: a, now: 2026-11-05T10:00:00Z, given: { n: 1.0 }, verdict: pass }\n  - { name: b, given: "{ }", verdict: pass }\n'
    const policy = parsePolicy(Buffer.from(HEAD + tests), 'p.yaml')
    const seen: [string, string][] = []
    runPolicyTests(policy, (_policy, now) => ({
      process: (body) => {
        seen.push([now.toISOString(), Buffer.from(body).toString()])
        return output('{}', 'pass')
      },
    }))
    expect(seen).toEqual([['2026-11-05T10:00:00.000Z', '{"n":1.0}'], ['2026-01-01T00:00:00.000Z', '{ }']])
  })
})

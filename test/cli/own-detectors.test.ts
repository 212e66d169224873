import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { assembleLineGate, assemblePolicy } from '../../src/cli/assemble-engine.ts'
import { testKeys } from '../../src/cli/config/secrets.ts'
import { lintFile } from '../../src/cli/commands/lint.ts'
import { makeFolder, runCli } from './run-cli.ts'

const OWN = (prior: string, name = 'lakeside-id'): string => `sluice: detectors/1
detectors:
  - name: ${name}
    class: mrn
    describes: Lakeside number.
    patterns: [{ re: '\\bLS\\d{6}\\b', prior: ${prior} }]
    examples: { found: ["id [[LS123456]] ok"], notFound: ["LS12"] }
`
const POLICY = (text: string): string => `sluice: policy/1
name: mine
version: "1"
summary: For a test.
text: ${text}
rules:
  - { when: { class: free-text }, then: scan }
  - { when: { class: link }, then: pseudonymize }
  - { when: { class: not-identifying }, then: keep }
tests:
  - { name: t, given: { resourceType: Patient }, verdict: pass }
`

let cwd = ''
const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text)
beforeEach(() => {
  cwd = makeFolder()
})

describe('detectors of one\'s own', () => {
  test('are tried on texts before any policy names them', async () => {
    write('own.yaml', OWN('0.9'))
    write('notes.jsonl', '{"id":1,"text":"seen as LS654321 today"}\n')
    const tried = await runCli(['scan', '--texts', 'notes.jsonl', '--json', '--detectors', 'own.yaml'], { cwd })
    expect(JSON.parse(tried.stdout)).toMatchObject({
      id: 1,
      findings: [{ class: 'mrn', detector: 'lakeside-id', start: 8, end: 16, confidence: 0.9 }],
    })
  })

  test('are not for commands that release something, since no policy accounts for them', async () => {
    write('own.yaml', OWN('0.9'))
    expect((await runCli(['redact', '--detectors', 'own.yaml'], { cwd, input: '{}' })).code).toBe(1)
  })

  test('are tried in place of those of the same file, or of the same names, that the policy has', async () => {
    write('own.yaml', OWN('0.9'))
    write('next.yaml', OWN('0.7'))
    write('mine.yaml', POLICY('{ custom: own.yaml }'))
    const confidence = async (tried: string): Promise<number | undefined> => {
      const policy = assemblePolicy(join(cwd, 'mine.yaml'), undefined, [join(cwd, tried)])
      const gate = await assembleLineGate({ policy, keys: testKeys(), destination: 'd', purpose: 'p', now: () => new Date() })
      return gate.judge({ id: 1, text: 'seen as LS654321 today' }).findings[0]?.confidence
    }
    expect([await confidence('own.yaml'), await confidence('next.yaml')]).toEqual([0.9, 0.7])
  })

  test('that are not there are told where the policy names them', () => {
    write('mine.yaml', POLICY('{ custom: [nope.yaml] }'))
    expect(problems()).toEqual([`mine.yaml:5 ${join(cwd, 'nope.yaml')} cannot be read`])
  })

  /** What lint says of the policy that is no more than information. */
  const problems = (): string[] => lintFile(join(cwd, 'mine.yaml')).filter(({ severity }) => severity === 'error')
    .map(({ file, line, message }) => `${basename(file)}:${line} ${message}`)

  test.for([
    ['a number out of bounds', OWN('9'), 'own.yaml:6 at most 1 is expected here'],
    ['an example that is not found', OWN('0.2'), expect.stringMatching(/^own\.yaml:7 characters 3 to 11 are not found \(confidence 0\.2/)],
    ['a name that is given away', OWN('0.9', 'us-ssn'), 'own.yaml:3 this name is already taken by a detector that ships, or one of another file: "us-ssn"'],
  ] as const)('are checked with the policy that names them: %s', ([, own, problem]) => {
    write('own.yaml', own)
    write('mine.yaml', POLICY('{ custom: own.yaml }'))
    expect(problems()).toEqual([problem])
  })

  test('that are sound leave lint nothing to say', () => {
    write('own.yaml', OWN('0.9'))
    write('mine.yaml', POLICY('{ custom: own.yaml, only: [lakeside-id, us-ssn] }'))
    expect(problems()).toEqual([])
  })

  test('that a policy names and nobody has are an error of lint', () => {
    write('own.yaml', OWN('0.9'))
    write('mine.yaml', POLICY('{ custom: own.yaml, only: [lakeside-id, lakeside-it] }'))
    expect(problems()).toEqual(['mine.yaml:5 text names a detector that there is not: "lakeside-it"; did you mean "lakeside-id"?'])
  })
})

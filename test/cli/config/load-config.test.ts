import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../../src/cli/config/load-config.ts'
import { diagnosticsOf, formatDiagnostic } from '../../../src/policy/language/diagnostics.ts'
import { ROUTE_CONFIG as CONFIG } from '../route-config.ts'

/** What is wrong with a configuration, as file:line:col message. */
function problemsOf(text: string): string {
  try {
    parseConfig(text, 'c.yaml')
  } catch (error) {
    return diagnosticsOf(error).map(formatDiagnostic).join('\n')
  }
  return ''
}

describe('a configuration', () => {
  test.for([
    [
      'a number in quotes',
      'version: 1\nkeys',
      'version: "1"\nkeys',
      /^(?:SLUICE_CONFIG: )?c\.yaml:1:10 1 is expected here, without quotes/m,
    ],
    ['an unknown key', 'onError:', 'onerror:', /^c\.yaml:14:5 unknown key "onerror"; did you mean "onError"\?/m],
    [
      'a policy that is not there',
      'keep-everything',
      'keep-evrything',
      /^c\.yaml:10:13 .*did you mean "keep-everything"\?/m,
    ],
    [
      'a quarantine that is missing',
      '    quarantine: { file: q.jsonl }\n',
      '',
      /^c\.yaml:14:14 onError: quarantine needs/m,
    ],
    ['an error policy that is missing', '    onError: quarantine\n', '', /^c\.yaml:8:5 "onError" is missing here/m],
    [
      'an error policy that lets things pass',
      'onError: quarantine',
      'onError: pass',
      /^c\.yaml:14:14 "pass" is not known here/m,
    ],
    ['a secret written out', 'env:SLUICE_KEY', 'hunter2', /^c\.yaml:4:11 a key source is expected/m],
    [
      'two sources',
      '{ file: { path: in, follow: true } }',
      '{ file: { path: in }, stdin: {} }',
      /^c\.yaml:9:11 exactly one of .*file, .*stdin is expected/m,
    ],
    [
      'tombstones from a source that has none',
      'onError: quarantine',
      'tombstones: pass\n    onError: quarantine',
      /^c\.yaml:14:17 tombstones is about records of a topic, and file has none$/m,
    ],
    ['an output where it reads', 'path: out', 'path: in/clean', /^c\.yaml:13:17 this is where the route reads: in$/m],
    [
      'a resource type that FHIR does not have',
      'file: { path: in, follow: true }',
      'fhir-poll: { baseUrl: "https://example.org/fhir", search: [Patient, "Encountr?status=planned"], state: s.db }',
      /^c\.yaml:9:\d+ there is no Encountr in FHIR; did you mean "Encounter"\?/m,
    ],
    [
      'an output over the audit log',
      'path: out',
      'path: audit.jsonl',
      /^c\.yaml:13:25 the audit log is written there already/m,
    ],
    [
      'a port that there is not, told once',
      'version: 1\nkeys',
      'version: 1\nobserve: { listen: nonsense:99999 }\nkeys',
      /^c\.yaml:2:20 a port is at most 65535$(?![^]*c\.yaml:2:20)/m,
    ],
  ] as const)('with %s is refused at its place', ([, from, to, wanted]) => {
    expect(CONFIG).toContain(from)
    expect(problemsOf(CONFIG.replace(from, to))).toMatch(wanted)
  })

  const BRANCHES = CONFIG.slice(0, CONFIG.indexOf('    policy:')) + `    branches:
      - { name: a, policy: keep-everything, destination: lab, purpose: p, to: { file: { path: a } }, onError: block }
      - { name: b, policy: keep-everything, destination: lab, purpose: q, to: { file: { path: b } }, onError: block }
`

  test.for([
    ['a branch without a policy', '{ name: a, policy: keep-everything,', '{ name: a,', /^c\.yaml:11:9 "policy" is missing here/m],
    ['a branch that is there twice', 'name: b', 'name: a', /^c\.yaml:12:\d+ branch a is there twice/m],
    [
      'two branches that write to one folder',
      'path: b',
      'path: a',
      /^c\.yaml:12:\d+ the output of route first\/a is written there already/m,
    ],
    [
      'a branch with a policy that is not there',
      'policy: keep-everything, destination: lab, purpose: q',
      'policy: keep-all, destination: lab, purpose: q',
      /^c\.yaml:12:28 There is no policy/m,
    ],
    [
      'both branches and a policy',
      '    branches:',
      '    policy: keep-everything\n    branches:',
      /^c\.yaml:10:13 policy stands in each of branches/m,
    ],
    [
      'a branch with tombstones from a source that has none',
      'name: b,',
      'name: b, tombstones: drop,',
      /^c\.yaml:12:\d+ tombstones is about records of a topic, and file has none$/m,
    ],
    [
      'an address without a port',
      'version: 1\nkeys',
      'version: 1\nobserve: { listen: localhost }\nkeys',
      /^c\.yaml:2:20 host:port is expected here/m,
    ],
  ] as const)('with %s is refused at its place', ([, from, to, wanted]) => {
    expect(BRANCHES).toContain(from)
    expect(problemsOf(BRANCHES.replace(from, to))).toMatch(wanted)
  })
})

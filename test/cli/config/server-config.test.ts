import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../../src/cli/config/load-config.ts'
import { diagnosticsOf, formatDiagnostic } from '../../../src/policy/language/diagnostics.ts'
import { hashOf } from '../../connectors/fhir-proxy/open-proxy.ts'
import { ROOT, runCli } from '../run-cli.ts'

const KEY = 'a-key-of-a-vendor-0123456789-0123456789'

describe('the configuration of a server', () => {
  const CONFIG = `version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
servers:
  - name: vendor-api
    fhir-proxy:
      listen: { port: 8443 }
      baseUrl: https://sidecar.example.org/fhir
      upstream: { url: "http://fhir:8080/fhir" }
      state: state.db
      clients:
        - name: vendor
          apiKeySha256: [${hashOf(KEY)}]
          policy: hipaa-safe-harbor
          purpose: analytics
          resourceTypes: [Patient]
          interactions: [read]
`
  const problems = (text: string): string[] => {
    try {
      parseConfig(text, 'c.yaml')
      return []
    } catch (error) {
      return diagnosticsOf(error).map(formatDiagnostic)
    }
  }

  test('is good like this', () => {
    expect(problems(CONFIG)).toEqual([])
  })

  test.for([
    ['{ url: "http://fhir:8080/fhir" }', '{ url: "http://fhir:8080/fhir", authorization: env:X, plainHttp: true }'],
    ['{ url: "http://fhir:8080/fhir" }', '{ url: "https://fhir/fhir", authorization: env:X, forwardAuthorization: tokens }'],
    ['{ url: "http://fhir:8080/fhir" }', '{ url: "http://[::1]:8080/fhir", authorization: env:X }'],
    ['{ port: 8443 }', '{ port: 8443, host: 0.0.0.0, plainHttp: true }'],
    ['{ port: 8443 }', '{ port: 8443, host: "::1" }'],
    ['{ port: 8443 }', '{ port: 8443, host: 0.0.0.0, tls: { cert: a, key: b } }'],
  ] as const)('that says so, or needs not, may go by plain http: %s as %s', ([from, to]) => {
    expect(problems(CONFIG.replace(from, to))).toEqual([])
  })

  test('of the example, and of what deploys it, has nothing wrong with it', async () => {
    const result = await runCli(['lint', 'deploy/server.example.yaml'], { cwd: ROOT })
    expect(result).toMatchObject({ code: 0 })
  })

  test.for([
    ['a key written out', `apiKeySha256: [${hashOf(KEY)}]`, 'apiKeySha256: [hunter2]', /c\.yaml:13:26 .*64/],
    ['a client that nobody can be', /apiKeySha256: .*\n {10}/, '', /recognised by/],
    ['writing without a policy for it', 'interactions: [read]', 'interactions: [read, create]', /c\.yaml:17:25 who writes needs/],
    ['a policy that is not there', 'hipaa-safe-harbor', 'hipaa-safe-harbour', /did you mean "hipaa-safe-harbor"/],
    ['an unknown key', 'purpose:', 'purposes:', /unknown key "purposes"; did you mean "purpose"/],
    ['an interaction that is none', '[read]', '[reed]', /did you mean "read"/],
    ['a slash at the end of an address', 'org/fhir', 'org/fhir/', /without a slash/],
    [
      'a state that another has',
      /(servers:\n)([^]*)/,
      (_: string, head: string, server: string) => head + server + server.replace('vendor-api', 'other').replace('state.db', './state.db'),
      /c\.yaml:23:14 another server has this file/,
    ],
    [
      'credentials in clear for another machine',
      '{ url: "http://fhir:8080/fhir" }',
      '{ url: "http://fhir:8080/fhir", authorization: env:X }',
      /c\.yaml:9:24 credentials for another machine go by https/,
    ],
    [
      'tokens in clear for another machine',
      '{ url: "http://fhir:8080/fhir" }',
      '{ url: "http://fhir:8080/fhir", forwardAuthorization: tokens }',
      /credentials for another machine/,
    ],
    [
      'clients in clear on other machines',
      '{ port: 8443 }',
      '{ port: 8443, host: 0.0.0.0 }',
      /c\.yaml:7:\d+ what clients send beyond this machine/,
    ],
    [
      'the key of another client',
      /( {8}- name: vendor[^]*)/,
      (client: string) => client + client.replace('vendor', 'other'),
      /c\.yaml:19:26 client vendor has this key already/,
    ],
    ['a hash of nothing', `[${hashOf(KEY)}]`, `[${hashOf('')}]`, /c\.yaml:13:26 .*empty/],
    ['a hash of an end of a line', `[${hashOf(KEY)}]`, `[${hashOf('\n')}]`, /c\.yaml:13:26 .*empty/],
    [
      'a search parameter that is none',
      '[read]',
      '[read]\n          searchParameters: [Patient.gendr]',
      /c\.yaml:18:30 .*no search parameter Patient\.gendr; did you mean "gender"/,
    ],
    [
      'a search parameter of no type',
      '[read]',
      '[read]\n          searchParameters: [Patient.*, Patint.name]',
      /c\.yaml:18:41 .*no resource type Patint; did you mean "Patient"/,
    ],
    [
      'an address that is none, with credentials',
      '{ url: "http://fhir:8080/fhir" }',
      '{ url: fhir, authorization: env:X }',
      /c\.yaml:9:24 an absolute URL is expected/,
    ],
    ['neither routes nor servers', /servers:[^]*/, 'routes: []\n', /at least one route or server/],
    [
      'a resource type that is none',
      '[Patient]',
      '[Patent]',
      /c\.yaml:16:27 FHIR R4 has no resource type Patent; did you mean "Patient"\?/,
    ],
    ['tokens of nobody', /apiKeySha256: .*\n/, 'tokens: [{ issuer: "https://x.example.org", value: app }]\n', /no such issuer/],
    ['certificates that are not asked for', /apiKeySha256: .*\n/, 'certificates: [{ subject: { CN: x } }]\n', /certificates need listen/],
    [
      'a budget that limits nothing',
      'interactions: [read]',
      'interactions: [read]\n          budget: { windowHours: 1 }',
      /a budget limits/,
    ],
  ] as const)('says what is wrong: %s', ([, from, to, message]) => {
    expect(problems(CONFIG.replace(from, to as string)).join('\n')).toMatch(message)
  })
})

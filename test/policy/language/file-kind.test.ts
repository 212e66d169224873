import { expect, test } from 'vitest'
import { parseConfig } from '../../../src/cli/config/load-config.ts'
import { diagnosticsOf, formatDiagnostic } from '../../../src/policy/language/diagnostics.ts'
import { parsePolicy } from '../../../src/policy/language/parse-policy.ts'
import { parseCustomDetectors } from '../../../src/policy/own-detectors/load-custom-detectors.ts'

const POLICY = 'sluice: policy/1\nname: p\nversion: "1"\nsummary: s\nrules: []\n'
const DETECTORS = 'sluice: detectors/1\ndetectors: []\n'
const CONFIG = 'version: 1\nkeys: []\naudit: { file: a }\nroutes: []\n'
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const READERS = {
  policy: (text: string) => parsePolicy(bytesOf(text), 'f.yaml'),
  detectors: (text: string) => parseCustomDetectors(bytesOf(text), 'f.yaml'),
  configuration: (text: string) => parseConfig(text, 'f.yaml'),
}

function problemsOf(kind: keyof typeof READERS, text: string): string[] {
  try {
    READERS[kind](text)
    return []
  } catch (error) {
    return diagnosticsOf(error).map(formatDiagnostic)
  }
}

test.for([
  ['policy', DETECTORS, 'f.yaml:1:1 this is a file of detectors, and a policy is wanted'],
  ['policy', CONFIG, 'f.yaml:1:1 this is a configuration, and a policy is wanted'],
  ['detectors', POLICY, 'f.yaml:1:1 this is a policy, and a file of detectors is wanted'],
  ['detectors', CONFIG, 'f.yaml:1:1 this is a configuration, and a file of detectors is wanted'],
  ['configuration', POLICY, 'f.yaml:1:1 this is a policy, and a configuration is wanted'],
  ['configuration', DETECTORS, 'f.yaml:1:1 this is a file of detectors, and a configuration is wanted'],
] as const)('a file that is another than the %s that is wanted is called what it is, and nothing else: %j', ([kind, text, problem]) => {
  expect(problemsOf(kind, text)).toEqual([problem])
})

test.for([
  ['policy', 'name: p\n', '"sluice" is missing here'],
  ['policy', POLICY.replace('rules: []', 'keys: []'), '"rules" is missing here'],
  ['detectors', 'detectors: []\n', '"sluice" is missing here'],
  ['configuration', 'version: 1\n', '"keys" is missing here'],
] as const)('a %s that lacks something is told so: %j', ([kind, text, problem]) => {
  expect(problemsOf(kind, text).join('\n')).toContain(problem)
})

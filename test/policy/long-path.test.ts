import { expect, test } from 'vitest'
import { parsePolicy } from '../../src/policy/language/parse-policy.ts'

test('A path longer than anything in FHIR is an error and takes no time', () => {
  const text = `sluice: policy/1\nname: p\nversion: "1"\nsummary: x\nrules:\n  - { when: { path: "Questionnaire${'.item'.repeat(3000)}" }, then: keep }\n`
  expect(() => parsePolicy(Buffer.from(text), 'p.yaml')).toThrow(/1024/)
})

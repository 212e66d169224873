import { expect, test } from 'vitest'
import { shippedPolicyNames } from '../../src/policy/language/load.ts'
import { CORPORA_ABSENT, corpusFiles } from '../support/corpora.ts'
import { isFragile, numberTokens } from '../support/number-tokens.ts'
import { outputOf, shippedEngine } from '../support/shipped-engine.ts'

const FRAGILE_FILES = 40

const examples = corpusFiles('hl7-r4-examples/instances')
  .map((file) => ({ name: file.name, body: file.read() }))
  .filter(({ body }) => [...numberTokens(body.toString()).values()].flat().some(isFragile))

test('Parsing and printing would change numbers in 40 of the official R4 examples', (context) => {
  if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
  expect(examples.length).toBe(FRAGILE_FILES)
})

test.for(shippedPolicyNames())('Every number that %s keeps is spelled as it came', (policy, context) => {
  if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
  const engine = shippedEngine(policy)
  let fragile = 0
  for (const { name, body } of examples) {
    const before = numberTokens(body.toString())
    for (const [path, tokens] of numberTokens(outputOf(engine, body))) {
      const left = [...before.get(path) ?? []]
      // An age is told in bands of ten years by one of the policies.
      if (path.includes('whenRange')) continue
      const strangers = tokens.filter((token) => {
        const at = left.indexOf(token)
        if (at >= 0) left.splice(at, 1)
        return at < 0
      })
      expect([name, path, strangers]).toEqual([name, path, []])
      fragile += tokens.filter(isFragile).length
    }
  }
  expect(fragile).toBeGreaterThan(100)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SENSITIVITIES } from '../../src/classify/sensitivity.ts'
import { ELEMENT_CLASSES } from '../../src/contract/classes.ts'
import { VERDICTS } from '../../src/contract/receipt.ts'
import { buildSchema } from '../../src/policy/language/build-schema.ts'
import { loadPolicy, shippedPoliciesFolder, shippedPolicyNames } from '../../src/policy/language/load.ts'
import { parsePolicy } from '../../src/policy/language/parse-policy.ts'

const readme = readFileSync(join(shippedPoliciesFolder(), 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
const HEAD = 'sluice: policy/1\nname: p\nversion: "1"\nsummary: For a test.\nrules:\n'

/** All words that the schema allows anywhere: keys and enum values. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'enum' && Array.isArray(value)) return value.map(String)
    if (key === 'properties' && typeof value === 'object' && value !== null) return [...Object.keys(value), ...wordsOf(value)]
    return wordsOf(value)
  })
}

describe('The catalogue of policies', () => {
  test('has a row for every shipped policy, and no other', () => {
    const rows = [...readme.matchAll(/^\| \[([a-z-]+)\]\(\1\.yaml\) \|/gm)].map((match) => match[1] ?? '')
    expect(rows.sort()).toEqual(shippedPolicyNames())
  })

  test.for(shippedPolicyNames())('says of %s what law it follows, as the policy does', (name) => {
    const policy = loadPolicy(name)
    const row = readme.split('\n').find((line) => line.startsWith(`| [${name}]`)) ?? ''
    const cited = row.match(/\d+ CFR (?:Part \d+|[\d.]+)/g) ?? []
    expect(
      cited.filter((law) => policy.follows?.includes(law) !== true && !policy.follows?.includes(law.replace(/^\d+ CFR /, ''))),
    ).toEqual([])
    expect(row.includes('| none |')).toBe(policy.follows === undefined)
  })
})

describe('The language reference', () => {
  test.for(blocks)('shows YAML that loads: %s', (block) => {
    const text = block.includes('sluice: policy/1') ? block : HEAD + block.replace(/^/gm, '  ').trimEnd() + '\n'
    expect(parsePolicy(Buffer.from(text), 'README.md').rules.length).toBeGreaterThan(0)
  })

  test('names every key and word of the schema', () => {
    expect(blocks.length).toBeGreaterThan(1)
    const words = new Set([...wordsOf(JSON.parse(buildSchema())), ...ELEMENT_CLASSES, ...VERDICTS, ...SENSITIVITIES])
    expect([...words].filter((word) => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(readme))).toEqual([])
    expect(words.size).toBeGreaterThan(60)
  })
})

test('The JSON Schema for editors is the one that the code makes', () => {
  expect(readFileSync(join(shippedPoliciesFolder(), 'policy.schema.json'), 'utf8')).toBe(buildSchema())
})

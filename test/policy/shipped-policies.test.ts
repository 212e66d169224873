import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { createEngine } from '../../src/pipeline/engine.ts'
import { lintPolicy } from '../../src/policy/lint/lint.ts'
import { loadPolicy, shippedPolicyNames } from '../../src/policy/language/load.ts'
import { runPolicyTests } from '../../src/policy/policy-tests.ts'
import { loadFakeData } from '../../src/transform/fake/fake-data.ts'
import { createKeyring } from '../../src/transform/keys.ts'
import { TEXT_PARTS } from '../support/text-parts.ts'

const fakeData = await loadFakeData()

/** These let everything through on purpose, and lint says so each time. */
const OPEN: ReadonlySet<string> = new Set(['keep-everything', 'monitor'])
const keyring = createKeyring({ keys: [{ version: 1, secret: Buffer.alloc(32, 7) }], destination: 'test', purpose: 'test' })

describe.for(shippedPolicyNames())('The policy %s', (name) => {
  const policy = loadPolicy(name)

  test('is named as its file, and begins with its schema and a word to the reader', () => {
    const lines = readFileSync(policy.source.file, 'utf8').split('\n')
    expect(policy.name).toBe(name)
    expect(lines[0]).toBe('# yaml-language-server: $schema=./policy.schema.json')
    expect(lines.slice(1, 12).filter((line) => line.startsWith('# ')).length).toBeGreaterThan(4)
  })

  test('has nothing for lint to object to, unless it is open by design', () => {
    const objections = lintPolicy(policy).filter(({ severity }) => severity !== 'info').map(({ message }) => message)
    expect(objections.filter((message) => !OPEN.has(name) || !message.includes('is fail-open'))).toEqual([])
    expect(objections.length > 0).toBe(OPEN.has(name))
  })

  test('passes its own tests', () => {
    const results = runPolicyTests(policy, (tested, now) => createEngine({
      policy: tested, keyring, now: () => now, destination: 'test', purpose: 'test', findings: false, limits: LIMITS,
      texts: TEXT_PARTS, fakeData,
    }))
    expect(results.length).toBeGreaterThan(0)
    expect(results.flatMap(({ problems }) => problems.map(({ line, message }) => `${line} ${message}`))).toEqual([])
  })
})

test('Safe Harbor has a test for each of the identifiers A to R', () => {
  const letters = loadPolicy('hipaa-safe-harbor').tests.flatMap(({ name }) => {
    const claimed = /^((?:[A-R](?:, | and )?)+),? /.exec(name)?.[1] ?? ''
    return claimed.match(/\b[A-R]\b/g) ?? []
  })
  expect([...new Set(letters)].sort().join('')).toBe('ABCDEFGHIJKLMNOPQR')
})

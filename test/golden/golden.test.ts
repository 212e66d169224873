import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { outputOf, shippedEngine } from '../support/shipped-engine.ts'

/** A folder is called `policy.what-it-shows`, for a shipped policy; or it brings its own policy.yaml. */
const cases = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)

test.for(cases)('%s becomes the bytes that are expected; UPDATE=1 writes them', (name) => {
  const at = (file: string): string => join(import.meta.dirname, name, file)
  const policy = loadPolicy(existsSync(at('policy.yaml')) ? at('policy.yaml') : name.slice(0, name.indexOf('.')))
  const output = outputOf(shippedEngine(policy), readFileSync(at('input.json')))
  if (process.env['UPDATE'] === '1') writeFileSync(at('expected.json'), output)
  expect(output).toBe(readFileSync(at('expected.json'), 'utf8'))
  expect(output).not.toBe(readFileSync(at('input.json'), 'utf8'))
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildConfigSchema, CONFIG_SCHEMA } from '../../../src/cli/config/build-schema.ts'

test('The JSON Schema of sluice.yaml is the one that the code makes', () => {
  expect(readFileSync(CONFIG_SCHEMA, 'utf8'), 'run: npm run generate').toBe(buildConfigSchema())
})

test.for([
  ['sluice.example.yaml', './'],
  ['server.example.yaml', './'],
  ['compose/sluice.yaml', '../'],
] as const)('%s begins with it', ([file, up]) => {
  const [first] = readFileSync(new URL(`../../../deploy/${file}`, import.meta.url), 'utf8').split('\n')
  expect(first).toBe(`# yaml-language-server: $schema=${up}sluice.schema.json`)
})

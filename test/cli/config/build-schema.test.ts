import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildConfigSchema, CONFIG_SCHEMA } from '../../../src/cli/config/build-schema.ts'

test('The JSON Schema of sluice.yaml is the one that the code makes', () => {
  expect(readFileSync(CONFIG_SCHEMA, 'utf8'), 'run: npm run generate').toBe(buildConfigSchema())
})

interface Part {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Part>>
  readonly items?: Part
  readonly additionalProperties?: Part | boolean
  readonly anyOf?: readonly Part[]
  readonly oneOf?: readonly Part[]
  readonly allOf?: readonly Part[]
}

/** Settings with nothing below them that nobody describes. */
function undescribed(part: Part, path: string, told: boolean): string[] {
  const is = told || part.description !== undefined
  const below = [
    ...Object.entries(part.properties ?? {}).flatMap(([key, inner]) => undescribed(inner, `${path}.${key}`, false)),
    ...[...part.anyOf ?? [], ...part.oneOf ?? [], ...part.allOf ?? []].flatMap((inner) => undescribed(inner, path, is)),
    ...part.items === undefined ? [] : undescribed(part.items, path, is),
    ...typeof part.additionalProperties === 'object' ? undescribed(part.additionalProperties, path, is) : [],
  ]
  const isLeaf = part.properties === undefined && part.items === undefined && part.anyOf === undefined && part.oneOf === undefined
  return isLeaf && !is ? [path, ...below] : below
}

test('Every setting of sluice.yaml is described', () => {
  expect([...new Set(undescribed(JSON.parse(buildConfigSchema()) as Part, '', false))]).toEqual([])
})

test.for([
  ['sluice.example.yaml', './'],
  ['server.example.yaml', './'],
  ['compose/sluice.yaml', '../'],
] as const)('%s begins with it', ([file, up]) => {
  const [first] = readFileSync(new URL(`../../../deploy/${file}`, import.meta.url), 'utf8').split('\n')
  expect(first).toBe(`# yaml-language-server: $schema=${up}sluice.schema.json`)
})

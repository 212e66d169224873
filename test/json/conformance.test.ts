import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SluiceError } from '../../src/contract/errors.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { createReader } from '../../src/json/machine.ts'
import { createWalker } from '../../src/json/walk.ts'

const SUITE = new URL('../../../shared/corpora/json-test-suite/test_parsing/', import.meta.url)
const WHY = 'the corpus json-test-suite is not beside the project'
const walker = createWalker(LIMITS)
const anything = createReader({ duplicates: false })
const strict = createReader({ duplicates: true })

function codeOf(text: string | Uint8Array, machine = strict): string {
  try {
    walker.walk(machine, Buffer.from(text))
    return 'read'
  } catch (error) {
    if (error instanceof SluiceError) return error.code
    throw error
  }
}

function suite(prefix: string): string[] {
  return existsSync(SUITE) ? readdirSync(SUITE).filter((file) => file.startsWith(prefix)) : []
}

describe('Of the JSON test suite', () => {
  test('all 188 texts that must be rejected are refused with a typed error', (context) => {
    if (!existsSync(SUITE)) context.skip(WHY)
    const files = suite('n_')
    const read = files.filter((file) => codeOf(readFileSync(new URL(encodeURIComponent(file), SUITE)), anything) === 'read')
    expect([files.length, read]).toEqual([188, []])
  })

  test('all 95 texts that must be accepted are read', (context) => {
    if (!existsSync(SUITE)) context.skip(WHY)
    const files = suite('y_')
    const refused = files.filter((file) => codeOf(readFileSync(new URL(encodeURIComponent(file), SUITE)), anything) !== 'read')
    expect([files.length, refused]).toEqual([95, []])
  })

  test('only the two texts with a repeated key are refused besides, where that is looked for', (context) => {
    if (!existsSync(SUITE)) context.skip(WHY)
    const refused = suite('y_').filter((file) => codeOf(readFileSync(new URL(encodeURIComponent(file), SUITE))) !== 'read')
    expect(refused.sort()).toEqual(['y_object_duplicated_key.json', 'y_object_duplicated_key_and_value.json'])
  })
})

test.for([
  ['{"a":1,"a":2}', 'SLUICE_JSON_DUPLICATE_KEY'],
  ['{"a":1,"\\u0061":2}', 'SLUICE_JSON_DUPLICATE_KEY'],
  ['{"a":{"b":1,"b":2}}', 'SLUICE_JSON_DUPLICATE_KEY'],
  ['{"a":1}{"a":1}', 'SLUICE_JSON_SYNTAX'],
  ['{"a":1} x', 'SLUICE_JSON_SYNTAX'],
  ['{"a":"\u0000"}', 'SLUICE_JSON_SYNTAX'],
  ['{"a":NaN}', 'SLUICE_JSON_SYNTAX'],
  ['{"a":Infinity}', 'SLUICE_JSON_SYNTAX'],
  ['{"a":1e999}', 'SLUICE_JSON_NUMBER'],
  ['{"a":-1e999}', 'SLUICE_JSON_NUMBER'],
  ['{"a":1e-999}', 'read'],
  ['{"a":"\\ud800"}', 'SLUICE_JSON_ENCODING'],
  ['{"a":"\\udc00"}', 'SLUICE_JSON_ENCODING'],
  ['{"a":"\\ud83d\\ude00"}', 'read'],
  ['\ufeff{"a":1}', 'SLUICE_JSON_ENCODING'],
  ['', 'SLUICE_JSON_SYNTAX'],
  ['{', 'SLUICE_JSON_SYNTAX'],
  ['{"a"', 'SLUICE_JSON_SYNTAX'],
  ['{"a":"', 'SLUICE_JSON_SYNTAX'],
  ['[1,]', 'SLUICE_JSON_SYNTAX'],
] as const)('%j is answered with %s', ([text, code]) => {
  expect(codeOf(text)).toBe(code)
})

test('Bytes that are no UTF-8 are refused as such, in a string and in a key', () => {
  expect(codeOf(Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]))).toBe('SLUICE_JSON_ENCODING')
  expect(codeOf(Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]))).toBe('SLUICE_JSON_ENCODING')
})

test('A message in UTF-16 is refused', () => {
  expect(codeOf(Buffer.from('{"a":1}', 'utf16le'))).toBe('SLUICE_JSON_SYNTAX')
  expect(codeOf(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{}', 'utf16le')]))).toBe('SLUICE_JSON_ENCODING')
})

test('Nesting is read to the limit and refused past it, without the stack being the judge', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
  expect(codeOf(nested(LIMITS.depthMax), anything)).toBe('read')
  expect(codeOf(nested(LIMITS.depthMax + 1), anything)).toBe('SLUICE_LIMIT_DEPTH')
  expect(codeOf(nested(100_000), anything)).toBe('SLUICE_LIMIT_DEPTH')
})

test('A message larger than the arena is read as a small one is, and the next small one too', () => {
  expect(codeOf(JSON.stringify({ long: 'x'.repeat(1_000_000) }))).toBe('read')
  expect(codeOf('{"a":1}')).toBe('read')
  expect(codeOf('{"a":1,')).toBe('SLUICE_JSON_SYNTAX')
})

test('The error names the byte', () => {
  expect(() => walker.walk(strict, Buffer.from('{"a": tru}'))).toThrow(
    expect.objectContaining({ where: { byte: 6 } }) as Error)
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SluiceError } from '../../src/contract/errors.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { engineFor } from '../property/compare.ts'

const SUITE = new URL('../../../shared/corpora/json-test-suite/test_parsing/', import.meta.url)
const ABSENT = 'the corpus json-test-suite is not beside the project'
const keep = engineFor(loadPolicy('keep-everything'))
const harbor = engineFor(loadPolicy('hipaa-safe-harbor'))

interface Case {
  readonly file: string
  readonly bytes: Buffer
}

function cases(prefix: string): Case[] {
  if (!existsSync(SUITE)) return []
  return readdirSync(SUITE).filter((file) => file.startsWith(prefix)).sort()
    .map((file) => ({ file, bytes: readFileSync(new URL(encodeURIComponent(file), SUITE)) }))
}

/** What the strict reading of RFC 8259 makes of the cases that the suite leaves open: `passes`, or the code. */
const OPEN_CASES: Readonly<Record<string, string>> = {
  SLUICE_JSON_NUMBER: `number_huge_exp number_neg_int_huge_exp number_pos_double_huge_exp number_real_neg_overflow number_real_pos_overflow`,
  SLUICE_JSON_ENCODING: `object_key_lone_2nd_surrogate string_1st_surrogate_but_2nd_missing string_1st_valid_surrogate_2nd_invalid
    string_incomplete_surrogate_and_escape_valid string_incomplete_surrogate_pair string_incomplete_surrogates_escape_valid
    string_invalid_lonely_surrogate string_invalid_surrogate string_inverted_surrogates_U+1D11E string_lone_second_surrogate
    string_UTF-16LE_with_BOM string_UTF-8_invalid_sequence string_UTF8_surrogate_U+D800 string_invalid_utf-8 string_iso_latin_1
    string_lone_utf8_continuation_byte string_not_in_unicode_range string_overlong_sequence_2_bytes string_overlong_sequence_6_bytes
    string_overlong_sequence_6_bytes_null string_truncated-utf-8 string_utf16BE_no_BOM string_utf16LE_no_BOM structure_UTF-8_BOM_empty_object`,
  SLUICE_LIMIT_DEPTH: 'structure_500_nested_arrays',
  passes: `number_double_huge_neg_exp number_real_underflow number_too_big_neg_int number_too_big_pos_int number_very_big_negative_int`,
}

describe('Through an engine that keeps everything, of the JSON test suite', () => {
  test('all 188 texts that must be rejected are refused with a typed error and without output', (context) => {
    if (!existsSync(SUITE)) context.skip(ABSENT)
    const outcomes = cases('n_').flatMap(({ file, bytes }) => [keep, harbor].map((engine) => ({ file, outcome: engine.process(bytes) })))
    const wrong = outcomes.filter(({ outcome }) =>
      'output' in outcome || !(outcome.error instanceof SluiceError) || !/^SLUICE_(?:JSON|LIMIT)_/.test(outcome.error.code))
    expect([outcomes.length, wrong.map(({ file }) => file)]).toEqual([2 * 188, []])
  })

  test('all 95 texts that must be accepted come out byte for byte, but the two that hold a key twice', (context) => {
    if (!existsSync(SUITE)) context.skip(ABSENT)
    const all = cases('y_')
    const refused = all.flatMap(({ file, bytes }) => {
      const outcome = keep.process(bytes)
      if ('error' in outcome) return [`${file} ${outcome.error.code}`]
      return Buffer.compare(outcome.output, bytes) === 0 ? [] : [`${file} changed`]
    })
    // Two readers may see two values, so not even keeping everything lets them pass.
    expect([all.length, refused]).toEqual([95, [
      'y_object_duplicated_key.json SLUICE_JSON_DUPLICATE_KEY', 'y_object_duplicated_key_and_value.json SLUICE_JSON_DUPLICATE_KEY',
    ]])
  })

  test('the 35 texts that parsers may or may not accept are answered as listed', (context) => {
    if (!existsSync(SUITE)) context.skip(ABSENT)
    const expected = Object.fromEntries(Object.entries(OPEN_CASES).flatMap(([code, names]) =>
      names.split(/\s+/).map((name) => [`i_${name}.json`, code])))
    const actual = Object.fromEntries(cases('i_').map(({ file, bytes }) => {
      const outcome = keep.process(bytes)
      return [file, 'error' in outcome ? outcome.error.code : Buffer.compare(outcome.output, bytes) === 0 ? 'passes' : 'changed']
    }))
    expect(Object.keys(actual)).toHaveLength(35)
    expect(actual).toEqual(expected)
  })

  test('the same bytes inside an unknown element of a Patient are refused as alone', (context) => {
    if (!existsSync(SUITE)) context.skip(ABSENT)
    const inside = (bytes: Buffer): Buffer =>
      Buffer.concat([Buffer.from('{"resourceType":"Patient","nickname":'), bytes, Buffer.from(',"gender":"male"}')])
    // These end or continue the text around them, and so are well-formed there.
    const passed = cases('n_').filter(({ bytes }) => 'output' in harbor.process(inside(bytes)) && !parses(inside(bytes)))
    expect(passed.map(({ file }) => file)).toEqual([])
    expect(cases('y_').every(({ bytes }) => 'output' in harbor.process(inside(bytes)))).toBe(true)
  })
})

function parses(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'))
    return true
  } catch {
    return false
  }
}

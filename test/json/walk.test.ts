import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { createWalker } from '../../src/json/walk.ts'
import { machineOf, readerOf, readShape } from './read-shape.ts'

const reader = readerOf({ duplicates: true })
const walker = createWalker(LIMITS)
const codeOf = (bytes: string | Uint8Array): string => {
  try {
    walker.walk(reader, Buffer.from(bytes))
    return 'read'
  } catch (error) {
    return (error as { code?: string }).code ?? 'no code'
  }
}

describe('numbers', () => {
  test.for([
    '0', '-0', '1', '-1', '10', '1.0', '0.10', '-0.0', '1e5', '1E+5', '1e-5', '0e0', '123456789012345678901234567890.5', '1e308', '1e-999',
    `1${'0'.repeat(308)}`,
    `0.${'0'.repeat(500)}1`,
  ])('%s is read', (text) => {
    expect(codeOf(text)).toBe('read')
  })

  test.for([
    '', '-', '+1', '01', '-01', '.5', '1.', '1.e5', '1e', '1e+', '0x1', '1_0', 'NaN', 'Infinity', '-Infinity', '1 2', '--1', '1.2.3', '１',
  ])('"%s" is none', (text) => {
    expect(codeOf(text)).toBe('SLUICE_JSON_SYNTAX')
  })

  test.for(['1e999', '-1e309', '9'.repeat(400), `1${'0'.repeat(309)}`, `${'9'.repeat(310)}.5e0`])(
    '%s is more than any reader can hold',
    (text) => {
      expect(codeOf(`{"a":${text}}`)).toBe('SLUICE_JSON_NUMBER')
    },
  )
})

describe('strings', () => {
  test.for([
    '""', '"a"', '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\u0041"', '"\\uD83D\\uDE00"', '"\\ud83d\\ude00"', '"\u007f"', '"\u{1F600}é"',
    '"\\u0000"', '"\\u2028\u2028"',
  ])('%s is read', (text) => {
    expect(codeOf(text)).toBe('read')
  })

  test.for([
    '"', '"a', '"\\"', '"\\x41"', '"\\u12"', '"\\u123g"', '"\\U0041"', '"\n"', '"\t"', '"\u0000"', '"\u001f"', "'a'", '"a" b', '"\\',
  ])('%j is none', (text) => {
    expect(codeOf(text)).toBe('SLUICE_JSON_SYNTAX')
  })

  test.for(['"\\ud83d"', '"\\ude00"', '"\\ud83d\\ud83d"', '"\\ud83dx"', '"\\ud83d\\n"', '"\\ude00\\ud83d"'])(
    '%s holds half a surrogate pair',
    (text) => {
      expect(codeOf(`{"a":${text}}`)).toBe('SLUICE_JSON_ENCODING')
      expect(codeOf(`{${text}:1}`)).toBe('SLUICE_JSON_ENCODING')
    },
  )

  test('of every length end where their quote is, wherever the special byte stands', () => {
    for (let length = 0; length < 40; length++) {
      for (const special of ['\\"', '\\\\', 'é', '\\u0041']) {
        const text = `{"k":"${'x'.repeat(length)}${special}${'y'.repeat(length % 5)}","l":1}`
        expect(readShape(text, machineOf({ k: 'value', l: 'value' })).rows.map((row) => row.text).slice(1)).toEqual([
          `"${'x'.repeat(length)}${special}${'y'.repeat(length % 5)}"`, '1',
        ])
      }
    }
  })

  test.for([
    ['a lone continuation byte', [0x80]], ['an overlong slash', [0xc0, 0xaf]], ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a cut sequence', [0xe2, 0x82]], ['a byte that UTF-8 never has', [0xff]], ['a code point too high', [0xf4, 0x90, 0x80, 0x80]],
  ] as const)('with %s are refused, in values and keys', ([, bytes]) => {
    const wrap = (before: string, after: string): Buffer => Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])
    expect(codeOf(wrap('{"a":"', '"}'))).toBe('SLUICE_JSON_ENCODING')
    expect(codeOf(wrap('{"', '":1}'))).toBe('SLUICE_JSON_ENCODING')
  })
})

describe('documents', () => {
  test.for([
    ['nothing', ''],
    ['space only', ' \n'],
    ['two', '{}{}'],
    ['one and a half', '{}{'],
    ['one and a comma', '{},'],
    ['one and a NUL', '{}\0'],
    ['a NUL inside', '{\0}'],
    ['a comment', '{/**/}'],
    ['a trailing comma', '{"a":1,}'],
    ['a leading comma', '[,1]'],
    ['an open array', '[1'],
    ['crossed brackets', '[{]}'],
    ['no colon', '{"a" 1}'],
    ['two colons', '{"a"::1}'],
    ['no key', '{1:1}'],
    ['no comma', '[1 2]'],
    ['a form feed', '[\f1]'],
    ['a no-break space', '[\u00a01]'],
    ['a cut literal', 'tru'], ['a long literal', 'truer'], ['capitals', 'True'], ['a bare word', 'nul'],
  ])('of %s are none', ([, text]) => {
    expect(codeOf(text ?? '')).toBe('SLUICE_JSON_SYNTAX')
  })

  test.for([
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFF{}')], ['UTF-16, little end first', Buffer.from('\uFEFF{}', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\uFEFF{}', 'utf16le').swap16()],
  ] as const)('in %s are refused as such', ([, bytes]) => {
    expect(codeOf(bytes)).toBe('SLUICE_JSON_ENCODING')
  })

  test('in UTF-16 without a mark are refused', () => {
    expect(codeOf(Buffer.from('{"a":1}', 'utf16le'))).toBe('SLUICE_JSON_SYNTAX')
  })

  test('cut anywhere are refused', () => {
    const text = '{"a":[1,-2.5e3,"x\\u0041\\"",{"b":null,"c":[true,false]}],"é":{}}'
    const bytes = Buffer.from(text)
    expect(codeOf(bytes)).toBe('read')
    for (let at = 0; at < bytes.length; at++) expect(codeOf(bytes.subarray(0, at))).not.toBe('read')
  })

  test.for(['[', '{"a":'])('nested with %s are read to the limit of depth and no further', (open) => {
    const nest = (depth: number): string => open.repeat(depth) + (open === '[' ? '' : '1') + (open === '[' ? ']' : '}').repeat(depth)
    expect(codeOf(nest(LIMITS.depthMax))).toBe('read')
    expect(codeOf(nest(LIMITS.depthMax + 1))).toBe('SLUICE_LIMIT_DEPTH')
    expect(codeOf(open.repeat(200_000))).toBe('SLUICE_LIMIT_DEPTH')
  })

  test('that are wide are read: a hundred thousand keys, and a key of a million bytes', () => {
    expect(codeOf(`{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":${at}`).join()}}`)).toBe('read')
    expect(codeOf(`{"${'k'.repeat(1_000_000)}":1}`)).toBe('read')
  })

  test.for([
    '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"é":1,"\\u00e9":2}', '[{"b":{"":1,"":2}}]', '{"a":{"a":1},"a":1}',
    '{"__proto__":1,"__proto__":2}',
  ])('with a repeated key are refused: %s', (text) => {
    expect(codeOf(text)).toBe('SLUICE_JSON_DUPLICATE_KEY')
  })

  test('errors say where, by the byte, and nothing else of the message', () => {
    let caught: unknown
    try {
      walker.walk(reader, Buffer.from('{"canary":"Smith",}'))
    } catch (error) {
      caught = error
    }
    expect(caught).toMatchObject({ code: 'SLUICE_JSON_SYNTAX', where: { byte: 18 } })
    expect(JSON.stringify(caught) + String(caught)).not.toMatch(/canary|Smith/)
  })

  test('of any JSON are read as JSON.parse reads them, and one cut or changed as it says', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', '"', ',', '}', '0', ' ', '\\'), (text, at, piece) => {
      const place = at % (text.length + 1)
      const changed = text.slice(0, place) + piece + text.slice(place + 1)
      for (const one of [text, changed]) expect(reads(one) || refusesMore(one)).toBe(parses(one))
    }), { seed: 7, numRuns: 500 })
  })
})

function reads(text: string): boolean {
  return codeOf(text) === 'read'
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The engine is stricter than JSON.parse about these. */
function refusesMore(text: string): boolean {
  return (
    ['SLUICE_JSON_DUPLICATE_KEY', 'SLUICE_JSON_ENCODING', 'SLUICE_JSON_NUMBER', 'SLUICE_LIMIT_DEPTH'].includes(codeOf(text)) && parses(text)
  )
}

describe('the tape', () => {
  test('holds what is recorded in the order of the document, parents first, with the bytes of each', () => {
    const { rows } = readShape('{ "q":0, "a" : 1.50,"l":[ "x" , null],"o":{"deep":{"v":true}},"w":{"z":[1]} }', machineOf({
      q: 'quiet', a: 'value', l: ['value'], o: { deep: { v: 'value' } }, w: 'whole',
    }))
    expect(rows.map(({ key, text, parent, size }) => [key, text, parent, size])).toEqual([
      ['', '{ "q":0, "a" : 1.50,"l":[ "x" , null],"o":{"deep":{"v":true}},"w":{"z":[1]} }', -1, 5],
      ['a', '1.50', 0, 0], ['l', '[ "x" , null]', 0, 2], ['l', '"x"', 2, 0], ['l', 'null', 2, 0],
      ['o', '{"deep":{"v":true}}', 0, 1], ['deep', '{"v":true}', 5, 1], ['v', 'true', 6, 0], ['w', '{"z":[1]}', 0, 1],
    ])
  })

  test.for([
    ['a string for an object', '{"o":"x"}'], ['an object for a string', '{"a":{"b":1}}'], ['a single value for an array', '{"l":1}'],
    ['an array for a single value', '{"a":[1]}'], ['an array in an array', '{"l":[[1]]}'], ['null for a value', '{"a":null}'],
    ['an array for an object', '{"o":[{}]}'], ['an object among values', '{"l":[1,{"a":2}]}'],
  ])('marks %s as a mismatch and holds nothing of what is inside', ([, text]) => {
    const { rows } = readShape(text ?? '', machineOf({ a: 'value', l: ['value'], o: { v: 'value' } }))
    const mismatched = rows.filter(({ flags }) => flags.includes('mismatch'))
    expect(mismatched).toHaveLength(1)
    expect(rows.at(-1)).toBe(mismatched[0])
  })
})

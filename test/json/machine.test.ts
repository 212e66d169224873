import { describe, expect, test } from 'vitest'
import { createMachine } from '../../src/json/lazy-machine.ts'
import { KEYS_MAX, STATES_RESERVED, ANYTHING } from '../../src/json/machine.ts'
import { machineOf, readerOf, readShape } from './read-shape.ts'

const keysOf = (text: string, shape: Parameters<typeof machineOf>[0]): string[] =>
  readShape(text, machineOf(shape)).rows.slice(1).map(({ key }) => key)

describe('keys', () => {
  const keys = ['a', 'ab', 'abc', 'abcd', 'abcde', 'abcdefg', 'abcdefgh', 'abcdefghi', 'valueString', 'valueStrinG', 'v', 'é', 'ключ']
  const shape = Object.fromEntries(keys.map((key) => [key, 'value' as const]))

  test.for(keys)('the key %s is told from those that begin alike', (key) => {
    expect(keysOf(JSON.stringify({ [key]: 1 }), shape)).toEqual([key])
  })

  test.for(keys)('the key %s is known when it is spelled by character codes', (key) => {
    const spelled = Array.from(key).map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
    expect(keysOf(`{"${spelled}":1}`, shape)).toEqual([key])
  })

  test.for(['', 'b', 'A', 'abcdefghij', 'abcdefg ', 'valueStrin', 'valueString ', '__proto__', 'constructor'])(
    'the key "%s" is not known, and its value is recorded all the same', (key) => {
      expect(keysOf(`{${JSON.stringify(key)}:1}`, shape)).toEqual([''])
    })

  test('are found in any order, however often they were met in another', () => {
    const machine = machineOf(shape)
    const orders = [keys, keys.toReversed(), [...keys.slice(5), ...keys.slice(0, 5)]]
    for (const order of [...orders, ...orders]) {
      const text = JSON.stringify(Object.fromEntries(order.map((key) => [key, 1])))
      expect(readShape(text, machine).rows.slice(1).map(({ key }) => key)).toEqual(order)
    }
  })

  test(`more than ${KEYS_MAX} of them in one state are refused when it is described`, () => {
    const edges = Array.from({ length: KEYS_MAX + 1 }, (_, at) => ({ ...ANYTHING, key: `k${at}` }))
    const machine = createMachine({
      words: [], root: { ...ANYTHING, child: STATES_RESERVED }, partRoots: [],
      define: () => ({ name: 'wide', edges, otherwise: ANYTHING, duplicates: true }),
    })
    expect(() => readShape('{"k1":1}', machine)).toThrow(RangeError)
  })
})

describe('a discriminator', () => {
  const machine = () => machineOf({ type: 'quiet', a: 'value' }, { key: 'type' })

  test.for([
    ['first', '{"type":"known","a":1}'],
    ['late', '{"a":1,"type":"known"}'],
    ['behind nested objects that have one too', '{"a":1,"x":{"type":"other","y":[{"type":"other"}]},"type":"known"}'],
    ['spelled by character codes, key and value', '{"a":1,"\\u0074ype":"kn\\u006fwn"}'],
    ['with space around', '{ "a" : 1 , "type"\n:\t"known" }'],
    ['behind a string that looks like it', '{"a":"\\"type\\":\\"other\\"","type":"known"}'],
  ])('that comes %s selects the state', ([, text]) => {
    expect(readShape(text ?? '', machine()).rows.map(({ key }) => key)).toContain('a')
  })

  test.for([
    ['is missing', '{"a":1}'], ['is unknown', '{"type":"none","a":1}'], ['is null', '{"type":null,"a":1}'],
    ['is a number', '{"a":1,"type":7}'], ['is an object', '{"type":{"type":"known"},"a":1}'], ['is nested only', '{"a":{"type":"known"}}'],
    ['begins like a known one', '{"type":"known2","a":1}'], ['is empty', '{"type":"","a":1}'],
  ])('that %s leads to the fallback', ([, text]) => {
    expect(readShape(text ?? '', machine()).rows).toHaveLength(1)
  })

  test('that stands last in objects within objects is looked for within the budget only', () => {
    const deep = machineOf({ type: 'quiet' }, { key: 'type' })
    const nested = (depth: number): string => depth === 0 ? '1' : `{"pad":"${'x'.repeat(1000)}","a":${nested(depth - 1)},"type":"known"}`
    const selecting = createMachine({
      words: ['known'], root: { ...ANYTHING, child: STATES_RESERVED }, partRoots: [],
      define: () => ({
        name: 'nest', edges: [{ ...ANYTHING, key: 'type' }, { ...ANYTHING, key: 'a', child: STATES_RESERVED }], otherwise: ANYTHING,
        duplicates: true, discriminator: { key: 'type', variant: () => STATES_RESERVED, fallback: STATES_RESERVED },
      }),
    })
    expect(readShape(nested(2), deep).rows.length).toBeGreaterThan(0)
    expect(() => readShape(nested(90), selecting)).toThrow(expect.objectContaining({ code: 'SLUICE_LIMIT_LOOKAHEAD' }))
  })
})

describe('states', () => {
  test('are described when they are first met, many of them in the middle of a message', () => {
    const width = 3000
    const machine = createMachine({
      words: [], root: { ...ANYTHING, child: STATES_RESERVED, record: true }, partRoots: [],
      define: (state) => ({
        name: `s${state}`, otherwise: ANYTHING, duplicates: true,
        edges: Array.from({ length: 12 }, (_, at) => ({
          ...ANYTHING, key: `k${at}`, record: at === 0, child: state - STATES_RESERVED < width ? state + 1 + (at % 2) : STATES_RESERVED,
        })),
      }),
    })
    const text = `{"k1":${'{"k1":'.repeat(90)}{"k0":7}${'}'.repeat(90)}}`
    for (let round = 0; round < 40; round++) {
      const values = readShape(text, machine).rows.filter(({ kind }) => kind === 'number')
      expect(values.map(({ text }) => text)).toEqual(['7'])
    }
  })

  test('that only read refuse a repeated key if they are told to', () => {
    const text = '[{"a":1,"\\u0061":2}]'
    expect(readShape(text, readerOf({ duplicates: false })).rows).toEqual([])
    expect(() => readShape(text, readerOf({ duplicates: true }))).toThrow(expect.objectContaining({ code: 'SLUICE_JSON_DUPLICATE_KEY' }))
  })
})

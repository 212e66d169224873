import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editShape, machineOf, type Shape } from './read-shape.ts'

const FLAT: Shape = {
  a: 'value', b: 'value', c: 'value', q: 'quiet', l: ['value'],
  o: { a: 'value', b: 'value' },
  p: 'places',
  deep: { o: { v: 'value' } },
}

test.for([
  ['the first of several', '{"a":1,"b":2,"c":3}', ['1'], '{"b":2,"c":3}'],
  ['one in the middle', '{"a":1,"b":2,"c":3}', ['2'], '{"a":1,"c":3}'],
  ['the last', '{"a":1,"b":2,"c":3}', ['3'], '{"a":1,"b":2}'],
  ['all but the last', '{"a":1,"b":2,"c":3}', ['1', '2'], '{"c":3}'],
  ['all but the first', '{"a":1,"b":2,"c":3}', ['2', '3'], '{"a":1}'],
  ['all', '{"a":1,"b":2,"c":3}', ['1', '2', '3'], '{}'],
  ['the first, with space', '{ "a" : 1 ,\n "b" : 2 }', ['1'], '{ "b" : 2 }'],
  ['the last, with space', '{ "a" : 1 ,\n "b" : 2 }', ['2'], '{ "a" : 1 }'],
  ['all, with space', '{ "a" : 1 ,\n "b" : 2 }', ['1', '2'], '{  }'],
  ['one between values that are not recorded', '{"q":0,"a":1}', ['1'], '{"q":0}'],
  ['one before a value that is not recorded', '{"a":1,"q":0}', ['1'], '{"q":0}'],
  ['an item', '{"l":["x","y","z"],"a":1}', ['"y"'], '{"l":["x","z"],"a":1}'],
  ['all items, and the array with them', '{"l":["x"],"a":1}', ['"x"'], '{"a":1}'],
  ['everything of an object, and the object with it', '{"o":{"a":5,"b":6},"a":1}', ['5', '6'], '{"a":1}'],
  ['the only value of objects in objects', '{"a":1,"deep":{"o":{"v":9}}}', ['9'], '{"a":1}'],
  ['everything, and the root stays', '{"deep":{"o":{"v":9}}}', ['9'], '{}'],
  ['an unknown member', '{"a":1,"zzz":{"x":[1]}}', ['{"x":[1]}'], '{"a":1}'],
  ['an item that has to keep its place', '{"p":["x","y"]}', ['"x"'], '{"p":[null,"y"]}'],
  ['all items that have to keep their places', '{"p":["x",null],"a":1}', ['"x"'], '{"a":1}'],
] as const)('Removing %s leaves JSON', ([, text, drop, expected]) => {
  expect(editShape(text, machineOf(FLAT), { drop })).toBe(expected)
})

test('An object that was empty before stays', () => {
  expect(editShape('{"o":{},"a":1,"b":2}', machineOf(FLAT), { drop: ['1'] })).toBe('{"o":{},"b":2}')
})

test('Members that are nothing by themselves do not keep an object', () => {
  expect(editShape('{"o":{"a":5,"q":1},"a":1}', machineOf(FLAT), { drop: ['5'], bare: 1 })).toBe('{"a":1}')
})

describe('A stand-in', () => {
  test.for([
    ['first', '{"a":1,"b":2}', '{"_a":0,"b":2}'],
    ['last', '{"b":2,"a":1}', '{"b":2,"_a":0}'],
    ['alone beside a quiet one', '{ "a" : 1,"q":3}', '{ "_a":0,"q":3}'],
  ])('takes the place of a member that was %s', ([, text, expected]) => {
    expect(editShape(text ?? '', machineOf(FLAT), { drop: ['1'], absent: { a: '"_a":0' } })).toBe(expected)
  })

  test('is written for an object that lost everything, and not inside it', () => {
    expect(editShape('{"q":1,"o":{"a":5}}', machineOf(FLAT), { drop: ['5'], absent: { a: '"_a":0', o: '"o":{"x":0}' } })).toBe(
      '{"q":1,"o":{"x":0}}',
    )
  })

  test('counts as a member for what is removed behind it', () => {
    expect(editShape('{"a":1,"b":2,"c":3}', machineOf(FLAT), { drop: ['1', '2'], absent: { a: '"_a":0' } })).toBe('{"_a":0,"c":3}')
  })
})

describe('Added text', () => {
  test.for([
    ['an object', '{"o":{"a":5},"a":1}', { '{"a":5}': '"n":0' }, [], '{"o":{"a":5,"n":0},"a":1}'],
    ['an object that lost everything', '{"o":{"a":5},"a":1}', { '{"a":5}': '"n":0' }, ['5'], '{"o":{"n":0},"a":1}'],
    ['an object that lost its last member', '{"o":{"a":5,"b":6}}', { '{"a":5,"b":6}': '"n":0' }, ['6'], '{"o":{"a":5,"n":0}}'],
    ['an array', '{"l":["x", "y" ]}', { '["x", "y" ]': '7' }, [], '{"l":["x", "y" ,7]}'],
    ['an array that lost everything', '{"l":["x"]}', { '["x"]': '7' }, ['"x"'], '{"l":[7]}'],
    [
      'containers that close together',
      '{"deep":{"o":{"v":9}}}',
      { '{"o":{"v":9}}': '"m":1', '{"v":9}': '"n":2' },
      [],
      '{"deep":{"o":{"v":9,"n":2},"m":1}}',
    ],
  ] as const)('goes to the end of %s', ([, text, append, drop, expected]) => {
    expect(editShape(text, machineOf(FLAT), { append, drop })).toBe(expected)
  })

  test('goes right behind a value that stays, also when the next one goes', () => {
    expect(editShape('{"a":1,"b":2}', machineOf(FLAT), { after: { 1: ',"n":0' }, drop: ['2'] })).toBe('{"a":1,"n":0}')
  })
})

test('Replacements of any length are written as UTF-8, and all else is copied byte for byte', () => {
  const replace = { '1': '"\u{1F600} é"', '"x"': 'null', '2': '0' }
  expect(editShape('{ "a":1 , "l":["x"] , "q": 1.50, "b":2}', machineOf(FLAT), { replace })).toBe(
    '{ "a":"\u{1F600} é" , "l":[null] , "q": 1.50, "b":0}',
  )
})

test('Without an edit there is no output', () => {
  expect(editShape('{"a":1}', machineOf(FLAT), {})).toBeUndefined()
})

test('Any set of members and items can go, with any space around them, and what is left is the rest', () => {
  const keys = Array.from({ length: 6 }, (_, at) => `k${at}`)
  const shape: Shape = { ...Object.fromEntries(keys.map((key) => [key, 'value' as const])), list: ['value'] }
  const machine = machineOf(shape)
  const space = fc.constantFrom('', ' ', '\n\t', '\r\n  ')
  fc.assert(
    fc.property(
      fc.subarray(keys),
      fc.array(fc.nat(9), { maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      space,
      space,
      (present, items, gone, before, behind) => {
        const isGone = (at: number): boolean => gone[at % 12] === true
        const members = present.map((key, at) => `"${key}"${before}:${behind}"m${at}"`)
        const list = items.map((_, at) => `"i${at}"`).join(`${behind},${before}`)
        const text = `{${before}${[...members, `"list":[${before}${list}${behind}]`, '"quiet":1.50'].join(`${before},${behind}`)}${behind}}`
        const drop = [
          ...present.flatMap((_, at) => (isGone(at) ? [`"m${at}"`] : [])),
          ...items.flatMap((_, at) => (isGone(at + 6) ? [`"i${at}"`] : [])),
        ]
        const left = items.flatMap((_, at) => (isGone(at + 6) ? [] : [`i${at}`]))
        const expected = {
          ...Object.fromEntries(present.flatMap((key, at) => (isGone(at) ? [] : [[key, `m${at}`]]))),
          ...(left.length === 0 && items.length > 0 ? {} : { list: left }),
          quiet: 1.5,
        }
        const output = editShape(text, machine, { drop }) ?? text
        expect(JSON.parse(output)).toEqual(expected)
        expect(output).toContain('1.50')
      },
    ),
    { seed: 11, numRuns: 400 },
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SluiceError } from '../../src/contract/errors.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { loadModel } from '../../src/fhir/model.ts'
import type { Machine } from '../../src/json/machine.ts'
import { STRIDE } from '../../src/json/tape.ts'
import { areInKernel, createTable } from '../../src/json/table-memory.ts'
import { createWalker, type Walker } from '../../src/json/walk.ts'
import { isPersonElement } from '../../src/pipeline/people/person-values.ts'
import { compilePolicy } from '../../src/policy/compile/compile.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { createRandom } from '../property/choices.ts'
import { messageFrom } from '../property/messages.ts'
import { mutate } from '../property/mutate.ts'
import { CORPORA_ABSENT, corpusFiles } from '../support/corpora.ts'
import { machineOf, readerOf } from './read-shape.ts'

const kernel = createWalker(LIMITS)
const portable = createWalker({ ...LIMITS, portable: true })
const decisions = fc.uint8Array({ minLength: 1, maxLength: 700, size: 'max' })

/** All that reading tells: the tape, or the error with its place. */
function told(walker: Walker, machine: Machine, body: Uint8Array): unknown {
  try {
    const { cells, length, odd } = walker.walk(machine, body)
    return { odd, cells: [...cells.subarray(0, length * STRIDE)] }
  } catch (error) {
    return error instanceof SluiceError ? { code: error.code, where: error.where } : error
  }
}

function expectSame(machine: Machine, body: Uint8Array, isInKernel = true): void {
  expect(machine.isInKernel).toBe(isInKernel)
  expect(told(kernel, machine, body)).toEqual(told(portable, machine, body))
}

describe('The kernel reads what the portable loop reads', () => {
  const audience = { destination: 'test', purpose: 'test', client: undefined }
  const machines = ['hipaa-safe-harbor', 'ai-training', 'keep-everything'].map((name) =>
    compilePolicy({ policy: loadPolicy(name), model: loadModel('R4'), audience, findings: true, people: isPersonElement }).machine)

  test('of generated resources in any spelling of JSON, whole and damaged', () => {
    fc.assert(
      fc.property(decisions, fc.nat(), (bytes, seed) => {
        const random = createRandom(seed)
        const message = messageFrom(bytes)
        for (const body of [message, mutate(message, random), mutate(message, random)])
          for (const machine of machines) expectSame(machine, body)
      }),
      { seed: 20261129, numRuns: 400 },
    )
  }, 120_000)

  test.for([
    '', ' ', '{', '[', '{}', '[]', ' { } ', '[[[]]]', '{"a":[{},[],{"b":null}]}', '"x"', 'null', 'tru', '{"a":tru}', '{"a":falze}',
    '{"a":nul', '{"a":1e999}', '{"a":-}',
    `{"a":${'9'.repeat(301)}}`,
    `{"a":${'9'.repeat(400)}}`,
    '{"a":01}', '{"a":1.}', '{"a":1e+}', '{"a":-0.0E-1}', '{"a":"\\ud83d"}', '{"a":"\\ud83d\\ude00"}', '{"a":"\\ude00"}', '{"a":"\\u12g4"}',
    '{"a":"\\x"}', '{"a":"x', '{"a":"\u0001"}', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"zz":1,"zz":2}', '{"\\u007a":1,"z":2}',
    '{"a":1,}', '[1,]', '{"a" 1}', '{"a":1 2}', '{"a":1}x', '{a:1}', '{"":1}', '{"":1,"":2}', '{"b":{"b":{"b":"é"}}}', '\ufeff{}',
    '['.repeat(LIMITS.depthMax + 1),
    '{"a":'.repeat(LIMITS.depthMax + 1),
    '{ \t\r\n"a"\n\t :\r\n [ 1 ,\n\n                    2 ]\n}',
    '{"a":1}\0',
    '{"a":1}\u00a0',
  ])('%j', (text) => {
    const shapes = [
      readerOf({ duplicates: true }),
      machineOf({ a: 'value', b: { b: { b: 'value' } } }),
      machineOf({ a: ['value'], b: 'whole' }),
    ]
    for (const machine of shapes) expectSame(machine, Buffer.from(text))
  })

  test('with keys and strings of every length and at every place in sixteen bytes', () => {
    for (let length = 0; length < 40; length++) {
      const key = 'k'.repeat(length)
      const [both, second] = [machineOf({ [key]: 'value', [`${key}x`]: 'value' }), machineOf({ [`${key}x`]: 'value' })]
      for (let space = 0; space < 17; space++) {
        const text = `{${' '.repeat(space)}"${key}":"${'é'.repeat(length)}\\n",${' '.repeat(space)}"${key}x":"${'y'.repeat(length)}"}`
        expectSame(both, Buffer.from(text))
        expectSame(second, Buffer.from(text))
      }
    }
  })

  test('of every file that a JSON parser should refuse or read', ({ skip }) => {
    if (CORPORA_ABSENT !== undefined) skip(CORPORA_ABSENT)
    for (const file of corpusFiles('json-test-suite/test_parsing')) for (const machine of machines) expectSame(machine, file.read())
  })

  test('and reads a machine whose tables it has no room for by that loop', () => {
    const held: Uint8Array[] = []
    for (let bytes = 2 ** 27; bytes >= 2 ** 12;) {
      const table = createTable(Uint8Array, bytes)
      if (areInKernel(table)) held.push(table)
      else bytes /= 2
    }
    const machine = machineOf({ a: 'value' })
    expectSame(machine, Buffer.from('{"a":"x","b":[1]}'), false)
    expect(told(kernel, machine, Buffer.from('{"a":"x","b":[1]}'))).toMatchObject({ odd: 1 })
    expect(held.length).toBeGreaterThan(0)
  })
})

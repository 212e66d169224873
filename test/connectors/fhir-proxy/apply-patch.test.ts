import { expect, test } from 'vitest'
import { applyPatch, type PatchStep } from '../../../connectors/fhir-proxy/apply-patch.ts'

const applied = (steps: readonly PatchStep[]): unknown => {
  const resource = { a: [1, 2, 3], b: { c: 'x' } }
  applyPatch(resource, steps, () => undefined, () => undefined)
  return resource
}

// After RFC 6902, appendix A.
test.for<[string, PatchStep[], unknown]>([
  ['adds a member', [{ op: 'add', path: '/b/d', value: 1 }], { a: [1, 2, 3], b: { c: 'x', d: 1 } }],
  ['adds an item at its place', [{ op: 'add', path: '/a/1', value: 9 }], { a: [1, 9, 2, 3], b: { c: 'x' } }],
  [
    'adds an item at the end',
    [
      { op: 'add', path: '/a/-', value: 9 },
      { op: 'add', path: '/a/4', value: 8 },
    ],
    { a: [1, 2, 3, 9, 8], b: { c: 'x' } },
  ],
  [
    'removes',
    [
      { op: 'remove', path: '/a/0' },
      { op: 'remove', path: '/b/c' },
    ],
    { a: [2, 3], b: {} },
  ],
  [
    'replaces',
    [
      { op: 'replace', path: '/a/2', value: 9 },
      { op: 'replace', path: '/b', value: null },
    ],
    { a: [1, 2, 9], b: null },
  ],
  ['moves', [{ op: 'move', from: '/b/c', path: '/a/0' }], { a: ['x', 1, 2, 3], b: {} }],
  [
    'copies, and not by reference',
    [
      { op: 'copy', from: '/b', path: '/d' },
      { op: 'replace', path: '/d/c', value: 'y' },
    ],
    { a: [1, 2, 3], b: { c: 'x' }, d: { c: 'y' } },
  ],
  ['leaves a test to the server', [{ op: 'test', path: '/b/c', value: 'no' }], { a: [1, 2, 3], b: { c: 'x' } }],
])('%s', ([, steps, expected]) => {
  expect(applied(steps)).toEqual(expected)
})

test('tells of what is compared, taken or replaced, and of what is put', () => {
  const touched: unknown[] = []
  const placed: unknown[] = []
  applyPatch(
    { a: 1, b: 2, c: 3, d: [4] },
    [
      { op: 'test', path: '/a', value: 0 },
      { op: 'remove', path: '/b' },
      { op: 'replace', path: '/c', value: 5 },
      { op: 'move', from: '/d/0', path: '/e' },
      { op: 'copy', from: '/c', path: '/f' },
      { op: 'add', path: '/d/-', value: 6 },
    ],
    (value) => touched.push(value),
    (value) => placed.push(value),
  )
  expect([touched, placed]).toEqual([
    [1, 2, 3, 4, 5],
    [5, 5, 6],
  ])
})

test('tells of what is overwritten by something that is added, moved or copied there', () => {
  const touched: unknown[] = []
  applyPatch(
    { a: 1, b: 2, c: 3, d: [4] },
    [
      { op: 'add', path: '/a', value: 5 },
      { op: 'copy', from: '/d', path: '/b' },
      { op: 'move', from: '/d/0', path: '/c' },
      { op: 'add', path: '/e', value: 6 },
      { op: 'add', path: '/d/0', value: 7 },
    ],
    (value) => touched.push(structuredClone(value)),
    () => undefined,
  )
  expect(touched).toEqual([1, [4], 2, 4, 3])
})

test.for<PatchStep>([
  { op: 'test', path: '/d', value: 1 },
  { op: 'remove', path: '/d' },
  { op: 'replace', path: '/b/d', value: 1 },
  { op: 'remove', path: '/a/3' },
  { op: 'add', path: '/a/5', value: 1 },
  { op: 'add', path: '/a/x', value: 1 },
  { op: 'add', path: '/d/e', value: 1 },
  { op: 'add', path: '/b/c/d', value: 1 },
  { op: 'move', from: '/d', path: '/b/c' },
  { op: 'remove', path: '/a/length' },
  { op: 'add', path: '/constructor/x', value: 1 },
  { op: 'add', path: '/__proto__', value: {} },
  { op: 'add', path: '/b/__proto__', value: {} },
])('%o finds nothing', (step) => {
  expect(() => applied([step])).toThrow(expect.objectContaining({ code: 'SLUICE_HTTP_REQUEST' }))
})

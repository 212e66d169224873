import { expect, test } from 'vitest'
import { STATE_SHAPES, usDriversLicense } from '../../../detectors/us/us-drivers-license.ts'

const check = usDriversLicense.patterns[0]?.check

/** A number of the shortest length that the shape allows, with K for letters and 4 for digits. */
function shortest(shape: string): string {
  return shape.replace(/([A9])(?:\{(\d+)(?:,\d+)?\})?(\?)?/g, (_, place: string, count: string | undefined, optional: string | undefined) =>
    optional === undefined ? (place === 'A' ? 'K' : '4').repeat(Number(count ?? 1)) : '')
}

test('every state and territory that the table names has shapes', () => {
  expect(Object.keys(STATE_SHAPES)).toHaveLength(52)
  expect(Object.values(STATE_SHAPES).filter((shapes) => shapes.length === 0)).toEqual([])
})

test.for(Object.entries(STATE_SHAPES).flatMap(([state, shapes]) => shapes.map((shape) => [state, shape] as const)))(
  'a licence of %s shaped %s passes, or is too short to tell',
  ([, shape]) => {
    const number = shortest(shape)
    expect(check?.(number)).toBe(number.length < 4 ? 0.02 : 1.5)
  },
)

test.for(['KKKKKKKKKKK', '4K4K4K4K4K4K', '444444444444444444444'])('%s is printed by no state', (number) => {
  expect(check?.(number)).toBe(0.4)
})

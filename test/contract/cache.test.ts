import { expect, test } from 'vitest'
import { createCache } from '../../src/contract/cache.ts'

test('what was set is found again', () => {
  const cache = createCache<string>()
  expect(cache.set('a', '1')).toBe('1')
  expect(cache.get('a')).toBe('1')
  expect(cache.get('b')).toBeUndefined()
})

test('what is asked for survives while twice the limit of other texts passes, what is not does not', () => {
  const cache = createCache<number>({ entriesMax: 10, textUnitsMax: 8 })
  cache.set('hot', 1)
  cache.set('cold', 2)
  for (let at = 0; at < 40; at++) {
    cache.set(`t${at}`, at)
    expect(cache.get('hot')).toBe(1)
  }
  expect(cache.get('cold')).toBeUndefined()
})

test('a long text is not remembered', () => {
  const cache = createCache<number>({ entriesMax: 10, textUnitsMax: 4 })
  expect(cache.set('12345', 1)).toBe(1)
  expect(cache.get('12345')).toBeUndefined()
})

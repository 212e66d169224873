import { expect, test } from 'vitest'
import type { PhiClass } from '../../../src/contract/classes.ts'
import { TagNumbers } from '../../../src/pipeline/texts/tag-numbers.ts'

test.for([
  [
    'a surname behind the name', 'name', ['Mr. Tobias Wexler', 'Wexler', 'WEXLER, TOBIAS', 'T. Wexler', 'Dr. Ines Quarles', 'Quarles'],
    [1, 1, 1, 1, 2, 2],
  ],
  ['a surname before the name', 'name', ['Wexler', 'Tobias Wexler', 'Tobias R. Wexler', 'Tobias'], [1, 1, 1, 1]],
  ['a surname of two', 'name', ['Tobias Wexler', 'Ann Wexler', 'Wexler', 'Ann', 'Mrs. Wexler'], [1, 2, 3, 2, 3]],
  ['an initial that is another one', 'name', ['Tobias Wexler', 'A. Wexler'], [1, 2]],
  ['an initial alone', 'name', ['Tobias Wexler', 'T.'], [1, 2]],
  [
    'a day, however it is written', 'date', ['3 May 2021', '5/3/2021', '2021-05-03', 'May 3rd, 2021', 'May 2021', '5/4/2021', '2021'],
    [1, 1, 1, 1, 2, 3, 4],
  ],
  ['a number, whatever separates it', 'phone', ['555-867-5309', '(555) 867 5309', '5558675309', '555-867-5300'], [1, 1, 1, 2]],
  ['an institution', 'organization', ['St. Brendan Hospital', 'St Brendan  Hospital', 'Brendan Hospital'], [1, 1, 2]],
] as const)('%s has one number', ([, given, values, numbers]) => {
  const tags = new TagNumbers()
  expect(values.map((value) => tags.of(given as PhiClass, value, undefined))).toEqual(numbers)
})

test('names take time in proportion to how many they are', () => {
  const tags = new TagNumbers()
  const started = process.cpuUsage().user
  for (let at = 0; at < 20_000; at++) tags.of('name', `G${at.toString(36)}x Wexler`, undefined)
  expect(tags.of('name', 'Wexler', undefined)).toBe(20_001)
  expect((process.cpuUsage().user - started) / 1000).toBeLessThan(2000)
})

test('who is known has the number of the person, and a new message begins with 1', () => {
  const tags = new TagNumbers()
  expect([tags.of('name', 'Tobias', 'Patient'), tags.of('name', 'Wexler', 'Patient'), tags.of('name', 'Wexler', undefined)]).toEqual([
    1, 1, 2,
  ])
  tags.begin()
  expect(tags.of('name', 'Quarles', undefined)).toBe(1)
})

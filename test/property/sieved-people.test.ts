import { expect, test } from 'vitest'
import { createRandom } from '../../bench/random.ts'
import { createPeopleMatcher } from '../../src/classify/people/people-matcher.ts'
import { wordsOf } from '../classify/people/match-texts.ts'
import { createPeopleReader } from './planted-score.ts'
import { plantNote } from './planted-notes.ts'

const NOTES = 400
/** Of more people a matcher never looks at the words first. */
const PEOPLE_MAX = 8
const WORDS_MAX = 7

test('Known people are the same by the terms that the words of a text let through as by all their terms', { timeout: 120_000 }, () => {
  const read = createPeopleReader()
  const random = createRandom(17)
  let found = 0
  for (let ordinal = 0; ordinal < NOTES; ordinal++) {
    const { resources, text } = plantNote(5, ordinal)
    const people = read({
      resourceType: 'Bundle',
      type: 'collection',
      entry: resources.map((resource) => ({ resource })),
    }).identities.slice(0, PEOPLE_MAX)
    const words = text.split(' ')
    const from = Math.floor(random() * words.length)
    // The whole note, and a few words of it by themselves.
    for (const part of [text, words.slice(from, from + 1 + Math.floor(random() * WORDS_MAX)).join(' ')]) {
      const options = wordsOf([part])
      const matcher = createPeopleMatcher(people)
      const sieved = matcher.find(options)
      // Asked again, it has all terms.
      expect(matcher.find(options)).toEqual(sieved)
      found += sieved.length
    }
  }
  expect(found).toBeGreaterThan(NOTES)
})

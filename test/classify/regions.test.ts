import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildRegions } from '../../src/classify/build-regions.ts'
import { isRegion, regionTableUrl } from '../../src/classify/regions.ts'

test('The table of regions is what its packages compile to.', { timeout: 120_000 }, async (context) => {
  let built: string
  try {
    built = await buildRegions()
  } catch {
    return context.skip('the packages of region names are not cached and the npm registry cannot be reached')
  }
  expect(built === readFileSync(regionTableUrl(), 'utf8')).toBe(true)
})

test.for([
  'NY', 'ny', 'Tx', 'N.Y.', 'US-NY', 'NSW', 'Vic', 'MX-CMX', '75', 'New York', 'NEW  YORK', 'Puerto Rico', 'District of Columbia',
  'Ontario', 'Quebec',
  'Bavaria', 'Bayern', 'Baden-Wuerttemberg', 'Baden-W\u00fcrttemberg', 'Madrid', 'Comunidad de Madrid', 'Catalu\u00f1a', 'Catalunya',
  'Lombardia',
  '\u00cele-de-France', 'Vlaanderen', 'Noord-Holland', 'Z\u00fcrich', 'Wien', 'Scotland', 'Victoria', 'Maharashtra', 'S\u00e3o Paulo',
  'Jalisco',
  'Western Cape', 'Tokyo',
])('%s is a region.', (text) => {
  expect(isRegion(text)).toBe(true)
})

test.for([
  '', 'Joe', 'joe', 'Lee', '534 Erewhon Lane, Pleasantville', 'Westchester County', 'NY 10541-1234', '10541', 'Pleasantville',
  'New York, NY',
  'New York 10541', 'Springfield', 'Canary', 'NYC Canary', 'US-NEWYORK', '1980-05-17',
])('%j is none.', (text) => {
  expect(isRegion(text)).toBe(false)
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FHIR_VERSIONS } from '../../src/contract/classes.ts'
import { buildSearchTable } from '../../src/fhir/build-search-parameters.ts'
import { loadSearchParameters, searchTableUrl } from '../../src/fhir/search-parameters.ts'

describe.each(FHIR_VERSIONS)('The table of search parameters of %s', (version) => {
  test('is what its definition package compiles to.', { timeout: 120_000 }, (context) => {
    let built: string
    try {
      built = buildSearchTable(version)
    } catch {
      return context.skip(`the ${version} definition package is not cached and the npm registry cannot be reached`)
    }
    expect(built === readFileSync(searchTableUrl(version), 'utf8')).toBe(true)
  })

  test('knows those of a type, of every resource, and of composites the parts.', () => {
    const parameters = loadSearchParameters(version)
    expect(parameters.find('Patient', 'birthdate')).toMatchObject({ type: 'date' })
    expect(parameters.find('Basic', '_id')).toMatchObject({ type: 'token' })
    expect(parameters.find('Observation', 'code-value-quantity')?.components).toEqual(['code', 'value-quantity'])
    expect(parameters.find('Observation', 'subject')?.targets).toContain('Patient')
    expect(parameters.find('Patient', 'canary')).toBeUndefined()
    expect(parameters.of('Patient').length).toBeGreaterThan(20)
  })
})

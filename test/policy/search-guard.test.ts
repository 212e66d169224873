import { describe, expect, test } from 'vitest'
import { FHIR_VERSIONS, type FhirVersion } from '../../src/contract/classes.ts'
import type { SearchGuard } from '../../src/contract/exchange.ts'
import { loadModel } from '../../src/fhir/model.ts'
import { loadSearchParameters } from '../../src/fhir/search-parameters.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { createSearchGuard } from '../../src/policy/search-guard.ts'
import { searchPaths } from '../../src/policy/search-path.ts'

function guardOf(policy: string, version: FhirVersion = 'R4'): SearchGuard {
  return createSearchGuard({
    policy: loadPolicy(policy),
    audience: { destination: 'x', purpose: 'y', client: undefined },
    model: loadModel(version),
    parameters: loadSearchParameters(version),
  })
}

describe('The path of a search parameter', () => {
  test.for<readonly [string, string, unknown]>([
    ['Patient.name.family', 'Patient', [['name', 'family']]],
    ['Patient.name | Person.name', 'Person', [['name']]],
    ['(Observation.value as CodeableConcept)', 'Observation', [['value:CodeableConcept']]],
    ['Observation.value as dateTime', 'Observation', [['value:dateTime']]],
    ['Condition.onset.as(Age) | Condition.onset.ofType(Range)', 'Condition', [['onset:Age'], ['onset:Range']]],
    ['Patient.telecom.where(system=\'email\')', 'Patient', [['telecom']]],
    ['Account.subject.where(resolve() is Patient)', 'Account', [['subject']]],
    ['Patient.deceased.exists() and Patient.deceased != false', 'Patient', [['deceased'], ['deceased']]],
    ['name | alias', 'InsurancePlan', [['name'], ['alias']]],
    ['Bundle.entry[0].resource', 'Bundle', [['entry', 'resource']]],
    ['Resource.meta.tag', 'Basic', [['meta', 'tag']]],
    ['Patient.extension(\'http://x\')', 'Patient', undefined],
    ['Patient.name.first()', 'Patient', undefined],
    ['', 'Patient', undefined],
    ['Patient.name', 'Person', undefined],
  ])('%s on %s', ([expression, type, expected]) => {
    const paths = searchPaths(expression, type)?.map((steps) =>
      steps.map(({ name, type: as }) => (as === undefined ? name : `${name}:${as}`)),
    )
    expect(paths).toEqual(expected)
  })

  test.for(FHIR_VERSIONS)('of %s is understood but for a handful, which count as touching everything', (version) => {
    const parameters = loadSearchParameters(version)
    const types = [...loadModel(version).resourceTypes]
    const all = types.flatMap((type) => parameters.of(type).map((parameter) => ({ type, parameter })))
    const strange = all.filter(
      ({ type, parameter }) =>
        parameter.type !== 'composite' && parameter.type !== 'special' && searchPaths(parameter.expression, type) === undefined,
    )
    expect(all.length).toBeGreaterThan(3000)
    expect(new Set(strange.map(({ parameter }) => `${parameter.code} ${parameter.expression}`)).size).toBeLessThan(25)
  })
})

describe('What a search parameter tells', () => {
  test.for([
    ['hipaa-safe-harbor', 'Patient', 'gender', 'open'], ['hipaa-safe-harbor', 'Patient', 'birthdate', 'hidden'],
    ['hipaa-safe-harbor', 'Patient', 'address-state', 'open'], ['hipaa-safe-harbor', 'Patient', '_id', 'sealed'],
    ['hipaa-safe-harbor', 'Observation', 'subject', 'sealed'], ['hipaa-safe-harbor', 'Observation', 'code-value-quantity', 'open'],
    ['hipaa-safe-harbor', 'Observation', 'code-value-date', 'hidden'], ['hipaa-safe-harbor', 'Observation', 'value-string', 'hidden'],
    ['hipaa-safe-harbor', 'Patient', '_lastUpdated', 'hidden'], ['hipaa-limited-data-set', 'Patient', 'birthdate', 'open'],
    ['hipaa-limited-data-set', 'Patient', 'name', 'hidden'], ['hipaa-limited-data-set', 'Patient', '_lastUpdated', 'open'],
    ['keep-everything', 'Patient', 'name', 'open'], ['keep-everything', 'Patient', '_id', 'open'],
    ['keep-everything', 'Patient', '_text', 'hidden'], ['keep-everything', 'Location', 'near', 'hidden'],
  ] as const)('under %s, %s.%s is %s', ([policy, type, code, expected]) => {
    expect(guardOf(policy).parameter(type, code)?.visibility).toBe(expected)
  })

  test('what the standard does not define is not known', () => {
    expect(guardOf('keep-everything').parameter('Patient', 'canary')).toBeUndefined()
    expect(guardOf('keep-everything').parameter('Canary', 'name')).toBeUndefined()
  })

  test.for(FHIR_VERSIONS)(
    'keep-everything in %s shows nearly all of them, so what is hidden elsewhere is hidden by the policy',
    (version) => {
      const guard = guardOf('keep-everything', version)
      const parameters = loadSearchParameters(version)
      const hidden = [...loadModel(version).resourceTypes].flatMap((type) =>
        parameters
          .of(type)
          .filter(({ code }) => guard.parameter(type, code)?.visibility !== 'open')
          .map(({ code }) => code),
      )
      expect(new Set(hidden).size).toBeLessThan(40)
    },
  )

  test('a policy that keeps whole resources back says so of every type that it may be', () => {
    expect([guardOf('vendor-analytics').dropsSome('Condition'), guardOf('keep-everything').dropsSome('Condition')]).toEqual([true, false])
  })
})

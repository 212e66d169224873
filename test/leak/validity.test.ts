import { describe, expect, test } from 'vitest'
import { loadModel } from '../../src/fhir/model.ts'
import { CORPORA_ABSENT, corpusFiles, FHIR_CORPORA, messagesOf } from '../support/corpora.ts'
import type { Json } from '../support/known-values.ts'
import { bundleLinks, resolving } from '../support/links.ts'
import { PROTECTING, shippedEngine } from '../support/shipped-engine.ts'
import { newDefects, validate } from '../support/validate.ts'

const LABELS = /"code":"(?:REDACTED|ABSTRED|MASKED|PSEUDED)"/

/** The resources of a message that carry labels of their own, without each other and without their labels. */
function labelled(value: Json): { readonly text: string; readonly security: string }[] {
  const found: { text: string; security: string }[] = []
  const visit = (resource: Json, own: boolean): Json => {
    if (typeof resource !== 'object' || resource === null) return resource
    if (Array.isArray(resource)) return resource.map((item) => visit(item as Json, own)) as Json
    // An example scenario names resource types in elements that are called as those of resources.
    const isScenario = 'resourceType' in resource && resource['resourceType'] === 'ExampleScenario'
    const members = Object.entries(resource).map(
      ([key, inner]) => [key, key === 'contained' || isScenario ? inner : visit(inner, false)] as const,
    )
    const copy: { readonly [key: string]: Json } = Object.fromEntries<Json>(members)
    if (typeof copy['resourceType'] !== 'string') return copy
    const { meta, ...rest } = copy
    const { security, ...others } = (typeof meta === 'object' && meta !== null ? meta : {}) as { readonly [key: string]: Json }
    found.push({
      text: JSON.stringify({ ...rest, ...(Object.keys(others).length > 0 ? { meta: others } : {}) }),
      security: JSON.stringify(security) ?? '',
    })
    return own ? copy : null
  }
  visit(value, true)
  return found
}

/** How many links within a Bundle that has kept all of its resources and links lead nowhere any more. */
function brokenLinks(before: Json, after: Json): number {
  const [were, are] = [bundleLinks(before), bundleLinks(after)]
  const isWhole = were.resources === are.resources && were.links.length === are.links.length
  return isWhole ? resolving(were) - resolving(are) : 0
}

test('The validator that this relies on sees what is wrong', () => {
  const wrong = (resource: Json): string[] => validate(loadModel('R4'), resource)
  expect(wrong({ resourceType: 'Patient', gender: 'male', name: [{ given: ['A', null], _given: [null, { id: 'x' }] }] })).toEqual([])
  expect(wrong({ resourceType: 'Observation', status: 'final' })).toEqual(['Observation.code: missing'])
  expect(wrong({ resourceType: 'Observation', _status: { extension: [{ url: 'x', valueCode: 'masked' }] }, code: { text: 'x' } })).toEqual(
    [],
  )
  expect(wrong({ resourceType: 'Observation', status: 'final', code: {} })).toEqual(['Observation.code: an empty object'])
  expect(wrong({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, valueString: 'a', valueInteger: 1 })).toEqual([
    'Observation.value: two choices at once',
  ])
  expect(wrong({ resourceType: 'Patient', name: [] })).toEqual(['Patient.name: an empty array'])
  expect(wrong({ resourceType: 'Patient', name: { family: 'x' } })).toEqual(['Patient.name: one value where an array is wanted'])
  expect(wrong({ resourceType: 'Patient', gender: ['male'] })).toEqual(['Patient.gender: an array where one value is wanted'])
  expect(wrong({ resourceType: 'Patient', name: [{ given: ['A', 'B'], _given: [{ id: 'x' }] }] })).toEqual([
    'Patient.name.given: parallel arrays of different length',
  ])
  expect(wrong({ resourceType: 'Patient', name: [{ given: ['A', null] }] })).toEqual(['Patient.name.given: a null without an extension'])
  expect(wrong({ resourceType: 'Patient', birthDate: '2020-13-01', active: 'true', id: 'a b', nick: 1 })).toEqual([
    'Patient.id: not the format of a id', 'Patient.active: no JSON boolean', 'Patient.birthDate: not the format of a date',
    'Patient.nick: an unknown element',
  ])
  expect(
    wrong({
      resourceType: 'Patient',
      extension: [{ url: 'x' }, { valueCode: 'x' }, { url: 'x', valueCode: 'y', extension: [{ url: 'a', valueCode: 'b' }] }],
    }),
  ).toEqual([
    'Patient.extension: not exactly one of a value and extensions',
    'Patient.extension.url: missing',
    'Patient.extension: not exactly one of a value and extensions',
  ])
  expect(
    wrong({
      resourceType: 'Patient',
      contained: [{ resourceType: 'Group', type: 'person', actual: true, meta: { security: [{ code: 'x' }] } }],
    }),
  ).toEqual(['Patient.contained: a security label in a contained resource'])
  expect(wrong({ resourceType: 'Bundle', type: 'batch', entry: [{ resource: { resourceType: 'Patiant' } }] })).toEqual([
    'Bundle.entry.resource: an unknown resource type',
  ])
})

describe.for(PROTECTING)('By %s,', (policy) => {
  test.for(FHIR_CORPORA)(
    'everything in %s is as valid as it came, says so where it was changed, and has every link lead where it led',
    { timeout: 120_000 },
    (folder, context) => {
      if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
      const engine = shippedEngine(policy)
      const worse: string[] = []
      const silent: string[] = []
      const broken: string[] = []
      let checked = 0
      for (const file of corpusFiles(folder)) {
        for (const { name, body } of messagesOf(file)) {
          const outcome = engine.process(body)
          if ('error' in outcome || outcome.facts.fhirVersion === undefined) continue
          const model = loadModel(outcome.facts.fhirVersion)
          const before = JSON.parse(body.toString()) as Json
          const after = JSON.parse(Buffer.from(outcome.output).toString()) as Json
          const defects = validate(model, after)
          for (const defect of defects.length === 0 ? [] : newDefects(validate(model, before), defects)) worse.push(`${name} ${defect}`)
          const [were, are] = [labelled(before), labelled(after)]
          if (were.length === are.length) {
            are.forEach(({ text, security }, index) => {
              if (text !== were[index]?.text && !LABELS.test(security)) silent.push(`${name} ${index}`)
            })
          }
          const lost = brokenLinks(before, after)
          if (lost > 0) broken.push(`${name} ${lost}`)
          checked++
        }
      }
      expect(worse.slice(0, 20)).toEqual([])
      expect(silent.slice(0, 20)).toEqual([])
      expect(broken.slice(0, 20)).toEqual([])
      expect(checked).toBeGreaterThan(8)
    },
  )
})

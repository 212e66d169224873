import { describe, expect, test } from 'vitest'
import { coverage } from '../../src/classify/element-class.ts'
import type { ElementClass, FhirVersion } from '../../src/contract/classes.ts'
import { FHIR_VERSIONS } from '../../src/contract/classes.ts'
import { childrenOf, loadModel, type Model } from '../../src/fhir/model.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { canaryFor } from '../support/canaries.ts'
import { elementPlaces, inCardinality, isPrimitive, placeName, resourceAt, type Place } from '../support/element-places.ts'
import { actionFor, classAt, formedClass, leavesAsItIs } from '../support/expected-action.ts'
import { PROTECTING, shippedEngine } from '../support/shipped-engine.ts'

/** A known extension whose value decides for itself: a code in it is not identifying. */
const BIRTH_SEX = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex'
/** How deep datatypes are entered for values, and for what is attached to them. */
const DEPTH = 3
const ATTACHED_DEPTH = 2
/** Datatypes that stand in no resource of the version, only in extensions. */
const UNUSED: Readonly<Record<FhirVersion, readonly string[]>> = { R4: [], R4B: ['Population'], R5: ['Contributor'] }

/** A canary in one place, and the class that decides about it; no class: it must never come out. */
interface Case {
  readonly name: string
  readonly place: Place
  readonly class: ElementClass | undefined
  readonly body: Buffer
  readonly needle: string
}

/** The canary as the value of a primitive. */
function valueCase(model: Model, place: Place): Case {
  const step = place.steps.at(-1)!
  const given = classAt(model, place)
  if (given === undefined) throw new Error(`${placeName(place)} has no class`)
  const isLink = given === 'link' && (step.type === 'string' || step.type === 'uri')
  const { json, needle } = isLink ? { json: '"Patient/c4n4ry"', needle: 'c4n4ry' } : canaryFor(step.type, step.name)
  const body = Buffer.from(resourceAt(place, `"${step.name}":${inCardinality(step, json)}`))
  return { name: placeName(place), place, class: formedClass(model, step, given, json), body, needle }
}

/** The canary in what is attached to an element: extensions known and not, and an element id. */
function* attachedCases(model: Model, place: Place): Generator<Case> {
  const step = place.steps.at(-1)!
  const primitive = isPrimitive(model, place)
  const isAttribute = step.type === 'xhtml' || step.name === 'id' && step.type === 'string'
  if (isAttribute) return
  const whole = primitive ? classAt(model, { ...place, steps: place.steps.slice(0, -1) }) : classAt(model, place)
  const attach = (members: string): Buffer =>
    Buffer.from(resourceAt(place, `"${primitive ? '_' : ''}${step.name}":${inCardinality(step, `{${members}}`)}`))
  const elements = childrenOf(model, step.definition)
  const extension = (elements.length > 0 ? elements : model.type(step.type)?.elements ?? []).find(({ name }) => name === 'extension')
  if (extension === undefined) throw new Error(`${placeName(place)} has no extensions`)
  const attached = { ...place, steps: [...place.steps, { definition: extension, type: 'Extension', name: 'extension' }] }
  const name = `${placeName(place)} (attached)`
  const known = attach(`"extension":[{"url":"${BIRTH_SEX}","valueCode":"c4n4ry"}]`)
  yield { name, place: attached, class: whole === undefined ? 'not-identifying' : 'opaque', body: known, needle: 'c4n4ry' }
  const stranger = attach('"id":"c4n4ry","extension":[{"url":"http://c4n4ry.example.org/x","valueString":"c4n4ry"}]')
  yield { name: `${name}, unknown`, place: attached, class: undefined, body: stranger, needle: 'c4n4ry' }
}

function casesOf(version: FhirVersion): Case[] {
  const model = loadModel(version)
  const cases: Case[] = []
  for (const type of model.resourceTypes) {
    for (const place of elementPlaces(model, type, DEPTH)) if (isPrimitive(model, place)) cases.push(valueCase(model, place))
    for (const place of elementPlaces(model, type, ATTACHED_DEPTH)) cases.push(...attachedCases(model, place))
  }
  return cases
}

/** Whether the canary makes a security label that has no code: it counts as every label. */
function isUntoldLabel({ steps }: Place): boolean {
  const at = steps.findIndex(({ name }, index) => name === 'security' && steps[index - 1]?.type === 'Meta')
  return at >= 0 && steps[at + 1]?.name !== 'code'
}

describe.for(FHIR_VERSIONS)('In %s', (version) => {
  const cases = casesOf(version)

  test('the places include every element of the coverage table that a resource can hold', () => {
    const model = loadModel(version)
    const reached = new Set(cases.flatMap(({ place }) => place.steps.map(({ definition, type }) => `${definition.path} ${type}`)))
    const missing = [...coverage(model)].filter(({ path, type }) => !reached.has(`${path} ${type}`))
      .map(({ path }) => path.split('.')[0] ?? '')
      .filter((owner) => model.type(owner)?.kind !== 'primitive' && model.type(owner)?.abstract === false)
    expect([...new Set(missing)].sort()).toEqual(['Extension', ...UNUSED[version]].sort())
    expect(cases.length).toBeGreaterThan(80_000)
  })

  test.for(PROTECTING)('a canary in any element leaves by %s exactly where table and policy keep it', { timeout: 120_000 }, (name) => {
    const policy = loadPolicy(name)
    const engine = shippedEngine(policy, { fhir: version })
    const asksLabels = policy.rules.some(({ when }) => when.label !== undefined)
    const wrong: string[] = []
    let kept = 0
    for (const { name: where, place, class: given, body, needle } of cases) {
      const expected = given !== undefined && leavesAsItIs(actionFor(policy, place, given), place.steps.at(-1)!)
      const outcome = engine.process(body)
      if ('error' in outcome) {
        const { code } = outcome.error
        if (!asksLabels || !isUntoldLabel(place) || code !== 'SLUICE_POLICY_BLOCK') wrong.push(`${where}: ${code}`)
        continue
      }
      if (expected) kept++
      const seen = Buffer.from(outcome.output).includes(needle)
      if (seen !== expected) wrong.push(`${where}: ${given ?? 'unknown'} ${seen ? 'leaves' : 'does not leave'}`)
    }
    expect(wrong.slice(0, 40)).toEqual([])
    expect(kept).toBeGreaterThan(10_000)
    expect(cases.length - kept).toBeGreaterThan(10_000)
  })
})

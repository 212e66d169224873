import { describe, expect, test } from 'vitest'
import { extensionElements, extensionRule } from '../../src/classify/extension-rule.ts'
import { DATATYPE_RULES } from '../../src/classify/rules/datatypes.ts'
import { EXTENSION_RULES } from '../../src/classify/rules/extensions.ts'
import { FHIR_VERSIONS } from '../../src/contract/classes.ts'
import { loadModel } from '../../src/fhir/model.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { canaryFor } from '../support/canaries.ts'
import { elementPlaces, inCardinality, isPrimitive, placeName, resourceAt, type Place } from '../support/element-places.ts'
import { actionFor, classAt, formedClass, leavesAsItIs } from '../support/expected-action.ts'
import { PROTECTING, shippedEngine } from '../support/shipped-engine.ts'

const RACE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'
const NEEDLES = ['c4n4ry', 'C4N4RY', '7000123']
const STRANGERS = [
  '"c4n4ry":"c4n4ry"', '"strangeNumber":7000123.5', '"strangeObject":{"resourceType":"Patient","gender":"c4n4ry","c4n4ry":[7000123]}',
  '"strangeArray":["c4n4ry",{"value":"c4n4ry"}]', '"":"c4n4ry"', '"\\u0063ode\\u0064":"c4n4ry"',
  '"_strange":{"extension":[{"url":"c4n4ry"}]}',
].join(',')

const shows = (output: Uint8Array): boolean => NEEDLES.some((needle) => Buffer.from(output).includes(needle))

/** Names that are spelled like a known one but for the case of letters. */
function miscased(name: string, known: ReadonlySet<string>): string[] {
  const first = name.charAt(0).toUpperCase() + name.slice(1)
  const inner = name.replace(/[A-Z]/, (letter) => letter.toLowerCase())
  return [first, inner, name.toUpperCase()].filter((other) => !known.has(other))
}

/** Values in a JSON form that the element cannot have. */
function misshapen(primitive: boolean, many: boolean, type: string): string[] {
  const word = '"c4n4ry"'
  const object = '{"c4n4ry":"c4n4ry","value":7000123,"code":"c4n4ry"}'
  if (!primitive) return [word, '7000123', `[${word}]`, `[[${object}]]`, many ? object : `[${object}]`]
  const canary = canaryFor(type, 'x').json
  const flipped = many ? canary : `[${canary}]`
  const other = ['boolean', 'decimal', 'integer', 'positiveInt', 'unsignedInt'].includes(type) ? word : '7000123'
  return [object, `[${object}]`, `[[${word}]]`, inBrackets(other, many), ...(type === 'boolean' ? [] : [flipped])]
}

function inBrackets(value: string, many: boolean): string {
  return many ? `[${value}]` : value
}

describe.for(FHIR_VERSIONS)('In %s', (version) => {
  const model = loadModel(version)
  const places = [...model.resourceTypes].flatMap((type) => [...elementPlaces(model, type, 1)])
  const siblings = new Map<string, Set<string>>()
  const holder = ({ resourceType, steps }: Place): string => [resourceType, ...steps.slice(0, -1).map(({ name }) => name)].join('.')
  for (const place of places) {
    const known = siblings.get(holder(place)) ?? new Set()
    siblings.set(holder(place), known.add(place.steps.at(-1)?.name ?? ''))
  }
  const bodies: (readonly [name: string, body: string])[] = []
  for (const type of model.resourceTypes) bodies.push([type, `{"resourceType":"${type}",${STRANGERS}}`])
  for (const place of places) {
    const step = place.steps.at(-1)!
    const many = step.definition.max > 1
    const primitive = isPrimitive(model, place)
    const at = (members: string): readonly [string, string] => [placeName(place), resourceAt(place, members)]
    if (!primitive) bodies.push(at(`"${step.name}":${inCardinality(step, `{${STRANGERS}}`)}`))
    for (const value of misshapen(primitive, many, step.type)) bodies.push(at(`"${step.name}":${value}`))
    if (!primitive) bodies.push(at(`"_${step.name}":{"extension":[{"url":"${RACE}","valueCode":"c4n4ry"}]}`))
    if (!primitive || step.type === 'boolean') continue
    for (const name of miscased(step.name, siblings.get(holder(place)) ?? new Set())) {
      bodies.push(at(`"${name}":${inCardinality(step, canaryFor(step.type, step.name).json)}`))
    }
  }

  // R4B is R4 with few types more: one policy shows that its tables are read alike.
  test.for(version === 'R4B' ? PROTECTING.slice(0, 1) : PROTECTING)(
    'unknown, mis-cased and misshapen elements never leave by %s',
    { timeout: 60_000 },
    (name) => {
      const engine = shippedEngine(name, { fhir: version })
      const leaks: string[] = []
      for (const [where, body] of bodies) {
        const outcome = engine.process(Buffer.from(body))
        if ('output' in outcome && shows(outcome.output)) leaks.push(`${where}: ${body}`)
      }
      expect(leaks.slice(0, 20)).toEqual([])
      expect(bodies.length).toBeGreaterThan(50_000)
    },
  )
})

test.for(PROTECTING)('the value of a known extension leaves by %s exactly where its class is kept', (name) => {
  const policy = loadPolicy(name)
  const engine = shippedEngine(policy, { fhir: 'R4' })
  const model = loadModel('R4')
  const extension = model.type('Patient')?.elements.find((element) => element.name === 'extension')
  const value = model.type('Extension')?.elements.find((element) => element.name === 'value')
  if (extension === undefined || value === undefined) throw new Error('the model has no extensions')
  const byType = new Map(DATATYPE_RULES.map((rule) => [rule.type, rule.class]))
  const wrong: string[] = []
  let kept = 0
  for (const rule of EXTENSION_RULES) {
    for (const { code: type } of value.types) {
      if (model.type(type)?.kind !== 'primitive') continue
      const property = `value${type.charAt(0).toUpperCase()}${type.slice(1)}`
      const { json, needle } = canaryFor(type, property)
      const key = rule.modifier === true ? 'modifierExtension' : 'extension'
      const body = `{"resourceType":"Patient","id":"r1","${key}":[{"url":"${rule.url}","${property}":${json}}]}`
      const given = rule.class === 'descend' ? byType.get(type) : rule.class
      if (given === undefined || given === 'descend') throw new Error(`${type} has no class`)
      const published = extensionElements(model, extensionRule(rule.url)!).find((element) => element.name === 'value')
      const step = { definition: published ?? value, type, name: property }
      const place = { resourceType: 'Patient', steps: [{ definition: extension, type: 'Extension', name: key }, step] }
      const action = actionFor(policy, place, formedClass(model, step, given, json))
      const isPublished = published?.types.some(({ code }) => code === type) === true
      const expected = isPublished && leavesAsItIs(action, step)
      const outcome = engine.process(Buffer.from(body))
      const seen = 'output' in outcome && Buffer.from(outcome.output).includes(needle)
      if (expected) kept++
      if (seen !== expected || 'error' in outcome) wrong.push(`${rule.url} ${property} ${given} ${seen ? 'leaves' : 'does not leave'}`)
    }
  }
  expect(wrong.slice(0, 20)).toEqual([])
  expect(kept).toBeGreaterThan(25)
})

test.for(PROTECTING)('inside the value of a known extension every part keeps its own class by %s', (name) => {
  const policy = loadPolicy(name)
  const engine = shippedEngine(policy, { fhir: 'R4' })
  const model = loadModel('R4')
  // A list of codes is asked for elsewhere.
  const urls = new Map(EXTENSION_RULES.filter((rule) => rule.class === 'descend' && rule.modifier !== true).flatMap(({ url }) =>
    (extensionRule(url)?.types ?? []).filter(({ valueSet }) => valueSet === undefined).map(({ code }) => [code, url] as const)))
  const wrong: string[] = []
  let cases = 0
  for (const place of elementPlaces(model, 'Extension', 2)) {
    const step = place.steps.at(-1)!
    if (!isPrimitive(model, place) || place.steps[0]?.definition.name !== 'value') continue
    const url = urls.get(place.steps[0].type)
    if (url === undefined) continue
    const given = classAt(model, place)!
    const { json, needle } = canaryFor(step.type, step.name)
    const members = resourceAt(place, `"${step.name}":${inCardinality(step, json)}`).replace('{"resourceType":"Extension","id":"r1",', '')
    const outcome = engine.process(Buffer.from(`{"resourceType":"Patient","id":"r1","extension":[{"url":"${url}",${members}]}`))
    const expected = leavesAsItIs(actionFor(policy, { ...place, resourceType: 'Patient' }, formedClass(model, step, given, json)), step)
    const seen = 'output' in outcome && Buffer.from(outcome.output).includes(needle)
    if (seen !== expected || 'error' in outcome) wrong.push(`${placeName(place)} ${given} ${seen ? 'leaves' : 'does not leave'}`)
    cases++
  }
  expect(wrong.slice(0, 20)).toEqual([])
  expect(cases).toBeGreaterThan(150)
})

describe.for(PROTECTING)('By %s', (name) => {
  const engine = shippedEngine(name)
  const process = (body: string) => engine.process(Buffer.from(body))
  const extension = (inner: string) => `{"resourceType":"Patient","gender":"male",${inner}}`
  const stranger = '{"url":"http://c4n4ry.example.org/x","valueString":"c4n4ry","valueCode":"c4n4ry"}'

  test.for([
    ['on a resource', extension(`"extension":[${stranger}]`)],
    ['on an element', extension(`"maritalStatus":{"extension":[${stranger}],"coding":[{"code":"M"}]}`)],
    ['on a primitive', extension(`"_gender":{"extension":[${stranger}]}`)],
    [
      'inside an extension that is known',
      extension(
        `"extension":[{"url":"${RACE}","extension":[${stranger},{"url":"ombCategory","valueCoding":{"code":"x","extension":[${stranger}]}},{"url":"c4n4ry","valueCode":"c4n4ry"}]}]`,
      ),
    ],
    [
      'on the value of an extension that is known',
      extension(
        `"extension":[{"url":"${RACE}","extension":[{"url":"ombCategory","valueCoding":{"code":"x","_code":{"extension":[${stranger}]}}}]}]`,
      ),
    ],
    [
      'beside the parts of one that is known',
      extension(`"extension":[{"url":"${RACE}","valueCode":"c4n4ry","extension":[{"url":"ombCategory","valueCoding":{"code":"x"}}]}]`),
    ],
    ['without a url', extension('"extension":[{"valueCode":"c4n4ry"}]')],
    ['with two urls', extension(`"extension":[{"url":"${RACE}","valueCode":"c4n4ry","url":"c4n4ry"}]`)],
    ['with a url that is no string', extension('"extension":[{"url":{"c4n4ry":1},"valueCode":"c4n4ry"}]')],
    ['with a url in a late place', extension(`"extension":[{"valueCode":"c4n4ry","url":"http://c4n4ry.example.org/${'x'.repeat(200)}"}]`)],
    ['in the narrative', extension(`"text":{"status":"generated","extension":[${stranger}],"div":"<div>plain</div>"}`)],
    ['in meta', extension(`"meta":{"extension":[${stranger}],"security":[{"code":"x","extension":[${stranger}]}]}`)],
  ] as const)('an extension that nobody knows does not leave: %s', ([, body]) => {
    const outcome = process(body)
    expect('output' in outcome && shows(outcome.output)).toBe(false)
  })

  test.for([
    ['on a resource', extension(`"modifierExtension":[${stranger}]`)],
    ['on a backbone element', extension(`"link":[{"type":"seealso","modifierExtension":[${stranger}]}]`)],
    ['in a contained resource', extension(`"contained":[{"resourceType":"Group","modifierExtension":[${stranger}]}]`)],
    ['as one that is known, but not as a modifier', extension(`"modifierExtension":[{"url":"${RACE}"}]`)],
  ] as const)('a modifier extension that nobody knows refuses the message: %s', ([, body]) => {
    expect(process(body)).toMatchObject({ verdict: 'block', error: { code: 'SLUICE_FHIR_MODIFIER_EXTENSION' } })
  })

  const unknown = '{"resourceType":"C4n4ry","gender":"c4n4ry"}'
  test.for([
    ['at the top', unknown],
    ['missing', '{"gender":"c4n4ry"}'],
    ['no string', '{"resourceType":7000123}'],
    ['mis-cased', '{"resourceType":"patient","gender":"c4n4ry"}'],
    ['abstract', '{"resourceType":"DomainResource","language":"c4n4ry"}'],
    ['a datatype', '{"resourceType":"HumanName","family":"c4n4ry"}'],
    ['in a contained resource', extension(`"contained":[${unknown}]`)],
    ['in an entry', `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${unknown}}]}`],
    [
      'in the outcome of a response',
      `{"resourceType":"Bundle","type":"batch-response","entry":[{"response":{"status":"400","outcome":${unknown}}}]}`,
    ],
    ['in a parameter', `{"resourceType":"Parameters","parameter":[{"name":"x","part":[{"name":"y","resource":${unknown}}]}]}`],
    [
      'in a Bundle within a Bundle',
      `{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Bundle","type":"collection","entry":[{"resource":${unknown}}]}}]}`,
    ],
    ['of a message that is an array', `[${unknown}]`],
    ['of a message that is a string', '"c4n4ry"'],
    ['of a message that is null', 'null'],
  ] as const)('a resource type that nobody knows refuses the message: %s', ([, body]) => {
    expect(process(body)).toMatchObject({ verdict: 'block', error: { code: 'SLUICE_FHIR_RESOURCE_TYPE' } })
  })
})

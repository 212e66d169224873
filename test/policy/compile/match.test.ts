import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ElementClass } from '../../../src/contract/classes.ts'
import { candidates, enterExtension, isUnconditional, matchKey, startMatch, stepMatch } from '../../../src/policy/compile/match.ts'
import type { MatchState, MatchStep } from '../../../src/policy/compile/match.ts'
import type { PolicyConditions, PolicyRule } from '../../../src/policy/language/schema.ts'

function rulesOf(...whens: PolicyConditions[]): PolicyRule[] {
  return whens.map((when, index) => ({
    name: `rule ${index + 1}`, when, then: { do: 'keep' }, at: { line: 1, column: 1 },
  }))
}

/** `birthDate:date`, `value[x]=valueString:string`, `text:string@Questionnaire.item.text`. */
function stepOf(text: string, parentPath: string): MatchStep {
  const [front = '', given] = text.split('@')
  const [names = '', type = 'BackboneElement'] = front.split(':')
  const [baseName = '', name = baseName] = names.split('=')
  return { name, baseName, type, definitionPath: given ?? `${parentPath}.${baseName}` }
}

/** Walks from a resource down, re-rooting the definition path at each complex datatype, as the model does. */
function walk(rules: readonly PolicyRule[], resourceType: string, ...steps: string[]): MatchState {
  let parent = resourceType
  let state = startMatch(rules, resourceType)
  for (const text of steps) {
    const step = stepOf(text, parent)
    state = stepMatch(state, step)
    parent = /^[A-Z]/.test(step.type) && step.type !== 'BackboneElement' ? step.type : step.definitionPath
  }
  return state
}

function matches(when: PolicyConditions, resourceType: string, steps: readonly string[], of: ElementClass = 'name'): boolean {
  return candidates(walk(rulesOf(when), resourceType, ...steps), of, undefined).length === 1
}

describe('A path', () => {
  test.for<[string, string, string[], boolean]>([
    ['Patient.name', 'Patient', ['name:HumanName'], true],
    ['Patient.name', 'Patient', ['name:HumanName', 'family:string'], true],
    ['Patient.name', 'Practitioner', ['name:HumanName'], false],
    ['Patient.name', 'Patient', ['contact', 'name:HumanName'], false],
    ['Patient.name.family', 'Patient', ['name:HumanName'], false],
    ['Patient.name.family', 'Patient', ['name:HumanName', 'family:string'], true],
    ['Patient.name.family', 'Patient', ['name:HumanName', 'given:string'], false],
    ['Patient', 'Patient', ['birthDate:date'], true],
    ['Patient', 'Patient', [], true],
    ['Resource', 'Observation', ['status:code'], true],
    ['Resource.id', 'Observation', ['id:id'], true],
    ['Resource.id', 'Observation', ['component', 'id:string'], false],
    ['Address.state', 'Patient', ['address:Address', 'state:string'], true],
    ['Address.state', 'Patient', ['address:Address', 'city:string'], false],
    ['Address.state', 'Patient', ['contact', 'address:Address', 'state:string'], true],
    ['Address', 'Patient', ['address:Address', 'period:Period', 'start:dateTime'], true],
    ['Address.period.start', 'Patient', ['address:Address', 'period:Period', 'start:dateTime'], true],
    ['Patient.*.family', 'Patient', ['name:HumanName', 'family:string'], true],
    ['Patient.*.family', 'Patient', ['contact', 'name:HumanName', 'family:string'], false],
    ['Patient.*.*.family', 'Patient', ['contact', 'name:HumanName', 'family:string'], true],
    ['Observation.value[x]', 'Observation', ['value[x]=valueString:string'], true],
    ['Observation.valueString', 'Observation', ['value[x]=valueString:string'], true],
    ['Observation.valueString', 'Observation', ['value[x]=valueQuantity:Quantity'], false],
    ['Observation.value', 'Observation', ['value[x]=valueString:string'], false],
    ['Patient.birthDate', 'Patient', ['_birthDate:date', 'extension:Extension', 'url:uri'], true],
    ['Extension.value[x]', 'Patient', ['extension:Extension', 'value[x]=valueDate:date'], true],
  ])('%s in %s at %j: %s', ([path, resourceType, steps, expected]) => {
    expect(matches({ path: [path] }, resourceType, steps)).toBe(expected)
  })

  test('follows the definition into an element that is defined by reference to another', () => {
    const nested = ['item', 'item', 'text:string@Questionnaire.item.text']
    expect(matches({ path: ['Questionnaire.item.text'] }, 'Questionnaire', nested)).toBe(true)
    expect(matches({ path: ['Questionnaire.item.prefix'] }, 'Questionnaire', nested)).toBe(false)
    const coding = ['item', 'item', 'code:Coding@Questionnaire.item.code', 'display:string']
    expect(matches({ path: ['Questionnaire.item.code.display'] }, 'Questionnaire', coding)).toBe(true)
    expect(matches({ path: ['Bundle.link'] }, 'Bundle', ['entry', 'link', 'url:uri@Bundle.link.url'])).toBe(true)
  })

  test('does not start again at the slot of another resource', () => {
    expect(matches({ path: ['Resource.meta'] }, 'Bundle', ['entry', 'resource:Resource', 'meta:Meta'])).toBe(false)
  })
})

describe('The other static conditions', () => {
  test('a type covers the element and everything below it', () => {
    expect(matches({ type: ['HumanName'] }, 'Patient', ['name:HumanName', 'family:string'])).toBe(true)
    expect(matches({ type: ['date', 'dateTime'] }, 'Patient', ['birthDate:date'])).toBe(true)
    expect(matches({ type: ['date'] }, 'Patient', ['deceased[x]=deceasedDateTime:dateTime'])).toBe(false)
  })

  test('a resource type is that of the nearest enclosing resource', () => {
    expect(matches({ resourceType: ['Patient', 'Person'] }, 'Person', ['name:HumanName'])).toBe(true)
    expect(matches({ resourceType: ['Patient'] }, 'Bundle', ['entry'])).toBe(false)
  })

  test('a class must be that of the element', () => {
    expect(matches({ class: ['name', 'date'] }, 'Patient', ['birthDate:date'], 'date')).toBe(true)
    expect(matches({ class: ['name'] }, 'Patient', ['birthDate:date'], 'date')).toBe(false)
  })

  test('all of them must hold together', () => {
    const when = { class: ['date'], path: ['Patient.birthDate'], type: ['date'], resourceType: ['Patient'] } as const
    expect(matches(when, 'Patient', ['birthDate:date'], 'date')).toBe(true)
    expect(matches(when, 'Patient', ['birthDate:date'], 'age')).toBe(false)
    expect(matches({ ...when, type: ['dateTime'] }, 'Patient', ['birthDate:date'], 'date')).toBe(false)
  })

  test('an extension URL holds for the extension, and below it once it was entered', () => {
    const rules = rulesOf({ extension: ['http://example.org/race'] })
    const inside = walk(rules, 'Patient', 'extension:Extension')
    expect(candidates(inside, 'sensitive', undefined)).toEqual([])
    expect(candidates(inside, 'sensitive', 'http://example.org/race')).toEqual([0])
    expect(candidates(inside, 'sensitive', 'http://example.org/other')).toEqual([])
    const entered = stepMatch(enterExtension(inside, 'http://example.org/race'), stepOf('extension:Extension', 'Extension'))
    expect(candidates(entered, 'sensitive', 'ombCategory')).toEqual([0])
    expect(matchKey(enterExtension(inside, 'http://example.org/other'))).toBe(matchKey(inside))
  })

  test('candidates come in the order of the rules, those with conditions on the message among them', () => {
    const rules = rulesOf({ label: ['R'] }, { class: ['age'] }, { class: ['name'] }, { destination: ['vendor'], class: ['name'] })
    expect(candidates(walk(rules, 'Patient', 'name:HumanName'), 'name', undefined)).toEqual([0, 2, 3])
    expect(rules.map(isUnconditional)).toEqual([false, true, true, false])
  })
})

describe('The key', () => {
  const step = fc.constantFrom('name:HumanName', 'contact', 'address:Address', 'state:string', 'family:string',
    'value[x]=valueString:string', 'extension:Extension', 'birthDate:date', 'text:string@Patient.contact.text')
  const when = fc.constantFrom<PolicyConditions>({ path: ['Patient.name'] }, { path: ['Address.state', 'Patient.*.family'] },
    { type: ['date'] }, { type: ['HumanName'], path: ['Resource.contact'] }, { resourceType: ['Patient'], class: ['name'] },
    { path: ['Patient.contact.text'] }, { path: ['Resource'], resourceType: ['Person'] }, { path: ['Extension.value[x]'] })

  test('is equal only where everything that follows is equal', () => {
    fc.assert(fc.property(
      fc.array(when, { minLength: 1, maxLength: 5 }), fc.array(step, { maxLength: 4 }), fc.array(step, { maxLength: 4 }),
      fc.constantFrom('Patient', 'Person'), fc.constantFrom('Patient', 'Person'), fc.array(step, { maxLength: 4 }),
      (whens, one, other, oneType, otherType, rest) => {
        const rules = rulesOf(...whens)
        let a = walk(rules, oneType, ...one)
        let b = walk(rules, otherType, ...other)
        fc.pre(matchKey(a) === matchKey(b))
        for (const text of rest) {
          a = stepMatch(a, stepOf(text, 'X'))
          b = stepMatch(b, stepOf(text, 'X'))
          expect(candidates(a, 'name', undefined)).toEqual(candidates(b, 'name', undefined))
        }
      }), { numRuns: 300 })
  })

  test('does not depend on rules that cannot apply to this resource', () => {
    const rules = rulesOf({ resourceType: ['Patient'], path: ['Resource.name.family'] }, { class: ['name'] })
    expect(matchKey(walk(rules, 'Person', 'name:HumanName'))).toBe(matchKey(walk(rules, 'Group', 'name:string')))
  })
})

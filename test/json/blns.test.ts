import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jsonKind, jsonName, loadModel, type ElementDefinition } from '../../src/fhir/model.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { checkPolicy, engineFor } from '../property/compare.ts'
import { testPolicies } from '../property/policies.ts'
import { elementRules } from '../support/text-parts.ts'

const LIST = new URL('../../../shared/corpora/blns/blns.json', import.meta.url)
const ABSENT = 'the corpus blns is not beside the project'
const model = loadModel('R4')
const strings = existsSync(LIST) ? JSON.parse(readFileSync(LIST, 'utf8')) as string[] : []

/** Members with a text from `next` in every text of the elements, to a small depth. */
function plant(elements: readonly ElementDefinition[], next: () => string, depth: number): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  for (const definition of elements) {
    for (const { code } of definition.types) {
      const value = planted(definition, code, next, depth)
      if (value !== undefined) members[jsonName(definition, code)] = definition.max === 1 ? value : [value]
    }
  }
  return members
}

function planted(definition: ElementDefinition, type: string, next: () => string, depth: number): unknown {
  if (type === 'Extension' || type === 'Resource' || model.resourceTypes.has(type)) return undefined
  if (model.type(type)?.kind === 'primitive') return jsonKind(type) === 'string' ? next() : undefined
  if (depth === 0) return undefined
  return plant(definition.children.length > 0 ? definition.children : (model.type(type)?.elements ?? []), next, depth - 1)
}

/** Messages of a resource type with the strings one after the other in all its texts; each turn begins with another string. */
function messagesOf(resourceType: string, turns: readonly number[]): { readonly bytes: Buffer; readonly texts: number }[] {
  return turns.map((turn) => {
    let texts = 0
    const next = (): string => strings[(turn + texts++) % strings.length] ?? ''
    const bytes = Buffer.from(JSON.stringify({ resourceType, ...plant(model.type(resourceType)?.elements ?? [], next, 3) }))
    return { bytes, texts }
  })
}

const everyString = strings.map((_, index) => index)
const someTurns = [0, 101, 211, 307]

describe('Naughty strings in every text element of every R4 resource type', () => {
  const policies = testPolicies().map((policy) => ({ ...policy, fhir: 'R4' as const }))
  const engines = policies.map((policy) => ({ policy, engine: engineFor(policy) }))
  const keep = engineFor(loadPolicy('keep-everything'))

  test('survive byte for byte where everything is kept', (context) => {
    if (strings.length === 0) context.skip(ABSENT)
    let texts = 0
    const changed: string[] = []
    for (const resourceType of model.resourceTypes) {
      for (const message of messagesOf(resourceType, someTurns)) {
        texts += message.texts
        const outcome = keep.process(message.bytes)
        if (!('output' in outcome) || Buffer.compare(outcome.output, message.bytes) !== 0) changed.push(resourceType)
      }
    }
    expect(changed).toEqual([])
    expect([strings.length, texts]).toEqual([
      expect.toSatisfy((count: number) => count > 500),
      expect.toSatisfy((count: number) => count > 100_000),
    ])
  })

  test('survive or vanish exactly as the oracle says, under every test policy', { timeout: 120_000 }, (context) => {
    if (strings.length === 0) context.skip(ABSENT)
    const wrong: string[] = []
    for (const resourceType of model.resourceTypes) {
      for (const { bytes } of messagesOf(resourceType, someTurns.slice(0, 1))) {
        for (const { policy, engine } of engines) {
          const told = checkPolicy(policy, engine.process(bytes), bytes)
          if (told !== undefined) wrong.push(`${policy.name}, ${resourceType}: ${told}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})

describe.for(['Patient', 'Observation', 'DocumentReference', 'Questionnaire'])(
  'Each naughty string in every text of a %s',
  (resourceType) => {
    const policy = { ...elementRules(loadPolicy('hipaa-safe-harbor')), fhir: 'R4' as const }
    const harbor = engineFor(policy)

  test('survives or vanishes under Safe Harbor exactly as the oracle says', (context) => {
    if (strings.length === 0) context.skip(ABSENT)
    const elements = model.type(resourceType)?.elements ?? []
    const wrong = everyString.flatMap((index) => {
      const bytes = Buffer.from(JSON.stringify({ resourceType, ...plant(elements, () => strings[index] ?? '', 2) }))
      const outcome = harbor.process(bytes)
      const told = checkPolicy(policy, outcome, bytes) ?? ('error' in outcome ? outcome.error.code : undefined)
      return told === undefined ? [] : [`string ${index}: ${told}`]
    })
    expect([strings.length > 500, wrong]).toEqual([true, []])
  })
})

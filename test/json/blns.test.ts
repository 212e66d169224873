import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jsonKind, jsonName, loadModel, type ElementDefinition } from '../../src/fhir/model.ts'
import { loadPolicy } from '../../src/policy/load.ts'
import { checkPolicy, engineFor } from '../property/compare.ts'

const LIST = new URL('../../../shared/corpora/blns/blns.json', import.meta.url)
const ABSENT = 'the corpus blns is not beside the project'
const model = loadModel('R4')
const keep = engineFor(loadPolicy('keep-everything'))
const policy = { ...loadPolicy('hipaa-safe-harbor'), fhir: 'R4' as const }
const harbor = engineFor(policy)

/** Members with the string in every text of the elements, to a small depth. */
function plant(elements: readonly ElementDefinition[], text: string, depth: number): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  for (const definition of elements) {
    for (const { code } of definition.types) {
      const value = planted(definition, code, text, depth)
      if (value !== undefined) members[jsonName(definition, code)] = definition.max === 1 ? value : [value]
    }
  }
  return members
}

function planted(definition: ElementDefinition, type: string, text: string, depth: number): unknown {
  if (type === 'Extension' || type === 'Resource' || model.resourceTypes.has(type)) return undefined
  if (model.type(type)?.kind === 'primitive') return jsonKind(type) === 'string' ? text : undefined
  if (depth === 0) return undefined
  return plant(definition.children.length > 0 ? definition.children : (model.type(type)?.elements ?? []), text, depth - 1)
}

describe.for(['Patient', 'Observation', 'DocumentReference', 'Questionnaire'])('Naughty strings in every text of a %s', (resourceType) => {
  const elements = model.type(resourceType)?.elements ?? []
  const strings = existsSync(LIST) ? JSON.parse(readFileSync(LIST, 'utf8')) as string[] : []
  const messages = strings.map((text) => Buffer.from(JSON.stringify({ resourceType, ...plant(elements, text, 2) })))

  test('survive byte for byte where everything is kept', (context) => {
    if (!existsSync(LIST)) context.skip(ABSENT)
    const changed = messages.filter((bytes) => {
      const outcome = keep.process(bytes)
      return !('output' in outcome) || Buffer.compare(outcome.output, bytes) !== 0
    })
    expect([messages.length > 500, changed.length]).toEqual([true, 0])
  })

  test('survive or vanish under Safe Harbor exactly as the oracle says', (context) => {
    if (!existsSync(LIST)) context.skip(ABSENT)
    const wrong = messages.flatMap((bytes, at) => {
      const outcome = harbor.process(bytes)
      const told = checkPolicy(policy, outcome, bytes) ?? ('error' in outcome ? outcome.error.code : undefined)
      return told === undefined ? [] : [`string ${at}: ${told}`]
    })
    expect([messages.length > 500, wrong]).toEqual([true, []])
  })
})

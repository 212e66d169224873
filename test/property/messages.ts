import type { FhirVersion } from '../../src/contract/classes.ts'
import { loadModel } from '../../src/fhir/model.ts'
import { choicesFrom } from './choices.ts'
import { generateResource } from './generate-resource.ts'
import { spell } from './spell.ts'

/** The message that a string of decisions stands for. */
export function messageFrom(decisions: Uint8Array, version: FhirVersion = 'R4'): Buffer {
  const choices = choicesFrom(decisions)
  const tree = generateResource(loadModel(version), choices)
  return Buffer.from(spell(tree, choices))
}

import { expect, test } from 'vitest'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const engine = shippedEngine(loadPolicy('hipaa-safe-harbor'))

function noteOf(text: string): string {
  return (JSON.parse(outputOf(engine, { resourceType: 'Observation', status: 'final', code: { text: 'x' }, note: [{ text }] })) as {
    note: [{ text: string }]
  }).note[0].text
}

test.for([
  ['a street that was found with its town', 'She lives at 3 The Alders, Fernhall. There was smoke at 3 The Alders in spring.', 'Alders'],
  ['a town in capitals', 'FERNHALLTON is home. She lives in Fernhallton.', 'FERNHALLTON'],
] as const)('%s goes wherever the text has it', ([, text, value]) => {
  expect(noteOf(text)).not.toContain(value)
})

test('A number and a single word with a capital are no street elsewhere', () => {
  expect(noteOf('She lives at 14 Elm, Fernhall. We gave 14 Elm tablets.')).toContain('14 Elm tablets')
})

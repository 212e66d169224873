import { expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../support/shipped-engine.ts'

const engine = shippedEngine('hipaa-safe-harbor')
const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Zorvanescu', given: ['Quillamina'] }] }

/** The note as it leaves in a Bundle with the patient. */
function noteOf(members: Record<string, unknown>): Record<string, unknown> {
  const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/p1' }, ...members }
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient }, { resource: observation }] }
  const output = JSON.parse(outputOf(engine, bundle)) as { entry: { resource: Record<string, unknown> }[] }
  return output.entry[1]?.resource ?? {}
}

test.for([
  ['JSON with escapes', '{"a":"\\u005aorvanescu is well"}', '{"a":"[NAME] is well"}'],
  ['markup', '<p>Zorva<b>nescu</b> is well</p>', undefined],
  ['RTF', String.raw`{\rtf1\ansi Zorv\'61nescu is well}`, undefined],
  ['base64', Buffer.from('Quillamina Zorvanescu was seen today and is well, as she was before that.').toString('base64'), undefined],
] as const)('A known name in a string that is %s goes, and the string stays what it is', ([, value, expected]) => {
  const { valueString } = noteOf({ valueString: value })
  const seen = typeof valueString === 'string' ? valueString : ''
  expect(seen).not.toBe(value)
  expect(seen + Buffer.from(seen, 'base64').toString()).not.toMatch(/orva|nescu|\\u005a/i)
  expect(expected ?? seen).toBe(seen)
})

test('A known name that markdown splits goes', () => {
  const { note } = noteOf({ note: [{ text: 'Saw Zorva**nes**cu; *stable*' }] })
  expect(JSON.stringify(note)).not.toMatch(/orva|nescu/i)
  expect(JSON.stringify(note)).toContain('stable')
})

test.for(['<5', '{unclear}', '[not done]', 'a < b', '5 * 3'])('A plain value %s stays as it is', (value) => {
  expect(noteOf({ valueString: value })['valueString']).toBe(value)
})

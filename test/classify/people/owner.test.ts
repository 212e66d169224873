import { expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

function noteOf(family: string, text: string): string {
  const output = outputOf(shippedEngine('hipaa-safe-harbor'), {
    resourceType: 'Bundle', type: 'collection', entry: [
      { resource: { resourceType: 'Patient', id: 'p1', name: [{ family, given: ['Zedrick'] }] } },
      {
        resource: {
          resourceType: 'Observation',
          status: 'final',
          code: { text: 'x' },
          subject: { reference: 'Patient/p1' },
          note: [{ text }],
        },
      },
    ],
  })
  return (JSON.parse(output) as { entry: { resource: { note: { text: string }[] } }[] }).entry[1]?.resource.note[0]?.text ?? ''
}

test.for([
  ['Quomalley', "report of Quomalley's tumor", 'report of [NAME] tumor'],
  ['Quomalley', "Zedrick's cough is better, Quomalley's disease is not", '[NAME] cough is better, [NAME] disease is not'],
  ['Johnson', "Johnson's cough is better", '[NAME] cough is better'],
  ['Smith', "reviewed Smith's tests and Smith's hernia", 'reviewed [NAME] tests and [NAME] hernia'],
  ['Baker', "an old Baker's fracture", 'an old [NAME] fracture'],
] as const)('Of %s, the patient, what is called a possession goes: %s', ([family, text, expected]) => {
  expect(noteOf(family, text)).toBe(expected)
})

test.for([
  ['Baker', "a Baker's cyst"], ['Smith', "a Smith's fracture"], ['Parkinson', "Parkinson's disease"],
  ['Wilson', "ruled out Wilson's disease"], ['Bell', "Bell's palsy"],
] as const)('Of %s, the patient, what is called after a namesake stays: %s', ([family, text]) => {
  expect(noteOf(family, text)).toBe(text)
})

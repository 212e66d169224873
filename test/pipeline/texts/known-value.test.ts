import { describe, expect, test } from 'vitest'
import { fakeOfKnown } from '../../../src/pipeline/texts/known-value.ts'
import type { Transforms } from '../../../src/pipeline/values/transforms.ts'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { person } from '../../classify/people/match-texts.ts'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const PATIENT = {
  resourceType: 'Patient', id: 'pt-90417', birthDate: '1957-11-30',
  name: [{ family: 'Kowalczyk', given: ['Robert', 'James'] }],
  identifier: [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      system: 'https://h.example/mrn',
      value: '0047-1193',
    },
  ],
}

/** What an engine makes of the patient, and of a note about the patient in the same Bundle. */
function read(engine: ReturnType<typeof shippedEngine>, note: string): { readonly patient: typeof PATIENT; readonly note: string } {
  const observation = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: 'Patient/pt-90417' },
    note: [{ text: note }],
  }
  const out = JSON.parse(
    outputOf(engine, { resourceType: 'Bundle', type: 'collection', entry: [{ resource: PATIENT }, { resource: observation }] }),
  ) as {
    entry: [{ resource: typeof PATIENT }, { resource: { note: [{ text: string }] } }]
  }
  return { patient: out.entry[0].resource, note: out.entry[1].resource.note[0].text }
}

describe('a number in a note that an element of the message has', () => {
  const training = shippedEngine(loadPolicy('ai-training'))

  test.for(['MRN 0047-1193 was seen', 'MRN: 00471193 was seen', 'Record number 0047 1193, seen'])(
    'leaves as the pseudonym of the element: %s',
    ([...note]) => {
      const made = read(training, note.join(''))
      const pseudonym = made.patient.identifier[0]?.value ?? ''
      expect(pseudonym).toMatch(/^[0-9a-f]{32}$/)
      expect(made.note).toContain(pseudonym)
      expect(made.note).not.toMatch(/1193/)
    },
  )

  test('leaves as a pseudonym of its own where it is another one', () => {
    const made = read(training, 'MRN 0047-1194 was seen')
    expect(made.note).not.toContain(made.patient.identifier[0]?.value)
    expect(made.note).not.toMatch(/1194/)
  })

  test('is no pseudonym of the whole where only its end stands there', () => {
    const made = read(training, 'MRN ending in 1193 was seen')
    expect(made.note).not.toContain(made.patient.identifier[0]?.value)
  })
})

describe('one person by several names', () => {
  const WAYS = [
    'Robert Kowalczyk', 'Bob', 'R. Kowalczyk', 'KOWALCZYK', 'Mr. Kowalcyzk', 'Kowalczyk, Robert', 'Bobby Kowalczyk', "Kowalczyk's",
  ] as const

  test('has one number in numbered tags', () => {
    const numbering = shippedEngine(policyFrom(`labels: false
text: { tags: numbered }
rules:
  - { when: { class: name, in: text }, then: redact }
  - { when: { class: free-text }, then: scan }
  - { when: { class: [link, not-identifying] }, then: keep }
`))
    const { note } = read(numbering, `${WAYS.map((way) => `Seen: ${way} was well.`).join('\n')}\nDr. Okonkwo agreed.`)
    expect(note.match(/\[NAME-\d+\]/g)).toEqual([...WAYS.map(() => '[NAME-1]'), '[NAME-2]'])
  })

  test.for([
    [
      'two surnames',
      'García López',
      'Wilhelmina García; Ms. García López; GARCÍA LÓPEZ, WILHELMINA; W. García; Señora García; López',
      'G F; Ms. F; F, G; I. F; Señora F; F',
    ],
    [
      'a double name', 'Okonjo-Frost', 'Wilhelmina Okonjo-Frost; Ms. Okonjo-Frost; OKONJO-FROST, WILHELMINA; W. Okonjo-Frost',
      'G F; Ms. F; F, G; I. F',
    ],
  ] as const)('has the fakes of the elements, though a reference shows the name as a whole: %s', ([, family, written, shape]) => {
    const message = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          resource: {
            resourceType: 'Encounter',
            status: 'finished',
            class: { code: 'AMB' },
            subject: { reference: 'Patient/p-1', display: `Wilhelmina ${family}` },
          },
        },
        { resource: { resourceType: 'Patient', id: 'p-1', name: [{ family, given: ['Wilhelmina'] }] } },
        {
          resource: {
            resourceType: 'Observation',
            status: 'final',
            code: { text: 'x' },
            subject: { reference: 'Patient/p-1' },
            note: written.split('; ').map((way) => ({ text: `Seen: ${way} was well.` })),
          },
        },
      ],
    }
    const faking = shippedEngine(
      policyFrom(`labels: false
rules:
  - { when: { class: name }, then: surrogate }
  - { when: { class: free-text }, then: scan }
  - { when: { class: [link, not-identifying] }, then: keep }
`),
    )
    const [, patient, observation] = (
      JSON.parse(outputOf(faking, message)) as {
        entry: { resource: { name?: { family: string; given: string[] }[]; note?: { text: string }[] } }[]
      }
    ).entry
    const [name] = patient?.resource.name ?? []
    const given = name?.given[0] ?? ''
    const named = observation?.resource.note?.map(({ text }) => text.slice('Seen: '.length, -' was well.'.length)
      .replace(new RegExp(name?.family ?? '', 'i'), 'F').replace(new RegExp(given, 'i'), 'G').replace(`${given.charAt(0)}.`, 'I.'))
    expect(named).toEqual(shape.split('; '))
  })

  test.for([
    ['Dr. Robert de la Cruz, MD', 'Dr. <given> <family>, MD'], ['Señora Cruz', 'Señora <family>'], ['Robert Lord', '<given> <family>'],
    ['Robert Jr', '<given> <family>'], ['Lord, Robert', '<family>, <given>'],
  ] as const)('keeps titles before the name and letters behind it, and no other word of nobody: %s', ([written, faked]) => {
    const identity = person('Robert', 'de la Cruz')
    const known = { key: 'Patient', role: 'patient', element: '', wrongPatient: false, form: 'exact', identity } as const
    const transforms = { surrogate: (_value: string, { kind }: { readonly kind: string }) => `<${kind}>` } as unknown as Transforms
    expect(fakeOfKnown(transforms, { person: known, class: 'name', subject: 'id:a' }, written)).toBe(faked)
  })

  test('has one fake, in the form in which the text has the name', () => {
    const faking = shippedEngine(policyFrom(`labels: false
rules:
  - { when: { class: name }, then: surrogate }
  - { when: { class: free-text }, then: scan }
  - { when: { class: [link, not-identifying] }, then: keep }
`))
    const { patient, note } = read(faking, WAYS.map((way) => `Seen: ${way} was well.`).join('\n'))
    const given = patient.name[0]?.given[0] ?? ''
    const family = patient.name[0]?.family ?? ''
    expect(note.split('\n').map((line) => line.slice('Seen: '.length, -' was well.'.length))).toEqual([
      `${given} ${family}`,
      given,
      `${given.charAt(0)}. ${family}`,
      family.toUpperCase(),
      `Mr. ${family}`,
      `${family}, ${given}`,
      `${given} ${family}`,
      expect.stringMatching(new RegExp(`^${family}(?:'s)?$`)),
    ])
  })
})

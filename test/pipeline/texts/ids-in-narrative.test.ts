import { expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const narrative = (id: string): string =>
  `<div xmlns="http://www.w3.org/1999/xhtml"><a name="Encounter_${id}"> </a><p><b>Generated Narrative: Encounter ${id}</b></p><a name="${id}"> </a>` +
  `<a name="hc${id}"> </a><p>See <a href="Encounter-${id}.html">the visit</a>, Encounter/${id}.</p><p>Dressing changed by the family-centred team.</p></div>`

test.for(['night-visit-of-quillon', 'quillon-zed', 'enc-40417', '7d3f0c52-8a61-4b7e-9c15-b0a94c7de012'])(
  'The id %s of a resource that is no person goes out of the headings, anchors and links of its narrative',
  (id, { expect: expectHere }) => {
    const message = {
      resourceType: 'Encounter',
      id,
      text: { status: 'generated', div: narrative(id) },
      status: 'finished',
      class: { code: 'AMB' },
    }
    for (const policy of ['hipaa-safe-harbor', 'ai-training']) {
      const output = outputOf(shippedEngine(policy), message)
      expectHere(id === 'quillon-zed' ? output.replace(`Encounter/${id}`, '') : output).not.toContain(id)
      expectHere(output).toContain('Dressing changed by the family-centred team.')
    }
  },
)

test('Ids that are single words, and words that a slash joins, stay', () => {
  const note = 'Patient/family-centered care. Generated Narrative: Encounter Example. Location/Time noted.'
  const output = outputOf(shippedEngine('hipaa-safe-harbor'), {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    note: [{ text: note }],
  })
  expect(output).toContain(note)
})

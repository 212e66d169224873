import type { Engine } from '../pipeline/outcome.ts'

const MS_MAX = 2000
const ROUNDS = 150

/** Resources of nobody, of the kinds that most messages are. */
const RESOURCES: readonly object[] = [
  {
    resourceType: 'Patient', id: 'warm', active: true, gender: 'female', birthDate: '1970-01-01',
    identifier: [{ system: 'urn:sluice:warm', value: '0000000' }],
    name: [{ use: 'official', family: 'Warmup', given: ['Nobody'] }],
    telecom: [{ system: 'phone', value: '555-0100' }],
    address: [{ line: ['1 Nowhere'], city: 'Nowhere', postalCode: '00000' }],
  },
  {
    resourceType: 'Observation', id: 'warm', status: 'final', subject: { reference: 'Patient/warm', display: 'Nobody Warmup' },
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4', display: 'Heart rate' }], text: 'Heart rate' },
    effectiveDateTime: '2020-01-01T08:00:00Z', valueQuantity: { value: 72.5, unit: '/min' },
    note: [{ text: 'Nobody Warmup was seen on 1/1/2020 and called 555-0100. No complaints.' }],
  },
  {
    resourceType: 'Bundle', type: 'collection',
    entry: [
      {
        fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000001',
        resource: { resourceType: 'Patient', id: 'warm', name: [{ text: 'Nobody Warmup' }] },
      },
      {
        fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000002',
        resource: {
          resourceType: 'DocumentReference',
          status: 'current',
          subject: { reference: 'urn:uuid:00000000-0000-4000-8000-000000000001' },
          content: [
            { attachment: { contentType: 'text/plain', data: Buffer.from('Seen: Nobody Warmup, MRN 0000000.').toString('base64') } },
          ],
        },
      },
    ],
  },
]

/** Lets an engine work on made-up messages: its first hundreds take a hundred times as long as the later ones. */
export async function warmUp(engine: Engine): Promise<void> {
  const bodies = RESOURCES.map((resource) => Buffer.from(JSON.stringify(resource)))
  const until = performance.now() + MS_MAX
  for (let round = 0; round < ROUNDS && performance.now() < until; round++) {
    for (const body of bodies) engine.process(body)
    if (round % 10 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

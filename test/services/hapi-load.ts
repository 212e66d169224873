import { Client } from 'fhir-kit-client'
import type { HapiServer } from './hapi.ts'

/** Writes patients and an observation each, in transactions of a hundred, under names of their own. Returns the ids by type. */
export async function loadPatients(server: HapiServer, count: number, tag: string): Promise<void> {
  const client = new Client({ baseUrl: server.baseUrl })
  for (let from = 0; from < count; from += 100) {
    const numbers = Array.from({ length: Math.min(100, count - from) }, (_, index) => from + index)
    const entry = numbers.flatMap((number) => [
      {
        resource: { resourceType: 'Patient', id: `${tag}-${number}`, name: [{ family: `Lindqvist${number}` }], birthDate: '1961-04-17' },
        request: { method: 'PUT', url: `Patient/${tag}-${number}` },
      },
      {
        resource: {
          resourceType: 'Observation',
          id: `${tag}-o${number}`,
          status: 'final',
          code: { text: 'weight' },
          subject: { reference: `Patient/${tag}-${number}` },
        },
        request: { method: 'PUT', url: `Observation/${tag}-o${number}` },
      },
    ])
    await client.transaction({ body: { resourceType: 'Bundle', type: 'transaction', entry } })
  }
}

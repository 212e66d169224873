import { z } from 'zod'
import type { SinkConnector } from '../../src/contract/connector.ts'
import { openFhirHttp, serverSettings } from '../fhir-http/settings.ts'

const settings = z
  .strictObject({
    ...serverSettings,
    match: z
      .enum(['id', 'identifier'])
      .optional()
      .describe(
        'How a resource is found again: by its id, which the policy has made a pseudonym, or by its first identifier. id unless given.',
      ),
    write: z
      .enum(['update', 'create'])
      .optional()
      .describe('Whether a resource that is there already is replaced or left. update unless given.'),
    entriesMax: z.int().min(1).max(5000).optional().describe('Entries of a transaction. 100 unless given.'),
  })
  .refine(({ match, write }) => write !== 'create' || match === 'identifier', {
    // A PUT that must find nothing fails a whole transaction where there is something.
    error: 'write: create needs match: identifier',
    path: ['write'],
  })

/** Another FHIR server, written in transactions. */
export const fhirSink: SinkConnector<z.infer<typeof settings>> = {
  settings,
  async open(given, context) {
    const { createFhirSink } = await import('./fhir-sink.ts')
    const { http } = await openFhirHttp(given, context, 'SLUICE_SINK')
    return createFhirSink({
      http,
      mode: { match: given.match ?? 'id', write: given.write ?? 'update' },
      tools: context,
      entriesMax: given.entriesMax ?? 100,
      bodyBytesMax: context.limits.entryBytesMax,
    })
  },
}

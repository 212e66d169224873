import { z } from 'zod'
import type { SourceConnector } from '../../src/contract/connector.ts'
import { nonEmptyText } from '../../src/contract/settings.ts'
import { openFhirHttp, serverSettings } from '../fhir-http/settings.ts'

const settings = z.strictObject({
  ...serverSettings,
  state: nonEmptyText.describe('The file that holds how far was read. One for each route.'),
  export: z
    .union([
      z.enum(['system', 'patient']),
      z.strictObject({
        group: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/, { error: 'an id is expected' })
          .describe('The id of the Group whose patients are exported.'),
      }),
    ])
    .describe('What is exported: system, patient, or { group: ID }.'),
  types: z.array(z.string().regex(/^[A-Z][A-Za-z]{1,63}$/)).min(1).optional().describe('Resource types. All unless given.'),
  typeFilter: z.array(z.string().regex(/^[A-Z][A-Za-z]{1,63}\?\S+$/)).optional().describe('Searches that narrow types down.'),
  since: z.iso.datetime({ offset: true }).optional().describe('Only what was changed after this. Everything unless given.'),
  everySeconds: z
    .int()
    .min(1)
    .max(31_536_000)
    .optional()
    .describe('The pause before what changed since is exported. Only one export unless given.'),
  fileOrigins: z
    .array(z.url().refine((url) => new URL(url).origin === url, { error: 'an origin such as https://storage.example.org is expected' }))
    .optional()
    .describe('Origins that files may come from besides the server. The token never goes there.'),
  incomplete: z
    .enum(['stop', 'accept'])
    .optional()
    .describe('What becomes of an export of which the server lists errors. stop unless given.'),
})
type Settings = z.infer<typeof settings>

function queryOf({ types, typeFilter = [] }: Settings, since: string | undefined): string {
  const query = new URLSearchParams({ _outputFormat: 'application/fhir+ndjson' })
  if (types !== undefined) query.set('_type', types.join(','))
  if (since !== undefined) query.set('_since', since)
  for (const filter of typeFilter) query.append('_typeFilter', filter)
  return query.toString()
}

/** Bulk Data exports of a FHIR server. */
export const fhirBulkSource: SourceConnector<Settings> = {
  settings,
  async open(given, context) {
    const { openPositions } = await import('../positions/positions.ts')
    const { createBulkSource } = await import('./bulk-source.ts')
    const { createExportJob } = await import('./export-job.ts')
    const { group } = typeof given.export === 'string' ? { group: undefined } : given.export
    const path = group === undefined ? (given.export === 'patient' ? 'Patient/$export' : '$export') : `Group/${group}/$export`
    const { http, status } = await openFhirHttp(given, context, 'SLUICE_SOURCE')
    return createBulkSource({
      http,
      job: createExportJob({ http, fileOrigins: given.fileOrigins ?? [], status, lookMs: 1000 }),
      positions: openPositions(given.state),
      key: context.label(JSON.stringify([given.baseUrl, path, given.types, given.typeFilter])),
      urlSince: (since) => http.base.of(`${path}?${queryOf(given, since)}`),
      since: given.since,
      everyMs: given.everySeconds === undefined ? undefined : given.everySeconds * 1000,
      incomplete: given.incomplete ?? 'stop',
      context: { decode: context.decode, label: context.label, status },
    })
  },
}

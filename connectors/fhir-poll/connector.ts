import { z } from 'zod'
import type { ConnectorContext, SourceConnector } from '../../src/contract/connector.ts'
import { nonEmptyText } from '../../src/contract/settings.ts'
import type { FhirHttp } from '../fhir-http/fhir-http.ts'
import { openFhirHttp, serverSettings } from '../fhir-http/settings.ts'
import type { Positions } from '../positions/positions.ts'
import { readInstant } from '../fhir-http/instant.ts'
import type { PolledStream } from './poll-source.ts'

/** `Observation`, `Observation?category=laboratory`. */
const SEARCH = /^[A-Z][A-Za-z]{1,63}(?:\?[^#\s]+)?$/
/** Parameters that the poll sets itself, or that bring resources which have no place in its order. */
const OWN_PARAMETERS = /[?&](?:_sort|_lastUpdated|_since|_count|_format|_include|_revinclude|_summary|_elements|_total)(?::[^=]*)?=/

const settings = z.strictObject({
  ...serverSettings,
  state: nonEmptyText.describe('The file that holds how far was read. One for each route.'),
  search: z.array(z.string().regex(SEARCH, { error: 'a type, or a search such as Observation?category=laboratory, is expected' })
    .refine((text) => !OWN_PARAMETERS.test(text), { error: 'paging, order, time and includes are not for a search here' }))
    .min(1).max(200).describe('What is read: types, or searches of them.'),
  read: z.enum(['current', 'history']).optional()
    .describe('current: each resource as it is when it is met; history: every version and deletion. current unless given.'),
  since: z
    .string()
    .refine((text) => readInstant(text) !== undefined, { error: 'an instant such as 2026-01-31T00:00:00Z is expected' })
    .optional()
    .describe("Where reading starts, by the server's clock. The beginning unless given."),
  everySeconds: z.int().min(1).max(86_400).optional().describe('The pause after nothing new was found. 30 unless given.'),
  overlapSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .optional()
    .describe("How long a change may take to become visible, and how far the clocks of the server's machines may differ. 60 unless given."),
  pageSize: z.int().min(1).max(10_000).optional().describe('Resources of a page. 200 unless given.'),
  until: z.enum(['stopped', 'caught-up']).optional().describe('When the route ends. stopped unless given.'),
})
type Settings = z.infer<typeof settings>

function urlsOf(search: string, { read, pageSize = 200 }: Settings, http: FhirHttp): (at: string | undefined) => URL {
  const [type = '', query] = search.split('?', 2)
  const isHistory = read === 'history'
  return (at) => {
    const url = http.base.of(isHistory ? `${type}/_history` : query === undefined ? type : `${type}?${query}`)
    url.searchParams.set('_count', String(pageSize))
    if (!isHistory) url.searchParams.set('_sort', '_lastUpdated')
    if (at !== undefined) url.searchParams.set(isHistory ? '_since' : '_lastUpdated', isHistory ? at : `ge${at}`)
    return url
  }
}

async function openStreams(given: Settings, context: ConnectorContext, http: FhirHttp, positions: Positions): Promise<PolledStream[]> {
  const { createFetchPage } = await import('./fetch-page.ts')
  const { openStream } = await import('./stream.ts')
  const { searchCycle } = await import('./search-cycle.ts')
  const { historyCycle } = await import('./history-cycle.ts')
  const fetchPage = createFetchPage(http, context)
  const overlapMs = (given.overlapSeconds ?? 60) * 1000
  return given.search.map((search, index) => {
    const type = search.split('?', 1)[0] ?? ''
    // Two searches of one type have names of their own; what is searched for may be a person, and is not named.
    const name = given.search.findIndex((other) => other.split('?', 1)[0] === type) === index ? type : `${type}-${index + 1}`
    const key = context.label(JSON.stringify([given.baseUrl, search, given.read ?? 'current']))
    const stream = openStream({ name, key, since: given.since, overlapMs, positions })
    const urlFrom = urlsOf(search, given, http)
    return {
      stream,
      cycle: (signal) => {
        const options = { stream, fetchPage, urlFrom, overlapMs, signal }
        return given.read === 'history' ? historyCycle({ ...options, spool: context.spool }) : searchCycle(options)
      },
    }
  })
}

/** Reads a FHIR server again and again for what has changed. */
export const fhirPollSource: SourceConnector<Settings> = {
  settings,
  async open(given, context) {
    const { openPositions } = await import('../positions/positions.ts')
    const { createPollSource } = await import('./poll-source.ts')
    const { http, status } = await openFhirHttp(given, context, 'SLUICE_SOURCE')
    const positions = openPositions(given.state)
    return createPollSource({
      streams: await openStreams(given, context, http, positions),
      everyMs: (given.everySeconds ?? 30) * 1000,
      overlapMs: (given.overlapSeconds ?? 60) * 1000,
      until: given.until ?? 'stopped',
      status,
      now: () => performance.now(),
      async close() {
        positions.close()
        await http.close()
      },
    })
  },
}

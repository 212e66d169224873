import type { Exchange } from './exchange.ts'
import type { Interaction } from './interaction.ts'
import { badRequest } from './query.ts'

type Kind = Interaction['kind']

const WRITES: ReadonlySet<Kind> = new Set(['create', 'update', 'patch', 'delete', 'conditional', 'bundle'])
/** What says of a version which it rests on. */
const BY_VERSION: ReadonlySet<Kind> = new Set(['update', 'patch', 'delete', 'conditional'])
/** What says only how the answer is written; `checkAccept` looks at it. */
const OF_FORMAT: ReadonlySet<string> = new Set(['_format', '_pretty'])

/**
 * Throws SLUICE_HTTP_REQUEST for a write under a condition that is not kept here, in a header (RFC 9110 section 13.1) or a parameter:
 * left out, what it was to prevent would be done.
 */
export function refuseConditions(interaction: Interaction, { request: { headers }, query }: Exchange): void {
  const { kind } = interaction
  if (!WRITES.has(kind)) return
  const isSearched = kind === 'conditional'
  const isDelete = isSearched && interaction.does === 'delete'
  if (headers['if-match'] !== undefined && (!BY_VERSION.has(kind) || isDelete))
    throw badRequest('What this rests on is not told by If-Match.')
  const none = headers['if-none-match']
  if (none !== undefined && (kind !== 'update' || none.trim() !== '*' || headers['if-match'] !== undefined))
    throw badRequest('Only an update that is to find nothing has If-None-Match, and that is a star.')
  // Beside If-Match it says nothing (RFC 9110 section 13.1.4).
  if (headers['if-unmodified-since'] !== undefined && headers['if-match'] === undefined)
    throw badRequest('What a write rests on is a version, and not a time.')
  if (headers['if-none-exist'] !== undefined && kind !== 'create') throw badRequest('Only a create has If-None-Exist.')
  if (!isSearched && query.some(([name]) => !OF_FORMAT.has(name))) throw badRequest('These parameters mean nothing here.')
}

import { SluiceError } from '../../src/contract/errors.ts'
import { ID } from './interaction.ts'
import type { ProxyClient } from './options.ts'

/** The server's id for an id in a client's request. Throws SLUICE_HTTP_NOT_FOUND for one that was not given out. */
export function serverId(client: ProxyClient, type: string, id: string): string {
  const visibility = client.gate.ids(type)
  if (visibility === 'open') return id
  const found = visibility === 'sealed' && ID.test(id) ? client.gate.idOf(id) : undefined
  // An id that the client knows from elsewhere would tell it whose pseudonym the answer bears.
  if (found === undefined || !ID.test(found)) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  return found
}

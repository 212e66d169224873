import { SluiceError } from '../../src/contract/errors.ts'
import type { Exchange } from './exchange.ts'
import { shownNow } from './pages.ts'
import { mayHave } from './search.ts'

/** Notes that what is written refers to something that may be kept back whole. */
export function noteReferred(type: string, id: string, { client, referred }: Exchange): void {
  if (mayHave(client, type) && client.gate.search.dropsSome(type)) referred.set(type, (referred.get(type) ?? new Set()).add(id))
}

/**
 * Throws SLUICE_HTTP_NOT_FOUND unless the client sees all that is referred to by what it writes: some servers take no
 * reference to what is not there, and that one is taken would tell of what is kept back.
 */
export async function requireReferred(exchange: Exchange): Promise<void> {
  for (const [type, ids] of exchange.referred) {
    const shown = await shownNow(type, [...ids], exchange)
    if (![...ids].every((id) => shown.get(id) === true)) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  }
}

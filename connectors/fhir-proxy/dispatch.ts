import { SluiceError } from '../../src/contract/errors.ts'
import type { Exchange } from './exchange.ts'
import type { Interaction } from './interaction.ts'
import { patch } from './patch.ts'
import { history, page, read, search } from './read.ts'
import type { Answer } from './refusal.ts'
import { conditional, create, remove, update } from './write.ts'

/** Each interaction to what does it. */
export function dispatch(interaction: Interaction, exchange: Exchange): Promise<Answer> {
  switch (interaction.kind) {
    case 'read': case 'vread': return read(interaction, exchange)
    case 'search': return search(interaction, exchange)
    case 'page': return page(exchange)
    case 'history': return history(interaction, exchange)
    case 'create': return create(interaction, exchange)
    case 'update': return update(interaction, exchange)
    case 'conditional': return conditional(interaction, exchange)
    case 'patch': return patch(interaction, exchange)
    case 'delete': return remove(interaction, exchange)
    default: return Promise.reject(new SluiceError('SLUICE_NOT_ALLOWED'))
  }
}

import { bundle } from './batch.ts'
import { cancel, status } from './bulk.ts'
import { capabilities } from './capabilities.ts'
import { refuseConditions } from './conditions.ts'
import type { Exchange } from './exchange.ts'
import type { Interaction } from './interaction.ts'
import { operation } from './operation.ts'
import { patch } from './patch.ts'
import { history, page, read, search } from './read.ts'
import type { Answer } from './refusal.ts'
import { smartConfiguration } from './smart-configuration.ts'
import { conditional, create, remove, update } from './write.ts'

/** What is answered whole; a file of an export is streamed. */
export type AnsweredWhole = Exclude<Interaction, { readonly kind: 'bulk-file' }>

/** Each interaction to what does it. */
export async function dispatch(interaction: AnsweredWhole, exchange: Exchange): Promise<Answer> {
  refuseConditions(interaction, exchange)
  switch (interaction.kind) {
    case 'capabilities': return capabilities(exchange)
    case 'smart-configuration': return smartConfiguration(exchange.proxy)
    case 'read': case 'vread': return read(interaction, exchange)
    case 'search': return search(interaction, exchange)
    case 'page': return page(exchange)
    case 'history': return history(interaction, exchange)
    case 'create': return create(interaction, exchange)
    case 'update': return update(interaction, exchange)
    case 'conditional': return conditional(interaction, exchange)
    case 'patch': return patch(interaction, exchange)
    case 'delete': return remove(interaction, exchange)
    case 'bundle': return bundle(exchange)
    case 'operation': return operation(interaction, exchange)
    case 'bulk-status': return status(interaction.token, exchange)
    case 'bulk-cancel': return cancel(interaction.token, exchange)
  }
}

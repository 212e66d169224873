import type { ExchangeLog } from '../contract/exchange.ts'
import type { AuditLog, RunFacts } from '../pipeline/route/audit-events.ts'
import { CHANNELS, type DeliveryDone, type ExchangeDone } from '../pipeline/events.ts'

/** What the records of one client have in common, under the policy that its gate had in this revision. */
export type ClientFacts = (client: string, revision: string | undefined) => RunFacts | undefined

/** Writes down who was refused by a source before there was any message, so that no delivery is counted. */
export function createRefusalLog(route: string, audit: AuditLog): ExchangeLog['record'] {
  return async ({ client, request, status, code, detail, frames, durationMs }) => {
    const told = { client, request, status, code, messages: 0, subjects: 0 }
    audit.append({ event: 'exchange', route, ...told, durationMs: Math.round(durationMs * 1000) / 1000 })
    await audit.sync()
    CHANNELS.exchange.publish({ route, ...told, detail, frames, durationMs } satisfies ExchangeDone)
  }
}

/** Writes one record for each exchange; concurrent ones share a write to the disk. */
export function createExchangeLog(route: string, audit: AuditLog, facts: ClientFacts, durability: 'disk' | 'written'): ExchangeLog {
  return {
    async record({ client, revision, request, status, code, detail, frames, messages, subjects, up, down, durationMs }) {
      const under = client === undefined ? undefined : facts(client, revision)
      // The server's route, and not the client's.
      audit.append({
        event: 'exchange',
        route,
        client,
        policy: under?.policy,
        policyHash: under?.policyHash,
        destination: under?.destination,
        purpose: under?.purpose,
        keyVersion: under?.keyVersion,
        request, status, code, messages, subjects, up, down,
        durationMs: Math.round(durationMs * 1000) / 1000,
      })
      await (durability === 'disk' ? audit.sync() : audit.write())
      CHANNELS.exchange.publish({
        route, client, request, status, code, detail, frames, messages, subjects, up, down, durationMs,
      } satisfies ExchangeDone)
      CHANNELS.delivery.publish({
        route, messages: 1, refused: status >= 400 ? 1 : 0, bytesIn: (up?.bytesIn ?? 0) + (down?.bytesIn ?? 0),
        bytesOut: down?.bytesOut ?? 0, durationMs,
      } satisfies DeliveryDone)
    },
  }
}

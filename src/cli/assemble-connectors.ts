import { sinks, sources, stores } from '../../connectors/index.ts'
import type { SinkConnector, SourceConnector, StoreConnector } from '../contract/connector.ts'
import { SluiceError } from '../contract/errors.ts'
import type { LineStore } from '../contract/line-store.ts'
import type { Source } from '../contract/message.ts'
import type { Phi } from '../contract/phi.ts'
import { quarantineKey } from '../pipeline/quarantine/quarantine-format.ts'
import type { Quarantine } from '../pipeline/quarantine/quarantine.ts'
import { createStoredQuarantine } from '../pipeline/quarantine/stored-quarantine.ts'
import { readSecret } from '../transform/keys.ts'

// Apart from the rest of what is assembled: commands on files need no connector's client, which takes ten megabytes.

/** What a `from:` names. */
export function sourceConnector(key: string): SourceConnector {
  return byKey(sources, key)
}

/** What a `to:` names. */
export function sinkConnector(key: string): SinkConnector {
  return byKey(sinks, key)
}

function byKey<C>(connectors: Readonly<Record<string, C>>, key: string): C {
  const connector = Object.hasOwn(connectors, key) ? connectors[key] : undefined
  if (connector === undefined) throw new SluiceError('SLUICE_INTERNAL', { detail: `There is no connector ${key}.` })
  return connector
}

/** Where the settings of a store lead: the same for two that lead to the same place. */
export function storeIdentity(key: keyof typeof stores, settings: unknown, from: unknown): string {
  return (stores[key] as StoreConnector).identityOf(settings, from)
}

/** Opens a place outside for sealed messages. `source` is that of the route; without one it is only looked at. */
export function assembleStore(
  key: keyof typeof stores,
  settings: unknown,
  place: { readonly route: string; readonly source: Source | undefined; readonly from: unknown },
): Promise<LineStore> {
  return (stores[key] as StoreConnector).open(settings, { ...place, secret: readSecret })
}

/** Opens a quarantine outside for writing. */
export async function assembleStoredQuarantine(
  key: keyof typeof stores,
  settings: unknown,
  place: { readonly route: string; readonly source: Source; readonly from: unknown },
  secret: Phi<Uint8Array>,
): Promise<Quarantine> {
  return createStoredQuarantine({
    store: await assembleStore(key, settings, place),
    key: quarantineKey(secret.reveal()),
    now: () => new Date(),
  })
}

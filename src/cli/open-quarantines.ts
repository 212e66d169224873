import type { Source } from '../contract/message.ts'
import { openAppendFile } from '../audit/append-file.ts'
import { QUARANTINE_MAGIC, quarantineKey as keyOf } from '../pipeline/quarantine/quarantine-format.ts'
import { createQuarantine, type Quarantine } from '../pipeline/quarantine/quarantine.ts'
import { parseKeySource } from '../transform/keys.ts'
import { assembleStoredQuarantine, storeIdentity } from './assemble-connectors.ts'
import { chosen, type BranchConfig, type Config, type RouteConfig } from './config/config-schema.ts'
import { quarantineSecret, type KeySet } from './config/secrets.ts'

/** Opens a quarantine for writing. */
export async function assembleQuarantine(path: string, secret = quarantineSecret()): Promise<Quarantine> {
  const key = keyOf(secret.reveal())
  const file = await openAppendFile(path, { code: 'SLUICE_QUARANTINE', magic: QUARANTINE_MAGIC })
  return createQuarantine({ path, file, key, now: () => new Date() })
}

export interface Quarantines {
  /** The quarantine of a branch, opened at the first time it is asked for; branches may share one. */
  of(branch: BranchConfig, route: RouteConfig, source: Source): Promise<Quarantine | undefined>
  close(): Promise<void>
}

/** The secret of quarantines: `quarantineKey`, or else one of the keys: the newest, or of what was sealed before the one it had then. */
export function quarantineSecretOf({ quarantineKey }: Config, { keys }: KeySet, version?: number) {
  const newest = keys.reduce((a, b) => (b.version > a.version ? b : a))
  if (quarantineKey !== undefined) return parseKeySource(quarantineKey)
  return (keys.find((key) => key.version === version) ?? newest).secret
}

/** Opens the quarantines of a configuration. */
export function openQuarantines(config: Config, keys: KeySet): Quarantines {
  const opened = new Map<string, Quarantine>()
  return {
    async of({ quarantine, label }, route, source) {
      if (quarantine === undefined) return undefined
      const from = chosen(route.from).settings
      const name = quarantine.kafka === undefined ? `file ${quarantine.file}` : storeIdentity('kafka', quarantine.kafka, from)
      const known = opened.get(name)
      if (known !== undefined) return known
      const secret = quarantineSecretOf(config, keys)
      const fresh = quarantine.kafka === undefined
        ? await assembleQuarantine(quarantine.file ?? '', secret)
        : await assembleStoredQuarantine('kafka', quarantine.kafka, { route: label, source, from }, secret)
      opened.set(name, fresh)
      return fresh
    },
    async close() {
      for (const quarantine of opened.values()) await quarantine.close()
    },
  }
}

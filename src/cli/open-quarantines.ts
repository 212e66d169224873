import type { Quarantine } from '../pipeline/quarantine.ts'
import { parseKeySource } from '../transform/keys.ts'
import { assembleQuarantine } from './assemble.ts'
import type { BranchConfig, Config } from './config-schema.ts'
import type { KeySet } from './secrets.ts'

export interface Quarantines {
  /** The quarantine of a branch, opened at the first time it is asked for; branches may share one. */
  of(branch: BranchConfig): Promise<Quarantine | undefined>
  close(): Promise<void>
}

/** Opens the quarantines of a configuration, under `quarantineKey` or else the newest of the keys. */
export function openQuarantines({ quarantineKey }: Config, { keys }: KeySet): Quarantines {
  const opened = new Map<string, Quarantine>()
  return {
    async of({ quarantine }) {
      if (quarantine === undefined) return undefined
      const known = opened.get(quarantine.file)
      if (known !== undefined) return known
      const newest = keys.reduce((a, b) => (b.version > a.version ? b : a))
      const secret = quarantineKey === undefined ? newest.secret : parseKeySource(quarantineKey)
      const fresh = await assembleQuarantine(quarantine.file, secret)
      opened.set(quarantine.file, fresh)
      return fresh
    },
    async close() {
      for (const quarantine of opened.values()) await quarantine.close()
    },
  }
}

import { DatabaseSync } from 'node:sqlite'
import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { SluiceError } from '../contract/errors.ts'

const RETRY_MS = 50
/** Locks that are held: a database that nobody refers to is closed by the garbage collector, and its lock with it. */
const held = new Set<DatabaseSync>()

/** Lets go of the lock. `remove` also deletes the lock file: only where no other process can be waiting for it. */
export type Unlock = (options?: { readonly remove: boolean }) => Promise<void>

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
}

/**
 * Takes `<path>.lock` for this process alone, waiting up to `waitMs`. The lock is SQLite's exclusive one, so the
 * operating system frees it when the process dies, however it dies. Throws SLUICE_LOCKED.
 */
export async function lockFile(path: string, options: { readonly waitMs: number }): Promise<Unlock> {
  const lockPath = `${path}.lock`
  const database = new DatabaseSync(lockPath, { timeout: 0 })
  const until = Date.now() + options.waitMs
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE')
      break
    } catch (cause) {
      if (!isBusy(cause) || Date.now() >= until) {
        database.close()
        if (!isBusy(cause)) throw cause
        throw new SluiceError('SLUICE_LOCKED', { detail: `Another process is writing to ${path}.`, cause })
      }
      await delay(RETRY_MS)
    }
  }
  held.add(database)
  return async (unlock) => {
    if (unlock?.remove === true) await rm(lockPath, { force: true })
    held.delete(database)
    database.close()
  }
}

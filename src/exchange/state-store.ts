import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SluiceError } from '../contract/errors.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS id (scope TEXT NOT NULL, pseudonym TEXT NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY (scope, pseudonym)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent (client TEXT NOT NULL, bucket INTEGER NOT NULL, messages INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (client, bucket)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subject (client TEXT NOT NULL, subject TEXT NOT NULL, bucket INTEGER NOT NULL, PRIMARY KEY (client, subject)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stop (client TEXT PRIMARY KEY, limited TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
`
const FLUSH_MS = 100

/** What a server in front of the engine remembers across restarts: sealed ids, and what clients have used up. */
export interface StateStore {
  readonly database: DatabaseSync
  /** Writes this part of the state soon, together with the others; within a tenth of a second. */
  later(write: () => void): void
  flush(): void
  close(): void
}

/** Opens or creates the state file. No value of a message stands in it in clear. Throws SLUICE_IO. */
export function openStateStore(path: string): StateStore {
  let database: DatabaseSync
  try {
    mkdirSync(dirname(path), { recursive: true })
    database = new DatabaseSync(path, { timeout: 5000 })
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${SCHEMA}`)
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be opened as the state of a proxy.`, cause })
  }
  const waiting = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (waiting.size === 0) return
    const writes = [...waiting]
    waiting.clear()
    database.exec('BEGIN IMMEDIATE')
    try {
      for (const write of writes) write()
      database.exec('COMMIT')
    } catch (cause) {
      database.exec('ROLLBACK')
      for (const write of writes) waiting.add(write)
      throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be written.`, cause })
    }
  }

  function flushSoon(): void {
    try {
      flush()
    } catch {
      // What could not be written is kept, and tried again with what comes next.
      timer ??= setTimeout(flushSoon, FLUSH_MS * 10).unref()
    }
  }

  return {
    database,
    flush,
    later(write) {
      waiting.add(write)
      timer ??= setTimeout(flushSoon, FLUSH_MS).unref()
    },
    close() {
      try {
        flush()
      } finally {
        database.close()
      }
    },
  }
}

import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SluiceError } from '../contract/errors.ts'
import { makeFolder } from '../contract/make-folder.ts'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS id (
  scope TEXT NOT NULL, pseudonym TEXT NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY (scope, pseudonym)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent (
  client TEXT NOT NULL, bucket INTEGER NOT NULL, messages INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (client, bucket)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subject (
  client TEXT NOT NULL, subject TEXT NOT NULL, bucket INTEGER NOT NULL, PRIMARY KEY (client, subject)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stop (client TEXT PRIMARY KEY, limited TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
`
const FLUSH_MS = 100
const FAILURES_MAX = 3
const SQLITE_BUSY = 5

export type Write = () => () => void

/** What a server in front of the engine remembers across restarts: sealed ids, and what clients have used up. */
export interface StateStore {
  readonly database: DatabaseSync
  /**
   * Writes this part of the state soon, together with the others; within a tenth of a second. What `write` returns is called
   * once that is done; when it fails everything is written again.
   */
  later(write: Write): void
  flush(): void
  close(): void
}

/** So long one that is just ending is waited for. */
const BUSY_MS = 5000

/**
 * Opens or creates the state file, which one server at a time may have: budgets are counted in memory, and of two each would
 * spend the whole. No value of a message stands in it in clear. Throws SLUICE_LOCKED and SLUICE_IO; `onFailure` is told when
 * it cannot be written for a while, so that a budget that would be forgotten is not spent.
 */
export function openStateStore(path: string, onFailure: (error: unknown) => void): StateStore {
  const database = openDatabase(path)
  const waiting = new Set<Write>()
  let timer: NodeJS.Timeout | undefined
  let failures = 0

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (waiting.size === 0) return
    const writes = [...waiting]
    waiting.clear()
    try {
      database.exec('BEGIN IMMEDIATE')
      const done = writes.map((write) => write())
      database.exec('COMMIT')
      for (const one of done) one()
    } catch (cause) {
      if (database.isTransaction) database.exec('ROLLBACK')
      for (const write of writes) waiting.add(write)
      throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be written.`, cause })
    }
  }

  function flushSoon(): void {
    try {
      flush()
      failures = 0
    } catch (error) {
      // What could not be written is kept, and tried again.
      if (++failures === FAILURES_MAX) onFailure(error)
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

function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    makeFolder(dirname(path))
    database = new DatabaseSync(path, { timeout: BUSY_MS })
    database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; ${SCHEMA} COMMIT`)
    return database
  } catch (cause) {
    database?.close()
    const isBusy = cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY
    throw isBusy
      ? new SluiceError('SLUICE_LOCKED', { detail: `${path} is in use by another process or server.`, cause })
      : new SluiceError('SLUICE_IO', { detail: `${path} cannot be opened as the state of a proxy.`, cause })
  }
}

import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SluiceError } from '../../src/contract/errors.ts'
import { makeFolder } from '../../src/contract/make-folder.ts'

/** `slui`: marks the file as ours. */
const APPLICATION_ID = 0x73_6c_75_69
const FORM_VERSION = 1
/** A mark without a time is never forgotten. */
const FOREVER = Number.MAX_SAFE_INTEGER

/** A message that was taken, by a keyed hash of its name, and when it was last changed: milliseconds since 1970. */
export interface Mark {
  readonly key: string
  readonly atMs: number | undefined
}

/** How far a source has been read, durably. One process at a time may have the file open. */
export interface Positions {
  get(stream: string): unknown
  /** The keys among these that were marked before. */
  marked(stream: string, keys: readonly string[]): ReadonlySet<string>
  /** Writes a position, and marks with it, in one transaction that is on the disk when this returns. */
  save(stream: string, position: unknown, change?: { readonly marks?: readonly Mark[]; readonly forgetBeforeMs?: number | undefined }): void
  close(): void
}

function positionError(path: string, cause: unknown): SluiceError {
  if (cause instanceof SluiceError) return cause
  const isBusy = cause instanceof Error && 'errcode' in cause && cause.errcode === 5
  return isBusy
    ? new SluiceError('SLUICE_LOCKED', { detail: `${path} is in use by another process or route.`, cause })
    : new SluiceError('SLUICE_POSITION', { detail: `${path} cannot be read or written.`, cause })
}

function prepare(db: DatabaseSync, path: string): void {
  db.exec('PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE')
  const id = db.prepare('PRAGMA application_id').get()?.['application_id']
  const version = db.prepare('PRAGMA user_version').get()?.['user_version']
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']
  const isNew = id === 0 && tables === 0
  if (!isNew && (id !== APPLICATION_ID || version !== FORM_VERSION)) {
    throw new SluiceError('SLUICE_POSITION', { detail: `${path} exists and was not written by this version of Sluice for this purpose.` })
  }
  db.exec(`
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${FORM_VERSION};
    CREATE TABLE IF NOT EXISTS position (stream TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS mark (stream TEXT, key TEXT, at INTEGER NOT NULL, PRIMARY KEY (stream, key)) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS mark_at ON mark (stream, at);
    COMMIT`)
}

/** Opens or creates a file of positions. Throws SLUICE_LOCKED while another has it, and SLUICE_POSITION. */
export function openPositions(path: string): Positions {
  const attempt = <T>(work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      throw positionError(path, cause)
    }
  }
  const db = attempt(() => {
    makeFolder(dirname(path))
    return new DatabaseSync(path)
  })
  try {
    attempt(() => prepare(db, path))
  } catch (error) {
    db.close()
    throw error
  }
  const read = db.prepare('SELECT value FROM position WHERE stream = ?')
  const write = db.prepare('INSERT INTO position VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
  const find = db.prepare('SELECT 1 FROM mark WHERE stream = ? AND key = ?')
  const mark = db.prepare('INSERT INTO mark VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = max(at, excluded.at)')
  const forget = db.prepare('DELETE FROM mark WHERE stream = ? AND at < ?')
  return {
    get: (stream) => attempt(() => {
      const value = read.get(stream)?.['value']
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : undefined
    }),
    marked: (stream, keys) => attempt(() => new Set(keys.filter((key) => find.get(stream, key) !== undefined))),
    save: (stream, position, { marks = [], forgetBeforeMs } = {}) => attempt(() => {
      db.exec('BEGIN')
      try {
        write.run(stream, JSON.stringify(position))
        for (const { key, atMs } of marks) mark.run(stream, key, atMs ?? FOREVER)
        if (forgetBeforeMs !== undefined) forget.run(stream, Math.floor(forgetBeforeMs))
        db.exec('COMMIT')
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        throw error
      }
    }),
    close: () => db.close(),
  }
}

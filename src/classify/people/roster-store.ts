import { existsSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { SluiceError } from '../../contract/errors.ts'

const BUSY_MS = 10_000
/** The kind of a key that leads from one subject to another. */
const LINK = 3
const FORMAT = 2
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS elements (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS people (
    subject INTEGER NOT NULL, person INTEGER NOT NULL, role INTEGER NOT NULL, terms BLOB NOT NULL, PRIMARY KEY (subject, person)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS keys (
    key INTEGER NOT NULL, subject INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (key, subject)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS seen (subject INTEGER PRIMARY KEY, day INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS keys_of ON keys (subject);
`

export interface StoredPerson {
  readonly person: number
  readonly role: number
  readonly terms: Uint8Array
}

export interface StoredKey {
  readonly subject: number
  readonly kind: number
}

interface RosterStoreOptions {
  readonly checks: readonly [string, ...string[]]
  readonly today: number
  readonly mustExist: boolean
}

/** Whether there is a file with the tables of a roster, or one that only opening it tells about: locked, or damaged. */
function isRoster(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS })
    try {
      return database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'facts'").get() !== undefined
    } finally {
      database.close()
    }
  } catch {
    return true
  }
}

/** The tables of a roster. SQLite makes every change whole or not at all, and lets several processes read while one writes. */
export class RosterStore {
  private readonly database: DatabaseSync
  private readonly selectPeople: StatementSync
  private readonly selectPerson: StatementSync
  private readonly selectKnown: StatementSync
  private readonly selectVersion: StatementSync
  private readonly upsertPerson: StatementSync
  private readonly insertKey: StatementSync
  private readonly selectKeys: StatementSync
  private readonly selectLinks: StatementSync
  private readonly insertElement: StatementSync
  private readonly selectElement: StatementSync
  private readonly selectPath: StatementSync
  private readonly upsertSeen: StatementSync

  /** The keyed hash that the roster was made with. */
  readonly check: string

  /**
   * `checks` are keyed hashes: a roster that was made with the key of none of them is refused, and a new one has the first.
   * `today` is a day since 1970: of whom nobody noted when they were seen counts as seen then. One that is not there is made
   * only where that is said. Throws SLUICE_IO and SLUICE_CONFIG.
   */
  constructor(path: string, { checks, today, mustExist }: RosterStoreOptions) {
    if (mustExist && !isRoster(path)) throw new SluiceError('SLUICE_IO', { detail: 'There is no roster.', where: { file: path } })
    try {
      this.database = new DatabaseSync(path, { timeout: BUSY_MS })
      // secure_delete overwrites what is purged; what was appended to the log goes when the log is folded in.
      this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;')
      this.change(() => {
        this.database.exec(SCHEMA)
        this.database.prepare('INSERT OR IGNORE INTO facts VALUES (?, ?), (?, ?)').run('format', String(FORMAT), 'check', checks[0])
        const { changes } = this.database.prepare('INSERT OR IGNORE INTO facts VALUES (?, ?)').run('days', 'noted')
        if (Number(changes) > 0) this.database.prepare('INSERT OR IGNORE INTO seen SELECT DISTINCT subject, ? FROM people').run(today)
      })
    } catch (cause) {
      throw new SluiceError('SLUICE_IO', { detail: 'The roster could not be opened.', where: { file: path }, cause })
    }
    const facts = new Map(this.database.prepare('SELECT name, value FROM facts').all().map(({ name, value }) => [name, value]))
    const check = checks.find((one) => one === facts.get('check'))
    if (facts.get('format') !== String(FORMAT) || check === undefined) {
      this.database.close()
      throw new SluiceError('SLUICE_CONFIG', {
        detail: 'The roster was made with another key, or by another version: name the key that it was made with, or build it anew.',
        where: { file: path },
      })
    }
    this.check = check
    const prepare = (sql: string): StatementSync => this.database.prepare(sql)
    this.selectPeople = prepare('SELECT person, role, terms FROM people WHERE subject = ?')
    this.selectPerson = prepare('SELECT person, role, terms FROM people WHERE subject = ? AND person = ?')
    this.selectKnown = prepare('SELECT 1 FROM people WHERE subject = ? LIMIT 1')
    this.selectVersion = prepare('PRAGMA data_version')
    this.upsertPerson = prepare('INSERT INTO people VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET terms = excluded.terms')
    this.insertKey = prepare('INSERT OR IGNORE INTO keys VALUES (?, ?, ?)')
    this.selectKeys = prepare('SELECT subject, kind FROM keys WHERE key = ? LIMIT 100')
    this.selectLinks = prepare(`SELECT subject FROM keys WHERE key = ? AND kind = ${LINK} LIMIT 100`)
    this.insertElement = prepare('INSERT OR IGNORE INTO elements (path) VALUES (?)')
    this.selectElement = prepare('SELECT id FROM elements WHERE path = ?')
    this.upsertSeen = prepare('INSERT INTO seen VALUES (?, ?) ON CONFLICT DO UPDATE SET day = max(day, excluded.day)')
    this.selectPath = prepare('SELECT path FROM elements WHERE id = ?')
  }

  /** Runs changes as one. */
  change<T>(make: () => T): T {
    this.database.exec('BEGIN IMMEDIATE')
    try {
      const made = make()
      this.database.exec('COMMIT')
      return made
    } catch (error) {
      this.database.exec('ROLLBACK')
      throw error
    }
  }

  /** A number that is another one once somebody else has changed the roster. */
  get changesOfOthers(): number {
    return Number(this.selectVersion.get()?.['data_version'])
  }

  /** Whether anybody is known around a subject. */
  knows(subject: number): boolean {
    return this.selectKnown.get(subject) !== undefined
  }

  people(subject: number): StoredPerson[] {
    return this.selectPeople.all(subject) as unknown as StoredPerson[]
  }

  person(subject: number, person: number): StoredPerson | undefined {
    return this.selectPerson.get(subject, person) as unknown as StoredPerson | undefined
  }

  putPerson(subject: number, { person, role, terms }: StoredPerson): void {
    this.upsertPerson.run(subject, person, role, terms)
  }

  /** Notes that a subject was seen on a day since 1970. */
  see(subject: number, day: number): void {
    this.upsertSeen.run(subject, day)
  }

  putKey(key: number, subject: number, kind: number): void {
    this.insertKey.run(key, subject, kind)
  }

  keys(key: number): StoredKey[] {
    return this.selectKeys.all(key) as unknown as StoredKey[]
  }

  /** Notes that two subjects are one person, each of the other: a link is a key too, the subject that it leads from. */
  putLink(one: number, other: number): void {
    this.putKey(one, other, LINK)
    this.putKey(other, one, LINK)
  }

  links(subject: number): number[] {
    return this.selectLinks.all(subject).map(({ subject: other }) => Number(other))
  }

  /** The number of an element path; a new one is given within `change`. */
  element(path: string): number {
    this.insertElement.run(path)
    return Number(this.selectElement.get(path)?.['id'])
  }

  path(element: number): string {
    return String(this.selectPath.get(element)?.['path'] ?? 'an element')
  }

  /** Forgets a subject and everyone around them, also in the write-ahead log. */
  purge(subject: number): boolean {
    const removed = this.change(() => {
      for (const table of ['keys', 'seen']) this.database.prepare(`DELETE FROM ${table} WHERE subject = ?`).run(subject)
      this.database.prepare(`DELETE FROM keys WHERE key = ? AND kind = ${LINK}`).run(subject)
      return Number(this.database.prepare('DELETE FROM people WHERE subject = ?').run(subject).changes)
    })
    this.fold()
    return removed > 0
  }

  /** Forgets all subjects who were last seen before a day since 1970, and says how many they were. */
  purgeBefore(day: number): number {
    const removed = this.change(() => {
      const old = 'SELECT subject FROM seen WHERE day < ?'
      for (const table of ['keys', 'people']) this.database.prepare(`DELETE FROM ${table} WHERE subject IN (${old})`).run(day)
      this.database.prepare(`DELETE FROM keys WHERE key IN (${old}) AND kind = ${LINK}`).run(day)
      return Number(this.database.prepare('DELETE FROM seen WHERE day < ?').run(day).changes)
    })
    this.fold()
    return removed
  }

  /** What was appended to the log is folded in, and with it what was purged is gone. */
  private fold(): void {
    this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }

  counts(): { readonly subjects: number; readonly people: number; readonly bytes: number } {
    const { subjects, people } =
      this.database.prepare('SELECT count(DISTINCT subject) AS subjects, count(*) AS people FROM people').get() ?? {}
    const { bytes } =
      this.database.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()').get() ?? {}
    return { subjects: Number(subjects), people: Number(people), bytes: Number(bytes) }
  }

  close(): void {
    this.database.close()
  }
}

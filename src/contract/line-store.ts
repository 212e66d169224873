import type { Delivery } from './message.ts'

/** A sealed entry as it is stored outside: one line, with what may be said of it in clear. */
export interface StoredLine {
  readonly id: string
  readonly code: string
  /** Where the message stood: a topic and partition, and an offset. */
  readonly source: string
  readonly offset: number | undefined
  readonly line: string
}

/** A place outside that keeps lines under their ids: a topic. */
export interface LineStore {
  readonly name: string
  /** The longest line that it takes, in bytes. */
  readonly lineBytesMax: number
  put(line: StoredLine, delivery: Delivery | undefined): void
  /** Resolves when what was put is kept: all of it, or that of one delivery, with which it may become visible. */
  sync(delivery: Delivery | undefined): Promise<void>
  /** Forgets what was put and is not kept. */
  abort(delivery: Delivery): Promise<void>
  /** All that is there now, oldest first; a line that is null takes back what was there under its id. */
  lines(): AsyncIterable<{ readonly id: string; readonly line: string | null }>
  /** Takes lines back. */
  forget(ids: readonly string[]): Promise<void>
  close(): Promise<void>
}

import { createReadStream } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { SluiceError } from '../../contract/errors.ts'
import { LIMITS } from '../../contract/limits.ts'
import type { Delivery } from '../../contract/message.ts'
import { createLineSplitter } from '../../decode/split-lines.ts'
import { parseEntry, sealEntry, type QuarantineHeader, type SealedEntry } from './quarantine-format.ts'

const READ_BYTES = 256 * 1024

/** What is said of a message that is added; the id is made up where it is not given. */
export type QuarantineFacts = Omit<QuarantineHeader, 'id' | 'time'> & { readonly id?: string }

/** The encrypted store of refused messages, open for this process alone. */
export interface Quarantine {
  readonly path: string
  /** Seals a message and returns its id; it is kept safely after the next `sync`. Undefined: it takes none of this size. */
  add(facts: QuarantineFacts, body: Uint8Array, delivery?: Delivery): string | undefined
  /** Resolves when everything added, or all of one delivery, is kept safely. */
  sync(delivery?: Delivery): Promise<void>
  /** Forgets what was added and is not kept yet. */
  abort?(delivery: Delivery): Promise<void>
  close(): Promise<void>
}

/** A file of lines that only grows, with one writer across processes. */
export interface LineFile {
  append(line: string): void
  sync(): Promise<void>
  close(): Promise<void>
}

export interface QuarantineOptions {
  readonly path: string
  /** The file at that path, opened for appending. */
  readonly file: LineFile
  readonly key: Uint8Array
  readonly now: () => Date
}

/** Creates a quarantine over a file that was opened for it. */
export function createQuarantine({ path, file, key, now }: QuarantineOptions): Quarantine {
  return {
    path,
    add(facts, body) {
      const id = facts.id ?? randomUUID()
      file.append(sealEntry({ id, time: now().toISOString(), ...facts }, body, key))
      return id
    },
    sync: () => file.sync(),
    close: () => file.close(),
  }
}

/** Reads the entries of a quarantine in order. A last line without its end is passed over: it is being written. */
export async function* readQuarantine(path: string): AsyncGenerator<SealedEntry> {
  const splitter = createLineSplitter({ ...LIMITS, entryBytesMax: Number.MAX_SAFE_INTEGER })
  const chunks = createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Uint8Array>
  try {
    for await (const chunk of chunks) {
      for (const line of splitter.push(chunk)) yield parseEntry(Buffer.from(line.body).toString('utf8'))
    }
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause
    throw new SluiceError('SLUICE_QUARANTINE', { detail: `${path} cannot be read.`, cause })
  }
}

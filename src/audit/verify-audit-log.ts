import { createReadStream } from 'node:fs'
import { SluiceError } from '../contract/errors.ts'
import { GENESIS_PREV, checkRecord, sha256 } from './record.ts'

const LINE_BYTES_MAX = 16 * 1024 * 1024

/**
 * A whole chain proves that nothing up to `head` was changed, removed or moved, for whoever knows `head` from elsewhere.
 * It is not keyed: who can write the file can also write another chain from the start, which then has another head.
 */
export interface ChainReport {
  /** Sound records from the start. */
  readonly records: number
  /** SHA-256 of the last sound line, to be kept elsewhere: a cut at the end leaves a whole, shorter chain. */
  readonly head: string
  /** How many records stand up to the head that was noted elsewhere, where it is one of this chain. */
  readonly noted?: number
  /** Set where a route was opened and its run has no record of how it ended. */
  readonly isOpen?: true
  readonly broken?: { readonly seq: number; readonly why: string }
}

async function* linesOf(path: string): AsyncGenerator<{ line: string; whole: boolean }> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let from = 0
    for (let at = rest.indexOf(0x0a); at !== -1; at = rest.indexOf(0x0a, from)) {
      yield { line: rest.toString('utf8', from, at), whole: true }
      from = at + 1
    }
    rest = rest.subarray(from)
    if (rest.length > LINE_BYTES_MAX) break
  }
  if (rest.length > 0) yield { line: rest.toString('utf8'), whole: false }
}

/** Walks a log from its first record to the first that is not sound, and looks for a head that was noted. Throws SLUICE_IO when it cannot be read. */
export async function verifyAuditLog(path: string, head?: string): Promise<ChainReport> {
  let noted: number | undefined
  let records = 0
  let prev = GENESIS_PREV
  const open = new Set<string>()
  try {
    for await (const { line, whole } of linesOf(path)) {
      const why = whole
        ? (checkRecord(line, { seq: records, prev }) ??
          (records === 0 && !line.includes('"event":"genesis"') ? 'it is not a genesis record' : undefined))
        : 'the file ends in the middle of it (a crash leaves this; the next run cuts it off and records that)'
      if (why !== undefined) return { records, head: prev, broken: { seq: records, why } }
      prev = sha256(line)
      records += 1
      if (prev === head) noted = records
      noteRun(line, open)
    }
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be read.`, cause })
  }
  if (records === 0) return { records, head: prev, broken: { seq: 0, why: 'the file is empty' } }
  return { records, head: prev, ...(noted === undefined ? {} : { noted }), ...(open.size > 0 ? { isOpen: true as const } : {}) }
}

/** Servers of clients close nothing, since each exchange stands for itself. */
function noteRun(line: string, open: Set<string>): void {
  if (!line.includes('"event":"open"') && !line.includes('"event":"close"')) return
  const { event, route, client } = JSON.parse(line) as { event: string; route: string; client?: string }
  if (event === 'close') open.delete(route)
  else if (event === 'open' && client === undefined) open.add(route)
}

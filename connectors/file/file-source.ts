import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { SluiceError } from '../../src/contract/errors.ts'
import type { Source } from '../../src/contract/message.ts'
import type { DecodeUnit, RawUnit, Unit, UnitBatch, UnitDelivery } from '../../src/contract/unit.ts'
import { ioError, type FileEntry } from './list-files.ts'

const READ_BYTES = 128 * 1024
/** Small documents share a delivery, and so the fsyncs of one. */
const GROUP_MESSAGES = 64
const GROUP_BYTES = 4 * 1024 * 1024

/** Thrown through the decoder when a pipe is no longer read. */
const STOPPED = new Error('stopped')

export interface FileSourceOptions {
  /** The files in order; an endless iterable follows a folder. */
  readonly files: Iterable<FileEntry> | AsyncIterable<FileEntry | undefined>
  readonly decode: DecodeUnit
  /** What the file name says about its contents. */
  readonly mediaOf: (name: string) => Pick<Unit, 'media' | 'gzip'>
  readonly label: (name: string) => string
  /** Called with every number of bytes read, for progress. */
  readonly onRead?: (bytes: number) => void
}

/** Reads an open file from its start. A regular file that changes meanwhile is an error: two passes would differ. */
async function* readChunks(handle: FileHandle, file: FileEntry, size: number | undefined, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const before = await handle.stat()
  let position = 0
  for (;;) {
    const wanted = size === undefined ? READ_BYTES : Math.min(READ_BYTES, Math.max(size - position, 1))
    const buffer = Buffer.allocUnsafe(wanted)
    const { bytesRead } = await handle
      .read(buffer, 0, wanted, size === undefined ? null : position)
      .catch((cause: unknown) => {
        throw ioError(file.shown, cause)
      })
    // What came may be cut off, or not from the writer.
    if (size === undefined && signal.aborted) throw STOPPED
    if (bytesRead === 0) break
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
  if (size === undefined) return
  const after = await handle.stat()
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
    throw new SluiceError('SLUICE_IO', { detail: `${file.shown}: the file changed while it was read` })
  }
}

/**
 * A thread of Node's waits for the writer of a named pipe, and the process cannot end before it: one that is told to stop writes to
 * the pipe itself. Returns what to call once nobody waits any more.
 */
async function endsWaiting({ path }: FileEntry, signal: AbortSignal): Promise<() => void> {
  const isPipe = await stat(path).then((stats) => stats.isFIFO(), () => false)
  if (!isPipe) return () => undefined
  const wake = (): void => {
    try {
      const pipe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
      writeSync(pipe, '\n')
      closeSync(pipe)
    } catch {
      // Nobody reads it, or it is full: then nobody waits.
    }
  }
  signal.addEventListener('abort', wake, { once: true })
  return () => signal.removeEventListener('abort', wake)
}

async function openUnit(file: FileEntry, options: FileSourceOptions, signal: AbortSignal): Promise<{ raw: RawUnit; handle: FileHandle }> {
  const handle = await open(file.path, 'r').catch((cause: unknown) => {
    throw ioError(file.shown, cause)
  })
  const stats = await handle.stat()
  if (stats.isDirectory()) {
    await handle.close()
    throw new SluiceError('SLUICE_IO', { detail: `${file.shown}: it is a folder` })
  }
  const size = stats.isFile() ? stats.size : undefined
  const unit = { source: file.path, label: options.label(file.name), name: file.name, ...options.mediaOf(file.name) }
  const chunks = (): AsyncIterable<Uint8Array> => readChunks(handle, file, size, signal)
  return { raw: { unit, bytes: size, reopens: size !== undefined, chunks }, handle }
}

function toDelivery(batches: readonly UnitBatch[]): UnitDelivery {
  return {
    messages: batches.flatMap((batch) => batch.messages),
    ended: batches.flatMap((batch) => batch.ended),
    // A file keeps no position: a run that did not finish reads it again.
    ack: async () => undefined,
    nack: async () => undefined,
  }
}

/** The bytes of a batch that is one small document held in memory; undefined for anything else. */
function smallBytes(batch: UnitBatch): number | undefined {
  const [message] = batch.messages
  if (message === undefined || batch.messages.length !== 1 || batch.ended.length !== 1 || message.line !== undefined)
    return undefined
  return message.body instanceof Uint8Array ? message.body.length : undefined
}

/**
 * Reads files one after the other. `undefined` in `files` means that a folder being followed has nothing new, so
 * what is waiting goes out. Throws SLUICE_IO, naming only paths that the user gave.
 */
export function createFileSource(options: FileSourceOptions): Source {
  async function* deliveries(signal: AbortSignal): AsyncGenerator<UnitDelivery> {
    let group: UnitBatch[] = []
    let groupBytes = 0
    function take(): UnitDelivery {
      const taken = group
      group = []
      groupBytes = 0
      return toDelivery(taken)
    }
    for await (const file of options.files) {
      if (signal.aborted) return
      if (file === undefined) {
        if (group.length > 0) yield take()
        continue
      }
      const release = await endsWaiting(file, signal)
      const { raw, handle } = await openUnit(file, options, signal).catch((error: unknown) => {
        release()
        throw error
      })
      try {
        for await (const batch of options.decode(raw)) {
          const bytes = smallBytes(batch)
          if (bytes === undefined) {
            if (group.length > 0) yield take()
            yield toDelivery([batch])
          } else {
            group.push(batch)
            groupBytes += bytes
            if (group.length >= GROUP_MESSAGES || groupBytes >= GROUP_BYTES) yield take()
          }
          if (signal.aborted) return
        }
      } catch (error) {
        if (error === STOPPED) return
        throw error
      } finally {
        release()
        await handle.close()
      }
      options.onRead?.(raw.bytes ?? 0)
    }
    if (group.length > 0 && !signal.aborted) yield take()
  }
  return { name: 'file', deliveries }
}

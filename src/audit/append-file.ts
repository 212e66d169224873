import { fdatasync, writeSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate as turnOfLoop } from 'node:timers/promises'
import { promisify } from 'node:util'
import { SluiceError, type ErrorCode } from '../contract/errors.ts'
import { makeFolder } from '../contract/make-folder.ts'
import { lockFile, type Unlock } from './lock-file.ts'

const NEWLINE = 0x0a
const READ_BYTES = 64 * 1024
const LOCK_WAIT_MS = 10_000

export interface AppendFileOptions {
  /** The code of every failure but a lock's. */
  readonly code: Extract<ErrorCode, 'SLUICE_AUDIT' | 'SLUICE_QUARANTINE'>
  /** How every such file begins: a file that begins otherwise is somebody else's and is left alone. */
  readonly magic: string
  /** This process made the name up, so nobody else waits for its lock. */
  readonly isOwn?: boolean
  readonly lockWaitMs?: number
}

/** A file of lines that only grows, with one writer across processes. */
export interface AppendFile {
  /** The last whole line when it was opened, and how many bytes of a torn one were cut off after it. */
  readonly lastLine: string | undefined
  readonly cutBytes: number
  /** Keeps a line (without its end) for the next `sync`. */
  append(line: string): void
  /** Writes what was appended and waits until it is on the disk. After a failure nothing more is accepted. */
  sync(): Promise<void>
  /** Writes what was appended to the operating system, in this turn of the event loop; it is on the disk within a tenth of a second. */
  write(): Promise<void>
  close(): Promise<void>
}

/** How long what was written may wait until it is on the disk. */
const DISK_MS = 100
/** By the number of the file: to go through its handle takes a tenth of a millisecond more of the processor. */
const syncData = promisify(fdatasync)

async function readAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, from)
  return buffer.subarray(0, bytesRead)
}

/** Finds the last line end before `before`, or -1. */
async function lastNewline(handle: FileHandle, before: number): Promise<number> {
  for (let end = before; end > 0; end -= Math.min(READ_BYTES, end)) {
    const length = Math.min(READ_BYTES, end)
    const at = (await readAt(handle, end - length, length)).lastIndexOf(NEWLINE)
    if (at !== -1) return end - length + at
  }
  return -1
}

async function checkOwner(handle: FileHandle, path: string, options: AppendFileOptions): Promise<number> {
  const stats = await handle.stat()
  if (!stats.isFile()) throw new SluiceError(options.code, { detail: `${path} is not a regular file.` })
  const magic = Buffer.from(options.magic)
  const head = await readAt(handle, 0, Math.min(magic.length, stats.size))
  if (!head.equals(magic.subarray(0, head.length))) {
    throw new SluiceError(options.code, { detail: `${path} exists and was not written by Sluice for this purpose.` })
  }
  return stats.size
}

async function openLocked(path: string, options: AppendFileOptions): Promise<{ handle: FileHandle; unlock: Unlock }> {
  makeFolder(dirname(path))
  const found = await open(path, 'a+', 0o600)
  try {
    await checkOwner(found, path, options)
  } finally {
    await found.close()
  }
  const unlock = await lockFile(path, { waitMs: options.lockWaitMs ?? LOCK_WAIT_MS })
  try {
    // By its name again: whoever had the lock may have put another file there, and what is written to the old one is lost.
    return { handle: await open(path, 'a+', 0o600), unlock }
  } catch (error) {
    await unlock({ remove: options.isOwn === true })
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Opens or creates a file of lines for one writer, cutting off a line that a crash left half written. Throws
 * SLUICE_LOCKED when another process writes to it, and `code` for everything else.
 */
export async function openAppendFile(path: string, options: AppendFileOptions): Promise<AppendFile> {
  const wrap = (cause: unknown): SluiceError => {
    if (cause instanceof SluiceError) return cause
    const word = cause instanceof Error && 'code' in cause ? String(cause.code) : 'an error'
    return new SluiceError(options.code, {
      detail: `${path} cannot be written (${word}), so nothing was released.`,
      cause,
    })
  }
  const { handle, unlock } = await openLocked(path, options).catch((cause: unknown) => Promise.reject(wrap(cause)))
  const release = async (): Promise<void> => {
    await handle.close()
    await unlock({ remove: options.isOwn === true })
  }
  try {
    const size = await checkOwner(handle, path, options)
    const lineEnd = await lastNewline(handle, size)
    let length = lineEnd + 1
    if (length < size) {
      await handle.truncate(length)
      await handle.sync()
    }
    if (size === 0) await syncFolder(path)
    const lineStart = lineEnd <= 0 ? 0 : (await lastNewline(handle, lineEnd)) + 1
    const lastLine =
      lineEnd === -1 ? undefined : (await readAt(handle, lineStart, lineEnd - lineStart)).toString('utf8')
    let pending: string[] = []
    let failure: SluiceError | undefined
    let onDisk = length
    let timer: NodeJS.Timeout | undefined
    let nextWrite: Promise<void> | undefined
    let nextSync: Promise<void> | undefined
    let lastSync: Promise<void> = Promise.resolve()

    function writePending(): void {
      if (failure !== undefined) throw failure
      if (pending.length === 0) return
      const bytes = Buffer.from(pending.join(''))
      pending = []
      try {
        for (let done = 0; done < bytes.length;) done += writeSync(handle.fd, bytes, done)
        length += bytes.length
      } catch (cause) {
        failure = wrap(cause)
        void handle.truncate(length).catch(() => undefined)
        throw failure
      }
    }

    async function writeToDisk(): Promise<void> {
      await lastSync
      await turnOfLoop()
      nextSync = undefined
      const from = length
      writePending()
      const to = length
      if (to === onDisk) return
      try {
        await syncData(handle.fd)
        onDisk = to
      } catch (cause) {
        failure ??= wrap(cause)
        // What was written since is believed to be in the file.
        if (length === to) await handle.truncate(from).catch(() => undefined)
        throw failure
      }
    }

    /** Whatever is appended while one write is under way, or in one turn of the event loop, shares the next. */
    function sync(): Promise<void> {
      if (nextSync === undefined) {
        nextSync = writeToDisk()
        lastSync = nextSync.catch(() => undefined)
      }
      return nextSync
    }

    async function writeToSystem(): Promise<void> {
      await turnOfLoop()
      nextWrite = undefined
      writePending()
      timer ??= setTimeout(() => {
        timer = undefined
        sync().catch(() => undefined)
      }, DISK_MS)
    }

    return {
      lastLine,
      cutBytes: size - length,
      append(line) {
        pending.push(line, '\n')
      },
      sync,
      write: () => nextWrite ??= writeToSystem(),
      async close() {
        clearTimeout(timer)
        await (timer === undefined ? lastSync : sync())
        await release()
      },
    }
  } catch (cause) {
    await release()
    throw wrap(cause)
  }
}

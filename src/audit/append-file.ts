import { writeSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
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
  const handle = await open(path, 'a+', 0o600)
  try {
    await checkOwner(handle, path, options)
    const unlock = await lockFile(path, { waitMs: options.lockWaitMs ?? LOCK_WAIT_MS })
    return { handle, unlock }
  } catch (error) {
    await handle.close()
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
    let queue: Promise<void> = Promise.resolve()

    let isWriting = false
    let timer: NodeJS.Timeout | undefined
    let turn: Promise<void> | undefined

    /** In the order of the calls: while a write to the disk is under way the next one waits for it. */
    function writeNow(): void {
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
      timer ??= setTimeout(() => {
        timer = undefined
        handle.datasync().catch((cause: unknown) => {
          failure ??= wrap(cause)
        })
      }, DISK_MS)
    }

    async function writePending(): Promise<void> {
      if (failure !== undefined) throw failure
      if (pending.length === 0) return
      isWriting = true
      try {
        await writeToDisk()
      } finally {
        isWriting = false
      }
    }

    async function writeToDisk(): Promise<void> {
      const bytes = Buffer.from(pending.join(''))
      pending = []
      try {
        await handle.appendFile(bytes)
        await handle.datasync()
        length += bytes.length
      } catch (cause) {
        failure = wrap(cause)
        await handle.truncate(length).catch(() => undefined)
        throw failure
      }
    }

    // One write after the other, or routes that share a log would change the order of its records.
    function sync(): Promise<void> {
      const written = queue.then(writePending)
      queue = written.catch(() => undefined)
      return written
    }

    return {
      lastLine,
      cutBytes: size - length,
      append(line) {
        pending.push(line, '\n')
      },
      sync,
      write() {
        // Whatever else is answered in this turn of the event loop shares the call to the system.
        return turn ??= new Promise((resolve) => setImmediate(resolve)).then(() => {
          turn = undefined
          return isWriting ? sync() : writeNow()
        })
      },
      async close() {
        clearTimeout(timer)
        if (timer !== undefined) await handle.datasync()
        await release()
      },
    }
  } catch (cause) {
    await release()
    throw wrap(cause)
  }
}

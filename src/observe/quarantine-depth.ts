import { open } from 'node:fs/promises'

const READ_BYTES = 256 * 1024
const NEWLINE = 0x0a

export interface QuarantineDepth {
  readonly entries: number
  readonly bytes: number
}

function newlinesIn(buffer: Uint8Array): number {
  let count = 0
  for (let at = buffer.indexOf(NEWLINE); at !== -1; at = buffer.indexOf(NEWLINE, at + 1)) count += 1
  return count
}

/**
 * Counts the entries of a quarantine file. What was counted before is not read again, unless the file became shorter or
 * another one took its place. A file that cannot be read counts as empty.
 */
export function createQuarantineDepth(path: string): () => Promise<QuarantineDepth> {
  let known = { inode: 0, counted: 0, entries: 0 }
  let running: Promise<QuarantineDepth> | undefined

  async function look(): Promise<QuarantineDepth> {
    const handle = await open(path, 'r')
    try {
      const { ino, size } = await handle.stat()
      if (ino !== known.inode || size < known.counted) known = { inode: ino, counted: 0, entries: 0 }
      const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(READ_BYTES, size - known.counted)))
      while (known.counted < size) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, known.counted)
        if (bytesRead === 0) break
        known.entries += newlinesIn(buffer.subarray(0, bytesRead))
        known.counted += bytesRead
      }
      return { entries: known.entries, bytes: size }
    } finally {
      await handle.close()
    }
  }

  return () => {
    running ??= look()
      .catch(() => ({ entries: 0, bytes: 0 }))
      .finally(() => {
        running = undefined
      })
    return running
  }
}

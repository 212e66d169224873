import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { SluiceError } from '../contract/errors.ts'
import { print } from './print.ts'

/** A place for lines: stdout, or a file that gets its name when it is whole. */
export interface LineOutput {
  /** The line without its end. */
  write(line: string): Promise<void>
  close(): Promise<void>
}

/** Throws SLUICE_IO when the file cannot be written. */
export async function openOutput(path: string | undefined): Promise<LineOutput> {
  if (path === undefined) {
    return { write: print, close: async () => undefined }
  }
  const partial = `${path}.${process.pid}.tmp`
  const stream = createWriteStream(partial, { mode: 0o600 })
  const failed = new Promise<never>((_, reject) => {
    stream.once('error', (cause) => reject(new SluiceError('SLUICE_IO', { detail: `${path} cannot be written.`, cause })))
  })
  failed.catch(() => undefined)
  return {
    write: async (line) => {
      if (!stream.write(`${line}\n`)) await Promise.race([once(stream, 'drain'), failed])
    },
    close: async () => {
      await Promise.race([new Promise<void>((resolve) => stream.end(resolve)), failed])
      await rename(partial, path)
    },
  }
}

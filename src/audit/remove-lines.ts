import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { SluiceError } from '../contract/errors.ts'
import { openAppendFile, type AppendFileOptions } from './append-file.ts'

/**
 * Writes a file of lines anew without some of them, while no other process can write to it: whole or not at all. Returns
 * how many went. Throws SLUICE_LOCKED, and `code` for everything else.
 */
export async function removeLines(path: string, options: AppendFileOptions, isGone: (line: string) => boolean): Promise<number> {
  const held = await openAppendFile(path, options)
  const unfinished = `${path}.partial`
  try {
    const file = await open(unfinished, 'w', 0o600)
    let gone = 0
    try {
      for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
        if (isGone(line)) gone += 1
        else await file.appendFile(`${line}\n`)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    if (gone > 0) await rename(unfinished, path)
    else await rm(unfinished)
    const folder = await open(dirname(path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
    return gone
  } catch (cause) {
    await rm(unfinished, { force: true })
    if (cause instanceof SluiceError) throw cause
    throw new SluiceError(options.code, { detail: `${path} cannot be written anew, and stays as it was.`, cause })
  } finally {
    await held.close()
  }
}

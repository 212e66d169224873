import { stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { listFolder, type FileEntry } from './list-files.ts'

const POLL_MS = 1000

/**
 * Yields a folder's files, and later the new and the changed ones, once two looks at a file show the same size and
 * time: until then someone may still be writing it. Yields undefined after each look. What was seen is kept in memory,
 * so a restart reads the folder again.
 */
export async function* followFolder(folder: string, signal: AbortSignal): AsyncGenerator<FileEntry | undefined> {
  const seen = new Map<string, string>()
  const done = new Map<string, string>()
  while (!signal.aborted) {
    const { files } = await listFolder(folder)
    const present = new Set(files.map((file) => file.path))
    for (const path of done.keys()) if (!present.has(path)) done.delete(path)
    for (const path of seen.keys()) if (!present.has(path)) seen.delete(path)
    for (const file of files) {
      const stats = await stat(file.path).catch(() => undefined)
      if (stats === undefined) continue
      const state = `${stats.size} ${stats.mtimeMs}`
      const isStable = seen.get(file.path) === state
      seen.set(file.path, state)
      if (!isStable || done.get(file.path) === state) continue
      done.set(file.path, state)
      yield file
    }
    yield undefined
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
}

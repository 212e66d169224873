import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/**
 * Makes a folder and those above it, unless they are there. Node's own `recursive` never ends where a file system makes no
 * folders and says that the one above is missing, as /proc does. Throws what the system says, above all ENOENT, EACCES, EEXIST.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && dirname(path) !== path && !isFolder(dirname(path))) {
      makeFolder(dirname(path))
      makeFolder(path)
    } else if (!isFolder(path)) throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

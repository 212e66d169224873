import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { SluiceError } from '../../src/contract/errors.ts'

const READABLE = /\.(json|ndjson|jsonl)(\.gz)?$/i

/** One input file. */
export interface FileEntry {
  readonly path: string
  /** Relative to the folder it was found in, with `/`; for a file that was given by itself, its base name. */
  readonly name: string
  /** Names it in error messages. A name found by walking may hold PHI, so it is a number in a folder instead. */
  readonly shown: string
}

export interface Listing {
  readonly files: readonly FileEntry[]
  /** How many files and links were passed over, because of their names or because they are links or devices. */
  readonly skipped: number
}

/** SLUICE_IO for a path the user gave. */
export function ioError(path: string, cause: unknown): SluiceError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'error'
  const words: Record<string, string> = {
    ENOENT: 'no such file or folder',
    EACCES: 'permission denied',
    EPERM: 'not permitted',
    ENOSPC: 'no space left on the device',
    EROFS: 'the file system is read-only',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    ELOOP: 'too many symbolic links',
    ENAMETOOLONG: 'the name is too long',
    EMFILE: 'too many open files',
  }
  return new SluiceError('SLUICE_IO', { detail: `${path}: ${words[code] ?? code}`, cause })
}

async function walk(root: string, folder: string, found: string[]): Promise<number> {
  let skipped = 0
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw ioError(folder === root ? root : `a folder under ${root}`, cause)
  })
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) skipped += await walk(root, path, found)
    else if (entry.isFile() && READABLE.test(entry.name) && !entry.name.endsWith('.partial')) found.push(path)
    else skipped += 1
  }
  return skipped
}

/** Lists a folder's readable files, sorted by path, without following links. */
export async function listFolder(root: string): Promise<Listing> {
  const found: string[] = []
  const skipped = await walk(root, root, found)
  found.sort()
  const files = found.map((path, index) => {
    return {
      path,
      name: relative(root, path).split(sep).join('/'),
      shown: `file ${index + 1} of ${found.length} (sorted) under ${root}`,
    }
  })
  return { files, skipped }
}

/** Expands what the user gave into files: folders are walked, a file or a link to one is taken as it is. */
export async function listFiles(paths: readonly string[]): Promise<Listing & { readonly folders: readonly string[] }> {
  const files: FileEntry[] = []
  const folders: string[] = []
  let skipped = 0
  for (const path of paths) {
    const stats = await stat(path).catch((cause: unknown) => {
      throw ioError(path, cause)
    })
    if (!stats.isDirectory()) {
      files.push({ path, name: basename(path), shown: path })
      continue
    }
    folders.push(path)
    const listing = await listFolder(path)
    files.push(...listing.files)
    skipped += listing.skipped
  }
  return { files, skipped, folders }
}

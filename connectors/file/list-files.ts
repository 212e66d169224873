import { lstat, readdir, stat } from 'node:fs/promises'
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
  /** Those of them that are called as messages are, and are links or devices. */
  readonly unread: number
  /** Files and folders whose names are no UTF-8, so that they cannot be opened. */
  readonly unreadable: number
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'no space left for this user',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  EEXIST: 'it is not a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
}

/** What the system answered, in words where there are some. */
export function ioWords(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'an error'
  return WORDS[code] ?? code
}

/** SLUICE_IO for a path the user gave. */
export function ioError(path: string, cause: unknown): SluiceError {
  return new SluiceError('SLUICE_IO', { detail: `${path}: ${ioWords(cause)}`, cause })
}

/** Stands in a name that is no UTF-8 once it was read as that, and it leads nowhere then. */
const UNREADABLE = '\ufffd'

async function walk(
  root: string,
  folder: string,
  found: string[],
  counts: { skipped: number; unread: number; unreadable: number },
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw ioError(folder === root ? root : `a folder under ${root}`, cause)
  })
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.includes(UNREADABLE) && await lstat(path).catch(() => undefined) === undefined) {
      counts.unreadable += 1
      continue
    }
    if (entry.isDirectory()) await walk(root, path, found, counts)
    else if (entry.isFile() && READABLE.test(entry.name) && !entry.name.endsWith('.partial')) found.push(path)
    else {
      counts.skipped += 1
      if (!entry.isFile() && READABLE.test(entry.name)) counts.unread += 1
    }
  }
}

/** Lists a folder's readable files, sorted by path, without following links. */
export async function listFolder(root: string): Promise<Listing> {
  const found: string[] = []
  const counts = { skipped: 0, unread: 0, unreadable: 0 }
  await walk(root, root, found, counts)
  found.sort()
  const files = found.map((path, index) => {
    return {
      path,
      name: relative(root, path).split(sep).join('/'),
      shown: `file ${index + 1} of ${found.length} (sorted) under ${root}`,
    }
  })
  return { files, ...counts }
}

/** Expands what the user gave into files: folders are walked, a file or a link to one is taken as it is. */
export async function listFiles(paths: readonly string[]): Promise<Omit<Listing, 'unreadable'> & { readonly folders: readonly string[] }> {
  const files: FileEntry[] = []
  const folders: string[] = []
  let [skipped, unread] = [0, 0]
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
    if (listing.unreadable > 0)
      throw new SluiceError('SLUICE_IO', { detail: `${path}: names in it are not UTF-8 (${listing.unreadable} of them); rename those` })
    files.push(...listing.files)
    skipped += listing.skipped
    unread += listing.unread
  }
  return { files, skipped, unread, folders }
}

import { lstat, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { SluiceError } from '../contract/errors.ts'
import { usageError } from './report-error.ts'

/** Where the output goes. */
export type OutputPlace =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'file'; readonly folder: string; readonly name: string }

/** Input files as far as the output must know them. */
export interface InputFiles {
  readonly files: readonly { readonly path: string; readonly name: string }[]
  readonly folders: readonly string[]
}

/** The real path of something that may not exist yet: of its nearest ancestor that does, and the rest. */
async function realPathOf(path: string): Promise<string> {
  const absolute = resolve(path)
  try {
    return await realpath(absolute)
  } catch {
    const parent = dirname(absolute)
    return parent === absolute ? absolute : join(await realPathOf(parent), basename(absolute))
  }
}

/** Whether a path is a folder or below it, as they are written. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** What is called like this is meant to be a file. */
const FILE_NAME = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i

const STDOUT = '-'

async function kindOf(out: string): Promise<'folder' | 'file' | 'nothing'> {
  const stats = await lstat(out).catch(() => undefined)
  if (stats === undefined) return 'nothing'
  const target = stats.isSymbolicLink() ? await stat(out).catch(() => undefined) : stats
  if (target?.isDirectory() === true) return 'folder'
  if (stats.isFile()) return 'file'
  throw usageError(`--out ${out} is neither a regular file nor a folder; without --out the output goes to stdout, and so anywhere.`)
}

/** Decides between stdout, a file and a folder. Throws SLUICE_USAGE when `--out` cannot be what is needed. */
export async function outputPlace(out: string | undefined, input: InputFiles | 'stdin'): Promise<OutputPlace> {
  const many = input !== 'stdin' && (input.folders.length > 0 || input.files.length > 1)
  if (out === undefined || out === STDOUT) {
    if (many) throw usageError('Several files or a folder need --out DIR.')
    return { kind: 'stdout' }
  }
  const kind = await kindOf(out)
  const isFolder = kind === 'folder' || out.endsWith('/') || out.endsWith(sep)
  if (many) {
    if (kind === 'file') throw usageError(`--out ${out} is a file, and several files or a folder need a folder.`)
    if (kind === 'nothing' && !out.endsWith(sep) && FILE_NAME.test(out)) {
      throw usageError(`--out ${out} reads like a file, and several files or a folder need a folder; ${out}/ is one.`)
    }
    return { kind: 'folder', folder: out }
  }
  if (!isFolder) return { kind: 'file', folder: dirname(out), name: basename(out) }
  if (input === 'stdin') throw usageError('There is no name for a file in a folder: give --out a file.')
  return { kind: 'folder', folder: out }
}

/**
 * Refuses outputs that would destroy or feed on inputs: an input file itself, a folder inside an input folder (the
 * next run would take clean files for raw ones), or two inputs for one output. Throws SLUICE_USAGE.
 */
async function checkOutputs(
  place: OutputPlace,
  input: InputFiles,
  nameOf: (name: string) => string,
): Promise<void> {
  if (place.kind === 'stdout') return
  const root = await realPathOf(place.folder)
  for (const folder of input.folders) {
    const real = await realPathOf(folder)
    if (place.kind === 'folder' && isWithin(root, real))
      throw usageError(`--out ${place.folder} is inside the input folder ${folder}.`)
  }
  const inputs = new Set<string>()
  for (const file of input.files) inputs.add(await realPathOf(file.path))
  const outputs = new Map<string, number>()
  for (const [index, file] of input.files.entries()) {
    const output = join(root, place.kind === 'file' ? place.name : nameOf(file.name))
    if (inputs.has(output)) throw usageError('--out would overwrite an input file.')
    const other = outputs.get(output)
    if (other !== undefined)
      throw usageError(
        `Inputs ${other + 1} and ${index + 1} would have the same output file; give them different --out folders.`,
      )
    outputs.set(output, index)
  }
}

/**
 * Refuses a route whose outputs would go where its inputs are: the next look would take clean files for raw ones, or an
 * output would take the place of its input. Throws SLUICE_USAGE.
 */
export async function checkRoutePlaces(
  route: string,
  { reads, writes }: { readonly reads: readonly string[]; readonly writes: readonly string[] },
): Promise<void> {
  for (const written of writes) {
    const folder = await realPathOf(written)
    for (const read of reads) {
      const real = await realPathOf(read)
      const isFolder = (await stat(real).catch(() => undefined))?.isDirectory() === true
      if (isFolder ? isWithin(folder, real) : folder === dirname(real)) {
        throw usageError(`Route ${route} writes to ${written}, which is where it reads: ${read}.`)
      }
    }
  }
}

/** Refuses to write anything over a log, a quarantine or an input. Throws SLUICE_USAGE. */
export async function checkDistinct(
  paths: readonly { readonly flag: string; readonly path: string | undefined }[],
): Promise<void> {
  const seen = new Map<string, string>()
  for (const { flag, path } of paths) {
    if (path === undefined) continue
    const real = await realPathOf(path)
    const other = seen.get(real)
    if (other !== undefined) throw usageError(`${flag} and ${other} name the same file.`)
    seen.set(real, flag)
  }
}

/**
 * Refuses a log, a quarantine or a list of findings inside a folder of inputs or outputs: an output of its name would
 * take its place, and the next run would read it as a message. Throws SLUICE_USAGE.
 */
export async function checkApart(
  records: readonly { readonly flag: string; readonly path: string | undefined }[],
  folders: readonly string[],
): Promise<void> {
  for (const folder of folders) {
    const root = await realPathOf(folder)
    for (const { flag, path } of records) {
      if (path === undefined || !isWithin(await realPathOf(path), root)) continue
      throw usageError(`${flag} is inside the folder ${folder}, which is for messages.`)
    }
  }
}

/** Refuses a run on files in which one thing would be written over another, or be read as a message. Throws SLUICE_USAGE. */
export async function checkPlaces(
  { input, place, out, nameOf }: {
    readonly input: InputFiles | 'stdin'
    readonly place: OutputPlace
    readonly out: string | undefined
    readonly nameOf: (name: string) => string
  },
  records: readonly { readonly flag: string; readonly path: string | undefined }[],
): Promise<void> {
  const { files, folders } = input === 'stdin' ? { files: [], folders: [] } : input
  if (input !== 'stdin') await checkOutputs(place, input, nameOf)
  await checkDistinct([
    ...files.map(({ path }) => ({ flag: 'an input', path })),
    ...records,
    { flag: '--out', path: place.kind === 'file' ? out : undefined },
  ])
  await checkApart(records, [...(place.kind === 'folder' ? [place.folder] : []), ...folders])
}

/** SLUICE_IO unless the path is a readable file. */
export async function checkReadable(path: string): Promise<void> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be read.`, cause })
  })
  if (!stats.isFile()) throw new SluiceError('SLUICE_IO', { detail: `${path} is not a file.` })
}

import { open, realpath, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { SluiceError } from '../../src/contract/errors.ts'
import { makeFolder } from '../../src/contract/make-folder.ts'
import type { EndedUnit, Unit, UnitMessage, UnitSink } from '../../src/contract/unit.ts'
import { createByteWriter, type ByteWriter } from './byte-writer.ts'
import { ioWords } from './list-files.ts'
import { partialName, removeStalePartials } from './partials.ts'

export interface FileSinkOptions {
  /** Outputs go into this folder, or below it. */
  readonly folder: string
  /** The output's path below the folder, with `/`. */
  readonly nameOf: (unit: Unit) => string
  /** Whether the output is gzipped. */
  readonly gzipOf: (unit: Unit) => boolean
}

const DONE = Promise.resolve()

/** A file being written under a name of its own. */
interface Partial {
  readonly path: string
  readonly target: string
  readonly handle: FileHandle
  readonly writer: ByteWriter
}

function sinkError(cause: unknown, folder: string): SluiceError {
  if (cause instanceof SluiceError) return cause
  return new SluiceError('SLUICE_SINK', { detail: `The output cannot be written in ${folder}: ${ioWords(cause)}.`, cause })
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes output folders once each, clears them of dead runs' partials, and keeps links from leading out of the root. */
function createFolders(root: string): (folder: string) => Promise<void> {
  const ready = new Set<string>()
  return async (folder) => {
    if (ready.has(folder)) return
    makeFolder(folder)
    const [realRoot, real] = await Promise.all([realpath(root), realpath(folder)])
    if (real !== realRoot && !real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep)) {
      throw new SluiceError('SLUICE_SINK', { detail: 'A link in the output folder leads out of it.' })
    }
    await removeStalePartials(folder)
    ready.add(folder)
  }
}

/**
 * Writes one file per unit: first `.<name>.<who>.partial` beside it, then, after fsync and once the audit is durable,
 * under its own name, and the folder is fsynced. A unit of which nothing may pass has no file afterwards, not even
 * one from an earlier run. Throws SLUICE_SINK.
 */
export function createFileSink(options: FileSinkOptions): UnitSink {
  const partials = new Map<string, Partial>()
  const folders = createFolders(options.folder)
  let flushing: Promise<Partial>[] = []
  let ready: Partial[] = []
  let refused: string[] = []

  async function partialFor(unit: Unit): Promise<Partial> {
    const known = partials.get(unit.name)
    if (known !== undefined) return known
    const target = join(options.folder, ...options.nameOf(unit).split('/'))
    await folders(dirname(target))
    const path = join(dirname(target), partialName(basename(target)))
    const handle = await open(path, 'wx')
    const partial = { path, target, handle, writer: createByteWriter(handle, { gzip: options.gzipOf(unit) }) }
    partials.set(unit.name, partial)
    return partial
  }

  async function discard(partial: Partial): Promise<void> {
    await partial.handle.close().catch(() => undefined)
    await rm(partial.path, { force: true })
  }

  async function settle(partial: Partial): Promise<Partial> {
    await partial.handle.datasync()
    await partial.handle.close()
    return partial
  }

  function takeAtOnce({ unit, before, after }: UnitMessage, output: Uint8Array | AsyncIterable<Uint8Array>): boolean {
    return output instanceof Uint8Array && partials.get(unit.name)?.writer.take(before, output, after) === true
  }

  async function prepare(message: UnitMessage, output: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    const { writer } = await partialFor(message.unit)
    await writer.write(message.before)
    if (output instanceof Uint8Array) await writer.write(output)
    else for await (const chunk of output) await writer.write(chunk)
    await writer.write(message.after)
  }

  async function end({ unit, rest, refused: isRefused }: EndedUnit): Promise<void> {
    if (isRefused) {
      const started = partials.get(unit.name)
      partials.delete(unit.name)
      if (started !== undefined) await discard(started)
      refused.push(join(options.folder, ...options.nameOf(unit).split('/')))
      return
    }
    const partial = await partialFor(unit)
    await partial.writer.write(rest)
    await partial.writer.end()
    partials.delete(unit.name)
    const settled = settle(partial)
    settled.catch(() => undefined)
    flushing.push(settled)
    ready.push(partial)
  }

  async function commit(): Promise<void> {
    const changed = new Set<string>()
    for (const { path, target } of ready) {
      await rename(path, target)
      changed.add(dirname(target))
    }
    ready = []
    for (const target of refused) await rm(target, { force: true })
    refused = []
    for (const folder of changed) await syncFolder(folder)
  }

  async function abort(): Promise<void> {
    const all = [...partials.values(), ...ready]
    await Promise.allSettled(flushing)
    partials.clear()
    flushing = []
    ready = []
    refused = []
    for (const partial of all) await discard(partial)
  }

  const wrap = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => Promise.reject(sinkError(cause, options.folder)))
  return {
    name: 'file',
    prepare: (message, output) =>
      takeAtOnce(message as UnitMessage, output) ? DONE : wrap(prepare(message as UnitMessage, output)),
    end: (ended) => wrap(end(ended)),
    async flush() {
      const waiting = flushing
      flushing = []
      await wrap(Promise.all(waiting))
    },
    commit: () => wrap(commit()),
    abort,
    close: abort,
  }
}

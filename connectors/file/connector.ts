import { lstat } from 'node:fs/promises'
import { z } from 'zod'
import type { SinkConnector, SourceConnector } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import { nonEmptyText } from '../../src/contract/settings.ts'
import { createFileSink } from './file-sink.ts'
import { createFileSource } from './file-source.ts'
import { followFolder } from './follow-folder.ts'
import { listFiles } from './list-files.ts'

const sourceSettings = z.strictObject({
  path: nonEmptyText.describe('A file, or a folder that is read with all below it.'),
  follow: z.boolean().optional().describe('Keep looking for new and changed files. false unless given.'),
})

const sinkSettings = z.strictObject({
  path: nonEmptyText.describe('The folder that outputs go into.'),
  names: z.enum(['keep', 'pseudonymize']).optional().describe('How output files are called. keep unless given.'),
})

async function checkFolder(path: string, route: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined)
  if (stats?.isDirectory() === true) return
  if (stats === undefined) throw new SluiceError('SLUICE_IO', { detail: `Route ${route} reads ${path}: there is no such folder.` })
  throw new SluiceError('SLUICE_CONFIG', { detail: `Route ${route} reads ${path}: only a folder can be followed.` })
}

/** Files and folders, read once or followed. */
export const fileSource: SourceConnector<z.infer<typeof sourceSettings>> = {
  settings: sourceSettings,
  reads: ({ path }) => [path],
  async open({ path, follow }, { route, signal, decode, mediaOf, label }) {
    if (follow === true) await checkFolder(path, route)
    const files = follow === true ? followFolder(path, signal) : (await listFiles([path])).files
    return createFileSource({ files, decode, mediaOf, label })
  },
}

/** A folder of files named as they came, or by a keyed hash. */
export const fileSink: SinkConnector<z.infer<typeof sinkSettings>> = {
  settings: sinkSettings,
  writes: ({ path }) => [path],
  async open({ path, names }, { label }) {
    return createFileSink({
      folder: path,
      nameOf: ({ name }) => names === 'pseudonymize' ? label(name) : name,
      gzipOf: ({ gzip }) => gzip === true,
    })
  },
}

import { createFileSink } from '../../connectors/file/file-sink.ts'
import { createFileSource } from '../../connectors/file/file-source.ts'
import { type FileEntry, listFiles } from '../../connectors/file/list-files.ts'
import { createStdinSource, createStdoutSink } from '../../connectors/stdio.ts'
import type { Limits } from '../contract/limits.ts'
import type { Source } from '../contract/message.ts'
import type { Unit, UnitSink } from '../contract/unit.ts'
import { createDecodeUnit } from '../decode/decode-unit.ts'
import { extensionOfName, mediaOfName } from '../decode/media.ts'
import { createSpool } from '../decode/spool.ts'
import type { OutputPlace } from './output-place.ts'
import { createLabeller, type KeySet } from './config/secrets.ts'

export interface SourceParts {
  readonly keys: KeySet
  readonly limits: Limits
  readonly onRead?: (bytes: number) => void
  /** What the files are, whatever their names say. */
  readonly media?: 'ndjson' | undefined
}

/** A source over files that were listed before. */
export function assembleFileSource(
  files: Iterable<FileEntry> | AsyncIterable<FileEntry | undefined>,
  parts: SourceParts,
): Source {
  const label = createLabeller(parts.keys)
  return createFileSource({
    files,
    decode: createDecodeUnit(parts.limits),
    mediaOf: (name) => {
      const named: Pick<Unit, 'media' | 'gzip'> = mediaOfName(name) ?? { media: 'unknown', gzip: 'unknown' }
      return parts.media === undefined ? named : { ...named, media: parts.media }
    },
    label: (name) => `${label(name)}${extensionOfName(name)}`,
    ...(parts.onRead === undefined ? {} : { onRead: parts.onRead }),
  })
}

/** A source over this process's stdin. */
export function assembleStdin(parts: SourceParts): Source {
  const { limits, onRead } = parts
  return createStdinSource({
    stdin: process.stdin,
    decode: createDecodeUnit(limits),
    ...(onRead === undefined ? {} : { onRead }),
  })
}

/** Lists what the user named. */
export function assembleListing(paths: readonly string[]): ReturnType<typeof listFiles> {
  return listFiles(paths)
}

/** How an output file is called: as its input, or by a keyed hash of that. */
export function outputNamer(names: 'keep' | 'pseudonymize', keys: KeySet): (name: string) => string {
  const label = createLabeller(keys)
  return names === 'keep' ? (name) => name : (name) => `${label(name)}${extensionOfName(name)}`
}

/** The sink for a place. A named output file is gzipped when its name says so, or else as its input. */
export function assembleSink(place: OutputPlace, nameOf: (name: string) => string): UnitSink {
  const asInput = (unit: Unit): boolean => unit.gzip === true
  if (place.kind === 'stdout') return createStdoutSink({ stdout: process.stdout, spool: createSpool })
  if (place.kind === 'folder') {
    return createFileSink({ folder: place.folder, nameOf: (unit) => nameOf(unit.name), gzipOf: asInput })
  }
  const named = mediaOfName(place.name)
  const gzipOf = named === undefined ? asInput : () => named.gzip
  return createFileSink({ folder: place.folder, nameOf: () => place.name, gzipOf })
}

import type { ConnectorContext } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import type { Source } from '../../src/contract/message.ts'
import type { UnitDelivery } from '../../src/contract/unit.ts'
import type { FhirHttp } from '../fhir-http/fhir-http.ts'
import { pause } from '../fhir-http/retry.ts'
import type { Positions } from '../positions/positions.ts'
import type { ExportFile, ExportJob, Manifest } from './export-job.ts'
import { FileGone, readExportFile, type FilePosition } from './read-file.ts'

/** The wait before an export is made anew: four times as long each time, since servers work hours on one. */
const LOST_MS = 1000
const LOST_MS_MAX = 60 * 60_000

/** How far an export has been read. */
interface BulkPosition {
  /** How many exports were read to their end. */
  readonly done: number
  /** Where the server tells of the one that is under way. */
  readonly statusUrl?: string | undefined
  /** Where the next one starts. */
  readonly since?: string | undefined
  /** The file that is being read, by its key, and how far. */
  readonly file?: { readonly key: string; readonly at: FilePosition } | undefined
  /** Jobs that were lost before they were read: their outputs have names of their own. */
  readonly lost?: number | undefined
}

export interface BulkOptions {
  readonly http: FhirHttp
  readonly job: ExportJob
  readonly positions: Positions
  /** Names the export in the file of positions. */
  readonly key: string
  readonly urlSince: (since: string | undefined) => URL
  readonly since: string | undefined
  /** The pause between two exports; undefined for only one. */
  readonly everyMs: number | undefined
  /** What becomes of an export of which the server says that parts are missing. */
  readonly incomplete: 'stop' | 'accept'
  readonly partBytes?: number | undefined
  readonly context: Pick<ConnectorContext, 'decode' | 'status' | 'label'>
}

/** Exports, reads every file of the export line by line, removes it, and begins again where it ended. */
export function createBulkSource(options: BulkOptions): Source {
  const { http, job, positions, key, context } = options
  let position: BulkPosition = (positions.get(key) as BulkPosition | undefined) ?? { done: 0, since: options.since }

  function save(next: BulkPosition, change: Parameters<Positions['save']>[2] = {}): void {
    positions.save(key, next, change)
    position = next
  }

  /** The manifest of the export under way, beginning one where there is none. Undefined when stopped. */
  async function manifest(signal: AbortSignal): Promise<Manifest | undefined> {
    while (!signal.aborted) {
      if (position.statusUrl === undefined) {
        const statusUrl = await job.start(options.urlSince(position.since), signal)
        if (signal.aborted) return undefined
        save({ ...position, statusUrl })
      }
      const found = await job.finish(position.statusUrl ?? '', signal)
      if (found !== undefined || signal.aborted) return found
      await lose(signal)
    }
    return undefined
  }

  /** The export cannot be read to its end: another one has to be made, and nobody comes back for this one. */
  async function abandon(signal: AbortSignal): Promise<void> {
    context.status.unready('SLUICE_SOURCE')
    await job.remove(position.statusUrl ?? '', signal)
    save({ ...position, statusUrl: undefined, file: undefined, lost: (position.lost ?? 0) + 1 }, { forgetBeforeMs: 1 })
  }

  async function lose(signal: AbortSignal): Promise<void> {
    await abandon(signal)
    await pause(Math.min(LOST_MS * 4 ** ((position.lost ?? 1) - 1), LOST_MS_MAX), signal)
  }

  /** The same file again in a manifest that was asked for again, whose addresses may be signed anew. */
  const keyOf = ({ type, url }: ExportFile): string => context.label(`file\n${type}\n${url.origin}${url.pathname}`)

  async function* files(all: readonly ExportFile[], signal: AbortSignal): AsyncGenerator<UnitDelivery> {
    const folder = [position.done + 1, ...(position.lost === undefined ? [] : [position.lost])].join('-')
    for (const [index, file] of all.entries()) {
      const fileKey = keyOf(file)
      // Files are told apart by their place too: two may differ in their query alone.
      const mark = `${fileKey}.${index}`
      if (positions.marked(key, [mark]).size > 0) continue
      const at = position.file?.key === mark ? position.file.at : { line: 0, part: 0 }
      yield* readExportFile({
        http, file, signal, context, partBytes: options.partBytes, from: at,
        name: `${folder}/${file.type}.${index}`,
        save: (next) => save({ ...position, file: { key: mark, at: next } }),
      })
      if (signal.aborted) return
      save({ ...position, file: undefined }, { marks: [{ key: mark, atMs: 0 }] })
    }
  }

  async function* deliveries(signal: AbortSignal): AsyncGenerator<UnitDelivery> {
    try {
      for (let gone = 0, forbidden = 0; !signal.aborted;) {
        const found = await manifest(signal)
        if (found === undefined) return
        if (found.errors > 0 && options.incomplete === 'stop') {
          throw new SluiceError('SLUICE_SOURCE_REFUSED', {
            detail: 'The server says that parts of the export are missing: look at its files of errors, or set incomplete: accept.',
          })
        }
        const before = position
        try {
          yield* files(found.files, signal)
        } catch (error) {
          if (!(error instanceof FileGone) || signal.aborted) throw error
          // The addresses may have been too old, and again after some more was read; then the files are gone.
          gone = position === before ? gone + 1 : 1
          if (gone === 1) continue
          gone = 0
          if (error.status === 403 && forbidden++ > 0) {
            await abandon(signal)
            throw new SluiceError('SLUICE_SOURCE_REFUSED', { detail: http.failure('a file of an export', error.status).detail })
          }
          await lose(signal)
          continue
        }
        if (signal.aborted) return
        gone = 0
        forbidden = 0
        await job.remove(position.statusUrl ?? '', signal)
        save({ done: position.done + 1, since: found.transactionTime }, { forgetBeforeMs: 1 })
        context.status.ready()
        if (options.everyMs === undefined) return
        await pause(options.everyMs, signal)
      }
    } catch (error) {
      // A request that was cut off because the process drains is no failure.
      if (!signal.aborted) throw error
    } finally {
      positions.close()
      await http.close()
    }
  }
  return { name: 'fhir-bulk', deliveries }
}

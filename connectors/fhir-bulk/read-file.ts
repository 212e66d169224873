import { SluiceError } from '../../src/contract/errors.ts'
import type { ConnectorContext } from '../../src/contract/connector.ts'
import type { Unit, UnitDelivery, UnitMessage } from '../../src/contract/unit.ts'
import type { FhirHttp } from '../fhir-http/fhir-http.ts'
import { isPassing, pause, retryAfterMs, waitMs } from '../fhir-http/retry.ts'
import type { ExportFile } from './export-job.ts'

const EMPTY = new Uint8Array(0)
/** A part is one output file, and what is read again after a crash. */
const PART_BYTES = 16 * 1024 * 1024
const ATTEMPTS_MAX = 8

/** A place in a file: its last line that is durably taken, and how many parts that made. */
export interface FilePosition {
  readonly line: number
  readonly part: number
}

export interface ReadFileOptions {
  readonly http: FhirHttp
  readonly file: ExportFile
  /** Names the parts of the file: bounded, no value. */
  readonly name: string
  readonly from: FilePosition
  readonly partBytes?: number | undefined
  readonly context: Pick<ConnectorContext, 'decode' | 'status'>
  readonly signal: AbortSignal
  /** A part is acknowledged. */
  readonly save: (position: FilePosition) => void
}

/** What stands in front of a server or of its files may ask people to sign in. Read as lines it would end the export. */
const PAGE = /^\s*[a-z]+\/(?:[a-z+.-]*\+)?(?:html|xml)\b/i

/** Nobody has the file any more under this address, or gives it out. */
export class FileGone extends Error {
  readonly status: number
  constructor(status: number) {
    super('A file of an export is gone.')
    this.status = status
  }
}

async function download({ http, file, signal, context }: ReadFileOptions): Promise<AsyncIterable<Uint8Array>> {
  const request = {
    what: 'a file of an export',
    url: file.url,
    signal,
    accept: 'application/fhir+ndjson',
    ...(file.token === 'with' ? {} : ({ withoutToken: 'withoutToken' } as const)),
  }
  for (let attempt = 0; ; attempt++) {
    const answer = await http.send(request)
    if (answer.status === 200 && !PAGE.test(answer.headers['content-type'] ?? '')) return answer.chunks()
    await answer.discard()
    if (answer.status === 200)
      throw new SluiceError('SLUICE_SOURCE', { detail: 'The server answered with a page for people where a file of an export should be.' })
    if (attempt === 0 && answer.status === 401) continue
    if ([403, 404, 410].includes(answer.status)) throw new FileGone(answer.status)
    if (!isPassing(answer.status))
      throw new SluiceError('SLUICE_SOURCE_REFUSED', { detail: http.failure('a file of an export', answer.status).detail })
    if (attempt >= ATTEMPTS_MAX) throw http.failure('a file of an export', answer.status)
    context.status.unready('SLUICE_SOURCE')
    await pause(waitMs(attempt, retryAfterMs(answer.headers['retry-after'], new Date())), signal)
  }
}

/**
 * Reads one NDJSON file line by line, in deliveries; a connection that breaks is taken up after the last line that was
 * delivered. Lines before `from` were taken by an earlier process. Throws FileGone, SLUICE_SOURCE, SLUICE_SOURCE_REFUSED.
 */
export async function* readExportFile(options: ReadFileOptions): AsyncGenerator<UnitDelivery> {
  const { file, name, context, signal, save, partBytes = PART_BYTES } = options
  let part = options.from.part
  let bytes = 0
  let isOpen = false
  /** The last line that was delivered by this process or one before. */
  let line = options.from.line
  const unitOf = (): Unit => {
    const own = `${name}.${String(part + 1).padStart(4, '0')}.ndjson`
    return { source: own, label: own, name: own, media: 'ndjson', gzip: false }
  }

  function deliver(messages: readonly UnitMessage[], isLast: boolean): UnitDelivery {
    const unit = unitOf()
    for (const { body } of messages) bytes += body instanceof Uint8Array ? body.length : 0
    line = messages.at(-1)?.line ?? line
    const ends = isLast || bytes >= partBytes
    isOpen = !ends
    if (ends) {
      part += 1
      bytes = 0
    }
    const position = { line, part }
    return {
      messages: messages.map((message) => ({ ...message, source: unit.source, unit })),
      ended: ends ? [{ unit, rest: EMPTY, refused: false }] : [],
      ack: async () => { if (ends) save(position) },
      nack: async () => undefined,
    }
  }

  for (let attempt = 0; !signal.aborted; attempt++) {
    let lines = 0
    try {
      const chunks = await download(options)
      const unit = { source: name, label: name, name, media: 'ndjson', gzip: 'unknown' } as const
      for await (const batch of context.decode({ unit, bytes: undefined, reopens: false, chunks: () => chunks })) {
        // A file that cannot be decoded to its end has not been read, whatever came before.
        const unreadable = batch.messages.find(({ refused, line: number }) => refused !== undefined && number === undefined)
        if (unreadable?.refused !== undefined) throw unreadable.refused.error
        lines += batch.messages.length
        context.status.ready()
        const fresh = batch.messages.filter((message) => (message.line ?? 0) > line)
        if (fresh.length > 0) yield deliver(fresh, false)
        if (signal.aborted) return
      }
      if (file.count !== undefined && lines < file.count) {
        throw new SluiceError('SLUICE_SOURCE', { detail: 'A file of an export has fewer lines than its manifest says.' })
      }
      context.status.ready()
      if (isOpen) yield deliver([], true)
      return
    } catch (error) {
      if (signal.aborted) return
      if (
        !(error instanceof SluiceError) ||
        !['SLUICE_SOURCE', 'SLUICE_TOKEN', 'SLUICE_GZIP'].includes(error.code) ||
        attempt >= ATTEMPTS_MAX
      )
        throw error
      context.status.unready(error.code)
      await pause(waitMs(attempt), signal)
    }
  }
}

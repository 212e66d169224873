import { SluiceError } from '../../src/contract/errors.ts'
import type { ConnectorStatus } from '../../src/contract/connector.ts'
import type { FhirHttp, FhirRequest, WholeAnswer } from '../fhir-http/fhir-http.ts'
import { isPassing, pause, retryAfterMs, waitMs } from '../fhir-http/retry.ts'
import { asList, asObject, type JsonObject } from '../json-value.ts'

/** One file that an export has made. */
export interface ExportFile {
  /** The resource type, or `deleted` for Bundles that say what is gone. */
  readonly type: string
  readonly url: URL
  /** Whether the token goes with the request. */
  readonly token: 'with' | 'without'
  /** Lines, where the server says. */
  readonly count: number | undefined
}

export interface Manifest {
  /** Everything up to this instant, by the server's clock, is in the export: the next one starts here. */
  readonly transactionTime: string
  readonly files: readonly ExportFile[]
  /** Files of what went wrong. */
  readonly errors: number
}

export interface JobOptions {
  readonly http: FhirHttp
  /** Origins that files may come from besides the server's own; the token never goes there. */
  readonly fileOrigins: readonly string[]
  readonly status: ConnectorStatus
  /** The wait between two looks where the server does not say, in milliseconds. */
  readonly lookMs: number
}

export interface ExportJob {
  /** Has the server begin, and returns where it says how far it is. */
  start(url: URL, signal: AbortSignal): Promise<string>
  /** Waits for the end of the export. Undefined when the server no longer knows it. */
  finish(statusUrl: string, signal: AbortSignal): Promise<Manifest | undefined>
  /** Has the server remove the files. It may have done so by itself. */
  remove(statusUrl: string, signal: AbortSignal): Promise<void>
}

/** Servers remove exports by themselves sooner or later: nothing waits long for that. */
const REMOVAL_MS_MAX = 60_000

const bad = (detail: string, cause?: unknown): SluiceError => new SluiceError('SLUICE_SOURCE', { detail, cause })

function readFile(output: JsonObject, requiresToken: boolean, { http, fileOrigins }: JobOptions): ExportFile {
  const { type, url, count } = output
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  if (parsed === null || typeof type !== 'string' || !/^[A-Za-z]{1,64}$/.test(type))
    throw bad('The manifest of an export names a file without type or address.')
  const isOwn = http.base.follow(parsed.href) !== undefined
  if (!isOwn && (parsed.username + parsed.password !== '' || !fileOrigins.includes(parsed.origin))) {
    throw new SluiceError('SLUICE_SOURCE_REFUSED', {
      detail: 'The manifest of an export leads away from the server: name the origin under fileOrigins if that is right.',
    })
  }
  return { type, url: parsed, token: isOwn && requiresToken ? 'with' : 'without', count: typeof count === 'number' ? count : undefined }
}

function readManifest(bytes: Uint8Array, options: JobOptions): Manifest {
  let manifest: JsonObject
  try {
    manifest = asObject(JSON.parse(Buffer.from(bytes).toString()))
  } catch {
    throw bad('The manifest of an export is damaged.')
  }
  const { transactionTime, requiresAccessToken, output, deleted, error } = manifest
  if (typeof transactionTime !== 'string' || !Array.isArray(output)) throw bad('The manifest of an export lacks what it must have.')
  if (asList(manifest['link']).some(({ relation }) => relation === 'next'))
    throw bad('The manifest of an export goes on elsewhere, which is not understood.')
  const all = [...asList(output), ...asList(deleted).map((file) => ({ ...file, type: 'deleted' }))]
  return {
    transactionTime,
    files: all.map((file) => readFile(file, requiresAccessToken !== false, options)),
    errors: asList(error).filter(({ count }) => count !== 0).length,
  }
}

/** Speaks with a server about an export (HL7 FHIR Bulk Data Access 2.0, Export). */
export function createExportJob(options: JobOptions): ExportJob {
  const { http, status, lookMs } = options
  /** That an answer came says nothing of what others found not to be right. */
  let isWaiting = false

  /** Asks until the answer is one of the expected, and waits in between as the server says. */
  async function ask(request: FhirRequest, expected: readonly number[]): Promise<WholeAnswer | undefined> {
    for (let attempt = 0; !request.signal.aborted; attempt++) {
      const answer = await http.fetch(request).catch((error: unknown) => {
        const isPassingFault = error instanceof SluiceError && (error.code === 'SLUICE_SOURCE' || error.code === 'SLUICE_TOKEN')
        if (!isPassingFault || request.signal.aborted) throw error
        return undefined
      })
      if (answer !== undefined && expected.includes(answer.status)) {
        if (isWaiting) status.ready()
        isWaiting = false
        return answer
      }
      if (answer !== undefined && !isPassing(answer.status)) {
        const { detail } = http.failure(request.what, answer.status)
        throw new SluiceError('SLUICE_SOURCE_REFUSED', { detail })
      }
      isWaiting = true
      status.unready('SLUICE_SOURCE')
      await pause(waitMs(attempt, retryAfterMs(answer?.headers['retry-after'], new Date())), request.signal)
    }
    return undefined
  }

  return {
    async start(url, signal) {
      const answer = await ask({ what: 'an export', url, signal, headers: { prefer: 'respond-async' } }, [202])
      const location = answer?.headers['content-location']
      const followed = location === undefined ? undefined : http.base.follow(location)
      if (answer !== undefined && followed === undefined)
        throw bad('The server does not say where it tells how far an export is, or names another server.')
      return followed?.href ?? ''
    },
    async finish(statusUrl, signal) {
      const url = http.base.follow(statusUrl)
      if (url === undefined) return undefined
      for (let look = 0; !signal.aborted; look++) {
        const answer = await ask({ what: 'the status of an export', url, signal, accept: 'application/json' }, [200, 202, 404, 410])
        if (answer === undefined || answer.status === 404 || answer.status === 410) return undefined
        if (answer.status === 200) return readManifest(answer.bytes, options)
        await pause(retryAfterMs(answer.headers['retry-after'], new Date()) ?? Math.min(lookMs * 2 ** Math.min(look, 6), 60_000), signal)
      }
      return undefined
    },
    async remove(statusUrl, signal) {
      const url = http.base.follow(statusUrl)
      if (url === undefined) return
      const patient = AbortSignal.any([signal, AbortSignal.timeout(REMOVAL_MS_MAX)])
      await http.fetch({ what: 'the removal of an export', method: 'DELETE', url, signal: patient }).catch(() => undefined)
    },
  }
}

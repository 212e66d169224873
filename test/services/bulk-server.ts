import { gzipSync } from 'node:zlib'
import { setTimeout as sleep } from 'node:timers/promises'
import { sendJson, startScripted, type ScriptedServer } from './scripted-server.ts'

/** What goes wrong, and how often. */
export interface BulkOptions {
  /** NDJSON by type. */
  readonly files: Readonly<Record<string, string>>
  /** Answers of 429 before the export is begun. */
  readonly busy?: number
  /** Answers of 202 before it is done. */
  readonly looks?: number
  /** How many bytes of a file are sent before the connection breaks, at the first requests of each. */
  readonly breaks?: { readonly afterBytes: number; readonly times: number }
  /** How often a page for people is sent in place of a file, by what stands in front of the server. */
  readonly pages?: number
  readonly gzip?: boolean
  /** What is sent at a time, with a pause between. */
  readonly slow?: { readonly bytes: number; readonly pauseMs: number }
  /** Jobs that the server forgets before their files are read. */
  readonly forgets?: number
  /** Of so many jobs files are answered with a status, be it each at its first request only. */
  readonly refuses?: { readonly status: number; readonly jobs: number; readonly times?: number }
  /** Jobs that the server knows nothing of when it is asked how far they are. */
  readonly unknown?: number
  readonly manifest?: (manifest: Record<string, unknown>) => Record<string, unknown>
  /** Another origin that files are at. */
  readonly filesAt?: string
}

export interface BulkServer extends ScriptedServer {
  readonly baseUrl: string
  /** Jobs that were begun and not removed. */
  readonly jobs: ReadonlySet<string>
}

/** A Bulk Data server over NDJSON in memory, which is slow, busy and unreliable as it is told. */
export async function startBulkServer(options: BulkOptions): Promise<BulkServer> {
  const { files, busy = 0, looks = 1, breaks, pages = 0, gzip = false, slow } = options
  const { forgets = 0, refuses, unknown = 0, manifest = (same) => same } = options
  const jobs = new Set<string>()
  const counts = new Map<string, number>()
  const count = (what: string): number => {
    const next = (counts.get(what) ?? 0) + 1
    counts.set(what, next)
    return next
  }
  const server = await startScripted((asked, response) => {
    const base = `${server.origin}/fhir`
    const url = new URL(asked.url, server.origin)
    const path = url.pathname
    if (path.endsWith('/$export')) {
      if (asked.headers.prefer !== 'respond-async') return sendJson(response, {}, { status: 400 })
      if (count('export') <= busy) return sendJson(response, {}, { status: 429, headers: { 'retry-after': '0' } })
      const job = String(count('job'))
      jobs.add(job)
      response.writeHead(202, { 'content-location': `${base}/jobs/${job}` }).end()
      return
    }
    const job = /^\/fhir\/jobs\/(\d+)$/.exec(path)?.[1]
    if (job !== undefined) {
      if (!jobs.has(job) || (asked.method === 'GET' && Number(job) <= unknown)) return sendJson(response, {}, { status: 404 })
      if (asked.method === 'DELETE') {
        jobs.delete(job)
        response.writeHead(202).end()
        return
      }
      if (count(`look ${job}`) <= looks)
        return sendJson(response, {}, { status: 202, headers: { 'retry-after': '0', 'x-progress': 'working' } })
      const output = Object.keys(files).map((type) => ({
        type,
        url: `${options.filesAt ?? base}/files/${job}/${type}?signed=${count('sign')}`,
      }))
      sendJson(
        response,
        manifest({ transactionTime: '2026-11-29T01:00:00.000Z', request: base, requiresAccessToken: true, output, error: [] }),
      )
      return
    }
    const [, of, type = ''] = /^\/fhir\/files\/(\d+)\/(\w+)$/.exec(path) ?? []
    if (of === undefined || Number(of) <= forgets || !jobs.has(of)) {
      if (of !== undefined) jobs.delete(of)
      return sendJson(response, {}, { status: 404 })
    }
    if (refuses !== undefined && Number(of) <= refuses.jobs && count(`refuse ${of} ${type}`) <= (refuses.times ?? Infinity))
      return sendJson(response, {}, { status: refuses.status })
    if (count(`page ${type}`) <= pages) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>\n<p>Sign in</p>\n</html>\n')
      return
    }
    const bytes = Buffer.from(files[type] ?? '')
    response.writeHead(200, { 'content-type': 'application/fhir+ndjson', ...(gzip ? { 'content-encoding': 'gzip' } : {}) })
    if (breaks !== undefined && count(`file ${type}`) <= breaks.times) {
      response.write(bytes.subarray(0, breaks.afterBytes), () => setTimeout(() => response.destroy(), 20))
      return
    }
    if (slow === undefined) return void response.end(gzip ? gzipSync(bytes) : bytes)
    void (async () => {
      for (let at = 0; at < bytes.length && !response.destroyed; at += slow.bytes) {
        response.write(bytes.subarray(at, at + slow.bytes))
        await sleep(slow.pauseMs)
      }
      response.end()
    })()
  })
  return { ...server, baseUrl: `${server.origin}/fhir`, jobs }
}

/** NDJSON of patients, one a line. */
export function patientLines(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `${JSON.stringify({ resourceType: 'Patient', id: `p${index}`, birthDate: '1961-04-17' })}\n`,
  ).join('')
}

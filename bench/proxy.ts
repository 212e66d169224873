import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import autocannon, { type Result } from 'autocannon'
import { pacedLatencies } from './paced.ts'
import { BENCH_KEY } from './proxy-process.ts'

const PROCESS = new URL('./proxy-process.ts', import.meta.url).pathname
const CONNECTIONS = 16
const HEADERS = { 'x-api-key': BENCH_KEY, 'accept': 'application/fhir+json' }

interface Row {
  readonly name: string
  readonly url: string
  /** Processor time of its process so far, microseconds; 0 where there is none in between. */
  cpu(): Promise<number>
}

interface Measured {
  readonly perSecond: number
  /** Processor time for each request, microseconds. */
  readonly cpu: number
}

/**
 * A FHIR server seen directly, through a proxy that looks at nothing (fastify and reply-from), and through Sluice: as
 * many requests as it takes, and then how long each takes at half of what the slowest row managed, sent evenly. Rows take
 * turns; each runs in a process of its own, and so does the server.
 */
export async function benchProxy(quick: boolean): Promise<void> {
  const children: ChildProcess[] = []
  const start = async (name: string, ...args: readonly string[]): Promise<Row> => {
    const child = spawn(process.execPath, [PROCESS, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    const lines = createInterface(child.stdout)
    const next = async (): Promise<number> => Number(((await once(lines, 'line')) as [string])[0])
    const port = await next()
    return {
      name, url: `http://127.0.0.1:${port}`,
      cpu() {
        child.stdin.write('cpu\n')
        return next()
      },
    }
  }
  try {
    const upstream = await start('no proxy', 'upstream')
    const rows: Row[] = [
      { ...upstream, cpu: () => Promise.resolve(0) },
      await start('bare reply-from', 'bare', upstream.url),
      await start('keep-everything', 'sluice', upstream.url, 'keep-everything', 'written'),
      await start('hipaa-safe-harbor, texts too', 'sluice', upstream.url, 'hipaa-safe-harbor', 'written'),
      await start('the same, audit on the disk', 'sluice', upstream.url, 'hipaa-safe-harbor', 'disk'),
    ]
    await compareRows('Resources of 2 KB', rows, '/fhir/Observation/', quick)
    await compareRows('Bundles of 50 KB', rows, '/fhir/Observation?code=x', quick)
  } finally {
    for (const child of children) child.stdin?.end()
  }
}

async function compareRows(title: string, rows: readonly Row[], path: string, quick: boolean): Promise<void> {
  const rounds = quick ? 1 : 3
  const seconds = quick ? 2 : 4
  // A policy that hides ids takes none but those that it gave out.
  const paths = await Promise.all(rows.map(({ url }) => givenPath(url, path)))
  const full = rows.map((): Measured[] => [])
  const half = rows.map((): number[][] => [])
  for (const [index, row] of rows.entries()) await load(row, paths[index] ?? path, { seconds: quick ? 2 : 5 })
  for (let round = 0; round < rounds; round++) {
    for (const [index, row] of rows.entries()) full[index]?.push(await load(row, paths[index] ?? path, { seconds }))
  }
  const slowest = Math.min(...full.map((measured) => median(measured.map(({ perSecond }) => perSecond))))
  for (let round = 0; round < rounds; round++) {
    for (const [index, row] of rows.entries()) {
      half[index]?.push(
        await pacedLatencies(row.url + (paths[index] ?? path), {
          headers: HEADERS,
          connections: CONNECTIONS,
          perSecond: slowest / 2,
          seconds,
        }),
      )
    }
  }
  console.log(`\n${title}: ${CONNECTIONS} connections; latency at ${Math.floor(slowest / 2)} requests a second`)
  console.log(`  ${''.padEnd(30)}  requests/s  to bare  CPU µs   p50 ms  added   p99 ms  added`)
  const bare = summary(full[1] ?? [], half[1] ?? [])
  for (const [index, row] of rows.entries()) {
    const one = summary(full[index] ?? [], half[index] ?? [])
    console.log(
      `  ${row.name.padEnd(30)}  ${one.perSecond.toFixed(0).padStart(10)}  ${(one.perSecond / bare.perSecond).toFixed(2).padStart(7)}  ${one.cpu.toFixed(0).padStart(6)}  ` +
        `${one.p50.toFixed(2).padStart(7)}  ${(one.p50 - bare.p50).toFixed(2).padStart(5)}  ${one.p99.toFixed(2).padStart(7)}  ${(one.p99 - bare.p99).toFixed(2).padStart(5)}`,
    )
  }
}

function summary(
  full: readonly Measured[],
  half: readonly (readonly number[])[],
): { readonly perSecond: number; readonly cpu: number; readonly p50: number; readonly p99: number } {
  return {
    perSecond: median(full.map(({ perSecond }) => perSecond)), cpu: median(full.map(({ cpu }) => cpu)),
    p50: median(half.map((latencies) => quantile(latencies, 0.5))), p99: median(half.map((latencies) => quantile(latencies, 0.99))),
  }
}

/** The path, of a resource with an id that this row knows. */
async function givenPath(url: string, path: string): Promise<string> {
  if (!path.endsWith('/')) return path
  const response = await fetch(`${url}${path.slice(0, -1)}?code=x`, { headers: { 'x-api-key': BENCH_KEY } })
  const { entry } = (await response.json()) as { readonly entry: readonly { readonly resource: { readonly id: string } }[] }
  return path + (entry[0]?.resource.id ?? '')
}

/** Sends as many requests as it can for some seconds. Throws when one of them is refused. */
async function load(row: Row, path: string, { seconds }: { readonly seconds: number }): Promise<Measured> {
  const url = row.url + path
  const before = await row.cpu()
  let answered = 0
  const wrong = new Map<number, number>()
  const result = await new Promise<Result>((resolve, reject) => {
    const instance = autocannon(
      { url, connections: CONNECTIONS, duration: seconds, headers: HEADERS },
      (error: Error | null, done: Result) => {
        if (error) reject(error)
        else resolve(done)
      },
    )
    instance.on('response', (_client, status) => {
      answered++
      if (status !== 200) wrong.set(status, (wrong.get(status) ?? 0) + 1)
    })
  })
  if (wrong.size > 0 || result.errors > 0) throw new Error(`${url}: ${[...wrong].join(' ')}, ${result.errors} errors`)
  const cpu = (await row.cpu() - before) / answered
  return { perSecond: answered / result.duration, cpu }
}

function median(values: readonly number[]): number {
  return quantile([...values].sort((a, b) => a - b), 0.5)
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

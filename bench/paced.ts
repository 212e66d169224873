import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'

export interface PacedOptions {
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly perSecond: number
  readonly seconds: number
}

/** Until then connections open, and nothing is measured. */
const WARM_SECONDS = 1

/**
 * How long each request takes, in milliseconds and sorted, where requests are sent evenly over the time and whether or not
 * those before are answered. Load generators that send what is due in a second at the start of it measure the latency
 * of full load at any rate. Throws when one is refused.
 */
export async function pacedLatencies(url: string, { headers, connections, perSecond, seconds }: PacedOptions): Promise<number[]> {
  const { origin, pathname, search } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const latencies: number[] = []
  const warm = Math.floor(perSecond * WARM_SECONDS)
  const ask = async (number: number): Promise<void> => {
    const sent = performance.now()
    const { statusCode, body } = await pool.request({ path: pathname + search, method: 'GET', headers })
    await body.dump()
    if (number >= warm) latencies.push(performance.now() - sent)
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`)
  }
  const asked: Promise<void>[] = []
  const total = Math.floor(perSecond * (WARM_SECONDS + seconds))
  const started = performance.now()
  while (asked.length < total) {
    const due = Math.min(total, Math.floor((performance.now() - started) * perSecond / 1000) + 1)
    while (asked.length < due) asked.push(ask(asked.length))
    await delay(1)
  }
  await Promise.all(asked)
  await pool.close()
  return latencies.sort((one, other) => one - other)
}

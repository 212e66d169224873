import type { ReadRecord } from '../services/kafka-tool.ts'
import type { ChaosLoad } from './chaos-load.ts'

/** Every number here is wrong unless it is 0. */
export interface ChaosFindings {
  readonly lost: number
  readonly doubled: number
  /** Records that come after a later one of their key. */
  readonly disordered: number
  /** Records of aborted transactions that came through. */
  readonly aborted: number
  /** Refused records that no quarantine holds, and such that hold none. */
  readonly lostPoison: number
  /** Places that hold something raw: output records, lines of quarantines, audit logs and logs. */
  readonly raw: number
}

const RAW = /canary/i

function textOf({ key, value, headers }: ReadRecord): string {
  return [key?.toString() ?? '', value?.toString() ?? '', ...headers.map(([name, header]) => `${name}=${header?.toString()}`)].join('\n')
}

/** Compares what came out with what was fed in: keys are pseudonyms, so each is known by the numbers under it. */
export function checkOutput(output: readonly ReadRecord[], left: { readonly quarantine: string; readonly all: string }, load: ChaosLoad): ChaosFindings {
  const seen = new Map<number, number>()
  const last = new Map<string, number>()
  let aborted = 0
  let disordered = 0
  let raw = left.all.split('\n').filter((line) => RAW.test(line)).length
  for (const record of output) {
    if (RAW.test(textOf(record))) raw += 1
    const { valueInteger: n } = JSON.parse(String(record.value)) as { readonly valueInteger: number }
    if (n < 0) aborted += 1
    seen.set(n, (seen.get(n) ?? 0) + 1)
    const key = String(record.key)
    const before = last.get(key)
    if (before !== undefined && before > n) disordered += 1
    last.set(key, n)
  }
  const wanted = [...load.byKey.values()].flat()
  const ids = new Set(left.quarantine.split('\n').filter((line) => line.endsWith('}')).map((line) => (JSON.parse(line) as { header: { id: string } }).header.id))
  return {
    lost: wanted.filter((n) => !seen.has(n)).length,
    doubled: [...seen.values()].reduce((sum, times) => sum + times - 1, 0),
    disordered, aborted, raw,
    lostPoison: Math.abs(load.poison() - ids.size),
  }
}

import type { ReadRecord } from '../services/kafka-tool.ts'

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

/** What instances left in their folders, as text. */
export interface LeftBehind {
  readonly quarantine: string
  /** Quarantines, audit logs and logs. */
  readonly all: string
}

const RAW = /canary/i

function textOf({ key, value, headers }: ReadRecord): string {
  return [key?.toString() ?? '', value?.toString() ?? '', ...headers.map(([name, header]) => `${name}=${header?.toString()}`)].join('\n')
}

/** How often each number that can be read is in the input, and how many records cannot be read. */
function wantedOf(input: readonly ReadRecord[]): { readonly wanted: Map<number, number>; readonly poison: number } {
  const wanted = new Map<number, number>()
  let poison = 0
  for (const { value } of input) {
    const n = numberOf(value)
    if (n === undefined) poison += 1
    else wanted.set(n, (wanted.get(n) ?? 0) + 1)
  }
  return { wanted, poison }
}

function numberOf(value: Buffer | null): number | undefined {
  try {
    return (JSON.parse(String(value)) as { readonly valueInteger: number }).valueInteger
  } catch {
    return undefined
  }
}

/**
 * Compares what came out with what a reader of the input sees: a write of the load itself may stay undecided for ever, by a
 * broker that leaves out ends of transactions, and is nobody's then. Keys are pseudonyms, so each is known by its numbers.
 */
export function checkOutput({
  input,
  output,
  left,
}: {
  readonly input: readonly ReadRecord[]
  readonly output: readonly ReadRecord[]
  readonly left: LeftBehind
}): ChaosFindings {
  const { wanted, poison } = wantedOf(input)
  const seen = new Map<number, number>()
  const last = new Map<string, number>()
  let aborted = 0
  let disordered = 0
  let raw = left.all.split('\n').filter((line) => RAW.test(line)).length
  for (const record of output) {
    if (RAW.test(textOf(record))) raw += 1
    const n = numberOf(record.value) ?? -1
    if (n < 0) aborted += 1
    seen.set(n, (seen.get(n) ?? 0) + 1)
    const key = String(record.key)
    const before = last.get(key)
    if (before !== undefined && before > n) disordered += 1
    last.set(key, n)
  }
  const ids = new Set(
    left.quarantine
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => (JSON.parse(line) as { header: { id: string } }).header.id),
  )
  return {
    lost: [...wanted.keys()].filter((n) => !seen.has(n)).length,
    doubled: [...seen].reduce((sum, [n, times]) => sum + Math.max(0, times - (wanted.get(n) ?? 0)), 0),
    disordered, aborted, raw,
    lostPoison: Math.abs(poison - ids.size),
  }
}

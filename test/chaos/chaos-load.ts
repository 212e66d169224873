import type { KafkaTool, WriteRecord } from '../services/kafka-tool.ts'

const KEYS = 150
/** One record in so many cannot be read, and belongs in the quarantine. */
const POISON_EVERY = 23
const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const

/** What is fed in: an Observation per record, numbered, of one of many patients; the number stays, everything else is a canary. */
export interface ChaosLoad {
  /** Writes records, and beside them a transaction that is aborted. */
  write(tool: KafkaTool, count: number): Promise<void>
  written(): number
}

function observation(key: string, n: number): string {
  return JSON.stringify({
    resourceType: 'Observation', id: `canary-observation-${n}`, status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: { reference: `Patient/${key}`, display: 'Canaryname' }, note: [{ text: 'Canaryname called' }], valueInteger: n,
  })
}

export function createChaosLoad(random: () => number): ChaosLoad {
  let n = 0

  function next(): WriteRecord {
    n += 1
    const key = `canary-${Math.floor(random() * KEYS)}`
    const headers = [['user', 'Canaryuser']] as const
    const value = observation(key, n)
    return { key, value: n % POISON_EVERY === 0 ? value.slice(0, -1) : value, headers }
  }

  return {
    written: () => n,
    async write(tool, count) {
      const codec = CODECS[Math.floor(random() * CODECS.length)] ?? 'none'
      await tool.write('chaos-in', Array.from({ length: count }, next), { codec, transaction: random() < 0.5 ? 'commit' : 'none' })
      await tool.write('chaos-in', [{ key: 'canary-aborted', value: observation('canary-aborted', -1) }], { transaction: 'abort' })
    },
  }
}

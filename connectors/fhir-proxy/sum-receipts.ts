import { createHash } from 'node:crypto'
import type { BodyReceipt, Cleaned } from '../../src/contract/exchange.ts'

/** One receipt for lines that are released together. */
export interface ReceiptSum {
  add(cleaned: Cleaned): void
  /** Of what was added since the last time; the hash is over the lines in order, each followed by 0x0A. */
  take(): BodyReceipt
}

const NEWLINE = Buffer.from('\n')

export function sumReceipts(): ReceiptSum {
  let sum = empty()
  return {
    add(cleaned) {
      const { receipt } = cleaned
      sum.bytesIn += receipt.bytesIn
      if (cleaned.passed) {
        sum.output.update(cleaned.body).update(NEWLINE)
        sum.bytesOut += receipt.bytesOut
      }
      if (receipt.verdict !== 'pass' && sum.verdict !== 'block') sum.verdict = receipt.verdict
      for (const [elementClass, actions] of Object.entries(receipt.counts)) {
        const row = (sum.counts[elementClass] ??= {})
        for (const [action, count] of Object.entries(actions)) row[action] = (row[action] ?? 0) + count
      }
    },
    take() {
      const { verdict, bytesIn, bytesOut, counts, output } = sum
      sum = empty()
      return { verdict, bytesIn, bytesOut, counts, outputSha256: output.digest('hex') }
    },
  }
}

function empty() {
  const counts: Record<string, Record<string, number>> = {}
  return { verdict: 'pass' as BodyReceipt['verdict'], bytesIn: 0, bytesOut: 0, counts, output: createHash('sha256') }
}

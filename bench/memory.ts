import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PEAK_UNKNOWN, redactPeak } from '../test/support/peak-memory.ts'

const POLICIES = ['keep-everything', 'hipaa-safe-harbor', 'ai-training']
/** For runs of some minutes; SLUICE_BENCH_MIB sets another. */
const MIB = 300
const QUICK_MIB = 16

/** The most memory that `redact` ever takes for a stream of NDJSON made on the way. */
export async function benchMemory(quick: boolean): Promise<void> {
  if (PEAK_UNKNOWN !== undefined) {
    console.log(`skipped: ${PEAK_UNKNOWN}`)
    return
  }
  const mib = Number(process.env['SLUICE_BENCH_MIB'] ?? (quick ? QUICK_MIB : MIB))
  console.log(`\nPeak memory of redact, ${mib} MiB of generated NDJSON through a pipe`)
  for (const policy of POLICIES) {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
    try {
      const { code, rssBytes, cpuSeconds } = await redactPeak({ mib, policy, folder })
      if (code !== 0) throw new Error(`redact ended with ${code}`)
      console.log(`  ${policy.padEnd(20)}  ${(rssBytes / 1e6).toFixed(0).padStart(4)} MB  ${cpuSeconds.toFixed(0).padStart(5)} s of CPU`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

import { expect, test } from 'vitest'
import { PEAK_UNKNOWN, redactPeak } from '../support/peak-memory.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

/** Little in everyday runs; SLUICE_TEST_NDJSON_MIB=1024 shows that the size does not matter. */
const MIB = Number(process.env['SLUICE_TEST_NDJSON_MIB'] ?? 16)
const RSS_BYTES_MAX = 220 * 1024 * 1024

test(
  `${MIB} MiB of NDJSON pass through redact, with texts searched, in less than 220 MiB of memory`,
  { timeout: 120_000 + MIB * 2000 },
  async (context) => {
    if (PEAK_UNKNOWN !== undefined) context.skip(PEAK_UNKNOWN)
    const peak = await redactPeak({ mib: MIB, policy: 'hipaa-safe-harbor', folder: makeTemporaryFolder() })
    expect(peak).toMatchObject({ code: 0, hadOneHeap: true })
    expect(peak.outputBytes).toBeGreaterThan((MIB * 1024 * 1024) / 2)
    // Less would mean that something else than the engine was weighed.
    expect(peak.rssBytes).toBeGreaterThan(100 * 1024 * 1024)
    expect(peak.rssBytes).toBeLessThan(RSS_BYTES_MAX)
  },
)

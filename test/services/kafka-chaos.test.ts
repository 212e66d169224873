import { expect, test } from 'vitest'
import { runKafkaChaos } from '../chaos/kafka-chaos.ts'
import { ServiceMissing } from './jars.ts'

test(
  'six instances over twelve partitions, killed at work a hundred times, with a broker and a network that break: nothing lost, doubled, out of order or raw',
  { timeout: 700_000 },
  async (context) => {
    const report = await runKafkaChaos({
      instances: 6, kills: 100, untilMs: 600_000, breakEvery: 10, brokerShare: 0.4, outageMs: 0, seed: 7,
    }).catch((error: unknown) => {
      if (error instanceof ServiceMissing && process.env['SLUICE_SERVICES'] !== 'required') return context.skip(error.message)
      throw error
    })
    console.info(`Chaos: ${JSON.stringify(report)}`)
    expect(report).toMatchObject({ lost: 0, doubled: 0, disordered: 0, aborted: 0, lostPoison: 0, raw: 0 })
    expect(report.readable).toBeGreaterThan(400)
    expect(report.killsAtWork).toBeGreaterThanOrEqual(100)
  },
)

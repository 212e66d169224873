import { parseArgs } from 'node:util'
import { runKafkaChaos } from './kafka-chaos.ts'

const USAGE = `Usage: npm run chaos -- [options]
  --instances N  instances side by side (3)
  --kills N      instances killed at work in all (1000)
  --hours N      no further kill after this (6)
  --every N      a broker is killed or the network broken after so many kills of instances at work (12)
  --brokers N    of these, the share that is brokers (0.4)
  --outage N     seconds that a killed broker is away at most (10)
  --seed N       makes the same choices again; what machines make of them differs`

const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '3' },
    kills: { type: 'string', default: '1000' },
    hours: { type: 'string', default: '6' },
    every: { type: 'string', default: '12' },
    brokers: { type: 'string', default: '0.4' },
    outage: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
console.log(`seed ${values.seed}`)
const report = await runKafkaChaos({
  instances: Number(values.instances),
  kills: Number(values.kills),
  untilMs: Number(values.hours) * 3_600_000,
  breakEvery: Number(values.every),
  brokerShare: Number(values.brokers),
  outageMs: Number(values.outage) * 1_000,
  seed: Number(values.seed),
  say: (line) => console.log(line),
})
console.log(report)
const { lost, doubled, disordered, aborted, lostPoison, raw } = report
if (lost + doubled + disordered + aborted + lostPoison + raw > 0) process.exitCode = 1

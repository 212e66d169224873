import { parseArgs } from 'node:util'
import { runKafkaChaos } from './kafka-chaos.ts'

const { values } = parseArgs({ options: {
  kills: { type: 'string', default: '1000' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  hours: { type: 'string', default: '6' }, every: { type: 'string', default: '12' }, brokers: { type: 'string', default: '0.4' },
} })
console.log(`seed ${values.seed}`)
const report = await runKafkaChaos({
  kills: Number(values.kills), untilMs: Number(values.hours) * 3_600_000, breakEvery: Number(values.every), brokerShare: Number(values.brokers), seed: Number(values.seed),
  say: (line) => console.log(line),
})
console.log(report)
const { lost, doubled, disordered, aborted, lostPoison, raw } = report
if (lost + doubled + disordered + aborted + lostPoison + raw > 0) process.exitCode = 1

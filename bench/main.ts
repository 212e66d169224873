import { parseArgs } from 'node:util'
import { benchCore } from './core.ts'
import { benchKafka } from './kafka.ts'
import { benchMemory } from './memory.ts'
import { benchProxy } from './proxy.ts'
import { benchText } from './text.ts'

const SUITES: Readonly<Record<string, (quick: boolean) => void | Promise<void>>> = {
  core: benchCore,
  memory: benchMemory,
  text: benchText,
  proxy: benchProxy,
  kafka: benchKafka,
}
const USAGE = `Usage: npm run bench -- <suite> [--quick]\nSuites: ${Object.keys(SUITES).join(', ')}`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, load: { type: 'boolean', default: false } },
})
const suite = SUITES[positionals[0] ?? '']
// To load all of it is all that is asked.
if (values.load) process.exitCode = 0
else if (suite === undefined) {
  console.error(USAGE)
  process.exitCode = 1
} else {
  await suite(values.quick)
}

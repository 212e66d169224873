import { once } from 'node:events'
import { createGenerator } from './generate.ts'

// Writes NDJSON of so many mebibytes to stdout, no two lines alike: node bench/stream.ts MIB
const RESOURCES = 1000
const bytesMax = Number(process.argv[2]) * 1024 * 1024
for (let bytes = 0, seed = 1; bytes < bytesMax; seed++) {
  const lines = Buffer.from(`${createGenerator(seed, 0).resources(RESOURCES).join('\n')}\n`)
  bytes += lines.length
  if (!process.stdout.write(lines)) await once(process.stdout, 'drain')
}

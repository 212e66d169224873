import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { configFile } from './config-schema.ts'

/** Where the schema is kept; the first line of each example points there. */
export const CONFIG_SCHEMA = new URL('../../../deploy/sluice.schema.json', import.meta.url)

/** The JSON Schema (2020-12) of sluice.yaml, for editors, and for whoever looks up what can be set and what it means. */
export function buildConfigSchema(): string {
  const schema = { title: 'Sluice configuration', ...z.toJSONSchema(configFile, { io: 'input' }) }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function main(): void {
  const made = buildConfigSchema()
  if (!process.argv.includes('--check')) {
    writeFileSync(CONFIG_SCHEMA, made)
    return
  }
  if (existsSync(CONFIG_SCHEMA) && readFileSync(CONFIG_SCHEMA, 'utf8') === made) return
  process.stderr.write('Stale: deploy/sluice.schema.json. Run: node src/cli/config/build-schema.ts\n')
  process.exitCode = 1
}

if (import.meta.main) main()

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { shippedPoliciesFolder } from './load.ts'
import { policyFile } from './schema.ts'

/** The JSON Schema (2020-12) of a policy file, for editors: completion and checks while typing. */
export function buildSchema(): string {
  const schema = { title: 'Sluice policy', ...z.toJSONSchema(policyFile, { io: 'input' }) }
  return `${JSON.stringify(schema, null, 2)}\n`
}

/** Where the schema is kept; the first line of each shipped policy points there. */
function schemaFile(): string {
  return join(shippedPoliciesFolder(), 'policy.schema.json')
}

function main(): void {
  const made = buildSchema()
  const file = schemaFile()
  if (!process.argv.includes('--check')) {
    writeFileSync(file, made)
    return
  }
  if (existsSync(file) && readFileSync(file, 'utf8') === made) return
  process.stderr.write('Stale: deploy/policies/policy.schema.json. Run: node src/policy/language/build-schema.ts\n')
  process.exitCode = 1
}

if (import.meta.main) main()

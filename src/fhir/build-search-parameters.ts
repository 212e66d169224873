import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FHIR_VERSIONS, type FhirVersion } from '../contract/classes.ts'
import { DEFINITION_PACKAGES, definitionPackage } from './definition-packages.ts'
import { searchTableUrl, type SearchRow, type SearchType } from './search-parameters.ts'

/** The parts of a SearchParameter that the tables are made from. */
interface Definition {
  readonly url: string
  readonly code: string
  readonly type: SearchType
  readonly base?: readonly string[]
  readonly expression?: string
  readonly target?: readonly string[]
  readonly component?: readonly { readonly definition: string }[]
}

/** The table of a version as it stands in `tables/`, made from its package. Throws when the package cannot be had. */
export function buildSearchTable(version: FhirVersion): string {
  const folder = definitionPackage(version)
  const definitions = readdirSync(folder)
    .filter((file) => file.startsWith('SearchParameter-') && file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Definition)
    .filter((definition) => definition.url.startsWith('http://hl7.org/fhir/SearchParameter/'))
  const codes = new Map(definitions.map(({ url, code }) => [url, code]))
  const rows = definitions.filter(({ base }) => base !== undefined && base.length > 0)
    .map((definition) => rowOf(definition, codes))
    .sort((a, b) => compareText(a[2], b[2]) || compareText(a[0], b[0]) || compareText(a[5], b[5]))
  const head = `"version":${JSON.stringify(version)},"package":${JSON.stringify(DEFINITION_PACKAGES[version])}`
  return `{${head},"parameters":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}]}\n`
}

function rowOf(definition: Definition, codes: ReadonlyMap<string, string>): SearchRow {
  const { code, type, base = [], expression = '', target = [], component = [] } = definition
  // A part that is not in the package stays as its URL, which is no code of any parameter.
  const parts = component.map((part) => codes.get(part.definition) ?? part.definition)
  return [code, type, [...base].sort().join(), [...target].sort().join(), parts.join(), expression]
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function main(): void {
  const stale = FHIR_VERSIONS.filter((version) => {
    const made = buildSearchTable(version)
    const file = fileURLToPath(searchTableUrl(version))
    if (process.argv.includes('--check')) return readFileSync(file, 'utf8') !== made
    writeFileSync(file, made)
    return false
  })
  if (stale.length === 0) return
  process.stderr.write(`Stale tables: ${stale.join(', ')}. Run: node src/fhir/build-search-parameters.ts\n`)
  process.exitCode = 1
}

if (import.meta.main) main()

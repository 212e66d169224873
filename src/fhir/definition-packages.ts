import { execFileSync, type ExecFileSyncOptions } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type FhirVersion } from '../contract/classes.ts'

/** The HL7 packages (CC0) that hold the StructureDefinitions of each version; `hl7.fhir.r4.core` is not on npm. */
export const DEFINITION_PACKAGES: Readonly<Record<FhirVersion, string>> = {
  R4: 'hl7.fhir.r4.examples@4.0.1',
  R4B: 'hl7.fhir.r4b.core@4.3.0',
  R5: 'hl7.fhir.r5.core@5.0.0',
}

/** The parts of a StructureDefinition (https://hl7.org/fhir/structuredefinition.html) that the tables are made from. */
export interface StructureDefinition {
  readonly name: string
  readonly url: string
  readonly type: string
  readonly kind: 'primitive-type' | 'complex-type' | 'resource' | 'logical'
  readonly abstract: boolean
  readonly derivation?: 'specialization' | 'constraint'
  readonly baseDefinition?: string
  readonly snapshot: { readonly element: readonly SnapshotElement[] }
}

export interface SnapshotElement {
  readonly path: string
  readonly min: number
  readonly max: string
  readonly contentReference?: string
  readonly fixedUri?: string
  readonly type?: readonly { readonly code: string; readonly targetProfile?: readonly string[] }[]
}

/** The folder of the unpacked package, fetched from the npm registry when not cached. Throws when it cannot be had. */
export function definitionPackage(version: FhirVersion): string {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sluice', 'definitions')
  const folder = join(cache, DEFINITION_PACKAGES[version].replace('@', '-'))
  if (!existsSync(folder)) fetchPackage(DEFINITION_PACKAGES[version], cache, folder)
  return join(folder, 'package')
}

/** Every StructureDefinition in a package folder, in the order of file names. */
export function readStructureDefinitions(folder: string): StructureDefinition[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith('StructureDefinition-') && file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as StructureDefinition)
}

function fetchPackage(spec: string, cache: string, folder: string): void {
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'fetch-'))
  try {
    const options: ExecFileSyncOptions = { cwd: work, stdio: ['ignore', 'ignore', 'pipe'] }
    const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000']
    execFileSync('npm', ['pack', spec, '--pack-destination', work, '--silent', ...patience], options)
    const archive = readdirSync(work).find((file) => file.endsWith('.tgz'))
    if (archive === undefined) throw new Error(`npm pack ${spec} left no archive`)
    execFileSync('tar', ['-xzf', archive], options)
    rmSync(join(work, archive))
    renameSync(work, folder)
  } catch (error) {
    rmSync(work, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

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
/** HL7's extensions pack (CC0), where extensions are published since R5. */
export const EXTENSIONS_PACKAGE = 'hl7.fhir.uv.extensions.r4@5.3.0-ballot-tc1'

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
  readonly binding?: { readonly strength: string; readonly valueSet?: string }
}

/** The parts of a ValueSet (https://hl7.org/fhir/valueset.html) that say which codes are in it. */
export interface ValueSet {
  readonly url: string
  readonly compose?: { readonly include?: readonly ValueSetPart[]; readonly exclude?: readonly ValueSetPart[] }
}

export interface ValueSetPart {
  readonly system?: string
  readonly concept?: readonly { readonly code: string }[]
  readonly filter?: readonly object[]
  readonly valueSet?: readonly string[]
}

/** The parts of a CodeSystem (https://hl7.org/fhir/codesystem.html) that list its codes. */
export interface CodeSystem {
  readonly url: string
  readonly concept?: readonly Concept[]
}

export interface Concept {
  readonly code: string
  readonly concept?: readonly Concept[]
}

/** What codes may be, as a package publishes it, by canonical URL. */
export interface Terminology {
  readonly valueSets: ReadonlyMap<string, ValueSet>
  readonly codeSystems: ReadonlyMap<string, CodeSystem>
}

/** The folder of the unpacked package, fetched from the npm registry when not cached. Throws when it cannot be had. */
export function definitionPackage(version: FhirVersion): string {
  return packageFolder(DEFINITION_PACKAGES[version])
}

export function extensionsPackage(): string {
  return packageFolder(EXTENSIONS_PACKAGE)
}

/** The folder of an unpacked npm package that is read when tables are made and at no other time. */
export function packageFolder(spec: string): string {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sluice', 'definitions')
  const folder = join(cache, spec.replace('@', '-'))
  if (!existsSync(folder)) fetchPackage(spec, cache, folder)
  return join(folder, 'package')
}

/** Every StructureDefinition in a package folder, in the order of file names. */
export function readStructureDefinitions(folder: string): StructureDefinition[] {
  return readAll<StructureDefinition>(folder, 'StructureDefinition')
}

export function readTerminology(folder: string): Terminology {
  const byUrl = <T extends { readonly url: string }>(all: readonly T[]): ReadonlyMap<string, T> => new Map(all.map((one) => [one.url, one]))
  return { valueSets: byUrl(readAll<ValueSet>(folder, 'ValueSet')), codeSystems: byUrl(readAll<CodeSystem>(folder, 'CodeSystem')) }
}

function readAll<T>(folder: string, type: string): T[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${type}-`) && file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T)
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

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { SluiceError } from '../../contract/errors.ts'
import { formatDiagnostic } from '../../policy/language/diagnostics.ts'
import { readWhole } from '../../policy/language/read-whole.ts'
import type { Imported, ImportOptions } from '../../policy/importers/imported.ts'
import { printBytes, say } from '../print/print.ts'
import { EXIT, usageError } from '../report-error.ts'

export interface ImportFlags {
  readonly compat?: boolean
  readonly out?: string
}

type Importer = (bytes: Uint8Array, file: string, options: ImportOptions) => Imported

const IMPORTERS: Readonly<Record<string, () => Promise<Importer>>> = {
  microsoft: async () => (await import('../../policy/importers/microsoft.ts')).importMicrosoft,
  presidio: async () => (await import('../../policy/importers/presidio.ts')).importPresidio,
  phileas: async () => (await import('../../policy/importers/phileas.ts')).importPhileas,
}

/** The formats that can be imported. */
const IMPORT_FORMATS: readonly string[] = Object.keys(IMPORTERS)

/**
 * `sluice import`: another tool's rules as a policy, on stdout or in a file, and on stderr what became of them. Throws
 * SLUICE_USAGE, SLUICE_IO, or SLUICE_CONFIG for a file that is not of that format.
 */
export async function importRules(format: string, file: string, { compat = false, out }: ImportFlags): Promise<number> {
  const load = Object.hasOwn(IMPORTERS, format) ? IMPORTERS[format] : undefined
  if (load === undefined) throw usageError(`import takes one of ${IMPORT_FORMATS.join(', ')}, not "${format}".`)
  if (out === '') throw usageError('--out names no file.')
  const target = out === '-' ? undefined : out
  if (target !== undefined && path.resolve(target) === path.resolve(file)) throw usageError('--out names the file that is imported.')
  const detectorsFile = target === undefined ? undefined : detectorsFileOf(target)
  if (detectorsFile !== undefined && path.resolve(detectorsFile) === path.resolve(file))
    throw usageError('--out would put detectors over the file that is imported: give another name.')
  const { policy, detectors, report } = (await load())(readWhole(file), file, {
    compat,
    detectorsFile: detectorsFile && path.basename(detectorsFile),
  })
  for (const line of report) say(formatDiagnostic(line))
  if (detectors !== undefined && detectorsFile !== undefined) {
    write(detectorsFile, detectors)
    say(`${detectorsFile}: the detectors that the policy names.`)
  }
  if (target === undefined) await printBytes(Buffer.from(policy))
  else write(target, policy)
  const changed = report.filter(({ severity }) => severity === 'warning').length
  const told =
    changed === 0 ? 'everything is as it was' : `${changed === 1 ? 'one thing is' : `${changed} things are`} not as before, see above`
  say(`${file}: imported; ${told}. Review the policy, then lint and test it.`)
  return EXIT.ok
}

/** Where the detectors of a policy are written: beside it, `rules.detectors.yaml` for `rules.yaml`. */
function detectorsFileOf(target: string): string {
  const { dir, name } = path.parse(target)
  return path.join(dir, `${name}.detectors.yaml`)
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new SluiceError('SLUICE_IO', { detail: 'The policy could not be written', where: { file }, cause: error })
  }
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'corpora')

/** Why a test over the corpora cannot run; undefined where they are there. */
export const CORPORA_ABSENT: string | undefined = existsSync(ROOT) ? undefined : 'the corpora are not beside the project'

/** The corpora of FHIR data, each folder a set of files that speak of the same people. */
export const FHIR_CORPORA = [
  'hl7-r4-examples/instances', 'hl7-r4-examples/conformance-sample', 'hl7-r4b-examples/instances',
  'hl7-r4b-examples/conformance-sample', 'synthea-hiv-r4/dev', 'synthea-smart-r4/dev', 'ms-fhir-anonymizer/samples-r4',
  'synthea-bulk-ndjson/10-patients', 'synthea-bulk-ndjson/100-patients', 'inferno-g10',
] as const

export interface CorpusFile {
  /** `corpus/folder/file`. */
  readonly name: string
  readonly lines: boolean
  read(): Buffer
}

/** The .json and .ndjson files right in a folder of the corpora, sorted; none where it is absent. */
export function corpusFiles(folder: string): CorpusFile[] {
  const full = path.join(ROOT, folder)
  if (!existsSync(full)) return []
  return readdirSync(full).filter((file) => /\.(?:nd)?json$/.test(file)).sort().map((file) => ({
    name: `${folder}/${file}`, lines: file.endsWith('.ndjson'), read: () => readFileSync(path.join(full, file)),
  }))
}

/** Every .json and .ndjson file of every corpus. */
export function allCorpusFiles(): CorpusFile[] {
  if (CORPORA_ABSENT !== undefined) return []
  const folders = readdirSync(ROOT, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
  return folders.sort().flatMap(corpusFiles)
}

/** The messages of a file: itself, or its lines with their numbers. */
export function* messagesOf(file: CorpusFile): Generator<{ readonly name: string; readonly body: Buffer }> {
  const bytes = file.read()
  if (!file.lines) {
    yield { name: file.name, body: bytes }
    return
  }
  let start = 0
  for (let line = 1; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline < 0 ? bytes.length : newline
    if (end > start) yield { name: `${file.name}:${line}`, body: bytes.subarray(start, end) }
    start = end + 1
  }
}

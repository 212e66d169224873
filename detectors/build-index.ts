import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Detector } from '../src/contract/detector.ts'

/** The text of detectors/index.ts: every file in a folder of detectors exports one detector, named after the file. */
export function renderIndex(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /^[a-z-]+\/[a-z0-9-]+\.ts$/.test(file) && isDetector(path.join(folder, file)))
    .sort()
  const exported = (file: string): string =>
    path.basename(file, '.ts').replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return [
    '// Written by detectors/build-index.ts: run `npm run generate` after adding a detector.',
    'import type { Detector } from \'../src/contract/detector.ts\'',
    ...files.map((file) => `import { ${exported(file)} } from './${file}'`),
    '',
    '/** Every detector that ships with Sluice. */',
    'export const detectors: readonly Detector[] = [',
    ...files.map((file) => `  ${exported(file)},`),
    ']',
    '',
  ].join('\n')
}

/** Files beside the detectors that hold data or grammar for several of them export no detector. */
function isDetector(file: string): boolean {
  return /^export const \w+: (?:Pattern|Word)Detector = /m.test(readFileSync(file, 'utf8'))
}

/** The catalogue of detectors as Markdown. */
export function renderCatalogue(detectors: readonly Detector[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  const rows = [...detectors].sort((one, other) => one.class < other.class || one.class === other.class && one.name < other.name ? -1 : 1)
    .map(({ name, class: given, describes, source }) => `| \`${name}\` | ${given} | ${cell(describes)} | ${cell(source)} |`)
  return [
    '<!-- Written by detectors/build-index.ts: run `npm run generate` after a change. -->', '',
    '# Detectors', '',
    'One file each, in a folder by kind, with its grammar, where that is set down, and the examples that are its tests. A',
    'policy names them under `text: { only, except }`; `sluice explain` says which one found a thing and why. Your own go into',
    'a YAML file, without code: [deploy/detectors.example.yaml](../deploy/detectors.example.yaml).', '',
    'People whom the message or a roster knows are found besides these, by the detector `known-people`; a patient who is',
    'named in a text about another one, and perhaps lies in the wrong record, by `wrong-patient`.', '',
    'Not claimed, and not counted by `sluice eval`: countries and states, which Safe Harbor lets stay (45 CFR 164.514(b)(2)(i)(B) asks',
    'for what is smaller than a state); a year or a day of the week alone, which tell no date. An organization is claimed where a',
    'word says what it is (Hospital, GmbH, Ltd), or that somebody works, lives or is treated there; a bare brand is none.', '',
    '| name | class | finds | set down in |', '|---|---|---|---|', ...rows, '',
  ].join('\n')
}

if (import.meta.main) {
  writeFileSync(path.join(import.meta.dirname, 'index.ts'), renderIndex(import.meta.dirname))
  const { detectors } = await import('./index.ts')
  writeFileSync(path.join(import.meta.dirname, 'README.md'), renderCatalogue(detectors))
}

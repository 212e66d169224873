import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Writes detectors/index.ts: every file in a folder of detectors exports one detector, named after the file. */
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

if (import.meta.main) writeFileSync(path.join(import.meta.dirname, 'index.ts'), renderIndex(import.meta.dirname))

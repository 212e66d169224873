// Builds `dist/`: the same folders as the sources, as JavaScript, with the data files that the code reads beside it.
// Node does not strip types under node_modules, so the published package holds this and not the sources.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const dist = path.join(root, 'dist')
/** What code reads at run time: not the texts that the entity model was made from. */
const isData = (file: string): boolean =>
  file !== path.join(root, 'src/classify/text/entities/texts') && (fs.statSync(file).isDirectory() || !/\.(?:ts|md|cc|h)$/.test(file))

fs.rmSync(dist, { recursive: true, force: true })
const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const compiled = spawnSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
if (compiled.status !== 0) process.exit(compiled.status ?? 1)

for (const folder of ['src', 'detectors', 'connectors', 'deploy/policies']) {
  const from = path.join(root, folder)
  if (fs.existsSync(from)) fs.cpSync(from, path.join(dist, folder), { recursive: true, filter: isData })
}
fs.copyFileSync(path.join(root, 'package.json'), path.join(dist, 'package.json'))

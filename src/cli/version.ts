import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The root of the package, whether this runs from src or from dist. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

/** The version in package.json. */
export function sluiceVersion(): string {
  const parsed = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version?: unknown }
  return typeof parsed.version === 'string' ? parsed.version : 'unknown'
}

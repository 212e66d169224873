import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes a file of JSON lines into a folder, strings as they are, and returns its name. */
export function writeLines(folder: string, name: string, lines: readonly unknown[]): string {
  writeFileSync(join(folder, name), lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''))
  return name
}

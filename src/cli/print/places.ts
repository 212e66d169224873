import type { SluiceError } from '../../contract/errors.ts'
import type { Input } from '../inputs.ts'

/**
 * Says where an error stands in words without values: a file as the person named it, or, since names found by walking a
 * folder may hold PHI, its number there; then line, element and byte.
 */
export function createPlaces(input: Input): (source: string, line: number | undefined, error: SluiceError) => string {
  const shown = new Map(input === 'stdin' ? [] : input.files.map((file) => [file.path, file.shown]))
  return (source, line, { where: { path, byte } }) => [
    shown.get(source) ?? source,
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(path === undefined ? [] : [path]),
    ...(byte === undefined ? [] : [`byte ${byte}`]),
  ].join(', ')
}

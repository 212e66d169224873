import { suggest, type Diagnostic } from './diagnostics.ts'
import type { Policy } from './schema.ts'

/** The names under `text: only` and `except` that no detector has, each at its place. */
export function unknownDetectors({ text, source }: Pick<Policy, 'text' | 'source'>, names: readonly string[]): Diagnostic[] {
  return text.named
    .filter(({ name }) => !names.includes(name))
    .map(({ name, at: { line, column } }) => ({
      severity: 'error',
      file: source.file,
      line,
      column,
      message: `text names a detector that there is not: "${name}"${suggest(name, names)}`,
    }))
}

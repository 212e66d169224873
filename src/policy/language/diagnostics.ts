import { distance } from 'fastest-levenshtein'
import { SluiceError } from '../../contract/errors.ts'
import type { ErrorCode } from '../../contract/errors.ts'

/** One thing that is wrong, or worth knowing, at a place of a file. Line and column count from 1. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'info'
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A SluiceError that knows every problem, not only the first. */
export interface DiagnosedError extends SluiceError {
  readonly diagnostics: readonly Diagnostic[]
}

/** `file:line:col message`, as editors and CI read it; what is not an error says so. */
export function formatDiagnostic({ severity, file, line, column, message }: Diagnostic): string {
  return `${file}:${line}:${column} ${severity === 'error' ? '' : `${severity}: `}${message}`
}

/** The error for a file with problems. Its detail holds them all, a line each. */
export function diagnosedError(code: ErrorCode, diagnostics: readonly Diagnostic[]): DiagnosedError {
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0]
  const error = new SluiceError(code, {
    detail: diagnostics.map(formatDiagnostic).join('\n'),
    ...(first === undefined ? {} : { where: { file: first.file, line: first.line, column: first.column } }),
  })
  return Object.assign(error, { diagnostics })
}

/** All problems of an error thrown by a loader; none where it is another kind of error. */
export function diagnosticsOf(error: unknown): readonly Diagnostic[] {
  if (!(error instanceof SluiceError) || !('diagnostics' in error)) return []
  return (error as DiagnosedError).diagnostics
}

export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.line - b.line || a.column - b.column || a.message.localeCompare(b.message))
}

/** The valid word that was probably meant: two letters differ, or a third of a long word. Case does not count. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = (word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3))) + 1
  for (const candidate of words) {
    const apart = distance(word.toLowerCase(), candidate.toLowerCase())
    if (apart < least) [best, least] = [candidate, apart]
  }
  return best
}

/** `; did you mean "date"?`, or the words themselves where none is near and they are few, or nothing. */
export function suggest(word: string, words: readonly string[]): string {
  const near = nearest(word, words)
  if (near !== undefined) return `; did you mean "${near}"?`
  return words.length > 0 && words.length <= 30 ? `; one of these is expected: ${words.join(', ')}` : ''
}

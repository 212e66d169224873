import { ERRORS, SluiceError, toSluiceError, type ErrorCode } from '../contract/errors.ts'

/** The exit codes of the command line contract: everything delivered; could not run; ran and refused something. */
export const EXIT = { ok: 0, failed: 1, refused: 2 } as const

/** Only the frames of a stack: the message before them may repeat what was being worked on, in lines that look like frames. */
export function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const { stack = '', message } = error
  const at = stack.indexOf(message)
  return at < 0 ? [] : stack.slice(at + message.length).split('\n').filter((line) => /^\s+at /.test(line))
}

/** What to do about an error: the line that follows it. */
export function adviceFor(code: ErrorCode): string {
  return `  ${ERRORS[code].fix}`
}

/**
 * Writes an error to stderr as `SLUICE_CODE: sentence` and what to do about it, with frames where it is a defect, and
 * never with a value.
 */
export function reportError(thrown: unknown): void {
  const error = toSluiceError(thrown)
  const { file } = error.where
  const place = file === undefined || error.detail.includes(file) ? '' : ` (${file})`
  process.stderr.write(`${error.message}${place}\n${adviceFor(error.code)}\n`)
  if (error.code === 'SLUICE_INTERNAL') {
    for (const frame of framesOf(error.cause ?? error)) process.stderr.write(`${frame}\n`)
  }
}

/** A mistake on the command line. */
export function usageError(detail: string): SluiceError {
  return new SluiceError('SLUICE_USAGE', { detail })
}

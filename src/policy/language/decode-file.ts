import { diagnosedError } from './diagnostics.ts'

/** UTF-8 only, and whole: a file that was cut while being written must not become a milder policy. Throws SLUICE_CONFIG. */
export function decodeFile(bytes: Uint8Array, file: string): string {
  const refuse = (message: string) =>
    diagnosedError('SLUICE_CONFIG', [{ severity: 'error', file, line: 1, column: 1, message }])
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refuse('the file is not valid UTF-8')
  }
  if (text.trim() === '') throw refuse('the file is empty')
  if (text.includes('\0')) throw refuse('the file holds a NUL character; was it written to its end?')
  if (!text.endsWith('\n')) throw refuse('the last line does not end; was the file written to its end?')
  return text
}

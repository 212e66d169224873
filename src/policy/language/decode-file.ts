import { diagnosedError } from './diagnostics.ts'

/** UTF-8 only, and whole: a file that was cut while being written must not become a milder policy. Throws SLUICE_CONFIG. */
export function decodeFile(bytes: Uint8Array, file: string): string {
  const text = decodeText(bytes, file)
  if (!text.endsWith('\n')) throw refusal(file, 'the last line does not end; was the file written to its end?')
  return text
}

/** UTF-8 only, whether or not the last line ends. Throws SLUICE_CONFIG, also for a file that is empty. */
export function decodeText(bytes: Uint8Array, file: string): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refusal(file, 'the file is not valid UTF-8: save it as UTF-8')
  }
  if (text.trim() === '') throw refusal(file, 'the file is empty')
  if (text.includes('\0')) throw refusal(file, 'the file holds a NUL character; was it written to its end?')
  return text
}

function refusal(file: string, message: string): Error {
  return diagnosedError('SLUICE_CONFIG', [{ severity: 'error', file, line: 1, column: 1, message }])
}

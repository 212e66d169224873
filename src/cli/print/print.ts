import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { SluiceError } from '../../contract/errors.ts'
import { EXIT, reportError } from '../report-error.ts'

let isListening = false

/** A reader that stops reading (`| head`) is not an error for commands that only print. */
function listen(): void {
  if (isListening) return
  isListening = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok)
    reportError(new SluiceError('SLUICE_IO', { detail: 'The output on stdout could not be written whole.', cause: error }))
    process.exit(EXIT.failed)
  })
}

/** Prints data: a line on stdout, waiting for a slow reader. */
export async function print(line: string): Promise<void> {
  listen()
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

/** Prints bytes on stdout as they are. */
export async function printBytes(bytes: Uint8Array): Promise<void> {
  listen()
  if (!process.stdout.write(bytes)) await once(process.stdout, 'drain')
}

/** Says something to the person: a line on stderr. */
export function say(line: string): void {
  try {
    writeSync(2, `${line}\n`)
  } catch {
    process.stderr.write(`${line}\n`)
  }
}

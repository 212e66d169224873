import { stat } from 'node:fs/promises'
import { assembleListing } from './assemble-files.ts'
import type { InputFiles } from './output-place.ts'
import { say } from './print/print.ts'
import { usageError } from './report-error.ts'

export type Input = Awaited<ReturnType<typeof assembleListing>> | 'stdin'

/** What the user named, or stdin. Throws SLUICE_USAGE for both at once, SLUICE_IO for a path that is not there. */
export async function readInputs(paths: readonly string[]): Promise<Input> {
  if (paths.length === 0 || (paths.length === 1 && paths[0] === '-')) {
    if (process.stdin.isTTY) throw usageError('No FILE was given, and stdin is a terminal.')
    return 'stdin'
  }
  if (paths.includes('-')) throw usageError('stdin (-) cannot be mixed with files.')
  const listing = await assembleListing(paths)
  if (listing.unread > 0)
    say(`${listing.unread} links or devices in folders have names of messages and were passed over; to have them read, give them by name.`)
  return listing
}

/** The size of all inputs, where it is known. */
export async function totalBytes(input: InputFiles | 'stdin'): Promise<number | undefined> {
  if (input === 'stdin') return undefined
  const sizes = await Promise.all(
    input.files.map((file) =>
      stat(file.path).then(
        (stats) => stats.size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

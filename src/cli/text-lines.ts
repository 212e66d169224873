import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import { createLineSplitter, type Line } from '../decode/split-lines.ts'
import { parseTextLine, type TextLine } from '../pipeline/texts/text-line.ts'

/** The bytes of a file, or of stdin (`-`); those of a name in .gz unpacked. */
function openTexts(file: string): AsyncIterable<Uint8Array> {
  if (file === '-') return process.stdin
  if (!file.endsWith('.gz')) return createReadStream(file)
  const gunzip = createGunzip()
  pipeline(createReadStream(file), gunzip, () => undefined)
  return gunzip
}

const isOfGzip = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')

/**
 * Lines `{"id", "text"}` of a file or stdin (`-`). Throws SLUICE_IO, SLUICE_GZIP, and SLUICE_TEXT_LINE or SLUICE_LIMIT_SIZE with the
 * line, unless those are `told`: then the next one is read.
 */
export async function* readTextLines(file: string, limits: Limits, told?: (error: SluiceError) => void): AsyncIterable<TextLine> {
  const splitter = createLineSplitter(limits)
  try {
    for await (const chunk of openTexts(file)) for (const line of splitter.push(chunk)) yield* parsed(line)
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause
    if (isOfGzip(cause)) throw new SluiceError('SLUICE_GZIP', { where: { file }, cause })
    throw new SluiceError('SLUICE_IO', { detail: `${file} cannot be read.`, cause })
  }
  for (const line of splitter.end().lines) yield* parsed(line)

  function parsed(line: Line): TextLine[] {
    try {
      return [parse(line, file)]
    } catch (error) {
      if (told === undefined || !(error instanceof SluiceError)) throw error
      told(error)
      return []
    }
  }
}

function parse({ number, body, tooLarge }: Line, file: string): TextLine {
  try {
    if (tooLarge !== undefined) throw new SluiceError('SLUICE_LIMIT_SIZE')
    return parseTextLine(body)
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error
    throw new SluiceError(error.code, { detail: `${file}:${number}: ${error.detail}`, where: { file, line: number } })
  }
}

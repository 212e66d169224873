import { createReadStream } from 'node:fs'
import { SluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'
import { createLineSplitter, type Line } from '../decode/split-lines.ts'
import { parseTextLine, type TextLine } from '../pipeline/text-line.ts'

/** Lines `{"id", "text"}` of a file or stdin (`-`). Throws SLUICE_IO, and SLUICE_TEXT_LINE or SLUICE_LIMIT_SIZE with the line. */
export async function* readTextLines(file: string, limits: Limits): AsyncIterable<TextLine> {
  const splitter = createLineSplitter(limits)
  const input: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file)
  try {
    for await (const chunk of input) for (const line of splitter.push(chunk)) yield parse(line, file)
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause
    throw new SluiceError('SLUICE_IO', { detail: `${file} cannot be read.`, cause })
  }
  for (const line of splitter.end().lines) yield parse(line, file)
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

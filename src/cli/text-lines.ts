import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { SluiceError } from '../contract/errors.ts'

const span = z.object({ type: z.string(), start: z.int().min(0), end: z.int().min(0) })
const line = z.object({ id: z.union([z.string(), z.number()]), text: z.string(), spans: z.array(span).optional() })

/** A line of a JSONL file of texts. */
export interface TextLine {
  readonly id: string | number
  readonly text: string
  readonly spans: readonly { readonly type: string; readonly start: number; readonly end: number }[]
}

/** Lines `{"id", "text"}`, blank ones left out. Throws SLUICE_IO, and SLUICE_USAGE that names the line for one that is not so. */
export async function* readTextLines(file: string): AsyncIterable<TextLine> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  const failed = new Promise<never>((_, reject) => {
    input.once('error', (cause: unknown) => reject(new SluiceError('SLUICE_IO', { detail: `${file} cannot be read.`, cause })))
  })
  failed.catch(() => undefined)
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
  let number = 0
  for (;;) {
    const next = await Promise.race([lines.next(), failed])
    if (next.done === true) return
    number++
    if (next.value.trim() !== '') yield parseLine(next.value, file, number)
  }
}

function parseLine(text: string, file: string, number: number): TextLine {
  const refuse = (cause?: unknown): never => {
    const detail = `${file}:${number} is not a line of the form {"id": ..., "text": "..."}.`
    throw new SluiceError('SLUICE_USAGE', cause === undefined ? { detail } : { detail, cause })
  }
  let whole: unknown
  try {
    whole = JSON.parse(text)
  } catch {
    return refuse()
  }
  const parsed = line.safeParse(whole)
  if (!parsed.success) return refuse()
  const { id, text: body, spans } = parsed.data
  return { id, text: body, spans: spans ?? [] }
}

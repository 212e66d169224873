import { z } from 'zod'
import { SluiceError } from '../../contract/errors.ts'

const line = z.object({
  // A larger number would leave as another one than it came.
  id: z.union([z.string(), z.int()]),
  text: z.string(),
  spans: z.array(z.object({ type: z.string(), start: z.int().min(0), end: z.int().min(0) })).optional(),
})

const lineAlone = line.extend({ resourceType: z.never().optional() })

/** A text with a name, as a line of JSON; `spans` is what people labelled in it. Other members are left out. */
export type TextLine = z.infer<typeof line>

/** Whether bytes are such a line, and no FHIR resource. */
export function isTextLine(bytes: Uint8Array): boolean {
  try {
    return lineAlone.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))).success
  } catch {
    return false
  }
}

/** Throws SLUICE_TEXT_LINE for what is no such line. Of two members with one name the last counts, for nothing else is passed on. */
export function parseTextLine(bytes: Uint8Array): TextLine {
  let parsed: ReturnType<typeof line.safeParse> | undefined
  try {
    parsed = line.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)))
  } catch {
    // What the parser says of it repeats the text.
  }
  if (parsed?.success !== true) throw new SluiceError('SLUICE_TEXT_LINE')
  return parsed.data
}

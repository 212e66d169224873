import { arena } from './arena.ts'

/** Where a text stands in the memory, in bytes. */
export interface TextPlace {
  readonly at: number
  readonly bytes: number
}

let used = arena.constantsAt

/** Writes a text into the memory for as long as the thread lives; undefined where there is no room left. */
export function keepText(text: string): TextPlace | undefined {
  const bytes = Buffer.byteLength(text)
  if (used + bytes > arena.constantsEnd) return undefined
  const at = used
  used += arena.text.write(text, at)
  return { at, bytes }
}

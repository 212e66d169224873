import type { Spans } from '../../json/spans.ts'

/** A text that was written anew, with what was taken out of it and what came in its place. */
export interface Rewritten {
  readonly node: number
  readonly isBase64: boolean
  readonly removed: readonly { readonly value: string; readonly with: string }[]
}

/** More of one text are not looked for. */
const VALUES_MAX = 64

/**
 * Reads rewritten texts back out of the bytes that are about to leave and looks for each value that was taken out of them.
 * Shares nothing with what took them out. Returns the node of a text in which one still stands, and the place in the output.
 */
export function findBareValue(
  rewritten: readonly Rewritten[],
  spans: Spans,
  output: Uint8Array,
): { readonly owner: number; readonly byte: number } | undefined {
  if (rewritten.length === 0) return undefined
  const bytes = Buffer.from(output.buffer, output.byteOffset, output.length)
  const spanOf = new Map<number, number>()
  for (let span = 0; span < spans.count; span++) spanOf.set(spans.owner(span), span)
  for (const { node, isBase64, removed } of rewritten) {
    const span = spanOf.get(node)
    if (span === undefined) continue
    const byte = spans.textStart(span)
    const text = readBack(bytes.toString('utf8', byte, spans.textEnd(span)), isBase64)
    for (const { value, with: made } of removed.slice(0, VALUES_MAX)) {
      // A fake may well hold a word of what it stands for.
      const rest = made.includes(value) ? text.replaceAll(made, '\n') : text
      if (standsIn(rest, value)) return { owner: node, byte }
    }
  }
  return undefined
}

function readBack(json: string, isBase64: boolean): string {
  const value: unknown = JSON.parse(json)
  if (typeof value !== 'string') return json
  return isBase64 ? Buffer.from(value, 'base64').toString('utf8') : value
}

/** Whether a value stands in a text with no letter or digit beside it: a short number may well be part of a longer one. */
export function standsIn(text: string, value: string): boolean {
  const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character)
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!isWord(text.charAt(at - 1)) && !isWord(text.charAt(at + value.length))) return true
  }
  return false
}

import { expect } from 'vitest'
import { openContent, type ReadableContent } from '../../../src/decode/text/open-content.ts'
import type { Replacement } from '../../../src/decode/text/piece.ts'

/** Opens text that must be readable. */
export function openText(text: string, contentType?: string): ReadableContent<string> {
  const opened = openContent({ text, contentType })
  if (opened.kind === 'opaque') throw new Error(`Opaque: ${opened.why}`)
  return opened
}

export function texts(text: string, contentType?: string): string[] {
  return openText(text, contentType).pieces.map((piece) => piece.text)
}

/** Every place of every piece where the words stand becomes `made`. */
export function replacementsOf(
  opened: { readonly pieces: readonly { readonly text: string }[] },
  words: string,
  made: string,
): Replacement[] {
  const found: Replacement[] = []
  for (const [piece, { text }] of opened.pieces.entries()) {
    for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
      found.push({ piece, start, end: start + words.length, with: made })
    }
  }
  return found
}

/** The text with the words replaced wherever a reader finds them; it must be found at least once. */
export function replaced(text: string, contentType: string, words: string, made: string): string {
  const opened = openText(text, contentType)
  const found = replacementsOf(opened, words, made)
  expect(found.length).toBeGreaterThan(0)
  return opened.write(found)
}

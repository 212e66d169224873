const ESCAPED = /\\u00([2-7][0-9a-f])/gi

/**
 * A text of JSON with its letters, digits and signs of ASCII as themselves where they are written as escapes, for what searches it
 * without reading it; quotes and backslashes stay. No longer JSON, and longer by nothing.
 */
export function plainLetters(text: string): string {
  if (!text.includes('\\u00')) return text
  return text.replace(ESCAPED, (escape, hex: string) => {
    const letter = String.fromCharCode(Number.parseInt(hex, 16))
    return letter === '"' || letter === '\\' || letter === '\x7f' ? escape : letter
  })
}

/** A word of the source in a name or a comment: one line, without characters that do not print, and not long. */
export function oneLine(text: string, lengthMax: number): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim()
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1).trimEnd()}…`
}

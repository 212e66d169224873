const TAB = 0x09
const COLUMNS_MIN = 3

/** Whether a text has tabs where others have blanks: more tabs than blanks, and not as a table has them, the same number in every line. */
export function hasTabsForBlanks(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 3) return false
  const text = bytes.subarray(start, end)
  if (!text.includes(TAB)) return false
  const lines = text.toString('latin1').split('\n').map((line) => line.split('\t').length).filter((columns) => columns > 1)
  const [first = 0] = lines
  if (lines.length > 1 && first >= COLUMNS_MIN && lines.every((columns) => columns === first)) return false
  let [tabs, blanks] = [0, 0]
  for (const byte of text) {
    if (byte === TAB) tabs++
    else if (byte === 0x20) blanks++
  }
  return tabs > blanks
}

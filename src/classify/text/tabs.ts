const TAB = 0x09
const COLUMNS_MIN = 3
const SHORT_MAX = 256

/** Whether a text has tabs where others have blanks: more tabs than blanks, and not as a table has them, the same number in every line. */
export function hasTabsForBlanks(bytes: Buffer, start: number, end: number): boolean {
  if (!hasTab(bytes, start, end)) return false
  const text = bytes.subarray(start, end)
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

/** Most texts are so short that it takes longer to make a view of their bytes than to look at them. */
function hasTab(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > SHORT_MAX) return bytes.subarray(start, end).includes(TAB)
  for (let at = start; at < end; at++) if (bytes[at] === TAB) return true
  return false
}

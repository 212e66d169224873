const [QUOTE, BACKSLASH] = [0x22, 0x5c]
const OPENS = new Set([0x7b, 0x5b])
const CLOSES = new Set([0x7d, 0x5d])
const MARK = /["{}[\]]/g

/** The innermost object or array of good JSON that holds what begins at a place: all of it where there is none. */
export function containerAround(text: string, at: number): { readonly start: number; readonly end: number } {
  const start = openingBefore(text, at)
  return { start, end: walk(text, start, () => false) }
}

/** The value of a member of the object that begins at a place, as it is written; undefined where it has none that is a string. */
export function memberText(text: string, object: number, name: string): string | undefined {
  const quoted = `"${name}"`
  let value: string | undefined
  walk(text, object, (start, end) => {
    if (end - start !== quoted.length || !text.startsWith(quoted, start)) return false
    const begins = /\s*:\s*(?=")/y
    begins.lastIndex = end
    if (!begins.test(text)) return false
    value = text.slice(begins.lastIndex, endOfString(text, begins.lastIndex))
    return true
  })
  return value
}

/** Goes over a value to its end, which it returns, or until a string that stands directly in it is the one that is looked for. */
function walk(text: string, from: number, isFound: (start: number, end: number) => boolean): number {
  let depth = 0
  for (let at = nextMark(text, from); at < text.length; at = nextMark(text, at)) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const end = endOfString(text, at)
      if (depth === 1 && isFound(at, end)) return end
      at = end
      continue
    }
    at++
    depth += OPENS.has(code) ? 1 : -1
    if (depth <= 0) return at
  }
  return text.length
}

function nextMark(text: string, from: number): number {
  MARK.lastIndex = from
  return MARK.exec(text)?.index ?? text.length
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end + 1
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === BACKSLASH) before--
  return (at - before) % 2 === 0
}

function openingBefore(text: string, from: number): number {
  let depth = 0
  for (let at = from - 1; at >= 0; at--) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      do at = text.lastIndexOf('"', at - 1)
      while (at > 0 && isEscaped(text, at))
      if (at < 0) return 0
    } else if (CLOSES.has(code)) depth++
    else if (OPENS.has(code) && depth-- === 0) return at
  }
  return 0
}

import { FOREIGN } from './pattern-tree.ts'

/** Stand in required strings and in what is read of a text: between a word character and another, between a letter and a digit. */
export const BOUNDARY = '|'
export const SEAM = '~'

/** Every one of some strings with every one of others behind it. */
export function joinAll(lefts: readonly string[], rights: readonly string[]): string[] {
  if (lefts.length === 1 && lefts[0] === '') return [...rights]
  if (lefts.length === 1 && rights.length === 1) return [join(lefts[0] as string, rights[0] as string)]
  const joined = new Set<string>()
  for (const left of lefts) for (const right of rights) joined.add(join(left, right))
  return [...joined]
}

/** Joins strings as they stand in what is read of a text: boundaries between, runs of blanks as one. */
export function join(left: string, right: string): string {
  if (left === '' || right === '') return left + right
  const last = left[left.length - 1] as string
  const first = right[0] as string
  if (last === first && (last === BOUNDARY || last === ' ' || last === FOREIGN || last === SEAM)) return left + right.slice(1)
  if (isMark(last) || isMark(first)) return left + right
  if (isWordSymbol(last) !== isWordSymbol(first)) return left + BOUNDARY + right
  return isLetter(last) && first === '0' || last === '0' && isLetter(first) ? left + SEAM + right : left + right
}

function isMark(symbol: string): boolean {
  return symbol === BOUNDARY || symbol === SEAM
}

function isLetter(symbol: string): boolean {
  return symbol >= 'a' && symbol <= 'z'
}

export function isWordSymbol(symbol: string): boolean {
  return isLetter(symbol) || symbol === '0' || symbol === '_'
}

/** Without the strings that another one starts. */
export function shortest(strings: readonly string[]): string[] {
  if (strings.length === 1) return [...strings]
  const kept: string[] = []
  let before: string | undefined
  for (const string of [...strings].sort()) {
    if (before !== undefined && string.startsWith(before)) continue
    kept.push(string)
    before = string
  }
  return kept
}

/**
 * A pattern of RE2 that matches what reads as one of some strings: of a run at its start the last byte, of one at its end the first. Of a
 * seam at an edge it takes in the byte beyond.
 */
export function patternOfStrings(strings: readonly string[]): string {
  return strings.map((string) => {
    const symbols = Array.from(string)
    const last = symbols.length - 1
    return symbols.map((symbol, at) => symbol !== SEAM ? patternOf(symbol, at === 0 || at === last)
      : at === 0 ? opposite(symbols[1]) : at === last ? opposite(symbols[at - 1]) : '').join('')
  }).join('|')
}

function opposite(symbol: string | undefined): string {
  return symbol === '0' ? '[a-zA-Z]' : '[0-9]'
}

function patternOf(symbol: string, isEdge: boolean): string {
  const runs = isEdge ? '' : '+'
  if (symbol === BOUNDARY) return '\\b'
  if (symbol === ' ') return `[ \\t\\n\\f\\r]${runs}`
  if (symbol === FOREIGN) return `[\\x{80}-\\x{10FFFF}]${runs}`
  if (symbol === '0') return '[0-9]'
  return isLetter(symbol) ? `[${symbol}${symbol.toUpperCase()}]` : `\\x{${(symbol.codePointAt(0) as number).toString(16)}}`
}

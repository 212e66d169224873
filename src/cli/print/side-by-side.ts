/** A row of two texts next to each other. */
export interface PairedLine {
  readonly kind: 'same' | 'changed' | 'removed' | 'added'
  readonly left: string
  readonly right: string
}

/** Lengths of the longest common subsequence of the tails of two lists. */
function commonTails(left: readonly string[], right: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1))
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const below = rows[i + 1]
      const here = rows[i]
      if (below === undefined || here === undefined) continue
      here[j] = left[i] === right[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, here[j + 1] ?? 0)
    }
  }
  return rows
}

/** The JSON key that a line begins with: lines with the same key are versions of each other. */
function keyOf(line: string): string | undefined {
  return /^\s*"([^"]+)":/.exec(line)?.[1]
}

/** Pairs a run of lines that went with a run that came: by key, in order. */
function pairRuns(gone: string[], come: string[], rows: PairedLine[]): void {
  while (gone.length > 0 || come.length > 0) {
    const [left, right] = [gone[0], come[0]]
    if (left === undefined) {
      rows.push({ kind: 'added', left: '', right: come.shift() ?? '' })
      continue
    }
    const key = keyOf(left)
    const isPair = right !== undefined && (key === keyOf(right) || (gone.length === 1 && come.length === 1))
    if (isPair) {
      rows.push({ kind: 'changed', left, right })
      gone.shift()
      come.shift()
      continue
    }
    const isLater =
      right !== undefined && gone.some((line) => keyOf(line) !== undefined && keyOf(line) === keyOf(right))
    if (right === undefined || isLater) rows.push({ kind: 'removed', left: gone.shift() ?? '', right: '' })
    else rows.push({ kind: 'added', left: '', right: come.shift() ?? '' })
  }
}

/** Lays two texts side by side, line by line, so that what stayed stands at the same height. */
export function sideBySide(before: string, after: string): PairedLine[] {
  const left = before.trimEnd().split('\n')
  const right = after.trimEnd().split('\n')
  const common = commonTails(left, right)
  const rows: PairedLine[] = []
  let gone: string[] = []
  let come: string[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]]
    if (a !== undefined && a === b) {
      pairRuns(gone.splice(0), come.splice(0), rows)
      rows.push({ kind: 'same', left: a, right: a })
      i += 1
      j += 1
    } else if (b === undefined || (a !== undefined && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      gone.push(a ?? '')
      i += 1
    } else {
      come.push(b)
      j += 1
    }
  }
  pairRuns(gone, come, rows)
  gone = []
  come = []
  return rows
}

/** Cuts a line to a width, with an ellipsis. */
export function fit(line: string, width: number): string {
  return line.length > width ? `${line.slice(0, width - 1)}…` : line.padEnd(width)
}

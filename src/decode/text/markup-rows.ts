interface Table {
  cells: number
  heads: number
  /** Whether a row of heads of columns was there. */
  hasHeads: boolean
  isHead: boolean
  /** Whether the cell that was opened last is said of the next one, once somebody has asked. */
  isLabel: boolean | undefined
}

const PART = /<(\/?)(?:[^\s<>:/]{1,64}:)?(td|th|tr|table|tbody|thead|tfoot)\b/gi

/** The next cells of a row stand within so many characters, or nobody reads them as one row. */
const LOOK_MAX = 4096

const emptyTable = (): Table => ({ cells: 0, heads: 0, hasHeads: false, isHead: false, isLabel: undefined })

/**
 * Rows that begin with what is said of the rest (HTML, 4.9.10: a th heads its row too): the first of two cells, and a `th` before
 * a `td`, unless the table has heads of columns, by which the cells of longer rows are read.
 */
export class MarkupRows {
  private readonly source: string
  private readonly tables: Table[] = []

  constructor(source: string) {
    this.source = source
  }

  opened(name: string): void {
    if (name === 'table') this.tables.push(emptyTable())
    const table = this.tables.at(-1)
    if (table === undefined) return
    if (name === 'tr') {
      table.hasHeads ||= table.heads > 1 && table.heads === table.cells
      table.cells = table.heads = 0
    }
    if (name !== 'td' && name !== 'th') return
    table.cells++
    table.isHead = name === 'th'
    if (table.isHead) table.heads++
    table.isLabel = undefined
  }

  closed(name: string): void {
    if (name === 'table') this.tables.pop()
  }

  /** Whether the cell that ends here is said of the one behind it; each is looked at once, before the next is opened. */
  isLabel(end: number): boolean {
    const table = this.tables.at(-1)
    if (table === undefined || table.cells === 0) return false
    return (table.isLabel ??= this.look(table, end))
  }

  private look({ cells, isHead, hasHeads }: Table, end: number): boolean {
    if (cells > 1 && !isHead) return false
    const next = this.cellsBehind(end)
    const first = next.next().value
    if (first === undefined || isHead && first !== 'td') return false
    return isHead && !hasHeads || cells === 1 && next.next().value === undefined
  }

  private *cellsBehind(from: number): Generator<string, undefined> {
    for (const found of this.source.slice(from, from + LOOK_MAX).matchAll(PART)) {
      const [, slash, tag = ''] = found
      const name = tag.toLowerCase()
      const isCell = name === 'td' || name === 'th'
      if (!isCell) return undefined
      if (slash === '') yield name
    }
    return undefined
  }
}

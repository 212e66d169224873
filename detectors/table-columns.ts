import { SHAPE, type Words } from '../src/contract/words.ts'

/** What heads columns in exports of records, one of which says that a first line is the head of a table. */
const HEADS = new Set(
  `name names nombre nom nome vorname nachname prenom apellido apellidos surname lastname firstname dob birthdate geburtsdatum phone tel
  telefon telefono telephone tfno mobile email mail city town ciudad localidad poblacion ort wohnort
  ville commune comune cidade room bed provider mrn id nhc ssn zip plz cp address adresse direccion anschrift street sex gender age date
  fecha datum`.split(
    /\s+/,
  ),
)
const HEAD_WORDS_MAX = 60
const COLUMNS_MIN = 3
const HEADS_MIN = 2
const CELL_WORDS_MAX = 6
/** What stands in cells in place of a value. */
const NONE = new Set(['na', 'nan', 'null', 'none', 'unknown', 'nil', 'no', 'yes', 'unbekannt', 'inconnu', 'desconocido'])

export interface Cell {
  readonly first: number
  readonly last: number
}

/**
 * The cells under the heads that `labels` names and `others` does not, where a text starts with the head of a table: values parted
 * by commas, semicolons, strokes or tabs (RFC 4180; Markdown), one record a line.
 */
export function cellsUnder(words: Words, labels: ReadonlySet<string>, others: ReadonlySet<string>): Cell[] {
  // n/a
  return allUnder(words, labels, others).filter(
    ({ first }) => words.gap(first) !== '/' && words.shape(first) < SHAPE.digits && !NONE.has(words.lower(first)),
  )
}

/** The same of cells that begin with a digit, or a code with one. */
export function numbersUnder(words: Words, labels: ReadonlySet<string>, others: ReadonlySet<string>): Cell[] {
  return allUnder(words, labels, others).filter(
    ({ first, last }) => words.shape(first) >= SHAPE.digits || (last > first && words.shape(last) >= SHAPE.digits),
  )
}

/** The cells of two numbers under such heads, of a table that may have two columns and no other head that is known. */
export function pairsUnder(words: Words, labels: ReadonlySet<string>, others: ReadonlySet<string>): Cell[] {
  return allUnder(words, labels, others, { columns: 2, heads: 0 }).filter(
    ({ first, last }) => last > first && words.shape(first) === SHAPE.digits && words.shape(last) === SHAPE.digits,
  )
}

function allUnder(
  words: Words, labels: ReadonlySet<string>, others: ReadonlySet<string>, min = { columns: COLUMNS_MIN, heads: HEADS_MIN },
): Cell[] {
  const delimiter = delimiterOf(words)
  if (delimiter === undefined) return []
  const reader = { words, delimiter, at: 0, isQuoted: false }
  const heads = readLine(reader)
  if (heads.length < min.columns || heads.filter((cell) => hasWord(words, cell, HEADS)).length < min.heads) return []
  const wanted = heads.map((cell) => hasWord(words, cell, labels) && !hasWord(words, cell, others))
  const found: Cell[] = []
  while (reader.at < words.count) {
    const cells = readLine(reader)
    if (cells.length > heads.length || cells.length < heads.length - 1) continue
    for (const [column, cell] of cells.entries()) {
      if (wanted[column] === true && cell !== undefined && cell.last - cell.first < CELL_WORDS_MAX) found.push(cell)
    }
  }
  return found
}

/** The sign that parts the first words of the text; undefined where that is none. */
function delimiterOf(words: Words): string | undefined {
  for (let at = 0; at < Math.min(words.count, 3); at++) {
    const gap = words.gap(at)
    if (gap === ' ' || gap === '_') continue
    return /^ ?"?[,;|\t] ?"?$/.test(gap) ? /[,;|\t]/.exec(gap)?.[0] : undefined
  }
  return undefined
}

interface Reader {
  readonly words: Words
  readonly delimiter: string
  at: number
  isQuoted: boolean
}

/** The cells of a line; undefined stands for an empty one. */
function readLine(reader: Reader): (Cell | undefined)[] {
  const { words, delimiter } = reader
  const cells: (Cell | undefined)[] = []
  let first = reader.at
  for (let hasEnded = false; !hasEnded && reader.at < words.count && reader.at - first < HEAD_WORDS_MAX; reader.at++) {
    let isOpen = true
    for (const sign of words.gap(reader.at)) {
      if (sign === '"') reader.isQuoted = !reader.isQuoted
      else if (!hasEnded && !reader.isQuoted && (sign === delimiter || sign === '\n')) {
        cells.push(isOpen ? { first, last: reader.at } : undefined)
        isOpen = false
        hasEnded = sign === '\n'
      }
    }
    if (!isOpen) first = reader.at + 1
  }
  if (first < reader.at) cells.push({ first, last: reader.at - 1 })
  return cells
}

function hasWord(words: Words, cell: Cell | undefined, set: ReadonlySet<string>): boolean {
  if (cell === undefined) return false
  for (let at = cell.first; at <= cell.last; at++) if (set.has(words.lower(at))) return true
  return false
}

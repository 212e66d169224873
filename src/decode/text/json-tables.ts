type Scalar = string | number | boolean | null
type Json = Readonly<Record<string, unknown>>

const isScalar = (value: unknown): value is Scalar => typeof value !== 'object' || value === null
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Members that name a column, where columns are told as objects; and a field, where each is an object of its name and value. */
const NAMES = ['name', 'field', 'label', 'title', 'header', 'column', 'key', 'question', 'id']
const VALUES: ReadonlySet<string> = new Set(['value', 'val', 'answer', 'content', 'data', 'text'])
const COLUMNS = /col|field|head|key|name|label|schema/i
const HEADING = /^[\p{L}_][\p{L}\p{M}\p{N} _.#/()-]{0,63}$/u
/** What stands above one column at least of a table about people: a table may as well have no heads. */
const PERSONAL =
  /(?:^|[ _.-])(?:name|n[ao]me|first|last|given|family|surname|dob|birth|mrn|ssn|phone|tel|mobile|fax|e-?mail|address|street|city|town|zip|postal|patient|date|id)(?![a-z]{4})/i

/** The heads of a table whose rows are arrays: in a sibling of the rows, or in what describes them, or in the first row. */
export interface TableHeads {
  readonly heads: readonly string[]
  /** The first of the rows that has values. */
  readonly from: number
}

/** The heads of a table that stands within an object or an array; undefined of all other arrays. */
export function tableHeads(rows: unknown, around: unknown): TableHeads | undefined {
  if (!Array.isArray(rows) || rows.length === 0) return undefined
  const width = Array.isArray(rows[0]) ? rows[0].length : 0
  if (width === 0 || !rows.every((row) => Array.isArray(row) && row.length === width && row.every(isScalar))) return undefined
  const told = isObject(around) ? headsAround(around, width) : undefined
  if (told !== undefined) return { heads: told, from: 0 }
  const first = rows[0] as readonly unknown[]
  const isHead = rows.length > 1 && new Set(first).size === width && first.every((one) => typeof one === 'string' && HEADING.test(one)) &&
    first.some((one) => isPersonalHead(one as string))
  return isHead ? { heads: first as readonly string[], from: 1 } : undefined
}

/** By the object that tables stand in and their width: an object may hold thousands of them. */
const KNOWN = new WeakMap<Json, Map<number, readonly string[] | undefined>>()

function headsAround(around: Json, width: number): readonly string[] | undefined {
  const known = KNOWN.get(around) ?? new Map<number, readonly string[] | undefined>()
  KNOWN.set(around, known)
  if (!known.has(width)) {
    const all = [around, ...Object.values(around).filter(isObject)].map((one) => headsIn(one, width))
    known.set(width, all.find((heads) => heads !== undefined))
  }
  return known.get(width)
}

/** `last_name`, `birthDate` */
export function isPersonalHead(head: string): boolean {
  return PERSONAL.test(head.replaceAll(/([a-z])([A-Z])/g, '$1 $2'))
}

function headsIn(around: Json, width: number): readonly string[] | undefined {
  const candidates = Object.entries(around).flatMap(([key, value]) => {
    const names = Array.isArray(value) && value.length === width ? value.map(nameOf) : []
    return names.length > 0 && names.every((name) => name !== undefined) ? [{ key, names }] : []
  })
  return (candidates.find(({ key }) => COLUMNS.test(key)) ?? candidates[0])?.names
}

function nameOf(column: unknown): string | undefined {
  if (typeof column === 'string') return column
  const name = isObject(column) ? NAMES.find((one) => typeof column[one] === 'string') : undefined
  return name === undefined ? undefined : (column as Json)[name] as string
}

/** What an object calls the value that stands under this key of it: `{"name": "mrn", "value": "123"}`. */
export function toldBeside(around: unknown, key: string): string | undefined {
  return isObject(around) && VALUES.has(key.toLowerCase()) ? nameOf(around) : undefined
}

import { SluiceError } from '../../contract/errors.ts'
import { isNull, jsonMembers, textOf, type JsonSpan } from '../../decode/json-members.ts'
import type { CleanPart } from './envelope-engine.ts'

export interface DebeziumOptions {
  /** The column that holds the message, as JSON or as a text of JSON. */
  readonly column: string
}

const OPERATIONS = new Set(['c', 'u', 'd', 'r'])

function refused(detail: string): SluiceError {
  return new SluiceError('SLUICE_ENVELOPE', { detail })
}

/** What stands for a column that a change did not touch and the database did not send (PostgreSQL connector, TOASTed values). */
const UNAVAILABLE = '__debezium_unavailable_value'
const NULL = Buffer.from('null')

/** A row: clean, without a message, or with one of which nothing may pass; undefined where there is none. */
type Row = Uint8Array | 'empty' | 'withheld' | undefined

/**
 * A change event of Debezium in JSON, with its schema or without: what stands in the column before and after is cleaned, the
 * operation is left, and all else goes: other columns, where and when it was, and the schema that tells of them. That a row
 * was deleted or lost its message is told even where its old message is not.
 */
export function openDebezium(body: Uint8Array, clean: CleanPart, { column }: DebeziumOptions): Uint8Array {
  const outer = jsonMembers(body)
  const payload = outer.get('payload')
  const event = payload === undefined ? outer : jsonMembers(body, payload)
  const operation = event.get('op')
  const op = operation && textOf(body, operation)
  if (op === undefined || !OPERATIONS.has(op)) throw refused('A change event without an operation on a row.')
  // Of a deleted row a database may tell the key alone (REPLICA IDENTITY DEFAULT).
  const before = rowOf(body, event.get('before'), { column, clean, mayLack: op === 'd' })
  const after = rowOf(body, event.get('after'), { column, clean, mayLack: false })
  const isTold = [before, after].some((row) => row instanceof Uint8Array)
  const isLoss = before !== 'withheld' && (op === 'd' ? after === undefined : op === 'u' && after === 'empty')
  if (!isTold && !isLoss) return new Uint8Array(0)
  const empty = Buffer.from(`{${JSON.stringify(column)}:null}`)
  const written = (row: Row): Uint8Array => row instanceof Uint8Array ? row : row === 'empty' ? empty : NULL
  const parts = [Buffer.from('{"before":'), written(before), Buffer.from(',"after":'), written(after), Buffer.from(`,"op":"${op}"}`)]
  return Buffer.concat(payload === undefined ? parts : [Buffer.from('{"payload":'), ...parts, Buffer.from('}')])
}

interface RowOptions extends DebeziumOptions {
  readonly clean: CleanPart
  readonly mayLack: boolean
}

function rowOf(body: Uint8Array, span: JsonSpan | undefined, { column, clean, mayLack }: RowOptions): Row {
  if (span === undefined || isNull(body, span)) return undefined
  const value = jsonMembers(body, span).get(column)
  if (value === undefined) {
    if (mayLack) return undefined
    throw refused('A change event whose row lacks the column.')
  }
  if (isNull(body, value)) return 'empty'
  const text = textOf(body, value)
  const given = text === undefined ? body.subarray(value.start, value.end) : Buffer.from(text)
  const cleaned = text === UNAVAILABLE ? given : clean(given)
  if (cleaned.length === 0) return 'withheld'
  const written = text === undefined ? cleaned : Buffer.from(JSON.stringify(Buffer.from(cleaned).toString()))
  return Buffer.concat([Buffer.from(`{${JSON.stringify(column)}:`), written, Buffer.from('}')])
}

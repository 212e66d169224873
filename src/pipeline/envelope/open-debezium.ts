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

/**
 * A change event of Debezium in JSON, with its schema or without: what stands in the column before and after is cleaned, the
 * operation is left, and all else goes: other columns, where and when it was, and the schema that tells of them.
 */
export function openDebezium(body: Uint8Array, clean: CleanPart, { column }: DebeziumOptions): Uint8Array {
  const outer = jsonMembers(body)
  const payload = outer.get('payload')
  const event = payload === undefined ? outer : jsonMembers(body, payload)
  const operation = event.get('op')
  const op = operation && textOf(body, operation)
  if (op === undefined || !OPERATIONS.has(op)) throw refused('A change event without an operation on a row.')
  const before = row(body, event.get('before'), column, clean)
  const after = row(body, event.get('after'), column, clean)
  if (before === undefined && after === undefined) return new Uint8Array(0)
  const written = [Buffer.from('{"before":'), before ?? NULL, Buffer.from(',"after":'), after ?? NULL, Buffer.from(`,"op":"${op}"}`)]
  return Buffer.concat(payload === undefined ? written : [Buffer.from('{"payload":'), ...written, Buffer.from('}')])
}

const NULL = Buffer.from('null')

/** A row with its one column, clean; undefined where there is none, or nothing of it may pass. */
function row(body: Uint8Array, span: JsonSpan | undefined, column: string, clean: CleanPart): Uint8Array | undefined {
  if (span === undefined || isNull(body, span)) return undefined
  const value = jsonMembers(body, span).get(column)
  if (value === undefined) throw refused('A change event whose row lacks the column.')
  if (isNull(body, value)) return undefined
  const text = textOf(body, value)
  const cleaned = clean(text === undefined ? body.subarray(value.start, value.end) : Buffer.from(text))
  if (cleaned.length === 0) return undefined
  const written = text === undefined ? cleaned : Buffer.from(JSON.stringify(Buffer.from(cleaned).toString()))
  return Buffer.concat([Buffer.from(`{${JSON.stringify(column)}:`), written, Buffer.from('}')])
}

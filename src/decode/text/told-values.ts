import { HL7_DELIMITERS, hl7Components, type Hl7Component } from './hl7-fields.ts'
import { isPersonalHead } from './json-tables.ts'
import { labelOf } from './labels.ts'
import { toldRecords } from './told-records.ts'
import { isSearchField, searchFields } from './search-fields.ts'

/** A value that stands apart from what says what it is: its places in the text, and its label as a form has it. */
export interface ToldValue extends Hl7Component {
  /** Where a plus stands for a blank (WHATWG URL, application/x-www-form-urlencoded). */
  readonly isForm?: boolean
}

const SEGMENT = /(?:MSH|EVN|PID|PD1|NK1|GT1|IN[12]|PV1|OB[RX]|ORC|MRG)\|/
const NAME = '[A-Za-z_][A-Za-z0-9_.$-]{0,63}'

const QUOTED = '(?:"(?<double>(?:[^"\\\\\\r\\n]|\\\\.)+)"|\'(?<single>(?:[^\'\\\\\\r\\n]|\\\\.|\'\')+)\')'
/** Values behind their names in code and its output: `'name' => 'x'`, `:name=>"x"`, `name = "x"`, `'name': 'x'`. */
const ASSIGNED = new RegExp(
  `(?:(?<quote>["'\`])(?<quoted>${NAME})\\k<quote>\\s{0,8}(?:=>?|:)|(?<bare>${NAME})\\s{0,8}=>?|:(?<keyword>${NAME})\\s)\\s{0,8}${QUOTED}`,
  'dg',
)
/** A line of settings, `last_name = quill`. */
const SET = new RegExp(`^[ \\t]*(?<name>${NAME})[ \\t]*=[ \\t]*(?<value>[^\\s"'=<>][^\\n"'=<>]{0,199})$`, 'dgm')
/** What PHP's serialize() writes of an array or object: `s:4:"name";s:9:"Ada Quill";`, `s:2:"id";i:7;`. */
const SERIALIZED = new RegExp(`s:\\d{1,3}:"(?:\\0[^"\\0]*\\0)?(?<key>${NAME})";(?:s:\\d{1,9}:"(?<text>[^"]*)"|[id]:(?<number>-?[\\d.]+))`, 'dg')
/** The head of an INSERT (ISO/IEC 9075-2, 14.11) that names its columns. */
const INSERT = new RegExp(
  '\\b(?:insert|replace)\\s{1,8}into\\s{1,8}[^\\s(]{1,128}\\s{0,8}\\((?<columns>[^()]{1,4000})\\)\\s{0,8}values\\s{0,8}(?=\\()', 'gi')
/** A row of values, and what it is made of. Two quotes are one within a string, so no string ends before another quote. */
const ROW = /\s*,?\s*\(((?:'(?:[^'\\]|\\.|'')*'(?!')|"(?:[^"\\]|\\.)*"|\((?:'(?:[^'\\]|\\.|'')*'(?!')|[^()'"])*\)|[^()'";])*)\)/gy
const PART = /'((?:[^'\\]|\\.|'')*)'|"((?:[^"\\]|\\.)*)"|([,()])|[^\s,()'"](?:[^,()'"]*[^\s,()'"])?/dg

/** Whether segments of HL7 v2 stand in a text. */
export function isHl7(text: string): boolean {
  return text.includes('|') && SEGMENT.test(text)
}

/** Values whose labels stand elsewhere, in a text of a format that says what its values are. */
export function innerValues(text: string): readonly ToldValue[] {
  if (!isHl7(text) && !text.includes('=')) return []
  return inOrder(text, [...isHl7(text) ? hl7Components(text, HL7_DELIMITERS) : [], ...text.includes('=') ? searchFields(text) : []])
}

/** Values of a plain text whose labels stand elsewhere, or in the syntax of code, in order and not one over another. */
export function toldValues(text: string): readonly ToldValue[] {
  return inOrder(text, [
    ...isHl7(text) ? hl7Components(text, HL7_DELIMITERS) : [],
    ...text.includes('s:') ? serialized(text) : [],
    ...text.includes('(') ? inserted(text) : [],
    ...text.includes('"') || text.includes('\'') ? assigned(text) : [],
    ...text.includes('=') ? settings(text) : [],
    ...text.includes('=') ? searchFields(text) : [],
    ...text.includes('\n') ? tabled(text) : [],
    ...toldRecords(text),
  ])
}

function inOrder(text: string, values: ToldValue[]): readonly ToldValue[] {
  values.sort((one, other) => one.start - other.start || other.end - one.end)
  let end = 0
  return values.filter((value) => {
    if (value.start < end || !/[\p{L}\p{N}]/u.test(text.slice(value.start, value.end))) return false
    end = value.end
    return true
  })
}

function valueAt(from: number, place: readonly [number, number] | undefined, name: string | undefined): ToldValue {
  const [start, end] = place ?? [0, 0]
  return { start: from + start, end: from + end, label: labelOf([name]) }
}

const PART_HEAD = 'form-data; '

function* assigned(text: string): Generator<ToldValue> {
  for (const { index, groups, indices } of text.matchAll(ASSIGNED)) {
    // Of a form in parts that is no value, but what the value is called.
    if (text.slice(Math.max(0, index - PART_HEAD.length), index) === PART_HEAD) continue
    yield valueAt(0, indices?.groups?.double ?? indices?.groups?.single, groups?.quoted ?? groups?.bare ?? groups?.keyword)
  }
}

function* settings(text: string): Generator<ToldValue> {
  for (const { index, 0: line, groups, indices } of text.matchAll(SET)) {
    // Behind a soft line break of quoted-printable no line begins.
    const isSoft = /=\r?\n$/.test(text.slice(Math.max(0, index - 3), index))
    if (!isSoft && !isSearchField(groups?.name ?? '', line.trim())) yield valueAt(0, indices?.groups?.value, groups?.name)
  }
}

const COLUMNS_MIN = 3
const HEADS_MIN = 2
const HEADS_LENGTH_MAX = 2000

/** A table that begins within a text, its heads in a line of their own (RFC 4180; Markdown); detectors find those that a text begins with. */
function* tabled(text: string): Generator<ToldValue> {
  let heads: readonly string[] = []
  let sign = ''
  for (const { index, 0: line } of text.matchAll(/[^\n]+/g)) {
    if (heads.length > 0) {
      const cells = line.split(sign)
      if (cells.length === heads.length) {
        let at = index
        for (const [column, cell] of cells.entries()) {
          const value = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/u.exec(cell)
          if (value !== null) yield valueAt(at + value.index, [0, value[0].length], heads[column])
          at += cell.length + 1
        }
        continue
      }
      heads = []
    }
    sign = /[,;|\t]/.exec(line.slice(1))?.[0] ?? ''
    if (sign === '' || index === 0 || line.length > HEADS_LENGTH_MAX) continue
    const names = line.split(sign).map((name) => name.replaceAll(/[^\p{L}\p{M} _]/gu, '').trim())
    if (names.length >= COLUMNS_MIN && !/\d/.test(line) && names.filter((name) => isPersonalHead(name)).length >= HEADS_MIN) heads = names
  }
}

function* serialized(text: string): Generator<ToldValue> {
  for (const { groups, indices } of text.matchAll(SERIALIZED)) {
    yield valueAt(0, indices?.groups?.text ?? indices?.groups?.number, groups?.key)
  }
}

function* inserted(text: string): Generator<ToldValue> {
  for (const head of text.matchAll(INSERT)) {
    const columns = (head.groups?.columns ?? '').split(',').map((column) => column.replaceAll(/["'`[\]\s]/g, ' ').trim())
    ROW.lastIndex = head.index + head[0].length
    for (let row = ROW.exec(text); row !== null; row = ROW.exec(text)) {
      const [, inside = ''] = row
      yield* rowValues(inside, ROW.lastIndex - 1 - inside.length, columns)
    }
  }
}

/** Of `DATE '1961-03-04'` and `UPPER('x')` what stands between the quotes. */
function* rowValues(row: string, from: number, columns: readonly string[]): Generator<ToldValue> {
  let column = 0
  let depth = 0
  let bare: ToldValue | undefined
  for (const { 3: sign, indices } of row.matchAll(PART)) {
    const quoted = indices?.[1] ?? indices?.[2]
    const value = valueAt(from, quoted ?? indices?.[0], columns[column])
    if (sign === '(') depth++
    else if (sign === ')') depth--
    else if (sign === undefined) {
      if (quoted !== undefined) yield value
      bare = quoted === undefined ? value : undefined
    } else if (depth === 0) {
      if (bare !== undefined) yield bare
      bare = undefined
      column++
    }
  }
  if (bare !== undefined) yield bare
}

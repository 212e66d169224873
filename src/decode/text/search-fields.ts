import { isPersonal, isReferenceParameter, readSearchKey, searchWords, type SearchKey } from '../../fhir/search-labels.ts'
import { labelOf } from './labels.ts'
import type { ToldValue } from './told-values.ts'

/** With the colons and points of modifiers and chains (FHIR R4, search, 3.1.1.4). */
const NAME = '[A-Za-z_][A-Za-z0-9_.$:-]{0,127}'
const VALUE = `[^&\\s"'<>=]*`
const FORM = new RegExp(`(?<=^|[\\s?("'\`[>])${NAME}=${VALUE}(?:&${NAME}=${VALUE})*`, 'g')
const FIELD = new RegExp(`(?<name>${NAME})=(?<value>[^&]+)`, 'dg')
/** A key that stands alone in a sentence and can be nothing else. */
const ALONE = /^(?:birthdate|death-date|address-(?:city|postalcode)|telecom|phonetic|mothersMaidenName|_id)$/
/** One of values, as sent or percent-encoded; of a token the part behind its system. */
const PARTS = /(?:[^,\\%]|\\.|%(?!2C))+/gi
const SYSTEM = /^.*(?:\||%7C)/i
/** Prefixes of dates (FHIR R4, search, 3.1.1.4.5). */
const PREFIX = /^(?:eq|ne|gt|lt|ge|le|sa|eb|ap)(?=\d{4}(?:-|$))/
const END = new Set(').,;:!?]')
/** `_filter` has a grammar of its own (FHIR R4, search_filter): `family eq "Quill" and birthdate ge 1961-03`. */
const FILTER = /_filter=[^&\r\n<>]{1,2000}/g
const BLANK = '(?:[ +]|%20)'
const MARK = `(?:["']|%22|%27)`
const CONDITION = new RegExp(
  `(?<name>[A-Za-z_][\\w.:-]{0,127})${BLANK}(?:eq|ne|co|sw|ew|gt|lt|ge|le|ap|sa|eb|po|ss|sb|in|ni|re)${BLANK}` +
    `(?:${MARK}(?<quoted>(?:(?!${MARK}).)+)${MARK}|(?<bare>[^\\s+()"'%]+))`, 'dgi')
/** A blank in a form; before a number it is the sign of an international one. */
export const PLUS = /(?<=[\p{L}\d])\+(?=[\p{L}\d])/gu
/** How much of an address before its query is looked at. */
const ADDRESS_LENGTH_MAX = 300

/** Values of the fields of a form, `last_name=quill&city=rye`, and of a search, `Encounter?date=ge2021-03-04&patient.family=Quill`. */
export function* searchFields(text: string): Generator<ToldValue> {
  for (const { index, 0: form } of text.matchAll(FORM)) {
    const asked = text[index - 1] === '?' ? addressBefore(text, index - 1) : undefined
    const fields = [...form.matchAll(FIELD)].map(({ groups, indices }) => ({
      key: readSearchKey(groups?.name ?? '', typeOf(asked)), name: groups?.name ?? '', value: groups?.value ?? '',
      at: index + (indices?.groups?.value?.[0] ?? 0),
    }))
    // Of the address of a site all that is asked there goes with it.
    if (asked !== undefined && isSite(asked) && !(isBare(asked) && fields.some(({ key }) => isPersonal(key)))) continue
    if (asked === undefined && fields.length === 1 && !fields.every(({ key, name, value }) => mayStandAlone(key, name, value))) {
      if (!isLine(text, index, index + form.length) || fields.every(({ key }) => searchWords(key.code) === undefined)) continue
    }
    for (const { key, name, value, at } of fields) if (name !== '_filter') yield* told(key, name, value, at, asked !== undefined)
  }
  for (const { index, 0: filter } of text.includes('_filter=') ? text.matchAll(FILTER) : [])
    for (const { groups, indices } of filter.matchAll(CONDITION)) {
      const [name, [start, end] = [0, 0]] = [groups?.name ?? '', indices?.groups?.quoted ?? indices?.groups?.bare]
      yield { start: index + start, end: index + end, label: fieldLabel(readSearchKey(name, undefined), name), isForm: true }
    }
}

/** Whether a line of settings is read as a field of a search, value by value. */
export function isSearchField(name: string, line: string): boolean {
  return !/\s/.test(line) && line.includes(`${name}=`) && searchWords(readSearchKey(name, undefined).code) !== undefined
}

function* told(key: SearchKey, name: string, value: string, from: number, isAsked: boolean): Generator<ToldValue> {
  if (key.modifier === 'missing') return
  const label = fieldLabel(key, name)
  for (const { index, 0: part } of value.matchAll(PARTS)) {
    const ahead = SYSTEM.exec(part)?.[0].length ?? PREFIX.exec(part)?.[0].length ?? 0
    const kept = withoutEnd(part.slice(ahead))
    const start = from + index + ahead
    const isId = isAsked && /\d/.test(kept) && !kept.includes('/') && isReferenceParameter(key.code)
    yield { start, end: start + kept.length, label: isId ? 'identifier field: ' : label, isForm: true }
  }
}

/** Without what ends the sentence; a pattern would take the square of a long row of points. */
function withoutEnd(value: string): string {
  let end = value.length
  while (end > 0 && END.has(value.charAt(end - 1))) end--
  return value.slice(0, end)
}

/** The words of a form for what a person is searched by; for anything else its own name. */
function fieldLabel(key: SearchKey, name: string): string {
  if (isPersonal(key)) return `${searchWords(key.code) ?? ''}: `
  return searchWords(key.code) === undefined ? labelOf([/[:]/.test(name) ? key.code : name]) : ''
}

/** `patient.family=Quill`, `family:exact=Quill`, `birthdate=1961-03`, and names as names are written. */
function mayStandAlone(key: SearchKey, name: string, value: string): boolean {
  if (!isPersonal(key)) return false
  return name !== key.code || ALONE.test(name) || (name === 'family' || name === 'given') && /^\p{Lu}\p{L}/u.test(value)
}

function isLine(text: string, start: number, end: number): boolean {
  return (start === 0 || text[start - 1] === '\n') && (end === text.length || /[\r\n]/.test(text[end] ?? ''))
}

function addressBefore(text: string, end: number): string {
  let start = end
  while (start > 0 && end - start < ADDRESS_LENGTH_MAX && /[^\s"'<>]/.test(text[start - 1] ?? '')) start--
  return text.slice(start, end)
}

function typeOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : /(?:^|[/([:=])([A-Z][A-Za-z]+)(?:\/_search)?$/.exec(address)?.[1]
}

/** A scheme, or a host with a path behind it. */
function isSite(address: string): boolean {
  return address.includes('://') || isBare(address)
}

function isBare(address: string): boolean {
  return !address.includes('://') && /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/.test(address)
}

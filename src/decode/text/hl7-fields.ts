import { AGE_CODES } from '../../fhir/label-places.ts'
import { HL7_HEADERS, HL7_OTHER_SEGMENTS, HL7_SEGMENTS } from './hl7-segments.ts'
import { HL7_OWN_SEGMENT, hl7PartsByShape } from './hl7-shapes.ts'
import { HL7_TYPES, HL7_VALUE_TYPES, hl7ComponentName, type Hl7Parts } from './hl7-types.ts'
import type { Mark } from './mark-piece.ts'

export interface Hl7Delimiters {
  readonly field: string
  readonly component: string
  readonly repetition: string
  readonly subcomponent: string
}

/** Within texts that are no message alone an ampersand may be prose: what is written there need not leave it. */
type Structure = Omit<Hl7Delimiters, 'subcomponent'> & Partial<Hl7Delimiters>

/** Those that nearly all messages have. */
export const HL7_DELIMITERS: Hl7Delimiters = { field: '|', component: '^', repetition: '~', subcomponent: '&' }
const WITHIN_OTHERS: Structure = { field: '|', component: '^', repetition: '~' }

/** A component that tells of somebody, or a day: its places in the text, and what it is. */
export interface Hl7Component {
  readonly start: number
  readonly end: number
  readonly label: string
  /** Where a delimiter stands in it, which a reader sees as a hyphen. */
  readonly hyphen?: number
}

/** The components that tell of people, or a day, in segments of HL7 v2 (ER7), in order: one a line, or one behind another. */
export function* hl7Components(text: string, delimiters: Hl7Delimiters): Generator<Hl7Component> {
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const starts = [...line.matchAll(SEGMENT_START)]
      .filter(({ index: at, 0: name }) => line[at + name.length] === delimiters.field)
      .map(({ index: at, 0: name }) => at + name.length - 3)
    for (const [place, start] of starts.entries())
      yield* segmentComponents(line.slice(start, starts[place + 1]).trimEnd(), index + start, delimiters)
  }
}

/** The segments of HL7 v2.5.1, but for such as are names. Words and surnames in capitals may stand before a delimiter too. */
const SEGMENT_NAME = [...HL7_SEGMENTS.keys(), ...HL7_OTHER_SEGMENTS].filter((name) => name !== 'CON').join('|')
/** At the start of a line, or where a message was put on one; such as may be names at the start alone, those of a site before a number too. */
const SEGMENT_START = new RegExp([
  `(?:^|[\\s"'\`(>])(?:${SEGMENT_NAME})(?=[^A-Za-z0-9\\s])`,
  String.raw`^(?:CON|Z[A-Z0-9]{2})(?=[^A-Za-z0-9\s])`,
  String.raw`\sZ[A-Z0-9]{2}(?=([^A-Za-z0-9\s])\d{1,4}\1)`,
].join('|'), 'g')

function* segmentComponents(line: string, index: number, delimiters: Hl7Delimiters): Generator<Hl7Component> {
  const segment = line.slice(0, 3)
  const types = HL7_SEGMENTS.get(segment)
  if (types === undefined && !HL7_OWN_SEGMENT.test(segment)) return
  let at = index
  const split = line.split(delimiters.field)
  for (const [place, field] of split.entries()) {
    const number = HL7_HEADERS.has(segment) ? place + 1 : place
    const type = types?.get(number)
    if (segment === 'OBX' && number === VALUE) yield* observed(split, at, delimiters)
    else if (place > 0) yield* fieldComponents(field, at, { segment, type, delimiters })
    at += field.length + 1
  }
}

interface Field {
  readonly segment: string
  readonly type: string | undefined
  readonly delimiters: Hl7Delimiters
}

const SAYS = /[\p{L}\p{N}]/u
/** A ward, room or bed, and no house. */
const PLACE = /\d|^.{1,2}$/
const PLACES: ReadonlySet<string> = new Set(['ward', 'room', 'bed'])
/** The area code of a telephone number, and behind it the number in that area. */
const XTN_AREA = 6

function* fieldComponents(field: string, start: number, { segment, type, delimiters }: Field): Generator<Hl7Component> {
  const typed = HL7_TYPES[type ?? '']
  for (const [at, repetition] of partsOf(field, start, delimiters.repetition)) {
    const split = repetition.split(delimiters.component)
    const parts = hl7PartsByShape(split, { segment, typed })
    let index = 0
    for (const [from, component] of partsOf(repetition, at, delimiters.component)) {
      const label = parts[++index]
      if (label === undefined || type === 'NUMBER' && !/\d/.test(component)) continue
      const behind = split[index] ?? ''
      const isArea = type === 'XTN' && index === XTN_AREA && SAYS.test(behind)
      const isInArea = type === 'XTN' && index === XTN_AREA + 1 && SAYS.test(split[XTN_AREA - 1] ?? '')
      const end = from + component.length
      if (isArea && SAYS.test(component)) yield { start: from, end: end + 1 + behind.length, label: 'phone: ', hyphen: end }
      else if (!isInArea) yield* labelled(component, from, { label, delimiters })
    }
  }
}

/** A component, or its subcomponents: each of the type that it has, or all of them what it is. */
function* labelled(component: string, start: number, { label, delimiters }: {
  readonly label: string
  readonly delimiters: Hl7Delimiters
}): Generator<Hl7Component> {
  const parts = HL7_TYPES[label]
  let index = 0
  // Between blanks it is a sign of prose that nobody has escaped.
  const isProse = component.includes(` ${delimiters.subcomponent} `)
  for (const [from, part] of isProse ? [[start, component] as const] : partsOf(component, start, delimiters.subcomponent)) {
    const name = parts === undefined ? label : parts[++index]
    if (name !== undefined && SAYS.test(part) && (!PLACES.has(name) || PLACE.test(part)))
      yield { start: from, end: from + part.length, label: `${name}: ` }
  }
}

function* partsOf(text: string, start: number, sign: string): Generator<readonly [number, string]> {
  let at = start
  for (const part of text.split(sign)) {
    yield [at, part]
    at += part.length + 1
  }
}

const [VALUE_TYPE, OBSERVED, VALUE, UNITS] = [2, 3, 5, 6]
/** Of coded values the texts say what a reader sees: the text, that of the other code, the original one (HL7 v2.5.1, 2.A.13). */
const CODED: ReadonlySet<string> = new Set(['CE', 'CF', 'CNE', 'CWE'])
const TEXT_PARTS: ReadonlySet<number> = new Set([2, 5, 9])
/** Documents and where they are, which are read as such. */
const DOCUMENTS: ReadonlySet<string> = new Set(['ED', 'RP'])
const AGE = 'Age'
/** In none of these ages are told as years. */
const OTHER_UNITS = /^(?:mo|wk|d|h|min|m|w|day|week|month|hour)/i
const LABEL_LENGTH_MAX = 160

/** OBX-5, whose name stands in OBX-3 and whose type in OBX-2 (HL7 v2.5.1, 7.4.2). */
function* observed(split: readonly string[], start: number, delimiters: Hl7Delimiters): Generator<Hl7Component> {
  const [type = '', field = ''] = [split[VALUE_TYPE], split[VALUE]]
  const known = HL7_VALUE_TYPES.get(type)
  if (known !== undefined) {
    yield* fieldComponents(field, start, { segment: 'OBX', type: known, delimiters })
    return
  }
  const name = observedName(split[OBSERVED] ?? '', delimiters)
  const isInOthers = name === AGE && OTHER_UNITS.test(split[UNITS] ?? '')
  if (name === '' || DOCUMENTS.has(type) || isInOthers) return
  for (const [at, repetition] of partsOf(field, start, delimiters.repetition)) {
    let index = 0
    for (const [from, component] of partsOf(repetition, at, delimiters.component)) {
      const isText = ++index > 0 && (!CODED.has(type) || TEXT_PARTS.has(index) || !repetition.includes(delimiters.component))
      if (isText && SAYS.test(component)) yield { start: from, end: from + component.length, label: `${name}: ` }
    }
  }
}

/** What is observed, as a reader says it. */
function observedName(field: string, { component }: Hl7Delimiters): string {
  const [code = '', text = '', , otherCode = '', otherText = '', , , , original = ''] = field.split(component)
  if (AGE_CODES.has(code) || AGE_CODES.has(otherCode)) return AGE
  const said = ([text, otherText, original, code].find((one) => /\p{L}{2}/u.test(one)) ?? '').slice(0, 4 * LABEL_LENGTH_MAX)
  return said.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll(/[_-]+/g, ' ').trim().replace(/[\s?:.]+$/, '').slice(-LABEL_LENGTH_MAX)
}

/** Elements of HL7 v2 in XML (HL7 v2.xml, 2003): a component is named by its type, and in a field by its segment. */
export function hl7ElementLabel(above: string, element: string): string | undefined {
  const [, type = '', number = ''] = /^([a-z][a-z\d]{1,2})\.(\d{1,2})$/.exec(element) ?? []
  if (HL7_SEGMENTS.has(type.toUpperCase())) return named(fieldParts(element)?.[1])
  const field = fieldParts(above)
  // The first component of a field that has no second: PID.7/TS.1, PID.3/CX.1.
  if (field !== undefined && number === '1' && field[2] === undefined) return named(field[1])
  return named(hl7ComponentName(type.toUpperCase(), Number(number)))
}

function named(label: string | undefined): string | undefined {
  return label === undefined || Object.hasOwn(HL7_TYPES, label) ? undefined : `${label}: `
}

function fieldParts(element: string): Hl7Parts | undefined {
  const field = /^([a-z][a-z0-9]{2})\.(\d{1,2})$/.exec(element)
  const type = field === null ? undefined : HL7_SEGMENTS.get((field[1] as string).toUpperCase())?.get(Number(field[2]))
  return HL7_TYPES[type ?? '']
}

/** The delimiters of a text in ER7 (of one within others the usual ones, without subcomponents), with the names of segments before them: what a replacement must leave as it is. */
export function* hl7Structure(text: string, delimiters: Structure = WITHIN_OTHERS): Generator<Mark> {
  const structure = signsOf(delimiters) === signsOf(WITHIN_OTHERS) ? STRUCTURE : structureOf(delimiters)
  for (const { index, 0: found } of text.matchAll(structure)) yield { at: index, length: found.length, text: found, kind: 'fixed' }
}

const STRUCTURE = structureOf(WITHIN_OTHERS)

function structureOf(delimiters: Structure): RegExp {
  const signs = signsOf(delimiters).replaceAll(/[\]\\^-]/g, '\\$&')
  const behind = delimiters.field.replace(/[^\w\s]/, '\\$&')
  return new RegExp(`(?:(?:^|[\\s"'\`(>])(?:${SEGMENT_NAME})(?=${behind}))?[${signs}]+|[\\r\\n]+`, 'g')
}

function signsOf({ field, component, repetition, subcomponent = '' }: Structure): string {
  return field + component + repetition + subcomponent
}

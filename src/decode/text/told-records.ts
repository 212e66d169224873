import type { ToldValue } from './told-values.ts'

/** Parts of a value by their places, in the words of a form. */
type Parts = Readonly<Record<number, string>>

/** Properties of vCard 4.0 (RFC 6350, 6.2 to 6.4) and of iCalendar, of which parts stand between semicolons. */
const CARD: Readonly<Record<string, Parts>> = {
  N: { 1: 'last name', 2: 'first name', 3: 'middle name' }, FN: { 1: 'name' }, NICKNAME: { 1: 'name' },
  BDAY: { 1: 'date of birth' }, DEATHDATE: { 1: 'date of death' }, ANNIVERSARY: { 1: 'date' },
  TEL: { 1: 'phone' }, UID: { 1: 'identifier field' },
  ADR: { 1: 'street address line', 2: 'street address line', 3: 'street address line', 4: 'city', 6: 'postal code' },
}
const CARD_LINE = /^(?:[\w-]{1,40}\.)?([A-Za-z]{1,12})(?:;[^:\r\n]{0,200})?:([^\r\n]*)/gm

/** Elements of segments of ASC X12 (005010X222A1, 837) that tell of somebody, behind the qualifiers of those that have one. */
const X12: Readonly<Record<string, Parts>> = {
  PER: { 2: 'name' }, CLM: { 1: 'identifier field' }, REF: { 2: 'identifier field' }, SBR: { 3: 'identifier field' },
  BHT: { 3: 'identifier field', 4: 'date' }, GS: { 4: 'date' }, ISA: { 9: 'date' },
}
const X12_NUMBERS: Readonly<Record<string, string>> = { TE: 'phone', FX: 'phone', CP: 'phone', HP: 'phone', WP: 'phone', EM: 'email' }
const X12_SEGMENT = /(?:^|~)\s{0,4}([A-Z][A-Z0-9]{1,2})\*([^~\r\n]*)/gm

/** A field of a form in parts (RFC 7578, 4.2). */
const FORM_PART = /\bname="([^"\r\n]{1,64})"[^\r\n]{0,200}\r?\n(?:[\w-]{1,40}:[^\r\n]{0,200}\r?\n){0,4}\r?\n([^\r\n]+)/g

/** Lines of YAML (1.2.2, 8.2) with their keys; what begins with a sign of prose, such as two words before the colon, is none. */
const YAML_BLOCK = /^(?:[ \t]{0,40}(?:- )?[a-z][A-Za-z0-9_-]{0,40}:(?:[ \t][^\r\n]*)?\r?(?:\n|$)){3,}/gm
const YAML_LINE = /^[ \t]*(?:- )?([a-z][A-Za-z0-9_-]*):[ \t]+(\S[^\r\n#]*)/gm
const YAML_ITEM = /[^,[\]"'\s](?:[^,[\]"']*[^,[\]"'\s])?/g
const YAML_NAMES: Readonly<Record<string, string>> = {
  family: 'last name', last: 'last name', surname: 'last name', given: 'first name', first: 'first name', middle: 'middle name',
}
/** One of these tells that a block is about somebody: alone, names may be headings of a note, as `family` and `given` are. */
const YAML_PERSON = new RegExp(
  '^[ \\t]*(?:- )?(?:(?:mrn|ssn|dob|birth_?(?:date|day)|date_?of_?birth|patients?(?:_?(?:id|name))?|phone|mobile|telecom|e?mail|city|zip|' +
    '(?:street_?)?address|(?:zip|postal)_?code|(?:last|first|middle|full)_?name):|(?:names?|person|client):[ \\t]*\\r?$)', 'im')
const PARTICLES = '(?:al|bin|d[aeiou]s?|del|den|der|el|ibn|la|le|van|von|y)'
/** One word in any case, with what stands before surnames, or words with capitals: of more words in lower case are conditions. */
const YAML_NAME = new RegExp(
  String.raw`^(?:${PARTICLES}\s+){0,3}[\p{L}\p{M}.\u2019-]+$|^(?:(?:${PARTICLES}\s+){0,3}\p{Lu}[\p{L}\p{M}.\u2019-]*(?:\s+|$)){1,5}$`, 'u')
const YAML_CAPITAL = /^\p{Lu}/u

/** Values of records in formats that nobody declared: address cards, claims of X12, fields of forms in parts, names in YAML. */
export function* toldRecords(text: string): Generator<ToldValue> {
  if (/^BEGIN:V(?:CARD|CALENDAR)/im.test(text)) yield* cards(text)
  if (text.includes('ISA*')) yield* claims(text)
  if (text.includes('name="')) yield* parted(text)
  if (text.includes(':\n') || text.includes(': ')) yield* yaml(text)
}

function* cards(text: string): Generator<ToldValue> {
  for (const { index, 0: line, 1: name = '', 2: value = '' } of text.matchAll(CARD_LINE)) {
    const parts = CARD[name.toUpperCase()]
    if (parts !== undefined) yield* partsOf(value, index + line.length - value.length, ';', parts)
  }
}

function* claims(text: string): Generator<ToldValue> {
  for (const { index, 0: segment, 1: name = '', 2: elements = '' } of text.matchAll(X12_SEGMENT)) {
    const parts = X12[name]
    if (parts === undefined) continue
    const numbers = name === 'PER' ? elements.split('*').map((qualifier, place) => [place + 2, X12_NUMBERS[qualifier]] as const) : []
    const known = Object.fromEntries(numbers.filter(([, label]) => label !== undefined)) as Parts
    yield* partsOf(elements, index + segment.length - elements.length, '*', { ...parts, ...known })
  }
}

function* partsOf(value: string, from: number, sign: string, parts: Parts): Generator<ToldValue> {
  let start = from
  for (const [place, part] of value.split(sign).entries()) {
    const label = parts[place + 1]
    if (label !== undefined && part !== '') yield { start, end: start + part.length, label: `${label}: ` }
    start += part.length + 1
  }
}

function* parted(text: string): Generator<ToldValue> {
  for (const { index, 0: part, 1: name = '', 2: value = '' } of text.matchAll(FORM_PART))
    yield { start: index + part.length - value.length, end: index + part.length, label: `${name.replaceAll(/[_.-]+/g, ' ')}: ` }
}

function* yaml(text: string): Generator<ToldValue> {
  for (const { index, 0: block } of text.matchAll(YAML_BLOCK)) {
    if (!YAML_PERSON.test(block)) continue
    for (const { index: at, 0: line, 1: key = '', 2: value = '' } of block.matchAll(YAML_LINE)) {
      const label = YAML_NAMES[key]
      const start = index + at + line.length - value.length
      // A list in prose, which YAML would put into brackets, is one of conditions or medicines.
      const isList = value.includes(',') && !value.startsWith('[')
      for (const { index: place, 0: item } of label === undefined ? [] : value.matchAll(YAML_ITEM)) {
        if (!YAML_NAME.test(item) || isList && !YAML_CAPITAL.test(item)) continue
        yield { start: start + place, end: start + place + item.length, label: `${label}: ` }
      }
    }
  }
}

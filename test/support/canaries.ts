/** A value that is found wherever it goes, for each primitive type, and the part of it that must not be seen. */
export interface Canary {
  readonly json: string
  readonly needle: string
}

const WORD = 'c4n4ry'
const text = (value: string, needle = WORD): Canary => ({ json: JSON.stringify(value), needle })
const number = (value: string): Canary => ({ json: value, needle: value })

const CANARIES: Readonly<Record<string, Canary>> = {
  string: text(`${WORD} words`), markdown: text(`*${WORD}* words`), code: text(WORD), id: text(`${WORD}-1`),
  uri: text(`http://canary.example.org/${WORD}`), url: text(`http://canary.example.org/${WORD}`),
  canonical: text(`http://canary.example.org/${WORD}|1`),
  oid: text('urn:oid:2.999.7000123', '7000123'),
  uuid: text('urn:uuid:c4a4a400-0000-4000-8000-000000700012', '000000700012'),
  date: text('2013-07-23', '2013-07-23'), dateTime: text('2013-07-23T07:41:23Z', '2013-07-23'),
  instant: text('2013-07-23T07:41:23.417Z', '2013-07-23'), time: text('07:41:23', '07:41:23'),
  base64Binary: text(Buffer.from(`${WORD} ${WORD}`).toString('base64'), Buffer.from(`${WORD} ${WORD}`).toString('base64')),
  xhtml: text(`<div xmlns="http://www.w3.org/1999/xhtml">${WORD}</div>`),
  decimal: number('7000123.50'), integer: number('7000123'), positiveInt: number('7000123'), unsignedInt: number('7000123'),
  integer64: text('7000123', '7000123'),
}

/** The canary for a primitive of this type; a boolean is told by the name it stands under. */
export function canaryFor(type: string, name: string): Canary {
  if (type === 'boolean') return { json: 'true', needle: `"${name}":true` }
  const known = CANARIES[type]
  if (known === undefined) throw new Error(`no canary for a ${type}`)
  return known
}

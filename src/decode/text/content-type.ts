export type TextFormat = 'plain' | 'csv' | 'markdown' | 'hl7' | 'html' | 'xml' | 'rtf' | 'json' | 'json-lines'

/** What a declared media type (RFC 2045, 5.1) says about how content is to be read. */
export interface DeclaredType {
  /** `opaque` is never text; `any` says nothing, so that the bytes have to. */
  readonly format: TextFormat | 'opaque' | 'any'
  /** In lower case. */
  readonly charset?: string
}

const FORMATS: ReadonlyMap<string, TextFormat | 'opaque' | 'any'> = new Map(Object.entries({
  'text/html': 'html', 'application/xhtml+xml': 'xml', 'application/xhtml': 'xml',
  'text/xml': 'xml', 'application/xml': 'xml', 'application/hl7-cda+xml': 'xml', 'application/hl7-sda+xml': 'xml',
  'text/rtf': 'rtf', 'application/rtf': 'rtf', 'application/x-rtf': 'rtf',
  'application/json': 'json', 'text/json': 'json',
  'application/x-ndjson': 'json-lines', 'application/ndjson': 'json-lines', 'application/fhir+ndjson': 'json-lines',
  'application/jsonl': 'json-lines', 'application/x-jsonlines': 'json-lines',
  'text/csv': 'csv', 'application/csv': 'csv', 'text/tab-separated-values': 'csv',
  'text/markdown': 'markdown', 'text/x-markdown': 'markdown',
  'x-application/hl7-v2+er7': 'hl7', 'application/hl7-v2': 'hl7', 'application/hl7-v2+er7': 'hl7', 'text/hl7v2': 'hl7',
  'text/hl7-v2': 'hl7', 'application/edi-hl7': 'hl7', 'application/edi-hl7v2': 'hl7',
  'application/octet-stream': 'any', 'application/binary': 'any',
  // Lines are folded, values encoded, photographs inlined: text by name only.
  'text/vcard': 'opaque', 'text/x-vcard': 'opaque', 'text/directory': 'opaque', 'text/calendar': 'opaque',
}))

const OPAQUE = /^(?:image|audio|video|font|model|multipart|message|chemical)\/|^application\/(?:pdf|dicom|zip|gzip|msword|vnd\.)/
const SHAPE = /^([a-z0-9!#$&^_.+*-]+\/[a-z0-9!#$&^_.+*-]+)$/

/** Reads a `contentType` as a sender wrote it. What is not a media type says nothing. */
export function readContentType(contentType: string | undefined): DeclaredType {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.map((parameter) => /^charset\s*=\s*"?([^"\s]+)"?$/.exec(parameter)?.[1]).find((one) => one !== undefined)
  const format = SHAPE.test(type) ? formatOf(type) : 'any'
  return charset === undefined ? { format } : { format, charset }
}

function formatOf(type: string): DeclaredType['format'] {
  const known = FORMATS.get(type)
  if (known !== undefined) return known
  if (OPAQUE.test(type)) return 'opaque'
  if (type.endsWith('+json')) return 'json'
  if (type.endsWith('+xml')) return 'xml'
  return type.startsWith('text/') ? 'plain' : 'any'
}

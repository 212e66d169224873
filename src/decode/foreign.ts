import { SluiceError } from '../contract/errors.ts'
import { isGzip } from './sniff.ts'

const HEAD_BYTES = 256
const GZIP = 'This is gzip under a name or a type that does not say so; the name of such a file ends in .gz.'
/** How other formats begin. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'The message is empty.'],
  [/^\ufeff/, 'The message begins with a byte order mark, which JSON must not have (RFC 8259 section 8.1).'],
  [/^</, 'This looks like XML or HTML; Sluice reads FHIR JSON.'],
  [/^\ufffd\ufffd/, 'This looks like UTF-16; JSON is UTF-8 (RFC 8259 section 8.1).'],
  [/^%PDF-/, 'This is a PDF; Sluice reads FHIR JSON.'],
  [/^PK[^ -~]/, 'This is a ZIP archive; Sluice reads FHIR JSON.'],
  [/^(?:MSH|FHS|BHS)\|/, 'This looks like HL7 v2; Sluice reads FHIR JSON.'],
  [/^PAR1/, 'This is a Parquet file; Sluice reads FHIR JSON.'],
  [/^[A-Za-z_"'#][^{}[\]]*[,;\t|]/, 'This looks like a table in text (CSV); Sluice reads FHIR JSON.'],
]

/**
 * Says what a message is that is not JSON at all, where its first bytes tell. Code and place stay, and so does an error
 * of another kind, or one further in.
 */
export function explainForeign(error: SluiceError, body: Uint8Array): SluiceError {
  if (error.code !== 'SLUICE_JSON_SYNTAX' && error.code !== 'SLUICE_JSON_ENCODING') return error
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, HEAD_BYTES)).toString('utf8').trimStart()
  const start = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? '\ufeff' : head
  const detail = isGzip(body) ? GZIP : FORMATS.find(([pattern]) => pattern.test(start))?.[1]
  return detail === undefined ? error : new SluiceError(error.code, { detail, where: error.where, cause: error })
}

import { SluiceError } from '../../src/contract/errors.ts'
import type { FhirVersion } from '../../src/contract/classes.ts'
import type { Query } from './query.ts'

const JSON_TYPES = new Set(['application/fhir+json', 'application/json', 'application/json+fhir', 'text/json', 'json'])
const VERSIONS: Readonly<Record<FhirVersion, string>> = { R4: '4.0', R4B: '4.3', R5: '5.0' }

/** What clients and servers say of what they take and send, word for word; there are few ways of it. */
const KNOWN_MAX = 100
const KNOWN_LENGTH_MAX = 200
const known = { accepts: new Map<string, boolean>(), types: new Map<string, boolean>() }

function remembered(answers: Map<string, boolean>, text: string, version: FhirVersion, find: () => boolean): boolean {
  const key = `${version} ${text}`
  const answer = answers.get(key) ?? find()
  if (answers.size < KNOWN_MAX && text.length <= KNOWN_LENGTH_MAX) answers.set(key, answer)
  return answer
}

/** What the client takes: `_format` stands above `Accept`. Throws SLUICE_HTTP_ACCEPT when that is not JSON of this version. */
export function checkAccept(accept: string | undefined, query: Query, version: FhirVersion): void {
  const formats = query.filter(([name]) => name === '_format').map(([, value]) => value)
  const isTaken =
    formats.length > 0
      ? formats.some((one) => isAcceptable(one, version))
      : accept === undefined ||
        accept.trim() === '' ||
        remembered(known.accepts, accept, version, () => accept.split(',').some((one) => isAcceptable(one, version)))
  if (!isTaken) throw new SluiceError('SLUICE_HTTP_ACCEPT')
}

function isAcceptable(text: string, version: FhirVersion): boolean {
  // A plus in a URL's query is a space once decoded.
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase().replace('fhir json', 'fhir+json'))
  if (!JSON_TYPES.has(type) && !['*/*', 'application/*'].includes(type)) return false
  return parameters.every((parameter) => !/^q=0(?:\.0*)?$/.test(parameter) && isVersion(parameter, version))
}

function isVersion(parameter: string, version: FhirVersion): boolean {
  const asked = /^fhirversion="?([^"]*)"?$/.exec(parameter)?.[1]
  return asked === undefined || asked === VERSIONS[version]
}

/** Whether a Content-Type is JSON that can be read: of this version, in UTF-8. */
export function isJson(contentType: string | undefined, version: FhirVersion): boolean {
  return contentType !== undefined && remembered(known.types, contentType, version, () => isJsonType(contentType, version))
}

function isJsonType(contentType: string, version: FhirVersion): boolean {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.map((parameter) => /^charset="?([^"]*)"?$/.exec(parameter)?.[1]).find((found) => found !== undefined)
  return JSON_TYPES.has(type) && type !== 'json' && (charset === undefined || charset === 'utf-8' || charset === 'utf8') &&
    parameters.every((parameter) => isVersion(parameter, version))
}

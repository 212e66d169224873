import { SluiceError } from '../../contract/errors.ts'
import { jsonMembers, textOf } from '../../decode/json-members.ts'
import type { CleanPart } from './envelope-engine.ts'

export interface CloudEventOptions {
  /** Types of events that leave as they are; of any other only that it is an event is left. */
  readonly types: readonly string[]
  /** What an id is called for this destination. */
  readonly pseudonym: (text: string) => string
}

/** What events of types that nobody named are called, and where all come from. */
export const EVENT_TYPE = 'sluice.message'
export const EVENT_SOURCE = 'urn:sluice'
const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json(?:\s*;.*)?$/i

function refused(detail: string): SluiceError {
  return new SluiceError('SLUICE_ENVELOPE', { detail })
}

/**
 * A CloudEvent in JSON (CloudEvents 1.0, JSON event format, section 3): `data` is cleaned, of the attributes only those that
 * every event must have are left, and none of them as it came but a type that is known. What has no `specversion` is taken
 * for the data of an event in binary mode, whose attributes stand in headers.
 */
export function openCloudEvent(body: Uint8Array, clean: CleanPart, { types, pseudonym }: CloudEventOptions): Uint8Array {
  const members = jsonMembers(body)
  const attribute = (name: string): string | undefined => {
    const span = members.get(name)
    return span && textOf(body, span)
  }
  if (!members.has('specversion')) return clean(body)
  if (attribute('specversion') !== '1.0') throw refused('An event of another version of CloudEvents than 1.0.')
  const id = attribute('id')
  if (id === undefined) throw refused('An event without an id.')
  const contentType = attribute('datacontenttype')
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) throw refused('An event whose data is not JSON.')
  const [data, base64] = [members.get('data'), attribute('data_base64')]
  if ((data === undefined) === (base64 === undefined)) throw refused('An event without data, or with two of them.')
  const cleaned = clean(data === undefined ? Buffer.from(base64 ?? '', 'base64') : body.subarray(data.start, data.end))
  if (cleaned.length === 0) return cleaned
  const type = attribute('type')
  const head = {
    specversion: '1.0', id: pseudonym(id), source: EVENT_SOURCE, type: type !== undefined && types.includes(type) ? type : EVENT_TYPE,
    datacontenttype: 'application/fhir+json',
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head).slice(0, -1)},"data":`), cleaned, Buffer.from('}')])
}

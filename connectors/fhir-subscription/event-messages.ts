import type { CutEntry } from '../../src/contract/decoders.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import { requireFhirJson, type FhirHttp } from '../fhir-http/fhir-http.ts'
import type { NotifiedEvent } from './read-notification.ts'
import { toDeletion } from '../lines.ts'
import { asObject } from '../json-value.ts'

/** `Type/id`, however the server writes the reference; the whole of anything else. */
export function plainReference(reference: unknown): string {
  const text = typeof reference === 'string' ? reference : ''
  return /([A-Z][A-Za-z]{1,63}\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(text)?.[1] ?? text
}

/** Reads what the notification names without holding it. What is gone by now has a notification of its own. */
async function fetchReference(reference: string, http: FhirHttp, signal: AbortSignal): Promise<Uint8Array[]> {
  const url = http.base.follow(reference)
  if (url === undefined)
    throw new SluiceError('SLUICE_SOURCE_REFUSED', { detail: 'A notification names something that is not on the server.' })
  const { status, headers, bytes } = await http.fetch({ what: 'a read', url, signal })
  if (status === 404 || status === 410) return []
  if (status !== 200) throw http.failure('a read', status)
  requireFhirJson({ headers }, 'a read')
  return [bytes]
}

/** The messages of one event: what the notification holds of what it is about, or else what the server has under that name. */
export async function eventMessages(
  event: NotifiedEvent, entries: readonly CutEntry[], { http, signal }: { readonly http: FhirHttp; readonly signal: AbortSignal },
): Promise<Uint8Array[]> {
  const messages: Uint8Array[] = []
  for (const reference of new Set(event.references)) {
    const plain = plainReference(reference)
    const entry = entries.find(
      ({ envelope }) => plainReference(envelope['fullUrl']) === plain || plainReference(asObject(envelope['request'])['url']) === plain,
    )
    const isDeletion = asObject(entry?.envelope['request'])['method'] === 'DELETE'
    if (entry?.resource !== undefined && !isDeletion) messages.push(entry.resource)
    else if (entry !== undefined && isDeletion) messages.push(toDeletion(entry.bytes))
    else messages.push(...await fetchReference(reference, http, signal))
  }
  return messages
}

import type { CutEntry } from '../../src/contract/decoders.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import { requireFhirJson, type FhirHttp } from '../fhir-http/fhir-http.ts'
import { asObject } from '../json-value.ts'
import { toDeletion } from '../lines.ts'
import { readReference, type Part } from './match-entries.ts'

interface Reading {
  readonly http: FhirHttp
  readonly signal: AbortSignal
}

/** What the server has under a reference; undefined for what is gone. */
async function fetchReference(reference: string, { http, signal }: Reading): Promise<Uint8Array | undefined> {
  const url = http.base.follow(reference)
  if (url === undefined)
    throw new SluiceError('SLUICE_SOURCE_REFUSED', { detail: 'A notification names something that is not on the server.' })
  const { status, headers, bytes } = await http.fetch({ what: 'a read', url, signal })
  if (status === 404 || status === 410) return undefined
  if (status !== 200) throw http.failure('a read', status)
  requireFhirJson({ headers }, 'a read')
  return bytes
}

/** What an entry holds: a resource, or the word that one was deleted. */
function messageOf({ bytes, resource, envelope }: CutEntry): Uint8Array | undefined {
  return asObject(envelope['request'])['method'] === 'DELETE' ? toDeletion(bytes) : resource
}

/** The version that is named; where nobody has it any more, another that the notification holds, or else the one of now. */
async function readPart({ reference, instead }: Part, reading: Reading): Promise<Uint8Array[]> {
  const read = await fetchReference(reference, reading) ?? (instead === undefined ? undefined : messageOf(instead))
  if (read !== undefined) return [read]
  const { plain, version } = readReference(reference)
  const now = version === undefined ? undefined : await fetchReference(reference.slice(0, reference.indexOf(plain) + plain.length), reading)
  // What is gone by now has a notification of its own.
  return now === undefined ? [] : [now]
}

/** The messages of one event: what the notification holds of what it is about, or else what the server has under that name. */
export async function eventMessages(parts: readonly Part[], reading: Reading): Promise<Uint8Array[]> {
  const messages: Uint8Array[] = []
  for (const part of parts) {
    const held = part.entries.map(messageOf).filter((message) => message !== undefined)
    messages.push(...held.length > 0 ? held : await readPart(part, reading))
  }
  return messages
}

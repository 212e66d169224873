import { SluiceError } from '../../src/contract/errors.ts'
import { scopesAllow } from '../identity/smart-scopes.ts'
import { clientAnswer, headerOf, unusable } from './answer.ts'
import { askStatus, clientManifest, ownName, readManifest } from './bulk-manifest.ts'
import { serverHeaders, type Exchange } from './exchange.ts'
import { serverId } from './ids.ts'
import { BULK_STATUS, type Interaction } from './interaction.ts'
import { belowServer, openPlace, sealPlace } from './links.ts'
import { askedTypes, printQuery, type Query } from './query.ts'
import { FHIR_JSON, outcomeOf, type Answer } from './refusal.ts'
import type { UpstreamAnswer } from './upstream.ts'
import { requireShown } from './write.ts'

const NO_BODY = new Uint8Array(0)

/** Starts a bulk export (FHIR Bulk Data Access 2.0, section 3.1): where its status will be stands sealed in the answer. */
export async function kickOff(
  one: Extract<Interaction, { readonly kind: 'operation' }>,
  query: Query,
  exchange: Exchange,
): Promise<Answer> {
  const { client, proxy, scopes } = exchange
  if (!/(?:^|[,;])\s*respond-async\b/.test(String(exchange.request.headers['prefer'] ?? '')))
    throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'An export takes Prefer: respond-async.' })
  if (one.type !== undefined && one.type !== 'Patient' && one.type !== 'Group') throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  const asked = askedTypes(query)
  const types = asked ?? (client.resourceTypes === undefined ? undefined : [...client.resourceTypes])
  if (scopes !== undefined && !(types ?? [undefined]).every((type) => scopesAllow(scopes, type, 'r')))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows all that comes with this.' })
  const narrowed = asked === undefined && types !== undefined ? [...query, ['_type', types.join()] as const] : query
  const instance = one.id === undefined || one.type === undefined ? '' : `/${serverId(client, one.type, one.id)}`
  if (one.type !== undefined && instance !== '') await requireShown(one.type, `/${one.type}${instance}`, exchange)
  const path = `${one.type === undefined ? '' : `/${one.type}`}${instance}/$export`
  const answer = await exchange.send({
    method: 'GET',
    path,
    query: printQuery(narrowed),
    headers: serverHeaders(exchange, { prefer: 'respond-async' }),
  })
  if (answer.status === 429 || answer.status === 503) return waitAnswer(answer, answer.status)
  if (answer.status >= 400) return clientAnswer(answer, { types: [] }, exchange)
  if (answer.status !== 202) throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The export was not taken.' })
  const location = headerOf(answer, 'content-location')
  const place = location === undefined ? undefined : belowServer(ownName(location, exchange), '', exchange)
  if (place === undefined) throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The status of the export is on another server.' })
  return {
    status: 202,
    body: NO_BODY,
    headers: {
      'content-location': `${proxy.baseUrl}/${BULK_STATUS}/${sealPlace({ ...place, type: types?.join() }, 'status', exchange)}`,
      'cache-control': 'no-store',
    },
  }
}

/** How far an export is: a number at most, since servers put words into it; at its end the files, sealed. */
export async function status(token: string, exchange: Exchange): Promise<Answer> {
  allowExport(exchange)
  const place = openPlace(token, 'status', exchange)
  const answer = await askStatus(place, exchange)
  if (answer.status === 202 || answer.status === 429 || answer.status === 503) return waitAnswer(answer, answer.status)
  if (answer.status === 404 || answer.status === 410) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  const manifest = await clientManifest(readManifest(answer, place, exchange), place, exchange)
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: Buffer.from(JSON.stringify(manifest)),
  }
}

/** Ends an export and lets the server forget its files. */
export async function cancel(token: string, exchange: Exchange): Promise<Answer> {
  allowExport(exchange)
  const place = openPlace(token, 'status', exchange)
  const answer = await exchange.send({ method: 'DELETE', path: place.path, query: place.query, headers: serverHeaders(exchange) })
  if (answer.status === 404) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  if (answer.status >= 300) throw unusable('The export could not be ended.', answer.status)
  return { status: 202, headers: { 'cache-control': 'no-store' }, body: NO_BODY }
}

export function allowExport({ client }: Exchange): void {
  if (!client.operations.has('export')) throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'This operation is not let through.' })
}

function waitAnswer(answer: UpstreamAnswer, code: number): Answer {
  const retry = headerOf(answer, 'retry-after')
  const progress = /^\s*(\d{1,3}(?:\.\d+)?\s*%)/.exec(headerOf(answer, 'x-progress') ?? '')?.[1]
  return {
    status: code,
    headers: {
      'cache-control': 'no-store', 'retry-after': retry !== undefined && /^\d{1,6}$/.test(retry) ? retry : '30',
      ...(code === 202 ? { 'x-progress': progress ?? 'in progress' } : { 'content-type': FHIR_JSON }),
    },
    body: code === 202 ? NO_BODY : Buffer.from(JSON.stringify(outcomeOf(code === 429 ? 'throttled' : 'transient', 'SLUICE_BUSY'))),
  }
}

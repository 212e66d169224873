import { SluiceError } from '../../src/contract/errors.ts'
import { asList } from '../json-value.ts'
import { headerOf, readAnswer, unusable } from './answer.ts'
import { serverHeaders, type Exchange } from './exchange.ts'
import { BULK_FILE, BULK_STATUS } from './interaction.ts'
import { belowServer, sealPlace, type Address, type Place } from './links.ts'
import { mayDropAny } from './may-drop.ts'
import { isJson } from './negotiate.ts'
import { mayHave } from './search.ts'
import type { UpstreamAnswer } from './upstream.ts'

/** A manifest that goes on for longer is not gone through. */
const PAGES_MAX = 100
/** What carries no resources of its own type. */
const CARRIERS: ReadonlySet<string> = new Set(['OperationOutcome', 'Bundle'])

interface ManifestFile {
  readonly type: string | undefined
  /** Where it is: below the server's base, or at a place that the configuration names. */
  readonly at: Address
}

/** A manifest of the server (Bulk Data Access 2.0, section 3.2.3): of it, what is made use of. */
interface Manifest {
  readonly transactionTime: string | undefined
  readonly output: readonly ManifestFile[]
  readonly deleted: readonly ManifestFile[]
  readonly error: readonly ManifestFile[]
  readonly next: Place | undefined
}

/** How far the export is. */
export function askStatus(place: Place, exchange: Exchange): Promise<UpstreamAnswer> {
  return exchange.send({
    method: 'GET',
    path: place.path,
    query: place.query,
    headers: serverHeaders(exchange, { accept: 'application/json' }),
  })
}

/** Throws SLUICE_UPSTREAM for what is no manifest, or leads past the server and the places of the configuration. */
export function readManifest(answer: UpstreamAnswer, place: Place, exchange: Exchange): Manifest {
  if (answer.status !== 200 || !isJson(headerOf(answer, 'content-type'), exchange.proxy.fhirVersion))
    throw unusable('The export failed.', answer.status)
  const read = readAnswer(answer)
  const { transactionTime } = read
  const files = (list: unknown): ManifestFile[] => asList(list).map(({ type, url }) => {
    if (typeof url !== 'string') throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The manifest is not understood.' })
    return { type: typeof type === 'string' && /^[A-Za-z]+$/.test(type) ? type : undefined, at: fileAt(url, place.path, exchange) }
  })
  const [next] = asList(read['link']).map(({ relation, url }) => {
    const address = typeof url === 'string' ? belowServer(ownName(url, exchange), place.path, exchange) : undefined
    if (relation !== 'next' || address === undefined)
      throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The manifest goes on elsewhere.' })
    return { ...place, ...address }
  })
  return {
    transactionTime: typeof transactionTime === 'string' && /^[\d:.TZ+-]{10,35}$/.test(transactionTime) ? transactionTime : undefined,
    output: files(read['output']), deleted: files(read['deleted']), error: [...files(read['error']), ...files(read['outcome'])], next,
  }
}

/**
 * The manifest for the client, with its files at this server: nothing in it leads past. Counts go, and so do files of
 * types that the client may not have, and the query, which may hold values. Of a type of which some may be kept back there
 * is one file, whatever the server has: that there is none, or how many there are, would tell. What was deleted, and what
 * went wrong, is then not told either.
 */
export async function clientManifest(first: Manifest, place: Place, exchange: Exchange): Promise<object> {
  const { client, proxy } = exchange
  const mayLack = mayDropAny(exchange)
  const manifest = mayLack ? await wholeManifest(first, exchange) : first
  const mayFile = ({ type }: ManifestFile): boolean => type === undefined || CARRIERS.has(type) || mayHave(client, type)
  const entry = (type: string | undefined, at: Address & Partial<Place>): object => ({
    ...(type === undefined ? {} : { type }),
    url: `${proxy.baseUrl}/${BULK_FILE}/${sealPlace(at, 'file', exchange)}`,
  })
  const entries = (files: readonly ManifestFile[]): object[] => files.filter(mayFile).map(({ type, at }) => entry(type, at))
  const lacking = mayLack
    ? (place.type?.split(',') ?? [...(client.resourceTypes ?? proxy.resourceTypes)]).filter((type) => client.gate.search.dropsSome(type))
    : []
  const told = manifest.output.filter(({ type }) => !mayLack || (type !== undefined && !client.gate.search.dropsSome(type)))
  return {
    ...(manifest.transactionTime === undefined ? {} : { transactionTime: manifest.transactionTime }),
    request: `${proxy.baseUrl}/$export`, requiresAccessToken: true,
    output: [...lacking.map((type) => entry(type, { path: place.path, query: place.query, type })), ...entries(told)],
    deleted: mayLack ? [] : entries(manifest.deleted),
    error: mayLack ? [] : entries(manifest.error),
    ...(manifest.next === undefined
      ? {}
      : { link: [{ relation: 'next', url: `${proxy.baseUrl}/${BULK_STATUS}/${sealPlace(manifest.next, 'status', exchange)}` }] }),
  }
}

/** All files of one type in the manifest that is at a place. */
export async function filesOf(place: Place, type: string, exchange: Exchange): Promise<readonly Address[]> {
  const answer = await askStatus(place, exchange)
  if (answer.status === 404 || answer.status === 410) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  const { output } = await wholeManifest(readManifest(answer, place, exchange), exchange)
  return output.filter((file) => file.type === type).map(({ at }) => at)
}

async function wholeManifest(first: Manifest, exchange: Exchange): Promise<Manifest> {
  const output = [...first.output]
  let { next } = first
  for (let pages = 1; next !== undefined; pages++) {
    if (pages === PAGES_MAX) throw new SluiceError('SLUICE_TOO_COSTLY')
    const page = readManifest(await askStatus(next, exchange), next, exchange)
    output.push(...page.output)
    next = page.next
  }
  return { ...first, output, next }
}

/** A file at the server, or at one of the places that the configuration names; never anywhere else. */
function fileAt(url: string, asked: string, exchange: Exchange): Address {
  const place = belowServer(ownName(url, exchange), asked, exchange)
  if (place !== undefined) return place
  // As it will be asked for: no `..` leads out of the folder.
  const path = URL.canParse(url) ? new URL(url).href : ''
  const isStored = exchange.proxy.upstream.storage.some((base) => path.startsWith(new URL(`${base}/`).href))
  if (!isStored) throw new SluiceError('SLUICE_UPSTREAM', { detail: 'A file of the export is at a place that is not known.' })
  return { path, query: '' }
}

/** An address of the server under the name that clients know it by. */
export function ownName(url: string, { proxy }: Exchange): string {
  const own = [proxy.upstream.url, ...proxy.upstream.aliases].find((base) => url.startsWith(`${base}/`) || url.startsWith(`${base}?`))
  return own === undefined ? url : proxy.baseUrl + url.slice(own.length)
}

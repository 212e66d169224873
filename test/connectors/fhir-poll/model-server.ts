import { instantBefore, readInstant } from '../../../connectors/fhir-http/instant.ts'
import type { FetchPage, Item } from '../../../connectors/fhir-poll/fetch-page.ts'

interface Stored {
  readonly id: number
  readonly version: number
  readonly atMs: number
  /** The server's time from which on a search finds it. */
  readonly visibleMs: number
}

export interface ModelOptions {
  readonly pageSize: number
  /** lastUpdated is a multiple of this. */
  readonly clockMs: number
  /** A change may take this long to become visible. */
  readonly lagMs: number
  /** Whether its answers have a date. */
  readonly tellsTime: boolean
  readonly order: 'oldest first' | 'newest first' | 'by id'
  /** A whole number below the bound, the same sequence for the same seed. */
  readonly choose: (below: number) => number
}

const BASE_MS = Date.parse('2026-01-01T00:00:00Z')

/**
 * A FHIR server in memory whose pages are cut anew from what there is on every request, by offset: what is changed
 * between two pages moves, and what stands behind it moves up. `writes` says how often something is changed meanwhile.
 */
export function createModelServer({ pageSize, clockMs, lagMs, tellsTime, order, choose }: ModelOptions) {
  const stored = new Map<number, Stored[]>()
  let nowMs = BASE_MS
  let writes = true

  function write(): void {
    nowMs += choose(3)
    const id = choose(12)
    const versions = stored.get(id) ?? []
    const atMs = Math.floor(nowMs / clockMs) * clockMs
    versions.push({ id, version: versions.length + 1, atMs, visibleMs: nowMs + choose(lagMs + 1) })
    stored.set(id, versions)
  }

  /** What a search sees of a resource: its newest visible version. */
  const visible = (): Stored[] => [...stored.values()].flatMap((versions) => versions.findLast(({ visibleMs }) => visibleMs <= nowMs) ?? [])

  const toItem = ({ id, version, atMs }: Stored): Item => {
    const atText = instantBefore(BigInt(atMs) * 1_000_000n, 0)
    return { body: Buffer.from(JSON.stringify({ id, version })), key: `${id}/${version}`, at: readInstant(atText), atText }
  }

  const fetchPage: FetchPage = async (url) => {
    if (writes) for (let count = choose(4); count > 0; count--) write()
    const from = readInstant(url.searchParams.get('from') ?? undefined)
    const offset = Number(url.searchParams.get('offset') ?? 0)
    const found = visible().map(toItem).filter(({ at }) => from === undefined || (at !== undefined && at >= from))
    if (order !== 'by id') found.sort((a, b) => Number((a.at ?? 0n) - (b.at ?? 0n)) * (order === 'oldest first' ? 1 : -1))
    const next = new URL(url)
    next.searchParams.set('offset', String(offset + pageSize))
    const asOf = tellsTime ? BigInt(Math.floor(nowMs / clockMs) * clockMs) * 1_000_000n : undefined
    return { asOf, items: found.slice(offset, offset + pageSize), next: offset + pageSize < found.length ? next : undefined }
  }

  return {
    fetchPage,
    urlFrom: (at: string | undefined): URL => new URL(`http://model/${at === undefined ? '' : `?from=${encodeURIComponent(at)}`}`),
    write,
    /** No more changes; all there were are visible. */
    rest(): void {
      writes = false
      nowMs += lagMs
    },
    current: (): string[] => visible().map(({ id, version }) => `${id}/${version}`).sort(),
  }
}

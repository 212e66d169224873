import type { Spool } from '../../src/contract/connector.ts'
import type { UnitDelivery } from '../../src/contract/unit.ts'
import type { Item, Page } from './fetch-page.ts'
import { readInstant } from '../fhir-http/instant.ts'
import { createReach, startOf, type CycleOptions, type CycleResult } from './search-cycle.ts'

/** How many versions go on together. */
const DELIVERY_ITEMS = 200
const DELIVERY_BYTES = 4 * 1024 * 1024

export interface HistoryOptions extends CycleOptions {
  readonly spool: () => Promise<Spool>
}

interface Waiting extends Omit<Item, 'body'> {
  readonly offset: number
  readonly bytes: number
  /** Place in the order of arrival. */
  readonly place: number
}

async function readAt(spool: Spool, { offset, bytes }: Waiting): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let missing = bytes
  for await (const chunk of spool.open(offset)) {
    chunks.push(chunk.subarray(0, missing))
    missing -= chunk.length
    if (missing <= 0) break
  }
  return Buffer.concat(chunks)
}

/** Histories come newest first (FHIR R4, 3.1.0.11): among equal times, what came later is older. */
function oldestFirst(a: Waiting, b: Waiting): number {
  if (a.at !== undefined && b.at !== undefined && a.at !== b.at) return a.at < b.at ? -1 : 1
  return b.place - a.place
}

/**
 * Reads every version and deletion since the position. They come newest first, so they wait in an encrypted temporary
 * file until the last page is there, and go on oldest first. What is added meanwhile moves others to later pages, where
 * they are met twice and taken once.
 */
export async function* historyCycle(options: HistoryOptions): AsyncGenerator<UnitDelivery, CycleResult> {
  const { stream, fetchPage, urlFrom, signal } = options
  const start = startOf(options)
  const earliest = readInstant(start)
  const spool = await options.spool()
  try {
    const waiting = new Map<string, Waiting>()
    const reach = createReach(stream)
    let offset = 0
    let isFirst = true
    for (let url: URL | undefined = urlFrom(start); url !== undefined && !signal.aborted;) {
      const page: Page = await fetchPage(url, isFirst ? 'query' : 'link', signal)
      const items = page.items.filter(({ at }) => at === undefined || earliest === undefined || at >= earliest)
      for (const item of stream.fresh(items)) {
        if (waiting.has(item.key)) continue
        const { body, ...rest } = item
        await spool.write(body)
        waiting.set(item.key, { ...rest, offset, bytes: body.length, place: waiting.size })
        offset += body.length
      }
      reach.note(page, items)
      url = page.next
      isFirst = false
    }
    if (signal.aborted) return { found: false, latest: undefined }
    let group: Item[] = []
    let groupBytes = 0
    for (const one of [...waiting.values()].sort(oldestFirst)) {
      group.push({ ...one, body: await readAt(spool, one) })
      groupBytes += one.bytes
      if (group.length < DELIVERY_ITEMS && groupBytes < DELIVERY_BYTES) continue
      yield stream.deliver(group)
      group = []
      groupBytes = 0
      if (signal.aborted) return { found: true, latest: undefined }
    }
    if (group.length > 0) yield stream.deliver(group)
    return { found: waiting.size > 0, latest: reach.latest() }
  } finally {
    await spool.close()
  }
}

import type { UnitDelivery } from '../../src/contract/unit.ts'
import type { FetchPage, Item, Page } from './fetch-page.ts'
import { instantBefore, readInstant } from '../fhir-http/instant.ts'
import type { Stream } from './stream.ts'

/** A walk over pages that found something is repeated, since a change in between may have moved something past it. */
const REPEATS_MAX = 5

export interface CycleOptions {
  readonly stream: Stream
  readonly fetchPage: FetchPage
  /** The address of the first page from a point of time on. */
  readonly urlFrom: (at: string | undefined) => URL
  /** How long a change may take to become visible, and how far the clocks of a server's machines may differ. */
  readonly overlapMs: number
  readonly signal: AbortSignal
}

/** What a cycle came to: whether anything was new, and up to when all was seen that was visible. */
export interface CycleResult {
  readonly found: boolean
  readonly latest: string | undefined
}

/**
 * Up to when a cycle has seen all that was visible: the latest change that it met, but not after its oldest page was
 * made. What became visible behind that page, while later ones were read, was passed unseen.
 */
export function createReach(stream: Stream) {
  const before = stream.reached()
  let latest: Item | undefined
  let asOf: bigint | undefined
  const until = (item: Item | undefined): string | undefined =>
    item?.at === undefined || asOf === undefined ? undefined : (item.at <= asOf ? item.atText : instantBefore(asOf, 0))

  return {
    note(page: Page, items: readonly Item[]): void {
      for (const item of items) if (item.at !== undefined && (latest?.at === undefined || item.at > latest.at)) latest = item
      // A server that does not tell the time has reached what it sent before.
      const made = page.asOf ?? before
      if (made !== undefined && (asOf === undefined || made < asOf)) asOf = made
    },
    /** The instant of an item, or that of the cycle's oldest page if it is earlier. */
    until,
    latest: (): string | undefined => until(latest),
  }
}

/**
 * What is known of a server's order: it is taken to sort once times were seen to rise within a page, until they are seen
 * to fall. Between two pages they may rise just because something was changed.
 */
interface Order {
  rises: boolean
  falls: boolean
}

function learn(items: readonly Item[], before: Item | undefined, order: Order): void {
  items.forEach((item, index) => {
    const last = (index === 0 ? before : items[index - 1])?.at
    if (item.at === undefined || (last !== undefined && item.at < last)) order.falls = true
    else if (index > 0 && last !== undefined && item.at > last) order.rises = true
  })
}

/** Where reading starts: what may still turn up before the position is read again, and what was taken is left out. */
export function startOf({ stream, overlapMs }: Pick<CycleOptions, 'stream' | 'overlapMs'>): string | undefined {
  const { at, settled } = stream.position()
  const from = readInstant(at)
  return from === undefined || settled ? at : instantBefore(from, overlapMs)
}

/**
 * Reads everything that changed since the position, oldest first. Each page is asked for by the time of the last
 * resource of the one before, not by its link, so that resources that change meanwhile, and so move to the end, cannot
 * make others slip past. Links are followed only where one point of time fills more than a page, or where the server
 * does not sort; then the walk is repeated until it finds nothing new.
 */
export async function* searchCycle(options: CycleOptions): AsyncGenerator<UnitDelivery, CycleResult> {
  const { stream, fetchPage, urlFrom, signal } = options
  const start = startOf(options)
  const earliest = readInstant(start)
  const reach = createReach(stream)
  let found = false
  let bound = start
  let url = urlFrom(bound)
  const order: Order = { rises: false, falls: false }
  let last: Item | undefined
  let linked = { found: false, repeats: 0 }
  while (!signal.aborted) {
    const isLinked = url.href !== urlFrom(bound).href
    const page = await fetchPage(url, isLinked ? 'link' : 'query', signal)
    // A server that ignores _lastUpdated sends what was taken long ago, and is no longer remembered.
    const items = page.items.filter(({ at }) => at === undefined || earliest === undefined || at >= earliest)
    learn(page.items, isLinked ? last : undefined, order)
    last = page.items.at(-1)
    const fresh = stream.fresh(items)
    reach.note(page, items)
    if (fresh.length > 0) {
      found = true
      linked.found = true
      yield stream.deliver(fresh)
    }
    const from = readInstant(bound)
    const moved = order.rises && !order.falls && last?.at !== undefined && (from === undefined || last.at > from)
    const again = isLinked && linked.found && linked.repeats < REPEATS_MAX && (moved || page.next === undefined)
    if (again) {
      linked = { found: false, repeats: linked.repeats + 1 }
      url = urlFrom(bound)
      continue
    }
    if (page.next === undefined) {
      // Without an order a change can hide from every walk but a quiet one: until there is one, the position stays.
      const isSure = !order.falls || !isLinked || !linked.found
      return { found, latest: isSure ? reach.latest() : undefined }
    }
    if (moved) {
      bound = last?.atText
      linked = { found: false, repeats: 0 }
      stream.advance(reach.until(last), { settled: false })
      url = urlFrom(bound)
    } else url = page.next
  }
  return { found, latest: undefined }
}

import type { UnitDelivery } from '../../src/contract/unit.ts'
import { toDelivery } from '../lines.ts'
import type { Positions } from '../positions/positions.ts'
import type { Item } from './fetch-page.ts'
import { readInstant } from '../fhir-http/instant.ts'

/** How far a stream has been read. */
export interface StreamPosition {
  /** Everything that was changed before this instant of the server has been taken; undefined at the start. */
  readonly at: string | undefined
  /** Nothing can still turn up before `at`: the server had time to finish what was under way. */
  readonly settled: boolean
  /** Deliveries so far: their names go on from here, so that a repeated one replaces its file. */
  readonly count: number
}

/** One search or history that is read again and again, with its durable position. */
export interface Stream {
  readonly name: string
  position(): StreamPosition
  /** The latest instant of all items so far: the server's clock has reached it. */
  reached(): bigint | undefined
  /** Those that were not taken before. */
  fresh(items: readonly Item[]): readonly Item[]
  /** Hands items on; they count as taken once they are acknowledged. */
  deliver(items: readonly Item[]): UnitDelivery
  /** Moves the position, never back. */
  advance(at: string | undefined, state: { readonly settled: boolean }): void
}

const msOf = (at: bigint | undefined): number | undefined => (at === undefined ? undefined : Number(at / 1_000_000n))

export interface StreamOptions {
  /** Names it in file names and the audit log; never a value. */
  readonly name: string
  /** Names it in the file of positions: everything that makes it another stream when it changes. */
  readonly key: string
  readonly since: string | undefined
  readonly overlapMs: number
  readonly positions: Positions
}

/** Opens a stream where it was left. */
export function openStream({ name, key, since, overlapMs, positions }: StreamOptions): Stream {
  const start: StreamPosition = { at: since, settled: true, count: 0 }
  let position = (positions.get(key) as StreamPosition | undefined) ?? start
  let reached: bigint | undefined
  const forgetBeforeMs = (): number | undefined => {
    const at = msOf(readInstant(position.at))
    return at === undefined ? undefined : at - overlapMs
  }

  return {
    name,
    position: () => position,
    reached: () => reached,
    fresh(items) {
      for (const { at } of items) if (at !== undefined && (reached === undefined || at > reached)) reached = at
      const marked = positions.marked(key, items.map((item) => item.key))
      const met = new Set<string>(marked)
      return items.filter((item) => !met.has(item.key) && met.add(item.key))
    },
    deliver(items) {
      const next = { ...position, count: position.count + 1 }
      return toDelivery({
        name: `${name}/${String(next.count).padStart(10, '0')}.ndjson`,
        lines: items.map(({ body }) => body),
        ack: async () => {
          positions.save(key, next, { marks: items.map((item) => ({ key: item.key, atMs: msOf(item.at) })) })
          position = next
        },
        nack: async () => undefined,
      })
    },
    advance(at, { settled }) {
      const [from, to] = [readInstant(position.at), readInstant(at)]
      const isFurther = to !== undefined && (from === undefined || to > from)
      if (!isFurther && position.settled === settled) return
      position = { ...position, at: isFurther ? at : position.at, settled }
      positions.save(key, position, { forgetBeforeMs: forgetBeforeMs() })
    },
  }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchCycle } from '../../../connectors/fhir-poll/search-cycle.ts'
import { openStream } from '../../../connectors/fhir-poll/stream.ts'
import { createMemoryPositions } from './memory-positions.ts'
import { createModelServer } from './model-server.ts'

const LAG_MS = 5

interface Life {
  readonly seed: number
  readonly pageSize: number
  readonly clockMs: number
  readonly tellsTime: boolean
  readonly order: Parameters<typeof createModelServer>[0]['order']
  /** In how many cycles the process dies, after how many deliveries. */
  readonly crashes: readonly number[]
}

/** Small and repeatable: Lehmer's generator (Park and Miller, 1988). */
function chooser(seed: number): (below: number) => number {
  let state = seed + 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** Lives through a number of cycles, some of which end in a crash, and returns what was acknowledged, in order. */
async function live({ seed, pageSize, clockMs, tellsTime, order, crashes }: Life) {
  const server = createModelServer({ pageSize, clockMs, lagMs: LAG_MS, tellsTime, order, choose: chooser(seed) })
  for (let count = seed % 30; count > 0; count--) server.write()
  const positions = createMemoryPositions()
  const taken: string[] = []
  const overlapMs = LAG_MS + clockMs
  for (const crash of [...crashes, Infinity, Infinity, Infinity]) {
    if (crash === Infinity) server.rest()
    const stream = openStream({ name: 's', key: 's', since: undefined, overlapMs, positions })
    const cycle = searchCycle({ ...server, stream, overlapMs, signal: new AbortController().signal })
    let deliveries = 0
    let latest: string | undefined
    for (;;) {
      const { done, value } = await cycle.next()
      if (done === true) {
        latest = value.latest
        stream.advance(latest, { settled: false })
        break
      }
      if (++deliveries > crash) break
      await value.ack()
      taken.push(
        ...value.messages.map(({ body }) => Object.values(JSON.parse(Buffer.from(body as Uint8Array).toString()) as object).join('/')),
      )
    }
  }
  return { taken, current: server.current() }
}

const lives = (order: Life['order']) =>
  fc.record({
    seed: fc.nat(1_000_000),
    pageSize: fc.integer({ min: 1, max: 5 }),
    clockMs: fc.constantFrom(1, 4, 1000),
    tellsTime: fc.boolean(),
    order: fc.constant(order),
    crashes: fc.array(fc.nat(4), { maxLength: 4 }),
  })

/** What became visible behind a page, while later ones were read, was passed over: a walk's reach ended at its latest change. */
const LOST_ONCE: readonly Omit<Life, 'order'>[] = [
  { seed: 10, pageSize: 3, clockMs: 1, tellsTime: true, crashes: [1, 1, 3] },
  { seed: 10, pageSize: 3, clockMs: 1, tellsTime: false, crashes: [2, 0, 3] },
]

test.for(['oldest first', 'newest first'] as const)(
  'whatever changes between two pages that come %s, with equal times, late ones and crashes, all is taken and nothing twice',
  { timeout: 120_000 },
  async (order) => {
    await fc.assert(
      fc.asyncProperty(lives(order), async (life) => {
        const { taken, current } = await live(life)
        expect(taken.filter((one, index) => taken.indexOf(one) !== index)).toEqual([])
        expect(current.filter((one) => !taken.includes(one))).toEqual([])
      }),
      { numRuns: 1000, examples: LOST_ONCE.map((life): [Life] => [{ ...life, order }]) },
    )
  },
)

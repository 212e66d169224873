import { setTimeout as delay } from 'node:timers/promises'
import type { Exchange } from './exchange.ts'
import type { Interaction } from './interaction.ts'

/** Far longer than a server takes to say that something is not there. */
const STEP_MS = 100
/** Timers are set in whole milliseconds, by a clock that stands still while an answer is worked on. */
const TICK_MS = 1
const ABSENCES = new Set([404, 409])

/**
 * Waits until an answer that something is not there, or cannot be written, is a multiple of a tenth of a second old, where the
 * policy may keep it back instead: what is kept back takes longer by reading it, and a few answers would tell the two apart.
 * `started` is a time of `performance.now()`, milliseconds.
 */
export async function evenOut(status: number, interaction: Interaction | undefined, exchange: Exchange, started: number): Promise<void> {
  if (!ABSENCES.has(status) || interaction === undefined || !('type' in interaction) || interaction.type === undefined) return
  if (!exchange.client.gate.search.dropsSome(interaction.type)) return
  await waitForStep(started)
}

/** Waits until a multiple of a tenth of a second has gone by since then, `performance.now()` in milliseconds. */
export async function waitForStep(started: number): Promise<void> {
  await delay(TICK_MS)
  const ageMs = performance.now() - started
  // What a timer cuts off is put right on average, so that not even fractions of a millisecond tell.
  await delay(STEP_MS - (ageMs + TICK_MS) % STEP_MS + TICK_MS + Math.random())
}

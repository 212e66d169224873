import { setTimeout as delay } from 'node:timers/promises'
import { isNarrowed, type Exchange } from './exchange.ts'
import type { Interaction } from './interaction.ts'
import { mayDropAny } from './may-drop.ts'

/** Timers are set in whole milliseconds, by a clock that stands still while an answer is worked on. */
const TICK_MS = 1
const ABSENCES = new Set([404, 409])

/**
 * Waits until an answer is a multiple of a step old (`limits.stepMs`), where something may have been kept back of what it is made
 * of: to read that and to take it out takes time, and a few answers would tell. Such is one that says that something is not
 * there, or cannot be written, and one of many resources. What is refused for how it was asked leaves at once: that goes by
 * the policy alone. `started` is a time of `performance.now()`, milliseconds.
 */
export async function evenOut(status: number, interaction: Interaction | undefined, exchange: Exchange, started: number): Promise<void> {
  if (interaction !== undefined && mayLack(status, interaction, exchange)) await waitForStep(started, exchange.proxy.limits.stepMs)
}

/** Waits until a multiple of a step has gone by since then, a time of `performance.now()`; both in milliseconds. */
export async function waitForStep(started: number, stepMs: number): Promise<void> {
  await delay(TICK_MS)
  const ageMs = performance.now() - started
  // What a timer cuts off is put right on average, so that not even fractions of a millisecond tell.
  await delay(stepMs - (ageMs + TICK_MS) % stepMs + TICK_MS + Math.random())
}

function mayLack(status: number, interaction: Interaction, exchange: Exchange): boolean {
  const isAbsence = ABSENCES.has(status)
  if (isOfMany(interaction))
    return (
      (isAbsence || status === 200) &&
      (mayDropAny(exchange) || (exchange.isOfAll && (exchange.client.gate.search.dropsAny || isNarrowed(exchange))))
    )
  if (isAbsence && exchange.referred.size > 0) return true
  if (!isAbsence || !('type' in interaction) || interaction.type === undefined) return false
  // To the token of one patient another's resource is not there either.
  return exchange.confined || exchange.client.gate.search.dropsSome(interaction.type)
}

function isOfMany(interaction: Interaction): boolean {
  switch (interaction.kind) {
    case 'search': case 'page': case 'history': case 'bundle': return true
    case 'operation': return interaction.name === 'everything'
    default: return false
  }
}

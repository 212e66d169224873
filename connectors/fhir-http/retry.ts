import { setTimeout as delay } from 'node:timers/promises'

/** The wait before a request is sent again: doubled each time, up to a minute, and a random part of it. */
const FIRST_WAIT_MS = 500
const WAIT_MS_MAX = 60_000
/** A server that asks for more patience than this is not believed, nor has it more of one request. */
export const RETRY_AFTER_MS_MAX = 60 * 60_000

/** Answers after which the same request may succeed (RFC 9110 section 15, RFC 6585 section 4). */
export function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status === 500 || (status >= 502 && status <= 504)
}

/** What Retry-After says (RFC 9110, section 10.2.3), in milliseconds; undefined when it is absent or not understood. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), RETRY_AFTER_MS_MAX)
}

/** How long to wait after a failed attempt, the first being 0: what the server asks for, or else ever longer. */
export function waitMs(attempt: number, asked?: number): number {
  const most = Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempt, 16), WAIT_MS_MAX)
  return asked ?? most / 2 + Math.random() * (most / 2)
}

/** Waits, or returns early when the signal comes. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await delay(ms, undefined, { signal }).catch(() => undefined)
}

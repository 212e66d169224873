import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long one delivery may keep sockets and timers waiting: a heartbeat is due every few seconds. */
const TURN_MS = 10

/** A function to call between messages, which lets others have a turn once this one has had its time. */
export function createTurns(): () => Promise<void> | undefined {
  let since = performance.now()
  async function rest(): Promise<void> {
    await nextTurn()
    since = performance.now()
  }
  return () => (performance.now() - since < TURN_MS ? undefined : rest())
}

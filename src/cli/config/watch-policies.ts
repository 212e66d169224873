import { stat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { Reloadable } from './reloading.ts'

const LOOK_MS = 1000

async function stateOf(files: readonly string[]): Promise<string> {
  const states = await Promise.all(files.map(async (file) => {
    const stats = await stat(file).catch(() => undefined)
    return stats === undefined ? 'none' : `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}`
  }))
  return states.join(' ')
}

interface Watched {
  readonly slot: Reloadable
  /** The state that the slot was told of; it finds out itself whether anything is another than before. */
  taken: string
  seen: string
}

async function look(watched: Watched): Promise<void> {
  const now = await stateOf(watched.slot.files())
  const isSettled = now === watched.seen
  watched.seen = now
  if (!isSettled || now === watched.taken) return
  watched.taken = now
  await watched.slot.reload()
}

/**
 * Reloads policies when their files change, once two looks a second apart agree that nobody is writing any more, and at
 * once on SIGHUP. Looking at the files works where notices of changes do not: on network disks and mounted ConfigMaps.
 * Returns how to stop.
 */
export function watchPolicies(slots: readonly Reloadable[]): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  let asked: Promise<unknown> = Promise.resolve()
  const onHangUp = (): void => {
    asked = Promise.all(slots.map((slot) => slot.reload()))
  }

  async function watch(): Promise<void> {
    const all = slots.map((slot): Watched => ({ slot, taken: '', seen: '' }))
    while (!signal.aborted) {
      await delay(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined)
      for (const watched of all) {
        if (signal.aborted) return
        await look(watched)
      }
    }
  }

  process.on('SIGHUP', onHangUp)
  const watching = watch()
  return async () => {
    stop.abort()
    process.off('SIGHUP', onHangUp)
    await watching
    await asked
  }
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
const KEY = 'a key for chaos, 32 bytes or more'

/** One process of a route, in a folder of its own that its followers use too. */
export interface SluiceInstance {
  readonly folder: string
  /** Resolves once it has delivered something, or at the end of the time. */
  working(timeoutMs: number): Promise<boolean>
  /** Whether it was there to be killed. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<boolean>
}

/** Starts `sluice run` on the configuration in a folder; all that it says is kept in `log.txt` beside it. */
export function startInstance(folder: string): SluiceInstance {
  mkdirSync(folder, { recursive: true })
  const env = {
    ...process.env,
    SLUICE_KEY: KEY,
    NO_COLOR: '1',
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] || join(folder, '..', 'compile-cache'),
  }
  const child: ChildProcess = spawn(process.execPath, [MAIN, 'run', '--log-level', 'debug'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let wake: () => void = () => undefined
  let delivered = false
  const working = new Promise<void>((resolve) => (wake = resolve))
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface(stream).on('line', (line) => {
      appendFileSync(join(folder, 'log.txt'), `${line}\n`)
      if (!line.includes('"DELIVERED"')) return
      delivered = true
      wake()
    })
  }
  return {
    folder,
    async working(timeoutMs) {
      await Promise.race([working, exited, delay(timeoutMs)])
      return delivered
    },
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return false
      child.kill(signal)
      const timer = setTimeout(() => child.kill('SIGKILL'), 40_000)
      await exited
      clearTimeout(timer)
      return true
    },
  }
}

import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { finishCli, startCli, type CliOptions, type CliResult } from './run-cli.ts'

/** A `sluice run` that is under way, with what it has logged so far. */
export interface Running {
  readonly child: ChildProcess
  readonly log: () => string
  /** Log lines with this code. */
  readonly logged: (code: string) => readonly Readonly<Record<string, unknown>>[]
  /** Fetches from the observe server, once it listens. */
  readonly ask: (path: string) => Promise<{ readonly status: number; readonly text: string }>
  /** Waits for something to come true; throws with the log when the process ends before. */
  readonly until: (condition: () => boolean | Promise<boolean>) => Promise<void>
  stop(signal?: NodeJS.Signals): Promise<CliResult>
  readonly finished: Promise<CliResult>
}

/** Waits for something to come true; a minute, since machines are busy. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000
  while (Date.now() < end) {
    if (await condition()) return
    await delay(50)
  }
  throw new Error('it did not come true')
}

/** Starts `sluice run FILE` in a folder. */
export function startRun(file: string, options: CliOptions & { readonly level?: string }): Running {
  const child = startCli(['run', file, '--log-level', options.level ?? 'info'], options)
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const finished = finishCli(child)
  const lines = (): readonly Readonly<Record<string, unknown>>[] => text.split('\n').flatMap((line) => {
    if (!line.startsWith('{') || !line.endsWith('}')) return []
    return [JSON.parse(line) as Record<string, unknown>]
  })
  const logged: Running['logged'] = (code) => lines().filter((line) => line['code'] === code)
  async function untilHere(condition: () => boolean | Promise<boolean>): Promise<void> {
    await until(async () => {
      if (await condition()) return true
      if (child.exitCode !== null) throw new Error(`the process ended before: ${text}`)
      return false
    })
  }
  return {
    child,
    until: untilHere,
    log: () => text,
    logged,
    async ask(path) {
      await untilHere(() => logged('OBSERVED').length > 0)
      const address = String(logged('OBSERVED')[0]?.['address'])
      const answer = await fetch(`${address}${path}`)
      return { status: answer.status, text: await answer.text() }
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return finished
    },
    finished,
  }
}

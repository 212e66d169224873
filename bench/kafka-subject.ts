import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { kafkaConfig } from '../test/services/kafka-config.ts'

/** What moves records from one topic to another, as a process of its own. */
export interface Subject {
  readonly name: string
  /** Undefined: the loop that only copies. */
  readonly policy?: string
  readonly delivery?: 'exactly-once' | 'at-least-once'
}

/** One place to run in: a broker, and topics of its own for each run. */
export interface BenchPlace {
  readonly brokers: string
  readonly folder: string
  /** A fresh topic to write to and a fresh group. */
  fresh(): Promise<{ readonly to: string; readonly group: string; readonly folder: string }>
}

export interface SubjectRun {
  readonly subject: Subject
  readonly brokers: string
  readonly folder: string
  readonly group: string
  readonly from: string
  readonly to: string
  /** Told how many were moved, whenever some were. */
  readonly onMoved: (messages: number) => void
}

const KEY = 'a key for benchmarks, 32 bytes or more'

function commandOf({ subject, brokers, folder, group, from, to }: SubjectRun): string[] {
  if (subject.policy === undefined) return [join(import.meta.dirname, 'kafka-copy.ts'), brokers, group, from, to]
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'sluice.yaml'), kafkaConfig({
    brokers, from, to, group, policy: subject.policy, delivery: subject.delivery ?? 'exactly-once', sink: 'timestamp: keep',
  }))
  return [join(import.meta.dirname, '..', 'src', 'cli', 'main.ts'), 'run', '--log-level', 'debug']
}

/** Starts a subject. Ending it returns the most memory that it ever had, in MB. */
export function startSubject(run: SubjectRun): { stop(): Promise<number> } {
  mkdirSync(run.folder, { recursive: true })
  const child = spawn(process.execPath, commandOf(run), {
    cwd: run.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SLUICE_KEY: KEY },
  })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      const said = JSON.parse(line.startsWith('{') ? line : '{}') as { readonly messages?: number; readonly level?: number }
      if (said.messages !== undefined && (said.level ?? 0) <= 20) run.onMoved(said.messages)
      else if (line.includes('SLUICE_') || (said.level ?? 0) > 40) console.error(line)
    })
  }
  return {
    async stop() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      child.kill(run.subject.policy === undefined ? 'SIGKILL' : 'SIGTERM')
      await once(child, 'close')
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024
    },
  }
}

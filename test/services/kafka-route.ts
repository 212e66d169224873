import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { finishCli, makeFolder, startCli } from '../cli/run-cli.ts'
import type { KafkaBroker } from './kafka.ts'
import { until, writeKafkaConfig, type KafkaRouteConfig } from './kafka-config.ts'
import type { KafkaTool, ReadRecord } from './kafka-tool.ts'

/** A route that ran, and what it left. */
export interface Ran {
  readonly output: readonly ReadRecord[]
  readonly stderr: string
  readonly code: number | null
  readonly folder: string
  readonly file: (name: string) => string
}

interface RunOptions {
  readonly until?: (output: readonly ReadRecord[], folder: string) => boolean | Promise<boolean>
  readonly folder?: string
}

/** Runs a route until its output is as wanted or it has ended, then stops it as an orchestrator would. */
export async function runRoute(
  { broker, tool }: { readonly broker: KafkaBroker; readonly tool: KafkaTool },
  config: Omit<KafkaRouteConfig, 'brokers'>,
  options: RunOptions,
): Promise<Ran> {
  const folder = options.folder ?? makeFolder()
  writeKafkaConfig(folder, { brokers: broker.brokers, ...config })
  const child = startCli(['run'], { cwd: folder })
  const finished = finishCli(child)
  const isOver = (): boolean => child.exitCode !== null
  let output: ReadRecord[] = []
  await until('the output is there', async () => {
    output = await tool.read(config.to)
    return isOver() || await options.until?.(output, folder) === true
  })
  child.kill('SIGTERM')
  const { stderr, code } = await finished
  const file = (name: string): string => existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : ''
  return { output: await tool.read(config.to), stderr, code, folder, file }
}

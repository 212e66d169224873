import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { finishCli, makeFolder, startCli } from '../cli/run-cli.ts'
import type { KafkaBroker } from './kafka.ts'
import type { KafkaTool, ReadRecord } from './kafka-tool.ts'

export interface KafkaRouteConfig {
  readonly brokers: string
  readonly from: string
  readonly to: string
  readonly group: string
  readonly policy?: string
  readonly delivery?: 'exactly-once' | 'at-least-once'
  readonly onError?: 'block' | 'quarantine'
  /** Further lines below `from: { kafka: }`, below `to: { kafka: }` and of the route, as they stand in YAML. */
  readonly source?: string
  readonly sink?: string
  readonly route?: string
  /** Further lines of the file. */
  readonly top?: string
  /** What stands behind `quarantine:`. */
  readonly quarantine?: string
}

/** The configuration of one route from topic to topic, with its audit log and quarantine beside it. */
export function kafkaConfig({
  brokers, from, to, group,
  policy = 'keep-everything',
  delivery = 'exactly-once',
  onError = 'quarantine',
  source = '',
  sink = '',
  route = '',
  top = '',
  quarantine = '{ file: quarantine.jsonl }',
}: KafkaRouteConfig): string {
  return `version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
${top}
routes:
  - name: clean
    from:
      kafka:
        brokers: [${brokers}]
        topic: ${from}
        group: ${group}
        delivery: ${delivery}
        ${source}
    policy: ${policy}
    destination: lab
    purpose: research
    to:
      kafka:
        topic: ${to}
        ${sink}
    onError: ${onError}
    quarantine: ${quarantine}
    ${route}
`
}

/** Writes it as `sluice.yaml` into a folder. */
export function writeKafkaConfig(folder: string, config: KafkaRouteConfig): void {
  writeFileSync(join(folder, 'sluice.yaml'), kafkaConfig(config))
}

/** Asks until it is so; throws after a minute or as long as is given. */
export async function until(what: string, condition: () => Promise<boolean> | boolean, timeoutMs = 60_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await delay(200)) if (await condition()) return
  throw new Error(`In vain: ${what}`)
}

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

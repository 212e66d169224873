import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

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

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../cli/run-cli.ts'
import { startRun } from '../cli/running.ts'

const CANARY = /c4n4ry|7000123|2013-07-23|YzRuNHJ5|\\u0063/i

const CONFIG = `version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: state/audit.jsonl }
observe: { listen: 127.0.0.1:0 }
onCrash: stay
routes:
  - name: exits
    from: { file: { path: in, follow: true } }
    branches:
      - name: held
        policy: hipaa-safe-harbor
        destination: lab
        purpose: research
        to: { file: { path: out/held, names: pseudonymize } }
        onError: quarantine
        quarantine: { file: state/quarantine.jsonl }
      - name: refused
        policy: ai-training
        destination: model
        purpose: training
        to: { file: { path: out/refused, names: pseudonymize } }
        onError: block
`

/** Messages that pass, and ones that are refused for every kind of reason, each with a canary in it. */
const MESSAGES: readonly string[] = [
  '{"resourceType":"Patient","id":"c4n4ry","name":[{"family":"C4n4ry"}],"birthDate":"2013-07-23","identifier":[{"value":"7000123"}]}',
  '{"resourceType":"Observation","status":"final","code":{"text":"c4n4ry"},"note":[{"text":"Mr. C4n4ry, MRN 7000123, seen 2013-07-23"}]}',
  '{"resourceType":"DocumentReference","status":"current","content":[{"attachment":{"contentType":"text/plain","data":"YzRuNHJ5IGM0bjRyeQ==","title":"c4n4ry"}}]}',
  '{"resourceType":"Patient","name":[{"family":"c4n4ry\n"}]}',
  '{"resourceType":"Patient","id":"c4n4ry',
  '{"resourceType":"Patient","c4n4ry":1,"c4n4ry":2}',
  '{"resourceType":"Observation","valueQuantity":{"value":7000123e9999}}',
  '{"resourceType":"C4n4ry"}',
  '{"resourceType":"Patient","modifierExtension":[{"url":"http://c4n4ry.example.org","valueString":"c4n4ry"}]}',
  '{"resourceType":"Bundle","type":"batch","entry":[{"fullUrl":"urn:c4n4ry","resource":{"resourceType":"C4n4ry"}}]}',
  'MSH|^~\\&|C4N4RY|7000123',
]

test(
  'What a run says of messages holds no value of any: log at its fullest, metrics, health, audit log, quarantine',
  { timeout: 120_000 },
  async () => {
    const cwd = makeFolder()
    for (const folder of ['in', 'state']) mkdirSync(join(cwd, folder))
    writeFileSync(join(cwd, 'sluice.yaml'), CONFIG)
    const running = startRun('sluice.yaml', { cwd, level: 'debug' })
    await running.until(async () => (await running.ask('/readyz')).status === 200)
    for (const [index, body] of MESSAGES.entries()) writeFileSync(join(cwd, 'in', `c4n4ry-${index}.json`), body)
    writeFileSync(
      join(cwd, 'in', 'c4n4ry.ndjson'),
      MESSAGES.filter((body) => !body.includes('\n'))
        .map((body) => `${body}\n`)
        .join(''),
    )
    await running.until(async () => {
      const { text } = await running.ask('/metrics')
      const counted = [...text.matchAll(/^sluice_messages_total\{route="exits\/held".*\} (\d+)$/gm)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      )
      return counted === MESSAGES.length * 2 - 1
    })
    const before = [await running.ask('/metrics'), await running.ask('/readyz'), await running.ask('/c4n4ry')]
    rmSync(join(cwd, 'in'), { recursive: true })
    await running.until(async () => (await running.ask('/readyz')).text.includes('"failed"'))
    const after = [await running.ask('/metrics'), await running.ask('/readyz')]
    const { stderr, stdout, code } = await running.stop()
    expect(code).toBe(1)
    const said = [
      stderr,
      stdout,
      ...[...before, ...after].map(({ text }) => text),
      ...['audit', 'quarantine'].map((name) => readFileSync(join(cwd, 'state', `${name}.jsonl`), 'utf8')),
    ]
    expect(said.every((text, index) => index === 1 || text.length > 10)).toBe(true)
    for (const text of said) expect(text).not.toMatch(CANARY)
    expect(running.logged('DELIVERED').length).toBeGreaterThan(0)
    expect(running.logged('SLUICE_JSON_SYNTAX').length).toBeGreaterThan(2)
  },
)

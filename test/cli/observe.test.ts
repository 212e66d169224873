import { mkdirSync, readFileSync, writeFileSync, renameSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeFolder, runCli } from './run-cli.ts'
import { startRun } from './running.ts'

const POLICY = (name: string, family: string): string => `sluice: policy/1
name: ${name}
version: "1"
summary: For tests.
oldestAge: 89
rules:
  - name: Names
    when: { class: name }
    then: ${family}
  - name: The rest
    when: { class: [not-identifying, link] }
    then: keep
`

const CONFIG = `version: 1
keys:
  - { version: 1, from: env:SLUICE_KEY }
audit: { file: audit.jsonl }
observe: { listen: 127.0.0.1:0 }
routes:
  - name: two
    from: { file: { path: in, follow: true } }
    branches:
      - name: open
        policy: open.yaml
        destination: lab
        purpose: research
        to: { file: { path: open } }
        onError: block
      - name: shut
        policy: shut.yaml
        destination: vendor
        purpose: counting
        to: { file: { path: shut } }
        onError: quarantine
        quarantine: { file: state/q.jsonl }
`
const patient = (id: string): string => `{"resourceType":"Patient","id":"${id}","name":[{"family":"Canaryfamily"}],"active":true}`

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
  mkdirSync(join(cwd, 'in'))
  writeFileSync(join(cwd, 'open.yaml'), POLICY('open', 'keep'))
  writeFileSync(join(cwd, 'shut.yaml'), POLICY('shut', 'drop'))
  writeFileSync(join(cwd, 'sluice.yaml'), CONFIG)
})
const put = (name: string, text: string): void => writeFileSync(join(cwd, 'in', name), text)
const got = (name: string): string => readFileSync(join(cwd, name), 'utf8')
/** The value of one sample; undefined when there is none with these labels. */
function sample(metrics: string, series: string): number | undefined {
  const line = metrics.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

describe('a route with two branches', () => {
  test('gives each destination what its policy allows, and is seen from outside without a value', async () => {
    const running = startRun('sluice.yaml', { cwd, level: 'debug' })
    await running.until(async () => (await running.ask('/readyz')).status === 200)
    put('a.json', patient('a'))
    put('Canaryfile.json', '{"resourceType":"Patient","Canarykey":1')
    await running.until(() => existsSync(join(cwd, 'shut', 'a.json')))
    await running.until(
      async () => sample((await running.ask('/metrics')).text, 'sluice_messages_total{route="two/shut",verdict="quarantine"}') === 1,
    )
    const metrics = (await running.ask('/metrics')).text
    const ready = await running.ask('/readyz')
    const lost = await running.ask('/Canarypath?Canaryquery=1')
    const { code, stderr } = await running.stop()

    expect(got('open/a.json')).toBe(patient('a'))
    expect(got('shut/a.json')).toMatch(/^\{"resourceType":"Patient","meta":\{.*"REDACTED"\}\]\},"id":"a","active":true\}$/)
    expect(JSON.parse(ready.text)).toMatchObject({
      ready: true,
      routes: [{ route: 'two', state: 'running', connectors: [
        { route: 'two', side: 'source', connector: 'file', ready: true },
        { route: 'two/open', side: 'sink', connector: 'file', ready: true },
        { route: 'two/shut', side: 'sink', connector: 'file', ready: true },
      ] }],
    })
    expect(sample(metrics, 'sluice_messages_total{route="two/open",verdict="pass"}')).toBe(1)
    expect(sample(metrics, 'sluice_messages_total{route="two/shut",verdict="redact"}')).toBe(1)
    expect(sample(metrics, 'sluice_findings_total{route="two/shut",class="name",action="drop"}')).toBe(1)
    expect(sample(metrics, 'sluice_refusals_total{route="two/open",verdict="block",code="SLUICE_JSON_SYNTAX"}')).toBe(1)
    expect(sample(metrics, 'sluice_quarantine_entries{route="two/shut"}')).toBe(1)
    expect(sample(metrics, 'sluice_ready')).toBe(1)
    expect(lost).toEqual({ status: 404, text: '{"code":"NOT_FOUND"}' })
    expect(code).toBe(2)
    for (const text of [stderr, metrics, ready.text, lost.text, got('audit.jsonl'), got('state/q.jsonl')])
      expect(text).not.toMatch(/Canary/)
    expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).code).toBe(0)
  })

  test('swaps one policy between messages, keeps the old one where the new one is not sound, and the audit log says which', async () => {
    const running = startRun('sluice.yaml', { cwd })
    await running.until(async () => (await running.ask('/readyz')).status === 200)
    put('a.json', patient('a'))
    await running.until(() => existsSync(join(cwd, 'open', 'a.json')))

    writeFileSync(join(cwd, 'next.yaml'), POLICY('open', 'drop'))
    renameSync(join(cwd, 'next.yaml'), join(cwd, 'open.yaml'))
    await running.until(() => running.logged('POLICY_RELOADED').length === 1)
    put('b.json', patient('b'))
    await running.until(() => existsSync(join(cwd, 'open', 'b.json')))

    writeFileSync(join(cwd, 'open.yaml'), POLICY('open', 'keep').slice(0, -9))
    await running.until(() => running.logged('SLUICE_CONFIG').length > 0)
    put('c.json', patient('c'))
    await running.until(() => existsSync(join(cwd, 'open', 'c.json')))
    const metrics = (await running.ask('/metrics')).text
    const { stderr } = await running.stop()

    expect(got('open/a.json')).toContain('Canaryfamily')
    expect(got('open/b.json')).not.toContain('Canaryfamily')
    expect(got('open/c.json')).not.toContain('Canaryfamily')
    expect(sample(metrics, 'sluice_policy_loads_total{route="two/open",result="reloaded"}')).toBe(1)
    expect(sample(metrics, 'sluice_policy_loads_total{route="two/open",result="refused"}')).toBe(1)
    const records = got('audit.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
    const swap = records.findIndex(({ event }) => event === 'policy')
    const hash = records[swap]?.['policyHash']
    expect(records.slice(swap).filter(({ event, route }) => event === 'batch' && route === 'two/open').map(({ policyHash }) => policyHash))
      .toEqual([hash, hash])
    expect(metrics).toContain(`sluice_policy_info{route="two/open",policy="open",hash="${String(hash)}"} 1`)
    expect(stderr).not.toContain('Canary')
  })
})

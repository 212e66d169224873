import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeFolder, ROOT, runCli, startCli, finishCli } from './run-cli.ts'
import { startRun, until } from './running.ts'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
  for (const folder of ['in', 'other']) mkdirSync(join(cwd, folder))
})
const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text)
const got = (name: string): string => readFileSync(join(cwd, name), 'utf8')
const has = (name: string): boolean => existsSync(join(cwd, name))

const HEAD = `version: 1
keys:
  - { version: 1, from: env:SLUICE_KEY }
audit: { file: audit.jsonl }
`
const route = (name: string, from: string, to: string, policy = 'keep-everything', more = ''): string => `  - name: ${name}
    from: ${from}
    policy: ${policy}
    destination: lab
    purpose: research
    to: ${to}
    onError: block
${more}`
const followed = (folder: string): string => `{ file: { path: ${folder}, follow: true } }`
const into = (folder: string): string => `{ file: { path: ${folder} } }`

describe('a route that fails for good', () => {
  const two = `routes:\n${route('whole', followed('in'), into('out'))}${route('broken', followed('other'), into('out2'))}`

  test('takes the process with it, non-zero, after the other routes have drained', async () => {
    write('sluice.yaml', `${HEAD}${two}`)
    const running = startRun('sluice.yaml', { cwd })
    await running.until(() => running.logged('STARTED').length > 0)
    write('in/a.json', '{"resourceType":"Basic","id":"a"}')
    await running.until(() => has('out/a.json'))
    rmSync(join(cwd, 'other'), { recursive: true })
    const { code, stderr } = await running.finished
    expect(code).toBe(1)
    expect(stderr).toMatch(/^SLUICE_IO: /m)
    expect(running.logged('SLUICE_IO')).toMatchObject([{ route: 'broken' }])
    expect(got('audit.jsonl')).toMatch(/"event":"close","route":"whole","ended":"stopped"/)
  })

  test('leaves the others at work where onCrash says stay, and the process unready with the reason', async () => {
    write('sluice.yaml', `${HEAD}observe: { listen: 127.0.0.1:0 }\nonCrash: stay\n${two}`)
    const running = startRun('sluice.yaml', { cwd })
    await running.until(async () => (await running.ask('/readyz')).status === 200)
    rmSync(join(cwd, 'other'), { recursive: true })
    await running.until(async () => (await running.ask('/readyz')).status === 503)
    write('in/a.json', '{"resourceType":"Basic","id":"a"}')
    await running.until(() => has('out/a.json'))
    const ready = JSON.parse((await running.ask('/readyz')).text) as unknown
    const alive = await running.ask('/healthz')
    const { code } = await running.stop()
    expect(ready).toMatchObject({
      ready: false,
      routes: [
        { route: 'whole', state: 'running' },
        { route: 'broken', state: 'failed', code: 'SLUICE_IO' },
      ],
    })
    expect(alive).toEqual({ status: 200, text: '{"alive":true}' })
    expect(code).toBe(1)
  })
})

test('draining ends at its deadline, non-zero, when a reader of the output does not read', async () => {
  write('sluice.yaml', `${HEAD}drainSecondsMax: 1\nroutes:\n${route('pipe', '{ stdin: {} }', '{ stdout: {} }')}`)
  const child = startCli(['run', 'sluice.yaml'], { cwd })
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  child.stdin?.on('error', () => undefined)
  await until(() => log.includes('"STARTED"'))
  child.stdin?.write(`{"resourceType":"Basic","id":"${'x'.repeat(60)}"}\n`.repeat(50_000))
  let left = -1
  // Once nothing more is read, the writing of what was read has come to a stop.
  await until(async () => {
    const before = left
    left = child.stdin?.writableLength ?? 0
    await new Promise((resolve) => setTimeout(resolve, 1000))
    return left > 0 && left === before
  })
  child.kill('SIGTERM')
  const code = await new Promise((resolve) => child.on('exit', resolve))
  expect(code).toBe(1)
  expect(log).toContain('"code":"DRAIN_TIMEOUT"')
})

describe('a policy is loaded again', () => {
  const DETECTORS = (word: string): string => `sluice: detectors/1
detectors:
  - name: ward-code
    class: other-id
    describes: For tests.
    patterns:
      - { re: '${word}-[0-9]{4}', prior: 0.99 }
    examples:
      found: ['Seen on [[${word}-1234]].']
      notFound: ['Nothing here.']
`
  const POLICY = `sluice: policy/1
name: own
version: "1"
summary: For tests.
oldestAge: 89
text:
  custom: [own-detectors.yaml]
rules:
  - name: What is found goes
    when: { class: other-id }
    then: redact
  - name: Texts are read
    when: { class: free-text }
    then: scan
  - name: The rest
    when: { class: [not-identifying, link] }
    then: keep
`
  const note = (text: string): string => `{"resourceType":"Observation","status":"final","code":{"text":"x"},"note":[{"text":"${text}"}]}`

  test('at SIGHUP, when its own detectors have changed: the hash changes with them', async () => {
    write('own.yaml', POLICY)
    write('own-detectors.yaml', DETECTORS('WARD'))
    write('sluice.yaml', `${HEAD}routes:\n${route('notes', followed('in'), into('out'), 'own.yaml')}`)
    const running = startRun('sluice.yaml', { cwd })
    await running.until(() => running.logged('STARTED').length > 0)
    write('in/a.json', note('Bed WARD-1234, room UNIT-1234'))
    await running.until(() => has('out/a.json'))
    write('own-detectors.yaml', DETECTORS('UNIT'))
    running.child.kill('SIGHUP')
    await running.until(() => running.logged('POLICY_RELOADED').length > 0)
    write('in/b.json', note('Bed WARD-1234, room UNIT-1234'))
    await running.until(() => has('out/b.json'))
    await running.stop()
    expect(got('out/a.json')).not.toContain('WARD-1234')
    expect(got('out/a.json')).toContain('UNIT-1234')
    expect(got('out/b.json')).toContain('WARD-1234')
    expect(got('out/b.json')).not.toContain('UNIT-1234')
    const [before] = running.logged('POLICY_LOADED')
    expect(running.logged('POLICY_RELOADED')).toHaveLength(1)
    expect(running.logged('POLICY_RELOADED')[0]?.['policyHash']).not.toBe(before?.['policyHash'])
  })

  test('but never half: what is still being written is not read, and what was left half is refused', async () => {
    write('own.yaml', POLICY.replace('  custom: [own-detectors.yaml]\n', '  subject: optional\n'))
    write('sluice.yaml', `${HEAD}routes:\n${route('notes', followed('in'), into('out'), 'own.yaml')}`)
    const running = startRun('sluice.yaml', { cwd })
    await running.until(() => running.logged('STARTED').length > 0)
    const next = POLICY.replace('  custom: [own-detectors.yaml]\n', '  subject: optional\n').replace('name: own', 'name: next')
    for (let end = 1; end < next.length; end += 40) {
      write('own.yaml', next.slice(0, end))
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    expect(running.logged('POLICY_RELOADED')).toEqual([])
    write('own.yaml', next.slice(0, -3))
    await running.until(() => running.logged('SLUICE_CONFIG').length > 0)
    write('next.yaml', next)
    renameSync(join(cwd, 'next.yaml'), join(cwd, 'own.yaml'))
    await running.until(() => running.logged('POLICY_RELOADED').length > 0)
    expect(running.logged('POLICY_RELOADED')).toMatchObject([{ policy: 'next' }])
    rmSync(join(cwd, 'own.yaml'))
    await running.until(() => running.logged('SLUICE_POLICY_NOT_FOUND').length > 0)
    expect((await running.stop()).code).toBe(0)
    expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).code).toBe(0)
  })
})

test('A changed policy whose own tests fail, or that has lost them, is not taken: cut off behind `then: keep` a rule would keep all', async () => {
  const rules = (then: string): string => `sluice: policy/1
name: own
version: "1"
summary: For tests.
oldestAge: 89
rules:
  - name: What does not identify stays
    then: ${then}
`
  const whole = `${rules('keep')}    when: { class: [not-identifying, link] }
tests:
  - name: Names go
    given: { resourceType: Patient, active: true, name: [{ family: Canary }] }
    absent: [Canary]
`
  write('own.yaml', whole)
  write('sluice.yaml', `${HEAD}routes:\n${route('notes', followed('in'), into('out'), 'own.yaml')}`)
  const running = startRun('sluice.yaml', { cwd })
  await running.until(() => running.logged('STARTED').length > 0)
  write('own.yaml', whole.slice(0, whole.indexOf('tests:')))
  await running.until(() => running.logged('SLUICE_CONFIG').length === 1)
  write('own.yaml', whole.replace('[not-identifying, link]', '[not-identifying, link, name]'))
  await running.until(() => running.logged('SLUICE_POLICY_TEST').length === 1)
  write('in/a.json', '{"resourceType":"Patient","active":true,"name":[{"family":"Canary"}]}')
  await running.until(() => has('out/a.json'))
  write('own.yaml', whole.replace('Names go', 'All names go'))
  await running.until(() => running.logged('POLICY_RELOADED').length === 1)
  expect(running.logged('SLUICE_CONFIG')[0]?.['detail']).toContain('own.yaml has lost its tests')
  expect(running.logged('SLUICE_POLICY_TEST')[0]?.['detail']).toMatch(/own\.yaml:11:\d+ test "Names go": absent\[0\] occurs in the output$/)
  expect((await running.stop()).code).toBe(0)
  write('own.yaml', whole.replace('[not-identifying, link]', '[not-identifying, link, name]'))
  const again = await runCli(['run'], { cwd })
  expect(again.code).toBe(1)
  expect(again.stderr).toMatch(/^SLUICE_POLICY_TEST: .*own\.yaml:11:\d+ test "Names go": absent\[0\] occurs in the output\n.*sluice test FILE/m)
  expect(again.stderr).not.toContain('POLICY_LOADED')
  expect(got('out/a.json')).toContain('"active":true')
  expect(got('out/a.json')).not.toContain('Canary')
})

test.for([
  ['an exception', 'setTimeout(() => { throw new Error("Canaryname") })'],
  ['a rejection', 'void Promise.reject(new Error("Canaryname"))'],
  ['a value', 'void Promise.reject("Canaryname")'],
] as const)('%s that nobody caught ends the process, and its message is told to nobody', async ([, thrown]) => {
  const code = `
    import { pino } from '${ROOT}node_modules/pino/pino.js'
    import { guardCrashes } from '${ROOT}src/cli/guard-crashes.ts'
    guardCrashes(pino(pino.destination({ fd: 2, sync: true })))
    setTimeout(() => undefined, 60_000)
    ${thrown}`
  const result = await finishCli(spawn(process.execPath, ['--input-type=module-typescript', '-e', code]))
  expect(result.code).toBe(1)
  expect(result.stderr).toContain('"code":"SLUICE_INTERNAL"')
  expect(result.stderr + result.stdout).not.toContain('Canaryname')
})

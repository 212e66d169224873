import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync, chownSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test, type TestContext } from 'vitest'
import { finishCli, makeFolder, ROOT, runCli, startCli, type CliOptions, type CliResult } from './run-cli.ts'

const RAW = '{"resourceType":"Patient","id":"p1","active":true,"name":[{"family":"Canary"}]}'
/** Loads no detectors, so that a run is short. */
const POLICY = `sluice: policy/1
name: short
version: "1"
summary: For tests.
rules:
  - { name: What does not identify stays, when: { class: not-identifying }, then: keep }
`
const NOBODY = 65_534

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
  mkdirSync(join(cwd, 'in'))
  writeFileSync(join(cwd, 'short.yaml'), POLICY)
  writeFileSync(join(cwd, 'in', 'Canary.json'), RAW)
})

const redact = (args: readonly string[], options: CliOptions = {}): Promise<CliResult> =>
  runCli(['redact', '--policy', 'short.yaml', '--audit', 'audit.jsonl', ...args], { cwd, ...options })
const filesOf = (folder: string): string[] =>
  existsSync(join(cwd, folder)) ? (readdirSync(join(cwd, folder), { recursive: true }) as string[]).sort() : []
const at = (...names: readonly string[]): string => join(cwd, ...names)

/** That nothing raw is anywhere but in the inputs, and nothing half written at all. */
function expectClean(result: CliResult): void {
  const written = filesOf('.').filter((name) => !name.startsWith('in') && !name.endsWith('.fifo') && lstatSync(at(name)).isFile())
  expect(written.filter((name) => name.endsWith('.partial'))).toEqual([])
  for (const name of written) expect({ name, holds: readFileSync(at(name)).includes('Canary') }).toEqual({ name, holds: false })
  expect(result.stdout + result.stderr).not.toContain('"Canary"')
}

describe('an output that is its input', () => {
  test.for([
    [
      'by a link',
      (input: string, output: string) => symlinkSync(input, output),
      { code: 1, stderr: expect.stringContaining('without --out') as string },
    ],
    [
      'by a second name of the same file, which becomes the clean file alone',
      (input: string, output: string) => linkSync(input, output),
      { code: 0, stderr: '' },
    ],
  ] as const)('%s leaves the input as it is', async ([, make, expected]) => {
    make(at('in', 'Canary.json'), at('out.json'))
    const result = await redact(['in/Canary.json', '--out', 'out.json'])
    expect(result).toMatchObject(expected)
    expect(readFileSync(at('in', 'Canary.json'), 'utf8')).toBe(RAW)
    expect(readFileSync(at('out.json'), 'utf8').includes('Canary')).toBe(result.code === 1)
  })

  test('as a folder, by a link, is refused', async () => {
    symlinkSync('in', at('link'))
    const results = await Promise.all(
      [
        ['in', 'link'],
        ['link', 'in'],
      ].map(async ([input = '', output = '']) => redact([input, '--out', output])),
    )
    for (const result of results)
      expect(result).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^SLUICE_USAGE: --out .* is inside the input folder/) as string,
      })
    expect(filesOf('in')).toEqual(['Canary.json'])
  })
})

test('an output that cannot be, or may not be, a file or a folder is said in words, and nothing is there afterwards', async () => {
  writeFileSync(at('file'), '')
  mkdirSync(at('out', 'Canary.json'), { recursive: true })
  const cases = [
    ['file/x.json', 'SLUICE_SINK: The output cannot be written in file: it is not a folder.'],
    ['out', 'SLUICE_SINK: The output cannot be written in out: it is a folder.'],
    [
      '/dev/full',
      'SLUICE_USAGE: --out /dev/full is neither a regular file nor a folder; without --out the output goes to stdout, and so anywhere.',
    ],
  ] as const
  for (const [out, words] of cases) {
    const result = await redact(['in/Canary.json', '--out', out])
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr.split('\n')[0]).toBe(words)
    expectClean(result)
  }
  expect(filesOf('out')).toEqual(['Canary.json'])
  expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).code).toBe(0)
})

describe('with no right to', () => {
  /** Who is not allowed everything, as the superuser is. */
  function asNobody(context: TestContext): CliOptions {
    if (process.getuid?.() !== 0) return {}
    const reaches = spawnSync(process.execPath, ['-e', `require('fs').accessSync(${JSON.stringify(join(ROOT, 'src/cli/main.ts'))})`], {
      uid: NOBODY,
      cwd: '/',
    })
    if (reaches.status !== 0) context.skip('another user than the superuser cannot read this folder')
    for (const name of ['.', 'in', 'in/Canary.json']) chownSync(at(name), NOBODY, NOBODY)
    return { uid: NOBODY }
  }

  test('read a file or folder, the run ends before anything is written, and names only what was given', async (context) => {
    const options = asNobody(context)
    chmodSync(at('in', 'Canary.json'), 0)
    writeFileSync(at('in', 'A.json'), RAW)
    const file = await redact(['in', '--out', 'out'], options)
    expect(file).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^SLUICE_IO: file 2 of 2 \(sorted\) under in: permission denied\n/) as string,
    })
    chmodSync(at('in'), 0)
    const folder = await redact(['in', '--out', 'out'], options)
    chmodSync(at('in'), 0o755)
    expect(folder).toMatchObject({ code: 1, stderr: expect.stringMatching(/^SLUICE_IO: in: permission denied\n/) as string })
    expect(filesOf('out')).toEqual([])
    expectClean(file)
  })

  test('write the folder, an output that was there stays', async (context) => {
    const options = asNobody(context)
    mkdirSync(at('out'))
    writeFileSync(at('out', 'Canary.json'), 'old')
    chmodSync(at('out'), 0o555)
    for (const args of [['in/Canary.json', '--out', 'out/Canary.json'], ['in', '--out', 'out/new']]) {
      const result = await redact(args, options)
      expect(result).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(
          /^SLUICE_SINK: The output cannot be written in out(?:\/new)?: permission denied\.\n {2}Check/,
        ) as string,
      })
      expectClean(result)
    }
    expect(filesOf('out')).toEqual(['Canary.json'])
    expect(readFileSync(at('out', 'Canary.json'), 'utf8')).toBe('old')
  })
})

describe('a folder of inputs', () => {
  test('with pipes, links in circles and links to nowhere is gone through without them, and that is said', async () => {
    execFileSync('mkfifo', [at('in', 'pipe.json')])
    symlinkSync('.', at('in', 'circle'))
    symlinkSync('circle.json', at('in', 'circle.json'))
    symlinkSync('Canary.json', at('in', 'link.json'))
    mkdirSync(at('in', 'folder.json'))
    writeFileSync(at('in', 'folder.json', 'b.json'), RAW)
    const result = await redact(['in', '--out', 'out'])
    expect(result).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '3 links or devices in folders have names of messages and were passed over; to have them read, give them by name.\n',
    })
    expect(filesOf('out')).toEqual(['Canary.json', 'folder.json', 'folder.json/b.json'])
    expectClean(result)
    const given = await redact(['in/circle.json', '--out', 'other.json'])
    expect(given).toMatchObject({ code: 1, stderr: expect.stringContaining('in/circle.json: too many symbolic links') as string })
  })

  test('with a name that is no UTF-8 is refused before anything is written', async (context) => {
    try {
      writeFileSync(Buffer.concat([Buffer.from(`${at('in')}/a`), Buffer.from([0xff]), Buffer.from('.json')]), RAW)
    } catch {
      context.skip('this file system takes no such names')
    }
    const result = await redact(['in', '--out', 'out'])
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^SLUICE_IO: in: names in it are not UTF-8 \(1 of them\); rename those\n/) as string,
    })
    expect(filesOf('out')).toEqual([])
  })
})

describe('names of outputs as pseudonyms', () => {
  const NAMES = [
    'Canary Jane.json', 'Canary\nJohn.json', '-Canary.json', '..Canary.json', 'ÜCanary.JSON', 'Canary.ndjson', 'Canary.json.gz',
    'x/Canary.json',
    `${'Canary'.repeat(40)}.json`,
  ]

  test('say nothing of the inputs, keep what kind they are, and are the same in every run', async () => {
    mkdirSync(at('in', 'x'))
    for (const name of NAMES) writeFileSync(at('in', name), name.endsWith('.gz') ? gzipSync(RAW) : RAW)
    const args = ['in', '--out', 'out', '--file-names', 'pseudonymize', '--findings', 'findings.jsonl']
    const result = await redact(args)
    expect(result).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const outputs = filesOf('out')
    expect(outputs).toHaveLength(NAMES.length + 1)
    for (const name of outputs) expect(name).toMatch(/^[0-9a-f]{16}\.(?:json|ndjson|json\.gz)$/)
    expect(
      outputs
        .filter((name) => name.endsWith('.gz'))
        .map((name) =>
          gunzipSync(readFileSync(at('out', name)))
            .toString()
            .includes('Patient'),
        ),
    ).toEqual([true])
    expect(readFileSync(at('audit.jsonl'), 'utf8')).not.toContain('Canary')
    await redact(args)
    expect(filesOf('out')).toEqual(outputs)
  })

  test('that two inputs would share are refused before anything is written', async () => {
    mkdirSync(at('in2'))
    writeFileSync(at('in2', 'Canary.json'), RAW)
    const result = await redact(['in', 'in2', '--out', 'out', '--file-names', 'pseudonymize'])
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Inputs 1 and 2 would have the same output file; give them different --out folders.') as string,
    })
    expect(filesOf('out')).toEqual([])
  })
})

describe('a named pipe', () => {
  const pipe = (): string => {
    execFileSync('mkfifo', [at('a.fifo')])
    return at('a.fifo')
  }

  test('is read to its end', async () => {
    const path = pipe()
    const [result] = await Promise.all([redact(['a.fifo', '--out', 'out.json']), writeFile(path, RAW)])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(readFileSync(at('out.json'), 'utf8'))).toMatchObject({ resourceType: 'Patient', active: true })
  })

  test('that nobody writes to does not keep a run that is told to stop from ending', async () => {
    pipe()
    const child = startCli(['redact', '--policy', 'short.yaml', '--audit', 'audit.jsonl', 'a.fifo', '--out', 'out.json'], { cwd })
    const finished = finishCli(child)
    while (!existsSync(at('audit.jsonl')) || !readFileSync(at('audit.jsonl'), 'utf8').includes('"open"')) await delay(50)
    await delay(200)
    child.kill('SIGTERM')
    const result = await finished
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('Stopped by a signal') as string })
    expect(filesOf('.')).not.toContain('out.json')
    expectClean(result)
  })
})

test('help whose reader goes away ends quietly', async () => {
  const child = startCli(['--help'], { cwd })
  const finished = finishCli(child)
  child.stdout?.destroy()
  if (child.exitCode === null) await once(child, 'exit')
  expect(await finished).toMatchObject({ code: 0, stderr: '' })
})

import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createGenerator } from '../../bench/generate.ts'
import { makeFolder, runCli, startCli } from './run-cli.ts'

const FILES = 300
const KILLS = 12
/** Family names of the generator, and the key of a value that Safe Harbor never lets out. */
const RAW = /Abernathy|Brandvold|Castellan|Dunmore|Eriksdottir|Fairwater|Grimaldi|Hollowell|999-\d\d-\d{4}/

function outputsOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

test('a folder run of the command line killed at any of 12 moments shows nothing raw or half, and a rerun completes it', async () => {
  const cwd = makeFolder()
  mkdirSync(join(cwd, 'in'))
  createGenerator(3).resources(FILES).forEach((bytes, index) => writeFileSync(join(cwd, 'in', `${index}.json`), bytes))
  const args = ['redact', 'in', '--out', 'out', '--audit', 'audit.jsonl']
  let cutShort = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const child = startCli(args, { cwd })
    const ended = once(child, 'exit')
    await sleep(250 + kill * 60)
    if (child.kill('SIGKILL')) cutShort++
    await ended
    for (const name of outputsOf(join(cwd, 'out'))) {
      const text = readFileSync(join(cwd, 'out', name), 'utf8')
      expect(text).not.toMatch(RAW)
      // A file under its final name is whole; one that is not goes by another name.
      if (name.endsWith('.json')) JSON.parse(text)
    }
  }
  expect(cutShort).toBeGreaterThan(0)
  const rerun = await runCli(args, { cwd })
  expect([rerun.code, rerun.stderr]).toEqual([0, ''])
  expect(outputsOf(join(cwd, 'out')).filter((name) => !name.endsWith('.json'))).toEqual([])
  expect(outputsOf(join(cwd, 'out'))).toHaveLength(FILES)
  expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).code).toBe(0)
  expect(readFileSync(join(cwd, 'audit.jsonl'), 'utf8')).not.toMatch(RAW)
}, 120_000)

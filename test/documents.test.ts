import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parsePolicy } from '../src/policy/language/parse-policy.ts'
import { runPolicyTests } from '../src/policy/policy-tests.ts'
import { shippedEngine } from './support/shipped-engine.ts'

const root = path.dirname(import.meta.dirname)
const documents = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

test.for(documents)('every file and folder that %s links to or names is there', (document) => {
  const text = read(document)
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => path.join(path.dirname(document), link))
  const named = [...text.matchAll(/`((?:src|test|bench|deploy|connectors|detectors)\/[\w./-]+)`/g)].map((match) => match[1] ?? '')
  expect([...links, ...named].filter((file) => !existsSync(path.join(root, file)))).toEqual([])
})

test('every policy that they show is accepted by the loader', () => {
  const blocks = documents.flatMap((file) =>
    [...read(file).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => ({ file, text: match[1] ?? '' })))
  const policies = blocks.filter(({ text }) => text.includes('sluice: policy/'))
  expect(policies.map(({ file, text }) => parsePolicy(Buffer.from(text), file).name)).toEqual(['visits-by-month', 'lab-feed'])
})

describe('The README', () => {
  const commands = [...read('README.md').matchAll(/^(?:node src\/cli\/main\.ts|npm) (.*?)(?: +#.*)?$/gm)].map((match) => match[0])

  test('shows a policy that passes its own tests', () => {
    const text = /```yaml\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? ''
    const policy = parsePolicy(Buffer.from(text), 'README.md')
    const results = runPolicyTests(policy, (tested, now) => shippedEngine(tested, { now: now.toISOString() }))
    expect(results.map(({ problems }) => problems)).toEqual([[]])
  })

  test('shows commands and scripts that there are', () => {
    const program = read('src/cli/command-line.ts')
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const words = commands.map((command) => command.replace('node src/cli/main.ts ', '').replace(/ #.*/, '').split(' '))
    const unknown = words.filter(([first = '', second = '']) => first === 'npm' ? !(second in scripts)
      : first.startsWith('-') ? false : !program.includes(`command('${first}')`))
    expect(unknown).toEqual([])
    expect(words.length).toBeGreaterThan(4)
  })
})

import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeFolder, runCli } from '../run-cli.ts'
import { writeLines } from '../write-lines.ts'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
})

const write = (name: string, lines: readonly unknown[]): string => writeLines(cwd, name, lines)

describe('eval', () => {
  const gold = (text: string, type: string, value: string) => ({
    text,
    spans: [{ type, start: text.indexOf(value), end: text.indexOf(value) + value.length }],
  })

  test('counts what was found, what was missed, and what was altered without a label', async () => {
    const file = write('gold.jsonl', [
      { id: 1, ...gold('Seen by Dr. Orlando Fabricado.', 'PERSON', 'Orlando Fabricado') },
      { id: 2, ...gold('Codeword quuxly.', 'CODE', 'quuxly') },
      { id: 3, text: 'Blood pressure 120/80.' },
      { id: 4, text: 'Call (212) 555-0147.' },
    ])
    const { code, stdout } = await runCli(['eval', file, '--json', '--misses'], { cwd, env: { SLUICE_KEY: undefined } })
    expect(code).toBe(0)
    const report = JSON.parse(stdout) as Record<string, unknown>
    expect(report).toMatchObject({
      texts: 4, gold: 2, found: 1, recall: 0.5, types: { PERSON: { gold: 1, found: 1, recall: 1 }, CODE: { gold: 1, found: 0 } },
      negatives: { texts: 2, altered: 1 }, falsePositives: { count: 1 }, misses: [{ id: 2, type: 'CODE', start: 9, end: 15 }],
    })
    expect(stdout).not.toMatch(/Orlando|quuxly|555/)
  })

  test('leaves out the types that a map says, and lists what another policy does differently', async () => {
    writeFileSync(join(cwd, 'map.yaml'), 'CODE: null\n')
    writeFileSync(join(cwd, 'lax.yaml'), [
      'sluice: policy/1', 'name: lax', 'version: "1"', 'summary: Phones stay.', 'rules:',
      '  - { when: { class: free-text }, then: scan }', '  - { when: { class: phone }, then: keep }', '',
    ].join('\n'))
    const file = write('gold.jsonl', [{ id: 2, ...gold('Codeword quuxly, (212) 555-0147.', 'CODE', 'quuxly') }])
    const { stdout } = await runCli(['eval', file, '--json', '--map', 'map.yaml', '--against', 'lax.yaml'], { cwd })
    expect(JSON.parse(stdout)).toMatchObject({ gold: 0, changes: [{ id: 2, class: 'phone', start: 17, end: 31, change: '-' }] })
  })

  test('lists what other detectors do differently, and wants a file for it, since it is read twice', async () => {
    const deny = (word: string): string =>
      `sluice: detectors/1\ndetectors:\n  - { name: own-words, class: other-id, describes: Words., deny: [${word}], examples: { found: ['[[${word}]]'], notFound: [x] } }\n`
    writeFileSync(join(cwd, 'old.yaml'), deny('zorbly'))
    writeFileSync(join(cwd, 'new.yaml'), deny('quuxly'))
    const file = write('gold.jsonl', [{ id: 2, ...gold('Codeword quuxly, not zorbly.', 'CODE', 'quuxly') }])
    const { stdout } = await runCli(['eval', file, '--detectors', 'old.yaml', '--against', 'new.yaml'], { cwd })
    expect(stdout).toContain(
      '-  2  21-27  other-id\n+  2  9-15  other-id\n2 findings differ: + only with hipaa-safe-harbor with new.yaml, - only with hipaa-safe-harbor with old.yaml',
    )
    expect(await runCli(['eval', '-', '--against', 'new.yaml'], { cwd, input: '' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('SLUICE_USAGE') as string,
    })
  })

  test('says that nothing is labelled, and that recall then tells nothing', async () => {
    const { code, stderr } = await runCli(['eval', write('gold.jsonl', [{ id: 1, text: 'x' }])], { cwd })
    expect(code).toBe(0)
    expect(stderr).toContain('No text has a label, so recall tells nothing')
  })

  test('names the line that is of another form', async () => {
    const { code, stderr } = await runCli(['eval', write('gold.jsonl', [{ id: 1, text: 'x' }, 'Canaryword'])], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('SLUICE_TEXT_LINE: gold.jsonl:2:')
    expect(stderr).not.toContain('Canaryword')
  })

  test('says that spans reach beyond their text, which are counted in other units then', async () => {
    const corpus = write('gold.jsonl', [{ id: 1, text: 'short', spans: [{ type: 'name', start: 2, end: 9 }] }])
    const { code, stderr } = await runCli(['eval', corpus, '--json'], { cwd })
    expect(code).toBe(0)
    expect(stderr).toContain('1 texts have spans that are empty or reach beyond them')
  })

  test('names the type that a map gives a class that is none, and the nearest class', async () => {
    writeFileSync(join(cwd, 'wrong.yaml'), 'PERSON: nmae\n')
    const { code, stderr } = await runCli(['eval', write('gold.jsonl', []), '--map', 'wrong.yaml'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('SLUICE_CONFIG: wrong.yaml maps PERSON to what is no class; did you mean "name"?')
  })

  test('says which file is not there', async () => {
    const { code, stderr } = await runCli(['eval', 'nowhere.jsonl'], { cwd })
    expect(code).toBe(1)
    expect(stderr).toContain('SLUICE_IO: nowhere.jsonl')
    expect(existsSync(join(cwd, 'nowhere.jsonl'))).toBe(false)
  })
})

import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../cli/run-cli.ts'

interface Instruction {
  readonly name: string
  readonly rest: string
}

/** The instructions of a Dockerfile: comments go, and lines that end in a backslash go on. */
function readInstructions(text: string): Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [, name, rest] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? []
    if (name === undefined || rest === undefined) throw new Error('A line is no instruction')
    return { name, rest }
  })
}

const all = readInstructions(readFileSync(join(ROOT, 'deploy', 'Dockerfile'), 'utf8'))
const lastStage = all.slice(all.findLastIndex(({ name }) => name === 'FROM'))
const restOf = (name: string, among = lastStage): string[] => among.filter((one) => one.name === name).map(({ rest }) => rest)

describe('deploy/Dockerfile', () => {
  test('has only instructions that there are, in stages that are pinned to a version', () => {
    expect(
      all
        .map(({ name }) => name)
        .filter(
          (name) => !['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'STOPSIGNAL', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'].includes(name),
        ),
    ).toEqual([])
    expect(restOf('FROM', all).filter((rest) => !/^node:\d+\.\d+\.\d+-bookworm(?:-slim)?(?: AS [a-z]+)?$/.test(rest))).toEqual([])
  })

  test('runs on a Node that the package asks for, without root, tools or secrets', () => {
    const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly engines: { readonly node: string } }
    const [major = 0, minor = 0] = /^node:(\d+)\.(\d+)/.exec(restOf('FROM')[0] ?? '')?.slice(1).map(Number) ?? []
    const [, wanted] = /\^(\d+\.\d+)/.exec(engines.node) ?? []
    expect([major, minor >= Number(wanted?.split('.')[1])]).toEqual([Number(wanted?.split('.')[0]), true])
    expect(restOf('FROM')[0]).toMatch(/-slim$/)
    const [user] = restOf('USER')
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    expect(lastStage.findIndex(({ name }) => name === 'USER')).toBeGreaterThan(
      lastStage.findLastIndex(({ name }) => name === 'RUN' || name === 'COPY'),
    )
    expect(restOf('ENV', all).join(' ')).not.toMatch(/KEY|PASSWORD|SECRET|TOKEN/)
  })

  test('starts Sluice itself, so that it is told to stop, and asks it how it is', () => {
    for (const form of [...restOf('ENTRYPOINT'), ...restOf('CMD')]) expect(JSON.parse(form)).toBeInstanceOf(Array)
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly bin: { readonly sluice: string } }
    const [, folder] = /build\/dist (\S+)$/.exec(restOf('COPY').find((rest) => rest.includes('/build/dist ')) ?? '') ?? []
    expect(JSON.parse(restOf('ENTRYPOINT')[0] ?? '')).toEqual([
      'node',
      '--max-semi-space-size=4',
      '--heap-growing-percent=60',
      bin.sluice.replace('dist', folder ?? ''),
    ])
    expect(restOf('HEALTHCHECK')[0]).toContain('/healthz')
    expect(restOf('STOPSIGNAL')).toEqual(['SIGTERM'])
  })

  test('copies what there is, and nothing that the build context leaves out', () => {
    const allowed = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    const sources = restOf('COPY', all)
      .filter((rest) => !rest.includes('--from='))
      .flatMap((rest) =>
        rest
          .split(' ')
          .filter((part) => !part.startsWith('--'))
          .slice(0, -1),
      )
    expect(sources.length).toBeGreaterThan(5)
    expect(
      sources.map((source) => source.replace(/^\.\//, '')).filter((source) => !existsSync(join(ROOT, source)) || !allowed.includes(source)),
    ).toEqual([])
    expect(allowed.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  test('builds all that the build script reads', () => {
    const script = readFileSync(join(ROOT, 'deploy', 'build.ts'), 'utf8')
    const folders = [.../\[('[^\]]+')\]/.exec(script)?.[1]?.matchAll(/'([^']+)'/g) ?? []].map((match) => match[1] ?? '')
    const copied = restOf('COPY', all).join(' ')
    expect(folders.length).toBeGreaterThan(2)
    expect(folders.filter((folder) => !copied.includes(folder))).toEqual([])
    expect(globSync('tsconfig*.json', { cwd: ROOT }).filter((file) => !copied.includes(file))).toEqual([])
  })
})

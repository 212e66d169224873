import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A service that is not to be had here, with the reason that a test gives for being skipped. */
export class ServiceMissing extends Error {}

/** Where downloads and compiled classes of tests are kept between runs, beside the Node that Sluice fetched. */
export function cacheFolder(): string {
  return path.join(process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'sluice')
}

async function makeOnce(folder: string, make: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder
  const unfinished = `${folder}.${randomUUID()}`
  mkdirSync(unfinished, { recursive: true })
  try {
    await make(unfinished)
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

async function command(file: string, args: readonly string[], wanting: string): Promise<void> {
  await run(file, args, { maxBuffer: 64 * 1024 * 1024 }).catch((cause: unknown) => {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    throw new ServiceMissing(isAbsent ? `there is no ${file} here` : wanting, { cause })
  })
}

/** The folder with all jars that a pom.xml names, fetched with Maven on first use and whenever the file changes. */
export function fetchJars(pom: string, name: string): Promise<string> {
  const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12)
  return makeOnce(path.join(cacheFolder(), name, `jars-${version}`), (folder) => {
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'
    const args = ['-q', '-B', '-f', pom, goal, `-DoutputDirectory=${folder}`, '-DincludeScope=runtime']
    return command('mvn', args, `Maven could not fetch the jars of ${name}`)
  })
}

/** The class path of one Java file and its jars, compiled on first use and whenever either changes. */
export async function compileJava(source: string, jars: string, name: string): Promise<string> {
  const version = createHash('sha256').update(readFileSync(source)).update(jars).digest('hex').slice(0, 12)
  const classes = await makeOnce(path.join(cacheFolder(), name, `classes-${version}`), (folder) =>
    command('javac', ['-nowarn', '-cp', `${jars}/*`, '-d', folder, source], `${path.basename(source)} could not be compiled`))
  return `${classes}${path.delimiter}${jars}/*`
}

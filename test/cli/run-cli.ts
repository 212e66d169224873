import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeTemporaryFolder } from '../temporary-folder.ts'

export const ROOT = new URL('../../', import.meta.url).pathname
const MAIN = join(ROOT, 'src', 'cli', 'main.ts')

/** A key for tests; nothing made with it is worth anything. */
export const KEY = 'a key for tests, 32 bytes or more'

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly cwd?: string
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string | undefined>>
  /** No file of the process may grow beyond this. */
  readonly fileKibMax?: number
  /** Where stdout goes, instead of to the test. */
  readonly stdout?: string
  /** The user that the process runs as. */
  readonly uid?: number
}

/** A fresh folder for the files of a test. */
export function makeFolder(): string {
  return makeTemporaryFolder()
}

/** Starts the command line without waiting for it. Its state folder and its key are the test's own. */
export function startCli(args: readonly string[], options: CliOptions = {}): ChildProcess {
  const env = {
    ...process.env,
    SLUICE_KEY: KEY,
    XDG_STATE_HOME: join(options.cwd ?? tmpdir(), 'state'),
    NO_COLOR: '1',
    ...options.env,
  }
  const limited = options.fileKibMax === undefined ? [] : ['-c', `ulimit -f ${options.fileKibMax}; exec "$@"`, 'bash', process.execPath]
  return spawn(limited.length === 0 ? process.execPath : 'bash', [...limited, MAIN, ...args], {
    cwd: options.cwd ?? ROOT,
    env,
    stdio: ['pipe', options.stdout === undefined ? 'pipe' : openSync(options.stdout, 'w'), 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  })
}

/** Collects what a started command line says until it ends. */
export async function finishCli(child: ChildProcess): Promise<CliResult> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout: Buffer.concat(out).toString('latin1'), stderr: Buffer.concat(err).toString() }
}

/** Runs the command line to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const child = startCli(args, options)
  // A command that ends without reading all of its input closes the pipe; that is its business.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(options.input ?? '')
  return finishCli(child)
}

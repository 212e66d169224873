import { fstatSync, readdirSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'

/** Less input than this is done before starting over, which takes a fifth of a second, pays. */
const INPUT_BYTES_MIN = 8 * 1024 * 1024
/** Commands that read files of any size. */
const COMMANDS: ReadonlySet<string> = new Set(['redact', 'scan', 'decrypt', 'roster'])
/** Places that are lost when the process starts over: open files other than the standard ones. */
const FLEETING = /(?:^|=)\/(?:dev\/fd|proc)\//

/** What V8 heeds only from the start: a small young generation, and code that is optimized where nothing else allocates. */
const V8_FLAGS = ['--optimize-for-size', '--max-semi-space-size=2', '--no-concurrent-recompilation']

/**
 * Starts the process over with one heap for all its threads, where the input is large. glibc gives each thread of V8 a heap
 * of its own and keeps what was freed there, 15 to 20 MB in all, and reads MALLOC_ARENA_MAX only before a program starts.
 * Does nothing where that cannot be done.
 */
export function startWithOneHeap(args: readonly string[]): void {
  const { platform, env, channel, execve, execPath, execArgv } = process
  if (platform !== 'linux' || execve === undefined || channel !== undefined || env['MALLOC_ARENA_MAX'] !== undefined) return
  if (!COMMANDS.has(args[0] ?? '') || [...args, env['SLUICE_AUDIT'] ?? ''].some((arg) => FLEETING.test(arg)) || !isLarge(args.slice(1))) return
  execve(execPath, [execPath, ...V8_FLAGS, ...execArgv, process.argv[1] ?? '', ...args], { ...env, MALLOC_ARENA_MAX: '1' })
}

function isLarge(args: readonly string[]): boolean {
  let bytes = 0
  for (const arg of args) bytes += bytesOf(arg)
  return bytes >= INPUT_BYTES_MIN || bytes === 0 && isLargeStdin()
}

/** Of a file, or of the files in a folder; 0 for what is neither, or cannot be looked at: the command says so later. */
function bytesOf(path: string): number {
  const found = statsOf(path)
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.size
  return namesIn(path).reduce((sum, name) => sum + (statsOf(join(path, name))?.size ?? 0), 0)
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Nobody knows how much comes through a pipe. */
function isLargeStdin(): boolean {
  try {
    const stdin = fstatSync(0)
    return stdin.isFIFO() || stdin.isFile() && stdin.size >= INPUT_BYTES_MIN
  } catch {
    return false
  }
}

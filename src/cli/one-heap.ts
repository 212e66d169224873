import { fstatSync, readdirSync, readFileSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import v8 from 'node:v8'
import { compiledFolder } from './keep-compiled.ts'

/** Less input than this is done before starting over, which takes a twentieth of a second, pays. */
const INPUT_BYTES_MIN = 8 * 1024 * 1024
/** Commands that read files of any size. */
const FILE_COMMANDS: ReadonlySet<string> = new Set(['redact', 'scan', 'decrypt', 'roster'])
/** Places that are lost when the process starts over: open files other than the standard ones. */
const FLEETING = /(?:^|[=:\s"'])\/(?:dev\/fd|proc)\//

/**
 * What V8 is told. A stream of files leaves little behind, but V8 lets garbage pile up while memory is plenty; its code is optimized
 * where nothing else allocates. Routes hold whole records while a broker answers: the first flag would cost them half of their speed,
 * and the last one, by which the old generation grows by little, a tenth to a fifth of it with records of megabytes.
 */
const V8_FLAGS = {
  files: ['--optimize-for-size', '--max-semi-space-size=2', '--no-concurrent-recompilation'],
  routes: ['--max-semi-space-size=4', '--heap-growing-percent=60'],
} as const

/** What glibc is told. Large blocks go back to the system as soon as they are free: it keeps up to 64 MB of them once it has seen some. */
const HEAP = {
  files: { MALLOC_ARENA_MAX: '1' },
  routes: { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1048576', MALLOC_TRIM_THRESHOLD_: '2097152' },
} as const

/**
 * Starts the process over with one heap for all its threads and a small young generation, where it will run for long. glibc gives
 * each thread of V8 a heap of its own and keeps what was freed there, and reads MALLOC_ARENA_MAX only before a program starts; V8
 * keeps a larger young generation for good. Does the part of it that can be done later where starting over cannot be done.
 */
export function startWithOneHeap(args: readonly string[]): void {
  const { platform, env, channel, execve, execPath, execArgv } = process
  const kind = args[0] === 'run' ? 'routes' : FILE_COMMANDS.has(args[0] ?? '') && isLarge(args.slice(1)) ? 'files' : undefined
  if (kind === undefined) return
  const named = [...args, env['SLUICE_AUDIT'] ?? '', ...(kind === 'routes' ? [textOf(args)] : [])]
  if (
    platform !== 'linux' ||
    execve === undefined ||
    channel !== undefined ||
    env['MALLOC_ARENA_MAX'] !== undefined ||
    named.some((text) => FLEETING.test(text))
  ) {
    // Of all this V8 heeds only the first later.
    if (kind === 'files') v8.setFlagsFromString(V8_FLAGS.files[0])
    return
  }
  // Told from the start, Node need not load what strips types to run the files up to here.
  const compiled = compiledFolder()
  const kept = compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }
  execve(execPath, [execPath, ...V8_FLAGS[kind], ...execArgv, process.argv[1] ?? '', ...args], { ...kept, ...HEAP[kind], ...env })
}

/** A configuration, which may name open files too; empty where there is none to read: the command says so later. */
function textOf(args: readonly string[]): string {
  const file = [...args.slice(1), 'sluice.yaml'].find((path) => statsOf(path)?.isFile() === true)
  try {
    return file === undefined ? '' : readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isLarge(args: readonly string[]): boolean {
  let bytes = 0
  for (const arg of args) bytes += bytesOf(arg)
  // A policy or an output among the arguments says nothing of whether stdin is read too.
  return bytes >= INPUT_BYTES_MIN || isLargeStdin()
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

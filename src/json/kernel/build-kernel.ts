import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What load-kernel.ts loads. It is not asked, since it fails on a kernel of other sizes than its own. */
export const KERNEL_FILE = join(import.meta.dirname, 'kernel.wasm')
/** Debian 12's packages clang-14 and lld-14: no library is used. */
const COMPILER = 'clang-14'
const COMPILER_VERSION = '14.0.6'

/** Why the kernel cannot be built here to the byte; undefined where it can. */
export function whyNotBuildable(): string | undefined {
  try {
    const said = execFileSync(COMPILER, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return said.includes(`version ${COMPILER_VERSION}`) ? undefined : `${COMPILER} is not version ${COMPILER_VERSION}`
  } catch {
    return `${COMPILER} is not installed`
  }
}

/** Compiles kernel.c. The same compiler and source give the same bytes: it is linked without -O, which would call other tools where these are. */
export function buildKernel(file: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-json-kernel-'))
  try {
    const object = join(folder, 'kernel.o')
    execFileSync(COMPILER, [
      '--target=wasm32', '-std=c11', '-O3', '-msimd128', '-mbulk-memory', '-Wall', '-Wextra', '-Werror', '-c',
      join(import.meta.dirname, 'kernel.c'),
      '-o',
      object,
    ])
    execFileSync(COMPILER, [
      '--target=wasm32', '-nostdlib', '-Wl,--no-entry', '-Wl,--strip-all', '-Wl,--stack-first', '-Wl,-z,stack-size=65536', object, '-o',
      file,
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename) buildKernel(KERNEL_FILE)

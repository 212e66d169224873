import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SluiceError } from '../../../contract/errors.ts'
import { KERNEL_FILE } from './load-kernel.ts'

/** Debian 12's packages clang-14, lld-14, libc++-14-dev-wasm32, libc++abi-14-dev-wasm32, wasi-libc, libclang-rt-14-dev-wasm32. */
const COMPILER = 'clang-14'
const COMPILER_VERSION = '14.0.6'
const HEADERS = '/usr/include/wasm32-wasi'
const LIBRARIES = '/usr/lib/wasm32-wasi'
/** The version of the npm package whose sources the committed kernel is made from. */
const RE2_VERSION = '1.27.1'
/** Of RE2, what matching needs: no sets, no prefilters, no command line. */
const SOURCES = [
  ...['bitmap256', 'bitstate', 'compile', 'nfa', 'onepass', 'parse', 'perl_groups', 'prog', 're2', 'regexp', 'simplify', 'tostring',
    'unicode_casefold', 'unicode_groups'].map((name) => `re2/${name}.cc`),
  'util/rune.cc', 'util/strutil.cc',
]
const ABORT_SAFE = ['-fno-exceptions', '-fno-rtti', '-DNDEBUG']
const AT_ONCE = 2

/** Why the kernel cannot be built here to the byte; undefined where it can. */
export function whyNotBuildable(): string | undefined {
  let said: string
  try {
    said = execFileSync(COMPILER, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    readFileSync(join(HEADERS, 'c++', 'v1', 'vector'))
    readFileSync(join(LIBRARIES, 'libc++.a'))
  } catch {
    return `${COMPILER} with the libraries for wasm32-wasi is not installed`
  }
  if (!said.includes(`version ${COMPILER_VERSION}`)) return `${COMPILER} is not version ${COMPILER_VERSION}`
  const { version } = JSON.parse(readFileSync(join(re2Folder(), 'package.json'), 'utf8')) as { readonly version: string }
  return version === RE2_VERSION ? undefined : `re2 is not version ${RE2_VERSION}, from which the kernel was made`
}

/** Compiles kernel.cc and RE2 into one module. The same compiler, libraries and sources give the same bytes. */
export async function buildKernel(file: string): Promise<void> {
  const why = whyNotBuildable()
  if (why !== undefined) throw new SluiceError('SLUICE_CONFIG', { detail: `The kernel cannot be built: ${why}.` })
  const vendor = join(re2Folder(), 'vendor', 're2')
  const sources = [join(import.meta.dirname, 'kernel.cc'), ...SOURCES.map((source) => join(vendor, source))]
  const folder = mkdtempSync(join(tmpdir(), 'sluice-kernel-'))
  try {
    // The folder of the stand-ins for abseil comes first.
    const include = ['-I', import.meta.dirname, '-I', vendor, '-isystem', join(HEADERS, 'c++', 'v1'), '-isystem', HEADERS]
    const object = (source: string): string => join(folder, `${basename(source)}.o`)
    const waiting = [...sources]
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
        await run(['--target=wasm32-wasi', '-std=c++17', '-O3', ...ABORT_SAFE, ...include, '-c', source, '-o', object(source)])
      }
    }))
    const made = join(folder, 'kernel.wasm')
    await run([
      '--target=wasm32-wasi', '-nostartfiles', '-Wl,--no-entry', '-Wl,--strip-all', '-Wl,--gc-sections',
      '-Wl,-z,stack-size=1048576', '-L', LIBRARIES, ...sources.map(object), '-lc++', '-lc++abi', '-lc', '-o', made,
    ])
    copyFileSync(made, file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(words: readonly string[]): Promise<void> {
  await promisify(execFile)(COMPILER, [...words])
}

function re2Folder(): string {
  return dirname(fileURLToPath(import.meta.resolve('re2/package.json')))
}

if (process.argv[1] === import.meta.filename) await buildKernel(KERNEL_FILE)

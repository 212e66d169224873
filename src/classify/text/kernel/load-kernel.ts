import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Made by build-kernel.ts from kernel.cc and RE2. */
export const KERNEL_FILE = join(import.meta.dirname, 'kernel.wasm')

/** What kernel.cc exports; see there. Addresses and sizes are in bytes. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer }
  place(size: number): number
  add(size: number, isBounded: 0 | 1): 0 | 1 | 2
  sign(size: number, lead: number, trail: number, digitsMin: number): 0 | 1
  other(size: number): 0 | 1
  build(memoryBytes: number): 0 | 1
  scan(size: number): number
  matches(): number
}

/** WASI, "not supported": the kernel has nothing to write to. */
const NOT_SUPPORTED = 58
const NOTHING = { fd_write: () => NOT_SUPPORTED, fd_close: () => NOT_SUPPORTED, fd_seek: () => NOT_SUPPORTED }

/** The part of the WebAssembly API that is used; Node has no types for it. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }

let compiled: object | undefined

/** A kernel without patterns, with memory of its own. It is compiled once a process. */
export function loadKernel(): Kernel {
  compiled ??= new WebAssembly.Module(readFileSync(KERNEL_FILE))
  const { exports } = new WebAssembly.Instance(compiled, { wasi_snapshot_preview1: NOTHING })
  const kernel = exports as unknown as Kernel & { initialize(): void }
  kernel.initialize()
  return kernel
}

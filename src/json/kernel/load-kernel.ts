import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Made by build-kernel.ts from kernel.c. */
const KERNEL_FILE = join(import.meta.dirname, 'kernel.wasm')

/** What kernel.c exports. Addresses and sizes are in bytes, places in the message counted from the start of the arena. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  address(region: number): number
  bytes(region: number): number
  /** Reads the document that starts at `p` by a machine whose tables stand at these addresses; 0, or the number of a failure. */
  document(
    rows: number,
    pool: number,
    table: number,
    words: number,
    root: number,
    stray: number,
    frameMax: number,
    cuts: 0 | 1,
    p: number,
    length: number,
  ): number
  /** Writes the message of `length` bytes with its edits to `output`; returns where that ends. */
  assemble(length: number, output: number): number
}

/** What the kernel asks and tells while it reads a document. Whatever is thrown ends the reading. */
export interface Host {
  value(frame: number, edge: number, key: number, cut: number, start: number, end: number, ordinal: number, info: number): void
  open(frame: number, edge: number): void
  close(frame: number, end: number, size: number): void
  /** The state in which the object at `p` is read. */
  settle(p: number, state: number): number
  /** The edge of a state for the key between these bytes, its quotes included, which holds an escape. */
  named(state: number, from: number, to: number): number
  /** A key that the state of its object does not know. */
  stranger(frame: number, from: number, to: number): void
  /** Whether the number between these bytes is one that a double can hold. */
  isFinite(from: number, to: number): 0 | 1
}

/** The regions of the kernel's memory. */
export const REGION = { arena: 0, frames: 1, seen: 2, edits: 3, ends: 4, removed: 5, tables: 6, registers: 7 } as const

/** What both sides count and know, as cells of `registers`. */
export const REGISTER = {
  edits: 0,
  removed: 1,
  odd: 2,
  high: 3,
  byte: 4,
  /** See `Judge.yearMin`. */
  yearMin: 5,
  /** The table of links, its mask, and in which place of their tags the cache stands that is asked; see link-cache.ts. */
  links: 6,
  linkMask: 7,
  linkOwner: 8,
  /** The table of values that have a form; see form-memory.ts. */
  forms: 9,
} as const

/** The part of the WebAssembly API that is used; Node has no types for it. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }

const nobody = (): never => {
  throw new TypeError('no document is being read')
}
/** Whoever reads a document with the kernel puts itself here first. */
export const host: { -readonly [Member in keyof Host]: Host[Member] } = {
  value: nobody, open: nobody, close: nobody, settle: nobody, named: nobody, stranger: nobody, isFinite: nobody,
}

/** The one kernel of this thread. Its memory never grows, so that views of it stay what they are. */
export const kernel = instantiate()

/** A region of the memory in bytes. Throws where it is not as large as the host thinks. */
export function region(
  name: keyof typeof REGION,
  bytes?: number,
): { readonly buffer: ArrayBuffer; readonly at: number; readonly bytes: number } {
  const size = kernel.bytes(REGION[name])
  if (bytes !== undefined && bytes !== size) throw new RangeError(`the kernel has ${size} bytes for its ${name}, not ${bytes}`)
  return { buffer: kernel.memory.buffer, at: kernel.address(REGION[name]), bytes: size }
}

/** A region as so many words of four bytes. */
export function cellsOf(name: keyof typeof REGION, count: number): Int32Array {
  const { buffer, at } = region(name, count * 4)
  return new Int32Array(buffer, at, count)
}

export const registers = cellsOf('registers', Object.keys(REGISTER).length)

function instantiate(): KernelExports {
  const imports: Host = {
    value: (frame, edge, key, cut, start, end, ordinal, info) => host.value(frame, edge, key, cut, start, end, ordinal, info),
    open: (frame, edge) => host.open(frame, edge),
    close: (frame, end, size) => host.close(frame, end, size),
    settle: (p, state) => host.settle(p, state),
    named: (state, from, to) => host.named(state, from, to),
    stranger: (frame, from, to) => host.stranger(frame, from, to),
    isFinite: (from, to) => host.isFinite(from, to),
  }
  const module = new WebAssembly.Module(readFileSync(KERNEL_FILE))
  return new WebAssembly.Instance(module, { host: imports }).exports as unknown as KernelExports
}

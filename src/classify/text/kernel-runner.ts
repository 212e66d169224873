import { SluiceError } from '../../contract/errors.ts'
import type { TextBatch } from './batch.ts'
import type { CompiledRegex } from './compile-pattern.ts'
import { loadKernel, type Kernel } from './kernel/load-kernel.ts'
import { needsOf } from './prefilter.ts'
import type { PatternNeeds } from './required-strings.ts'
import { BOUNDARY, patternOfStrings, shortest } from './symbol-strings.ts'
import { createWindowRunner, type PatternMatch, type PatternRunner } from './pattern-runner.ts'

/** Longer matches than these, in bytes, are not searched for by walking. `kWalkBytesMax` of kernel.cc. */
const BOUND_BYTES_MAX = 1024
/** For the states of the automaton, which are made as texts need them. */
const AUTOMATON_BYTES_MAX = 37 * 1024 * 1024
/** Bytes of the fence that patterns see on each side of a text. */
const EDGE_BYTES = 2
const CELLS = 3
const NONE: readonly PatternMatch[] = []

/**
 * Finds the same as `createWindowRunner`, several times faster: RE2 as a WebAssembly module, asked once for all patterns in a
 * text. Where that does not work for a text, or at all, windows do it.
 */
export function createKernelRunner(patterns: readonly CompiledRegex[], load: () => Kernel = loadKernel): PatternRunner {
  let windows: PatternRunner | undefined
  const byWindows: PatternRunner['run'] = (batch, text) => (windows ??= createWindowRunner(patterns)).run(batch, text)
  if (patterns.length === 0) return { run: () => NONE }
  const loaded = load === loadKernel ? sharedKernelFor(patterns) : { kernel: kernelFor(patterns, load) }
  let bytes = new Uint8Array(0)
  let cells = new Uint32Array(0)

  return {
    run(batch, text) {
      const { kernel } = loaded
      if (kernel === undefined) return byWindows(batch, text)
      const low = batch.start(text) - EDGE_BYTES
      const size = batch.end(text) + EDGE_BYTES - low
      const { memory } = kernel
      let count: number
      try {
        const place = kernel.place(size) >>> 0
        if (bytes.buffer !== memory.buffer) bytes = new Uint8Array(memory.buffer)
        bytes.set(batch.bytes.subarray(low, low + size), place)
        count = kernel.scan(size)
      } catch (error) {
        // Nobody knows what it holds after a fault: it is not used again, and this text is not said to be looked through.
        loaded.kernel = undefined
        throw new SluiceError('SLUICE_INTERNAL', { detail: 'The kernel of the regex engine failed.', cause: error })
      }
      if (count === 0) return NONE
      if (count < 0) return byWindows(batch, text)
      if (cells.buffer !== memory.buffer) cells = new Uint32Array(memory.buffer)
      return readMatches(cells, kernel.matches() >>> 2, count, { batch, text, low })
    },
  }
}

interface Where {
  readonly batch: TextBatch
  readonly text: number
  readonly low: number
}

/** Matches as places in the batch, cut to their text. */
function readMatches(cells: Uint32Array, from: number, count: number, { batch, text, low }: Where): PatternMatch[] {
  const start = batch.start(text)
  const end = batch.end(text)
  const found: PatternMatch[] = []
  for (let at = from; at < from + count * CELLS; at += CELLS) {
    const match = {
      pattern: cells[at] as number,
      start: Math.max(low + (cells[at + 1] as number), start),
      end: Math.min(low + (cells[at + 2] as number), end),
    }
    if (match.end > match.start) found.push(match)
  }
  return found
}

/** A kernel with its patterns, until it fails. */
interface LoadedKernel {
  kernel: Kernel | undefined
}

const shared = new Map<string, WeakRef<LoadedKernel>>()

/** One for all who look for the same patterns, as branches mostly do: it takes 20 to 37 MB, and a text is done with before the next comes. */
function sharedKernelFor(patterns: readonly CompiledRegex[]): LoadedKernel {
  const key = JSON.stringify(patterns.map(({ source }) => source))
  const known = shared.get(key)?.deref()
  if (known?.kernel !== undefined) return known
  for (const [old, loaded] of shared) if (loaded.deref() === undefined) shared.delete(old)
  const made = { kernel: kernelFor(patterns, loadKernel) }
  shared.set(key, new WeakRef(made))
  return made
}

/** Undefined where the kernel does not take a pattern that the other engine took. */
function kernelFor(patterns: readonly CompiledRegex[], load: () => Kernel): Kernel | undefined {
  const kernel = load()
  for (const { source, translated, bytesMax } of patterns) {
    const added = kernel.add(put(kernel, translated), bytesMax <= BOUND_BYTES_MAX ? 1 : 0)
    if (added === 0 || added === ADDED_RUNNING && !addSigns(kernel, needsOf(source))) return checked(patterns)
  }
  return kernel.build(AUTOMATON_BYTES_MAX) === 0 ? checked(patterns) : kernel
}

/** What the kernel says of a pattern whose matches may begin with any word. */
const ADDED_RUNNING = 2
/** Signs that are more frequent, by character, are no use: the pattern is walked from everywhere. */
const SIGN_RATE_MAX = 2e-3

/** Has the pattern that was added last looked for only around strings that its matches need; false where the kernel does not take these. */
function addSigns(kernel: Kernel, { required, also, digitsMin }: PatternNeeds): boolean {
  if (required === undefined || required.rate > SIGN_RATE_MAX) return true
  const { strings, lead, trail } = required
  // A sign may end a byte behind the string.
  const size = put(
    kernel,
    patternOfStrings(fromWords(strings)),
    [...lead.slice(0, -1), (lead[lead.length - 1] as number) + 1, ...trail].map((bytes) => Math.min(bytes, REACH_MAX)),
  )
  if (kernel.sign(size, lead.length, trail.length, digitsMin) === 0) return false
  return also === undefined || kernel.other(put(kernel, patternOfStrings(fromWords(also)))) === 1
}

const BLANK_BEFORE_WORD = new RegExp(`^[${BOUNDARY}]? [${BOUNDARY}]`)

/** Without the blank before a word, or every blank of a text would be walked from, as every word is. Where they end stays the same. */
function fromWords(strings: readonly string[]): string[] {
  return shortest(strings.map((string) => string.replace(BLANK_BEFORE_WORD, BOUNDARY)))
}

/** Farther than any text goes. */
const REACH_MAX = 0x7FFFFFFF

/** Puts a text where the kernel reads it, and numbers of 32 bits behind it; returns the size of the text. */
function put(kernel: Kernel, text: string, numbers: readonly number[] = []): number {
  const bytes = Buffer.from(text)
  const size = bytes.length + numbers.length * Uint32Array.BYTES_PER_ELEMENT
  // Placing may grow the memory, which makes another buffer of it.
  const place = kernel.place(size) >>> 0
  const view = Buffer.from(kernel.memory.buffer, place, size)
  bytes.copy(view)
  for (const [index, number] of numbers.entries()) view.writeUInt32LE(number, bytes.length + index * Uint32Array.BYTES_PER_ELEMENT)
  return bytes.length
}

/** Has the other engine take every pattern, which may be the first to look at one. Throws SLUICE_CONFIG where it does not. */
function checked(patterns: readonly CompiledRegex[]): undefined {
  patterns.forEach(({ regex }) => void regex)
  return undefined
}

import { region } from './kernel/load-kernel.ts'

const place = region('tables')
/** Blocks are powers of two, from this many bytes on. */
const BLOCK_SHIFT_MIN = 12

/** Blocks that nobody has any more, by the logarithm of their size. */
const free: number[][] = []
let used = 0

/** A block comes back once nothing leads to the table in it. */
const forgotten = new FinalizationRegistry<{ readonly at: number; readonly shift: number }>(({ at, shift }) => {
  ;(free[shift] ??= []).push(at)
})

/** The kinds of tables that there are. */
export interface TableKind<Table> {
  readonly BYTES_PER_ELEMENT: number
  new (length: number): Table
  new (buffer: ArrayBuffer, at: number, length: number): Table
}

/** A table of zeros in the memory of the kernel, or in memory of its own where that has no room left: then the kernel cannot read it. */
export function createTable<Table extends Int32Array | Uint8Array>(kind: TableKind<Table>, length: number): Table {
  const shift = Math.max(BLOCK_SHIFT_MIN, 32 - Math.clz32(length * kind.BYTES_PER_ELEMENT - 1))
  const at = takeBlock(shift)
  if (at < 0) return new kind(length)
  const table = new kind(place.buffer, place.at + at, length)
  table.fill(0)
  forgotten.register(table, { at, shift })
  return table
}

/** Whether the kernel can read tables. */
export function areInKernel(...tables: readonly { readonly buffer: object }[]): boolean {
  return tables.every(({ buffer }) => buffer === place.buffer)
}

function takeBlock(shift: number): number {
  const again = free[shift]?.pop()
  if (again !== undefined) return again
  const at = used
  if (at + 2 ** shift > place.bytes) return -1
  used += 2 ** shift
  return at
}

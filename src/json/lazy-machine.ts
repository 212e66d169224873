import {
  ACCEPTS, ANYTHING, EDGE, FATE, FATE_SHIFT, hashKey, ITEM_SHIFT, KEY_DOUBLE, KEYS_MAX, ROW, STATE, STATE_CHECK, STATE_SKIP,
  type KeylessEdge, type Machine, type MachineSource, type StateSpec,
} from './machine.ts'
import { areInKernel, createTable, type TableKind } from './table-memory.ts'

/** Describes nothing yet but the states that every machine has. Throws what `define` throws, once a message needs it. */
export function createMachine(source: MachineSource): Machine {
  return new LazyMachine(source)
}

function reservedState(state: number): StateSpec {
  const duplicates = state === STATE_CHECK
  return {
    name: duplicates ? '(check)' : '(skip)',
    edges: [],
    otherwise: { ...ANYTHING, child: duplicates ? STATE_CHECK : STATE_SKIP },
    duplicates,
  }
}

/** The row of an edge or state, from the index of its first cell. */
const ROW_SHIFT = 4
const ROWS_FIRST = 1024
const POOL_FIRST = 1 << 13
const SLOTS_FIRST = 1 << 12

class LazyMachine implements Machine {
  rows = createTable(Int32Array, ROWS_FIRST * ROW)
  doubles = doublesOf(this.rows)
  pool = createTable(Uint8Array, POOL_FIRST)
  table = createTable(Int32Array, SLOTS_FIRST)
  isInKernel = areInKernel(this.rows, this.pool, this.table)
  generation = 0
  readonly root: number
  readonly partRoots: readonly number[]
  readonly words: number
  readonly stray: number
  /** By row; states have none. */
  private readonly names: string[] = []
  private readonly stateRows = new Map<number, number>()
  private readonly stateEdges = new Map<number, readonly number[]>()
  private readonly source: MachineSource
  private readonly selectors = new Map<number, NonNullable<StateSpec['discriminator']>>()
  private readonly variants = new Map<number, Int32Array>()
  private poolBytes = 0
  private tableSlots = 0

  constructor(source: MachineSource) {
    this.source = source
    // The first edge stands for "none".
    this.put({ ...ANYTHING, child: 0 }, '', 0)
    this.words = this.rowOf(0)
    const words = source.words.map((key) => ({ ...ANYTHING, key }))
    this.describe(this.words, { name: '(words)', edges: words, otherwise: ANYTHING, duplicates: false })
    for (const state of [STATE_SKIP, STATE_CHECK]) this.describe(this.rowOf(state), reservedState(state))
    this.stray = this.rowOf(source.stray ?? STATE_SKIP)
    this.root = this.put(source.root, '', 0)
    this.partRoots = source.partRoots.map((part) => this.put(part, '', 0))
  }

  name(edge: number): string {
    return this.names[edge >> ROW_SHIFT] as string
  }

  named(stateRow: number, key: string): number {
    return this.stateEdges.get(stateRow)?.find((edge) => this.name(edge) === key) ?? 0
  }

  tag(edge: number): number {
    return this.rows[edge + EDGE.tag] as number
  }

  expand(stateRow: number): void {
    this.describe(stateRow, this.source.define(this.rows[stateRow + STATE.number] as number))
  }

  variant(stateRow: number, word: number): number {
    const column = this.rows[word + EDGE.ordinal] as number
    let row = this.variants.get(stateRow)
    if (row === undefined) this.variants.set(stateRow, (row = new Int32Array(this.source.words.length)))
    const known = row[column] as number
    if (known !== 0) return known
    const selector = this.selectors.get(stateRow)
    const found = this.rowOf(selector?.variant(this.name(word)) ?? selector?.fallback ?? STATE_SKIP)
    row[column] = found
    return found
  }

  private rowOf(state: number): number {
    const known = this.stateRows.get(state)
    if (known !== undefined) return known
    const row = this.newRow('')
    this.stateRows.set(state, row)
    this.rows[row + STATE.number] = state
    return row
  }

  private newRow(name: string): number {
    const row = this.names.push(name) - 1 << ROW_SHIFT
    if (row + ROW > this.rows.length) {
      this.rows = this.grown(Int32Array, this.rows, row + ROW)
      this.doubles = doublesOf(this.rows)
    }
    return row
  }

  private describe(row: number, spec: StateSpec): void {
    if (spec.duplicates && spec.edges.length > KEYS_MAX) throw new RangeError(`state ${spec.name} has more than ${KEYS_MAX} keys`)
    const ids = spec.edges.map((edge, ordinal) => this.put(edge, edge.key, ordinal))
    this.stateEdges.set(row, ids)
    const otherwise = this.put(spec.otherwise, '', 0)
    const fallback = spec.discriminator === undefined ? 0 : this.rowOf(spec.discriminator.fallback)
    const { rows } = this
    if (spec.duplicates) {
      ids.forEach((edge, ordinal) => {
        rows[edge + EDGE.seenWord] = ordinal >> 5
        rows[edge + EDGE.seenBit] = 1 << (ordinal & 31)
      })
    }
    rows[row + STATE.otherwise] = otherwise
    rows[row + STATE.next] = ids[0] ?? 0
    rows[row + STATE.words] = spec.duplicates ? Math.max(1, Math.ceil(ids.length / 32)) : 0
    if (spec.discriminator !== undefined) {
      this.selectors.set(row, spec.discriminator)
      rows[row + STATE.discriminator] = ids[spec.edges.findIndex((edge) => edge.key === spec.discriminator?.key)] ?? 0
      rows[row + STATE.fallback] = fallback
    }
    this.hash(row, ids)
    rows[row + STATE.ready] = 1
  }

  private put(spec: KeylessEdge, key: string, ordinal: number): number {
    const child = spec.child === 0 ? 0 : this.rowOf(spec.child)
    const edge = this.newRow(key)
    const bytes = Buffer.from(`"${key}"`)
    if (this.poolBytes + bytes.length > this.pool.length) this.pool = this.grown(Uint8Array, this.pool, this.poolBytes + bytes.length)
    this.pool.set(bytes, this.poolBytes)
    const both = (spec.record ? ACCEPTS.record : 0) | (spec.whole === true ? ACCEPTS.whole : 0) | ((spec.fate ?? FATE.asked) << FATE_SHIFT)
    const { rows } = this
    rows[edge + EDGE.child] = child
    rows[edge + EDGE.tag] = spec.tag
    rows[edge + EDGE.ordinal] = ordinal
    rows[edge + EDGE.accepts] = spec.single | both | ((spec.item | both) << ITEM_SHIFT) | (spec.item === 0 ? 0 : ACCEPTS.array) |
      (spec.places === true ? ACCEPTS.places : 0) | (spec.asks === true ? ACCEPTS.asks : 0) | (spec.bare === true ? ACCEPTS.bare : 0)
    rows[edge + EDGE.keyAt] = this.poolBytes
    rows[edge + EDGE.keyBytes] = bytes.length
    this.putKey(edge, bytes)
    this.poolBytes += bytes.length
    return edge
  }

  /** Keys of one letter and none never match, since their two words contradict each other: they are looked up. */
  private putKey(edge: number, bytes: Buffer): void {
    const { length } = bytes
    const doublesAt = edge >> 1
    if (length < 8) {
      this.rows[edge + EDGE.headWord] = length < 4 ? 0x22222222 : bytes.readInt32LE(0)
      this.rows[edge + EDGE.tailWord] = length < 4 ? -1 : bytes.readInt32LE(length - 4)
    } else {
      this.doubles[doublesAt + KEY_DOUBLE.head] = bytes.readDoubleLE(0)
      this.doubles[doublesAt + KEY_DOUBLE.tail] = bytes.readDoubleLE(length - 8)
      if (length >= 16) this.doubles[doublesAt + KEY_DOUBLE.second] = bytes.readDoubleLE(8)
    }
  }

  private hash(stateRow: number, ids: readonly number[]): void {
    let size = 4
    while (size < 2 * ids.length) size *= 2
    const at = this.tableSlots
    this.tableSlots += size
    if (this.tableSlots > this.table.length) this.table = this.grown(Int32Array, this.table, this.tableSlots)
    this.rows[stateRow + STATE.tableAt] = at
    this.rows[stateRow + STATE.tableMask] = size - 1
    for (const edge of ids) {
      const name = Buffer.from(this.name(edge))
      let slot = hashKey(name, 0, name.length)
      while (this.table[at + (slot & (size - 1))] !== 0) slot++
      this.table[at + (slot & (size - 1))] = edge
    }
  }

  private grown<Table extends Uint8Array | Int32Array>(kind: TableKind<Table>, from: Table, length: number): Table {
    this.generation++
    const to = createTable(kind, Math.max(length, from.length * 2))
    to.set(from)
    this.isInKernel &&= areInKernel(to)
    return to
  }
}

function doublesOf({ buffer, byteOffset, byteLength }: Int32Array): Float64Array {
  return new Float64Array(buffer, byteOffset, byteLength / 8)
}

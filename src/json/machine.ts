/** Which JSON tokens an edge accepts. */
export const TOKEN = { string: 1, number: 2, boolean: 4, null: 8, object: 16 } as const
export const TOKEN_ANY = 31

/** How far the item tokens sit above the single-value tokens in `edgeAccepts`. */
export const ITEM_SHIFT = 8
/** Flags of an edge in `edgeAccepts`, above its tokens. */
export const ACCEPTS = { array: 1 << 16, whole: 1 << 17, places: 1 << 18, record: 1 << 19 } as const

/** Reads anything, records nothing, does not look for duplicate keys: for what is dropped anyway. */
export const STATE_SKIP = 1
/** Reads anything, records nothing, refuses duplicate keys: for what is kept without being understood. */
export const STATE_CHECK = 2
/** The caller's states start here. */
export const STATES_RESERVED = 3

/** Most keys one object type may know: bounds the set of keys seen. */
export const KEYS_MAX = 1024

export interface EdgeSpec {
  readonly key: string
  /** State of the object behind the edge; STATE_SKIP for primitives. */
  readonly child: number
  /** Tokens accepted as a single value. */
  readonly single: number
  /** Tokens accepted as items of an array; 0 refuses arrays. */
  readonly item: number
  /** Record the values met here on the tape. Containers on the way to a recorded value are recorded in any case. */
  readonly record: boolean
  /** Carried for the caller, who knows what it means. */
  readonly tag: number
  /** Record the value as one node, whatever it is, and nothing inside it. */
  readonly whole?: boolean
  /** Items keep their places, because another array runs in parallel: one that goes becomes null. */
  readonly places?: boolean
}
export type KeylessEdge = Omit<EdgeSpec, 'key'>

export interface StateSpec {
  readonly name: string
  readonly edges: readonly EdgeSpec[]
  /** For keys that no edge names. */
  readonly otherwise: KeylessEdge
  /** Refuse an object that holds one key twice. */
  readonly duplicates: boolean
  /**
   * Objects met in this state are read in the variant that the value of `key` names; the key is looked for ahead if it
   * comes late. `fallback` is for a value that is missing, unknown or no string.
   */
  readonly discriminator?: { readonly key: string; variant(word: string): number | undefined; readonly fallback: number } | undefined
}

export interface MachineSource {
  /** Every value that a discriminator may have. */
  readonly words: readonly string[]
  readonly root: KeylessEdge
  /** Further edges to start from, for parts of a document. */
  readonly partRoots: readonly KeylessEdge[]
  /** The state that what has a form its edge does not accept is read in: STATE_SKIP unless given. */
  readonly stray?: number
  /** Describes a state, asked once, when the first object is read in it. */
  define(state: number): StateSpec
}

export const ANYTHING: KeylessEdge = {
  child: STATE_SKIP, single: TOKEN_ANY, item: TOKEN_ANY, record: false, tag: 0,
}

/**
 * A deterministic automaton over object keys, as flat tables. It knows nothing of FHIR. States are described when they
 * are first met, since a policy over all of FHIR has many thousands of which a message needs a few dozen. It learns:
 * each edge remembers which edge followed it last time, so that one comparison usually settles a key.
 */
export interface Machine {
  /** Edges, EDGE_STRIDE cells each; an edge is named by the index of its first cell. One edge fills one cache line. */
  edges: Int32Array
  /** States, STATE_STRIDE cells each; a state is named by its number. */
  states: Int32Array
  /** Keys with their closing quotes, one after the other. */
  pool: Uint8Array
  /** Hash tables of edges, one for each state. */
  table: Int32Array
  readonly root: number
  readonly partRoots: readonly number[]
  /** Counts up whenever a table was replaced by a larger one: references to the old ones are stale then. */
  generation: number
  /** A table state of all discriminator values. */
  readonly wordsState: number
  /** The state of what has a form that its edge does not accept. */
  readonly stray: number
  name(edge: number): string
  /** The edge of a state by its key, or 0: for the rare key that cannot be looked up by its bytes. */
  named(state: number, key: string): number
  tag(edge: number): number
  /** Describes a state that was not met before. */
  expand(state: number): void
  /** The state that a word selects in a state with a discriminator. */
  variant(state: number, word: number): number
}

/** Cells of an edge. */
export const EDGE = {
  child: 0,
  /** Tokens and flags: see TOKEN, ITEM_SHIFT and ACCEPTS. */
  accepts: 1,
  tag: 2,
  /** Bit in the set of keys seen, within the edge's state; for a word, its column in a row of variants. */
  ordinal: 3,
  /** Learned: the edge that followed this one last time. */
  next: 4,
  keyAt: 5,
  keyBytes: 6,
  /** First eight bytes of the key and its closing quote, as two masked little-endian words. */
  word0: 7,
  mask0: 8,
  word1: 9,
  mask1: 10,
} as const
export const EDGE_STRIDE = 16
const EDGE_SHIFT = 4

/** Cells of a state. */
export const STATE = {
  /** 1 once the state is described. */
  ready: 0,
  /** Learned: the edge that its objects began with last time. */
  first: 1,
  /** Edge for keys the state does not know. */
  otherwise: 2,
  tableAt: 3,
  tableMask: 4,
  /** Words in the set of keys seen; 0 switches the duplicate check off. */
  words: 5,
  /** Edge whose string value selects the state to read this object in, or 0. */
  discriminator: 6,
  fallback: 7,
  /** Learned: the word that its objects named last time. */
  guess: 8,
} as const
export const STATE_STRIDE = 16

/** The hash of key bytes that the tables are built and probed with (FNV-1a, folded). */
export function hashKey(bytes: Uint8Array, from: number, length: number): number {
  let hash = length | 0
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[from + i] as number), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** A machine that reads any JSON value and records nothing. */
export function createReader(options: { readonly duplicates: boolean }): Machine {
  const child = options.duplicates ? STATE_CHECK : STATE_SKIP
  return createMachine({ words: [], stray: child, root: { ...ANYTHING, child }, partRoots: [], define: (state) => reservedState(state) })
}

export function createMachine(source: MachineSource): Machine {
  const machine = new LazyMachine(source)
  return machine
}

function reservedState(state: number): StateSpec {
  const duplicates = state === STATE_CHECK
  return { name: duplicates ? '(check)' : '(skip)', edges: [], otherwise: { ...ANYTHING, child: duplicates ? STATE_CHECK : STATE_SKIP }, duplicates }
}

const EDGES_FIRST = 8192
const STATES_FIRST = 4096
const POOL_FIRST = 1 << 16

class LazyMachine implements Machine {
  edges = new Int32Array(EDGES_FIRST * EDGE_STRIDE)
  states = new Int32Array(STATES_FIRST * STATE_STRIDE)
  pool = new Uint8Array(POOL_FIRST)
  table = new Int32Array(EDGES_FIRST * 4)
  generation = 0
  readonly root: number
  readonly partRoots: readonly number[]
  readonly wordsState = 0
  readonly stray: number
  private readonly names: string[] = ['']
  private readonly stateEdges: (readonly number[])[] = []
  private readonly source: MachineSource
  private readonly selectors = new Map<number, NonNullable<StateSpec['discriminator']>>()
  private readonly variants = new Map<number, Int32Array>()
  private poolBytes = 0
  private tableSlots = 0

  constructor(source: MachineSource) {
    this.source = source
    this.stray = source.stray ?? STATE_SKIP
    // The first edge stands for "none": its key is never met.
    this.edges.fill(-1, EDGE.word0, EDGE.mask1 + 1)
    const words = source.words.map((key) => ({ ...ANYTHING, key }))
    this.describe(this.wordsState, { name: '(words)', edges: words, otherwise: ANYTHING, duplicates: false })
    this.describe(STATE_SKIP, reservedState(STATE_SKIP))
    this.describe(STATE_CHECK, reservedState(STATE_CHECK))
    this.root = this.put(source.root, '', 0)
    this.partRoots = source.partRoots.map((part) => this.put(part, '', 0))
  }

  name(edge: number): string {
    return this.names[edge >> EDGE_SHIFT] as string
  }

  named(state: number, key: string): number {
    return this.stateEdges[state]?.find((edge) => this.name(edge) === key) ?? 0
  }

  tag(edge: number): number {
    return this.edges[edge + EDGE.tag] as number
  }

  expand(state: number): void {
    this.describe(state, this.source.define(state))
  }

  variant(state: number, word: number): number {
    const column = this.edges[word + EDGE.ordinal] as number
    let row = this.variants.get(state)
    if (row === undefined) this.variants.set(state, (row = new Int32Array(this.source.words.length)))
    const known = row[column] as number
    if (known !== 0) return known
    const selector = this.selectors.get(state)
    const found = selector?.variant(this.name(word)) ?? selector?.fallback ?? STATE_SKIP
    row[column] = found
    return found
  }

  private describe(state: number, spec: StateSpec): void {
    if (spec.duplicates && spec.edges.length > KEYS_MAX) throw new RangeError(`state ${spec.name} has more than ${KEYS_MAX} keys`)
    const at = state * STATE_STRIDE
    if (at + STATE_STRIDE > this.states.length) this.states = this.grown(this.states, at + STATE_STRIDE)
    const ids = spec.edges.map((edge, ordinal) => this.put(edge, edge.key, ordinal))
    this.stateEdges[state] = ids
    const { states } = this
    states[at + STATE.otherwise] = this.put(spec.otherwise, '', 0)
    states[at + STATE.first] = ids[0] ?? 0
    states[at + STATE.words] = spec.duplicates ? Math.max(1, Math.ceil(ids.length / 32)) : 0
    if (spec.discriminator !== undefined) {
      this.selectors.set(state, spec.discriminator)
      states[at + STATE.discriminator] = ids[spec.edges.findIndex((edge) => edge.key === spec.discriminator?.key)] ?? 0
      states[at + STATE.fallback] = spec.discriminator.fallback
    }
    this.hash(at, ids)
    states[at + STATE.ready] = 1
  }

  private put(spec: KeylessEdge, key: string, ordinal: number): number {
    const edge = this.names.push(key) - 1 << EDGE_SHIFT
    if (edge + EDGE_STRIDE > this.edges.length) this.edges = this.grown(this.edges, edge + EDGE_STRIDE)
    const bytes = Buffer.from(`${key}"`)
    if (this.poolBytes + bytes.length > this.pool.length) this.pool = this.grown(this.pool, this.poolBytes + bytes.length)
    this.pool.set(bytes, this.poolBytes)
    const head = Buffer.alloc(8)
    const mask = Buffer.alloc(8)
    bytes.copy(head, 0, 0, 8)
    mask.fill(0xff, 0, Math.min(8, bytes.length))
    const { edges } = this
    edges[edge + EDGE.child] = spec.child
    edges[edge + EDGE.tag] = spec.tag
    edges[edge + EDGE.ordinal] = ordinal
    edges[edge + EDGE.accepts] = spec.single | (spec.item << ITEM_SHIFT) | (spec.item === 0 ? 0 : ACCEPTS.array) |
      (spec.whole === true ? ACCEPTS.whole : 0) | (spec.places === true ? ACCEPTS.places : 0) | (spec.record ? ACCEPTS.record : 0)
    edges[edge + EDGE.keyAt] = this.poolBytes
    edges[edge + EDGE.keyBytes] = bytes.length - 1
    edges[edge + EDGE.word0] = head.readInt32LE(0)
    edges[edge + EDGE.mask0] = mask.readInt32LE(0)
    edges[edge + EDGE.word1] = head.readInt32LE(4)
    edges[edge + EDGE.mask1] = mask.readInt32LE(4)
    this.poolBytes += bytes.length
    return edge
  }

  private hash(stateAt: number, ids: readonly number[]): void {
    let size = 4
    while (size < 2 * ids.length) size *= 2
    const at = this.tableSlots
    this.tableSlots += size
    if (this.tableSlots > this.table.length) this.table = this.grown(this.table, this.tableSlots)
    this.states[stateAt + STATE.tableAt] = at
    this.states[stateAt + STATE.tableMask] = size - 1
    for (const edge of ids) {
      let slot = hashKey(this.pool, this.edges[edge + EDGE.keyAt] as number, this.edges[edge + EDGE.keyBytes] as number)
      while (this.table[at + (slot & (size - 1))] !== 0) slot++
      this.table[at + (slot & (size - 1))] = edge
    }
  }

  private grown<T extends Uint8Array | Int32Array>(from: T, length: number): T {
    this.generation++
    const to = new (from.constructor as new (size: number) => T)(Math.max(length, from.length * 2))
    to.set(from)
    return to
  }
}

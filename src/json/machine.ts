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
  /** Describes a state, asked once, when the first object is read in it. */
  define(state: number): StateSpec
}

export const ANYTHING: KeylessEdge = {
  child: STATE_SKIP, single: TOKEN_ANY, item: TOKEN_ANY, record: false, tag: 0,
}

/**
 * A deterministic automaton over object keys, as flat tables. It knows nothing of FHIR. States are described when they
 * are first met, since a policy over all of FHIR has many thousands of which a message needs a few dozen. `edgeNext`
 * and `stateFirst` learn: each edge remembers which edge followed it last time, so that one comparison usually settles
 * a key.
 */
export interface Machine {
  readonly root: number
  readonly partRoots: readonly number[]
  /** Counts up whenever a table was replaced by a larger one: references to the old ones are stale then. */
  generation: number
  edgeKeyAt: Uint32Array
  edgeKeyBytes: Uint16Array
  /** First eight bytes of the key and its closing quote, as two masked little-endian words. */
  edgeWord0: Int32Array
  edgeMask0: Int32Array
  edgeWord1: Int32Array
  edgeMask1: Int32Array
  edgeChild: Int32Array
  edgeAccepts: Int32Array
  edgeTag: Int32Array
  /** Bit in the set of keys seen, within the edge's state; for a word, its column in a row of `variants`. */
  edgeOrdinal: Uint16Array
  edgeNext: Int32Array
  readonly edgeNames: string[]
  /** 1 once the state is described. */
  stateReady: Uint8Array
  stateFirst: Int32Array
  /** Edge for keys the state does not know. */
  stateDefault: Int32Array
  stateTableAt: Uint32Array
  stateTableMask: Uint32Array
  /** Words in the set of keys seen; 0 switches the duplicate check off. */
  stateWords: Uint8Array
  /** Edge whose string value selects the state to read this object in, or 0. */
  stateDiscriminator: Int32Array
  stateFallback: Int32Array
  /** Learned: the word that this state's objects named last time. */
  stateGuess: Int32Array
  readonly stateEdges: (readonly number[])[]
  /** A table state of all discriminator values. */
  readonly wordsState: number
  pool: Uint8Array
  table: Int32Array
  /** Describes a state that was not met before. */
  expand(state: number): void
  /** The state that a word selects in a state with a discriminator. */
  variant(state: number, word: number): number
}

/** The hash of key bytes that the tables are built and probed with (FNV-1a, folded). */
export function hashKey(bytes: Uint8Array, from: number, length: number): number {
  let hash = length | 0
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[from + i] as number), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** A machine that reads any JSON value and records nothing. */
export function createReader(options: { readonly duplicates: boolean }): Machine {
  const child = options.duplicates ? STATE_CHECK : STATE_SKIP
  return createMachine({ words: [], root: { ...ANYTHING, child }, partRoots: [], define: (state) => reservedState(state) })
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
  readonly root: number
  readonly partRoots: readonly number[]
  readonly wordsState = 0
  generation = 0
  edgeKeyAt = new Uint32Array(EDGES_FIRST)
  edgeKeyBytes = new Uint16Array(EDGES_FIRST)
  edgeWord0 = new Int32Array(EDGES_FIRST).fill(-1)
  edgeMask0 = new Int32Array(EDGES_FIRST).fill(-1)
  edgeWord1 = new Int32Array(EDGES_FIRST)
  edgeMask1 = new Int32Array(EDGES_FIRST)
  edgeChild = new Int32Array(EDGES_FIRST)
  edgeAccepts = new Int32Array(EDGES_FIRST)
  edgeTag = new Int32Array(EDGES_FIRST)
  edgeOrdinal = new Uint16Array(EDGES_FIRST)
  edgeNext = new Int32Array(EDGES_FIRST)
  readonly edgeNames: string[] = ['']
  stateReady = new Uint8Array(STATES_FIRST)
  stateFirst = new Int32Array(STATES_FIRST)
  stateDefault = new Int32Array(STATES_FIRST)
  stateTableAt = new Uint32Array(STATES_FIRST)
  stateTableMask = new Uint32Array(STATES_FIRST)
  stateWords = new Uint8Array(STATES_FIRST)
  stateDiscriminator = new Int32Array(STATES_FIRST)
  stateFallback = new Int32Array(STATES_FIRST)
  stateGuess = new Int32Array(STATES_FIRST)
  readonly stateEdges: (readonly number[])[] = []
  pool = new Uint8Array(POOL_FIRST)
  table = new Int32Array(EDGES_FIRST * 4)
  private edges = 1
  private poolBytes = 0
  private tableSlots = 0
  private readonly source: MachineSource
  private readonly selectors = new Map<number, NonNullable<StateSpec['discriminator']>>()
  private readonly variants = new Map<number, Int32Array>()

  constructor(source: MachineSource) {
    this.source = source
    const words = source.words.map((key) => ({ ...ANYTHING, key }))
    this.describe(this.wordsState, { name: '(words)', edges: words, otherwise: ANYTHING, duplicates: false })
    this.describe(STATE_SKIP, reservedState(STATE_SKIP))
    this.describe(STATE_CHECK, reservedState(STATE_CHECK))
    this.root = this.put(source.root, '', 0)
    this.partRoots = source.partRoots.map((part) => this.put(part, '', 0))
  }

  expand(state: number): void {
    this.describe(state, this.source.define(state))
  }

  variant(state: number, word: number): number {
    const column = this.edgeOrdinal[word] as number
    let row = this.variants.get(state)
    if (row === undefined) this.variants.set(state, (row = new Int32Array(this.source.words.length)))
    const known = row[column] as number
    if (known !== 0) return known
    const found = this.selectors.get(state)?.variant(this.edgeNames[word] as string) ?? this.stateFallback[state] ?? STATE_SKIP
    row[column] = found
    return found
  }

  private describe(state: number, spec: StateSpec): void {
    if (spec.duplicates && spec.edges.length > KEYS_MAX) throw new RangeError(`state ${spec.name} has more than ${KEYS_MAX} keys`)
    if (state >= this.stateReady.length) this.growStates(state)
    const ids = spec.edges.map((edge, ordinal) => this.put(edge, edge.key, ordinal))
    this.stateEdges[state] = ids
    this.stateDefault[state] = this.put(spec.otherwise, '', 0)
    this.stateFirst[state] = ids[0] ?? 0
    this.stateWords[state] = spec.duplicates ? Math.max(1, Math.ceil(ids.length / 32)) : 0
    if (spec.discriminator !== undefined) {
      this.selectors.set(state, spec.discriminator)
      this.stateDiscriminator[state] = ids[spec.edges.findIndex((edge) => edge.key === spec.discriminator?.key)] ?? 0
      this.stateFallback[state] = spec.discriminator.fallback
    }
    this.hash(state, ids)
    this.stateReady[state] = 1
  }

  private put(spec: KeylessEdge, key: string, ordinal: number): number {
    const id = this.edges++
    if (id >= this.edgeTag.length) this.growEdges()
    const bytes = Buffer.from(`${key}"`)
    // A word is read past the end of a key: keep some room behind the last one.
    if (this.poolBytes + bytes.length + 16 > this.pool.length) this.growPool(bytes.length)
    this.pool.set(bytes, this.poolBytes)
    this.edgeNames[id] = key
    this.edgeKeyAt[id] = this.poolBytes
    this.edgeKeyBytes[id] = bytes.length - 1
    this.poolBytes += bytes.length
    this.edgeChild[id] = spec.child
    this.edgeTag[id] = spec.tag
    this.edgeOrdinal[id] = ordinal
    this.edgeAccepts[id] = spec.single | (spec.item << ITEM_SHIFT) | (spec.item === 0 ? 0 : ACCEPTS.array) |
      (spec.whole === true ? ACCEPTS.whole : 0) | (spec.places === true ? ACCEPTS.places : 0) | (spec.record ? ACCEPTS.record : 0)
    const head = Buffer.alloc(8)
    const mask = Buffer.alloc(8)
    bytes.copy(head, 0, 0, 8)
    mask.fill(0xff, 0, Math.min(8, bytes.length))
    this.edgeWord0[id] = head.readInt32LE(0)
    this.edgeMask0[id] = mask.readInt32LE(0)
    this.edgeWord1[id] = head.readInt32LE(4)
    this.edgeMask1[id] = mask.readInt32LE(4)
    return id
  }

  private hash(state: number, ids: readonly number[]): void {
    let size = 4
    while (size < 2 * ids.length) size *= 2
    const at = this.tableSlots
    this.tableSlots += size
    if (this.tableSlots > this.table.length) {
      this.table = enlarge(this.table, this.tableSlots)
      this.generation++
    }
    this.stateTableAt[state] = at
    this.stateTableMask[state] = size - 1
    for (const id of ids) {
      let slot = hashKey(this.pool, this.edgeKeyAt[id] as number, this.edgeKeyBytes[id] as number)
      while (this.table[at + (slot & (size - 1))] !== 0) slot++
      this.table[at + (slot & (size - 1))] = id
    }
  }

  private growEdges(): void {
    this.generation++
    const length = this.edgeTag.length * 2
    this.edgeKeyAt = enlarge(this.edgeKeyAt, length)
    this.edgeKeyBytes = enlarge(this.edgeKeyBytes, length)
    this.edgeWord0 = enlarge(this.edgeWord0, length)
    this.edgeMask0 = enlarge(this.edgeMask0, length)
    this.edgeWord1 = enlarge(this.edgeWord1, length)
    this.edgeMask1 = enlarge(this.edgeMask1, length)
    this.edgeChild = enlarge(this.edgeChild, length)
    this.edgeAccepts = enlarge(this.edgeAccepts, length)
    this.edgeTag = enlarge(this.edgeTag, length)
    this.edgeOrdinal = enlarge(this.edgeOrdinal, length)
    this.edgeNext = enlarge(this.edgeNext, length)
  }

  private growStates(state: number): void {
    this.generation++
    const length = Math.max(state + 1, this.stateReady.length * 2)
    this.stateReady = enlarge(this.stateReady, length)
    this.stateFirst = enlarge(this.stateFirst, length)
    this.stateDefault = enlarge(this.stateDefault, length)
    this.stateTableAt = enlarge(this.stateTableAt, length)
    this.stateTableMask = enlarge(this.stateTableMask, length)
    this.stateWords = enlarge(this.stateWords, length)
    this.stateDiscriminator = enlarge(this.stateDiscriminator, length)
    this.stateFallback = enlarge(this.stateFallback, length)
    this.stateGuess = enlarge(this.stateGuess, length)
  }

  private growPool(bytes: number): void {
    this.generation++
    this.pool = enlarge(this.pool, this.pool.length * 2 + bytes)
  }
}

function enlarge<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(from: T, length: number): T {
  const to = new (from.constructor as new (size: number) => T)(Math.max(length, from.length * 2))
  to.set(from)
  return to
}

/** Which JSON tokens an edge accepts. */
export const TOKEN = { string: 1, number: 2, boolean: 4, null: 8, object: 16 } as const
export const TOKEN_ANY = 31

/** How far the item tokens sit above the single-value tokens in `edgeAccepts`. */
export const ITEM_SHIFT = 8
const ARRAY_ALLOWED = 1 << 16
const WHOLE = 1 << 17
const PLACES = 1 << 18
const RECORD = 1 << 19
/** Flags of an edge in `edgeAccepts`, above its tokens. */
export const ACCEPTS = { array: ARRAY_ALLOWED, whole: WHOLE, places: PLACES, record: RECORD } as const

/** Reads anything, records nothing, does not look for duplicate keys: for what is dropped anyway. */
export const STATE_SKIP = 1
/** Reads anything, records nothing, refuses duplicate keys: for what is kept without being understood. */
export const STATE_CHECK = 2

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

/**
 * A deterministic automaton over object keys, as flat tables. It knows nothing of FHIR. `edgeNext` and `stateFirst`
 * learn: each edge remembers which edge followed it last time, so that one comparison usually settles a key.
 */
export interface Machine {
  readonly root: number
  /** Further edges to start from, for parts of a document. */
  readonly partRoots: readonly number[]
  readonly edgeKeyAt: Uint32Array
  readonly edgeKeyBytes: Uint16Array
  /** First eight bytes of the key and its closing quote, as two masked little-endian words. */
  readonly edgeWord0: Int32Array
  readonly edgeMask0: Int32Array
  readonly edgeWord1: Int32Array
  readonly edgeMask1: Int32Array
  readonly edgeChild: Uint16Array
  readonly edgeAccepts: Int32Array
  readonly edgeTag: Int32Array
  /** Bit in the set of keys seen, within the edge's state. */
  readonly edgeOrdinal: Uint16Array
  readonly edgeNext: Int32Array
  readonly edgeNames: readonly string[]
  readonly stateFirst: Int32Array
  /** Edge for keys the state does not know. */
  readonly stateDefault: Int32Array
  readonly stateTableAt: Uint32Array
  readonly stateTableMask: Uint32Array
  /** Words in the set of keys seen; 0 switches the duplicate check off. */
  readonly stateWords: Uint8Array
  /** Edge whose string value selects the state to read this object in, or 0. */
  readonly stateDiscriminator: Int32Array
  /** Where the state's row of `variants` starts: by word, the state that this discriminator value selects. */
  readonly stateVariantsAt: Uint32Array
  /** Learned: the word this state's objects named last time. */
  readonly stateGuess: Int32Array
  readonly variants: Uint16Array
  /** A state whose keys are all discriminator values there are; the ordinal of an edge is its column in `variants`. */
  readonly words: number
  /** The state for a discriminator that is missing or names nothing known. */
  readonly stateFallback: Uint16Array
  readonly stateNames: readonly string[]
  readonly stateEdges: readonly (readonly number[])[]
  readonly pool: Uint8Array
  readonly table: Int32Array
}

interface StateSpec {
  readonly name: string
  readonly edges: EdgeSpec[]
  otherwise: Omit<EdgeSpec, 'key'>
  duplicates: boolean
  discriminator?: { key: string; variants: ReadonlyMap<string, number>; fallback: number } | undefined
}

/** Collects states and edges, then freezes them into a Machine. States may be declared before their edges are known. */
export interface MachineBuilder {
  state(name: string, options: { readonly otherwise: Omit<EdgeSpec, 'key'>; readonly duplicates?: boolean }): number
  edge(state: number, spec: EdgeSpec): void
  /** Objects met in `state` are read in the variant their `key` names; the key is looked for ahead if it comes late. */
  discriminate(state: number, options: { key: string; variants: ReadonlyMap<string, number>; fallback: number }): void
  build(root: Omit<EdgeSpec, 'key'>, partRoots?: readonly Omit<EdgeSpec, 'key'>[]): Machine
}

export const ANYTHING: Omit<EdgeSpec, 'key'> = {
  child: STATE_SKIP, single: TOKEN_ANY, item: TOKEN_ANY, record: false, tag: 0,
}

/** Most keys one object type may know: bounds the set of keys seen. */
export const KEYS_MAX = 1024

export function createMachineBuilder(): MachineBuilder {
  const states: StateSpec[] = [
    { name: '(none)', edges: [], otherwise: ANYTHING, duplicates: false },
    { name: '(skip)', edges: [], otherwise: ANYTHING, duplicates: false },
    { name: '(check)', edges: [], otherwise: { ...ANYTHING, child: STATE_CHECK }, duplicates: true },
  ]
  const at = (state: number): StateSpec => {
    const spec = states[state]
    if (spec === undefined) throw new RangeError(`no state ${state}`)
    return spec
  }
  return {
    state(name, { otherwise, duplicates = true }) {
      states.push({ name, edges: [], otherwise, duplicates })
      if (states.length > 0xffff) throw new RangeError('too many states')
      return states.length - 1
    },
    edge(state, spec) {
      at(state).edges.push(spec)
    },
    discriminate(state, options) {
      at(state).discriminator = options
    },
    build: (root, partRoots = []) => freeze(states, root, partRoots),
  }
}

/** The hash of key bytes that the tables are built and probed with (FNV-1a, folded). */
export function hashKey(bytes: Uint8Array, from: number, length: number): number {
  let hash = length | 0
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[from + i] as number), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

function freeze(
  specs: readonly StateSpec[], root: Omit<EdgeSpec, 'key'>, partRoots: readonly Omit<EdgeSpec, 'key'>[],
): Machine {
  const words = new Map<string, number>()
  for (const { discriminator } of specs) {
    for (const word of discriminator?.variants.keys() ?? []) if (!words.has(word)) words.set(word, words.size)
  }
  const wordEdges = [...words.keys()].map((key) => ({ ...ANYTHING, key }))
  const states: StateSpec[] = [...specs, { name: '(words)', edges: wordEdges, otherwise: ANYTHING, duplicates: false }]
  const edgeCount = states.reduce((sum, state) => sum + state.edges.length + 1, 2 + partRoots.length)
  const tables = allocateTables(edgeCount, states.length)
  const pool: number[] = []
  const table: number[] = []
  const stateEdges: number[][] = []
  const variantRows: number[] = []
  let next = 1
  const put = (spec: Omit<EdgeSpec, 'key'>, key: string, ordinal: number): number => {
    const id = next++
    writeEdge(tables, id, spec, key, ordinal, pool)
    return id
  }
  states.forEach((state, index) => {
    if (state.duplicates && state.edges.length > KEYS_MAX) throw new RangeError(`state ${state.name} has more than ${KEYS_MAX} keys`)
    const ids = state.edges.map((edge, ordinal) => put(edge, edge.key, ordinal))
    stateEdges.push(ids)
    tables.stateDefault[index] = put(state.otherwise, '', 0)
    tables.stateFirst[index] = ids[0] ?? 0
    tables.stateWords[index] = state.duplicates ? Math.max(1, Math.ceil(ids.length / 32)) : 0
    if (state.discriminator !== undefined) {
      const { key, variants, fallback } = state.discriminator
      tables.stateDiscriminator[index] = ids[state.edges.findIndex((edge) => edge.key === key)] ?? 0
      tables.stateVariantsAt[index] = variantRows.length
      for (const word of words.keys()) variantRows.push(variants.get(word) ?? fallback)
      tables.stateFallback[index] = fallback
    }
    buildHashTable(tables, index, ids, table)
  })
  const rootEdge = put(root, '', 0)
  return {
    ...tables,
    root: rootEdge,
    partRoots: partRoots.map((part) => put(part, '', 0)),
    stateNames: states.map((state) => state.name),
    stateEdges,
    pool: Uint8Array.from([...pool, ...new Array<number>(16).fill(0)]),
    table: Int32Array.from(table),
    variants: Uint16Array.from(variantRows),
    words: states.length - 1,
  }
}

function allocateTables(edges: number, states: number) {
  return {
    edgeKeyAt: new Uint32Array(edges),
    edgeKeyBytes: new Uint16Array(edges),
    edgeWord0: new Int32Array(edges).fill(-1),
    edgeMask0: new Int32Array(edges).fill(-1),
    edgeWord1: new Int32Array(edges).fill(-1),
    edgeMask1: new Int32Array(edges).fill(-1),
    edgeChild: new Uint16Array(edges),
    edgeAccepts: new Int32Array(edges),
    edgeTag: new Int32Array(edges),
    edgeOrdinal: new Uint16Array(edges),
    edgeNext: new Int32Array(edges),
    edgeNames: new Array<string>(edges).fill(''),
    stateFirst: new Int32Array(states),
    stateDefault: new Int32Array(states),
    stateTableAt: new Uint32Array(states),
    stateTableMask: new Uint32Array(states),
    stateWords: new Uint8Array(states),
    stateDiscriminator: new Int32Array(states),
    stateVariantsAt: new Uint32Array(states),
    stateGuess: new Int32Array(states),
    stateFallback: new Uint16Array(states),
  }
}
type Tables = ReturnType<typeof allocateTables>

function writeEdge(
  tables: Tables, id: number, spec: Omit<EdgeSpec, 'key'>, key: string, ordinal: number, pool: number[],
): void {
  const bytes = Buffer.from(`${key}"`)
  tables.edgeNames[id] = key
  tables.edgeKeyAt[id] = pool.length
  tables.edgeKeyBytes[id] = bytes.length - 1
  for (const byte of bytes) pool.push(byte)
  tables.edgeChild[id] = spec.child
  tables.edgeTag[id] = spec.tag
  tables.edgeOrdinal[id] = ordinal
  tables.edgeAccepts[id] = spec.single | (spec.item << ITEM_SHIFT) | (spec.item === 0 ? 0 : ARRAY_ALLOWED) |
    (spec.whole === true ? WHOLE : 0) | (spec.places === true ? PLACES : 0) |
    (spec.record ? RECORD : 0)
  if (key === '') return
  const head = Buffer.alloc(8)
  const mask = Buffer.alloc(8)
  bytes.copy(head, 0, 0, 8)
  mask.fill(0xff, 0, Math.min(8, bytes.length))
  tables.edgeWord0[id] = head.readInt32LE(0)
  tables.edgeMask0[id] = mask.readInt32LE(0)
  tables.edgeWord1[id] = head.readInt32LE(4)
  tables.edgeMask1[id] = mask.readInt32LE(4)
}

function buildHashTable(tables: Tables, state: number, ids: readonly number[], table: number[]): void {
  let size = 4
  while (size < 2 * ids.length) size *= 2
  const at = table.length
  for (let i = 0; i < size; i++) table.push(0)
  tables.stateTableAt[state] = at
  tables.stateTableMask[state] = size - 1
  for (const id of ids) {
    const key = Buffer.from(tables.edgeNames[id] as string)
    let slot = hashKey(key, 0, key.length)
    while (table[at + (slot & (size - 1))] !== 0) slot++
    table[at + (slot & (size - 1))] = id
  }
}

/** Which JSON tokens an edge accepts. */
export const TOKEN = { string: 1, number: 2, boolean: 4, null: 8, object: 16 } as const
export const TOKEN_ANY = 31

/** How far what holds for items sits above what holds for a single value in `EDGE.accepts`. */
export const ITEM_SHIFT = 8
/** Flags of an edge in `EDGE.accepts`, above the tokens and again above the item tokens. */
export const ACCEPTS = {
  record: 1 << 5,
  /** An array, which cannot be an item itself. */
  array: 1 << 6,
  whole: 1 << 7,
  /** What follows is there only once. */
  bare: 1 << 16,
  places: 1 << 18,
  asks: 1 << 19,
} as const

/** What becomes of a string, number or boolean of an edge by the loop itself: three bits in `EDGE.accepts`, and again for items. */
export const FATE = {
  /** The listener says. */
  asked: 0,
  goes: 1,
  stays: 2,
  /** Of a plain date later than the listener's `yearMin` the year stays; for anything else the listener is asked. These are for strings. */
  year: 3,
  /** What was met before becomes what it became then; anything else is asked. */
  id: 4,
  reference: 5,
  version: 6,
  /** What was met before and had the form of the edge stays, and what is no string. */
  form: 7,
} as const
export type Fate = (typeof FATE)[keyof typeof FATE]
export const FATE_SHIFT = 20
export const FATE_MASK = 7

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
  /** A listener that edits is told of no string, number or boolean that the loop can settle. Not for an edge with places. */
  readonly fate?: Fate
  /** A container that lost all that it held: the listener is asked what stands in for it. */
  readonly asks?: boolean
  /** A container that lost all that it held but one: the listener is asked whether it is nothing now. */
  readonly bare?: boolean
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
  /** Edges and states, ROW cells each, named by the index of their first cell. One row fills one cache line. */
  rows: Int32Array
  /** The same memory. */
  doubles: Float64Array
  /** Keys between their quotes, one after the other. */
  pool: Uint8Array
  /** Hash tables of edges, one for each state. */
  table: Int32Array
  readonly root: number
  readonly partRoots: readonly number[]
  /** Counts up whenever a table was replaced by a larger one: references to the old ones are stale then. */
  generation: number
  /** Whether the kernel can read its tables. */
  readonly isInKernel: boolean
  /** The row of a table state of all discriminator values. */
  readonly words: number
  /** The row of the state of what has a form that its edge does not accept. */
  readonly stray: number
  name(edge: number): string
  /** The edge of a state by its key, or 0: for the rare key that cannot be looked up by its bytes. */
  named(stateRow: number, key: string): number
  tag(edge: number): number
  /** Describes a state that was not met before. */
  expand(stateRow: number): void
  /** The row of the state that a word selects in a state with a discriminator. */
  variant(stateRow: number, word: number): number
}

/** Cells of every row. */
export const ROW = 16

/** Cells of an edge. */
export const EDGE = {
  /** Learned: the edge that followed this one last time. */
  next: 0,
  /** Tokens and flags: see TOKEN, ITEM_SHIFT and ACCEPTS. */
  accepts: 1,
  /** Bytes of the key with both quotes. */
  keyBytes: 2,
  /** Word and bit in the set of keys seen; no bit where the state lets keys repeat. */
  seenWord: 3,
  seenBit: 4,
  /** The row of the state of the object behind the edge. */
  child: 5,
  tag: 6,
  keyAt: 7,
  /** Of a word: the row of the state that it selected last time, and of the state that it did so in. */
  selects: 5,
  selectsIn: 6,
  /** Of a word: its column in a row of variants. */
  ordinal: 14,
  /** A key of less than eight bytes: its first and its last four. */
  headWord: 8,
  tailWord: 9,
  /** Left to the caller, 0 at first. */
  mark: 15,
} as const
/**
 * A longer key: its first, second and last eight bytes as a double, counted in doubles from the row's middle. Equal
 * doubles are equal bytes, but for zeros, which no key holds; a NaN is never equal, and its key is looked up.
 */
export const KEY_DOUBLE = { head: 4, second: 5, tail: 6 } as const

/** Cells of a state. */
export const STATE = {
  /** Learned: the edge that its objects began with last time. */
  next: 0,
  /** 1 once the state is described. */
  ready: 1,
  /** Edge for keys the state does not know. */
  otherwise: 2,
  tableAt: 3,
  tableMask: 4,
  /** Words in the set of keys seen; 0 switches the duplicate check off. */
  words: 5,
  /** Edge whose string value selects the state to read this object in, or 0. */
  discriminator: 6,
  /** The row of the state to read it in otherwise. */
  fallback: 7,
  /** Learned: the word that its objects named last time, and the row of the state that it selects. */
  guess: 8,
  guessed: 10,
  /** What the caller calls it. */
  number: 9,
} as const

/** The hash of key bytes that the tables are built and probed with (FNV-1a, folded). */
export function hashKey(bytes: Uint8Array, from: number, length: number): number {
  let hash = length | 0
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[from + i] as number), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

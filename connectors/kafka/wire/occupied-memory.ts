/** A piece of memory, and how many records stand in it. */
export interface Occupied {
  records: number
}

/** That of the only record of a batch that was compressed. */
export const ALONE: Readonly<Occupied> = { records: 1 }

const memories = new WeakMap<ArrayBufferLike, Occupied>()

/** The memory of a response, in which so many more records stand: they are not copied where they were not compressed. */
export function sharedMemory({ buffer }: Uint8Array, more: number): Occupied {
  const known = memories.get(buffer)
  if (known === undefined) {
    const made = { records: more }
    memories.set(buffer, made)
    return made
  }
  known.records += more
  return known
}

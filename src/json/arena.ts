/** Zero bytes behind the message: no JSON token starts with one, so reading words past the end is safe and stops. */
const PAD_BYTES = 16

/**
 * Memory for one message and its edited form, read and written a word at a time and reused from message to message.
 * The message stands at 0; the output starts at `outputAt`.
 */
export interface Arena {
  bytes: Uint8Array
  view: DataView
  text: Buffer
  /** Bytes of the message. */
  length: number
  outputAt: number
}

export function createArena(): Arena {
  return { ...allocate(64 * 1024, 64 * 1024), length: 0 }
}

/** Copies the message in, growing as needed. */
export function loadArena(arena: Arena, body: Uint8Array): void {
  const needed = body.length + PAD_BYTES
  if (needed > arena.outputAt) {
    const size = Math.max(needed, arena.outputAt * 2)
    Object.assign(arena, allocate(size, size))
  }
  arena.bytes.set(body, 0)
  arena.bytes.fill(0, body.length, needed)
  arena.length = body.length
}

/** Makes room for an output of this many bytes; the message stays. */
export function reserveOutput(arena: Arena, bytes: number): void {
  if (arena.outputAt + bytes + PAD_BYTES <= arena.bytes.length) return
  const message = arena.bytes.subarray(0, arena.length)
  Object.assign(arena, allocate(arena.outputAt, bytes * 2))
  arena.bytes.set(message, 0)
}

function allocate(input: number, output: number): Omit<Arena, 'length'> {
  const memory = new ArrayBuffer(input + output + PAD_BYTES)
  return { bytes: new Uint8Array(memory), view: new DataView(memory), text: Buffer.from(memory), outputAt: input }
}

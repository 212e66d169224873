/** Zero bytes behind the message: no JSON token starts with one, so reading words past the end is safe and stops. */
const PAD_BYTES = 16

/** One message's bytes, copied into memory that can be read a word at a time. Reused from message to message. */
export interface Arena {
  bytes: Uint8Array
  view: DataView
  text: Buffer
  length: number
}

export function createArena(): Arena {
  return allocate(64 * 1024)
}

/** Copies the message in, growing as needed. */
export function loadArena(arena: Arena, body: Uint8Array): void {
  if (body.length + PAD_BYTES > arena.bytes.length) {
    Object.assign(arena, allocate(Math.max(body.length + PAD_BYTES, arena.bytes.length * 2)))
  }
  arena.bytes.set(body, 0)
  arena.bytes.fill(0, body.length, body.length + PAD_BYTES)
  arena.length = body.length
}

function allocate(bytes: number): Arena {
  const memory = new ArrayBuffer(bytes)
  return { bytes: new Uint8Array(memory), view: new DataView(memory), text: Buffer.from(memory), length: 0 }
}

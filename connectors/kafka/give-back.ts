/** Smaller memory is left to the garbage collector. */
const LARGE_BYTES = 1024 * 1024

/**
 * Gives back at once the memory that bytes stand in, where it is large and they alone are in it: the garbage collector sees
 * nothing but a small object of a buffer, and finds it late. Whoever still looks at them finds nothing there.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (byteLength >= LARGE_BYTES && buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0)
}

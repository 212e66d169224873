/** The smallest input found by leaving out stretches of bytes that still fails (Zeller, Simplifying and Isolating Failure-Inducing Input, 2002). */
export function shrink(bytes: Uint8Array, fails: (smaller: Uint8Array) => boolean, triesMax = 20_000): Uint8Array {
  let smallest = bytes
  let tries = 0
  for (let size = Math.ceil(bytes.length / 2); size >= 1 && tries < triesMax; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < smallest.length && tries < triesMax;) {
      const smaller = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + size)])
      tries++
      if (fails(smaller)) smallest = smaller
      else at += Math.max(1, size >> 1)
    }
  }
  return smallest
}

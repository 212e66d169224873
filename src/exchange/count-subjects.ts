const PATIENT_REFERENCE = Buffer.from('Patient/')
const PATIENT_TYPE = Buffer.from('"Patient"')
const RESOURCE_TYPE = Buffer.from('"resourceType"')
/** Enough for `resourceType`, `id` and what usually stands between them. */
const NEAR_BYTES = 256

/**
 * The ids of the patients that a body names, by reference or by being one: what an egress budget counts. It looks at
 * bytes, not at structure; what it takes for an id by mistake makes the count higher, never lower.
 */
export function patientIds(body: Uint8Array): ReadonlySet<string> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  const ids = new Set<string>()
  for (let at = bytes.indexOf(PATIENT_REFERENCE); at >= 0; at = bytes.indexOf(PATIENT_REFERENCE, at + 1)) {
    const id = readId(bytes, at + PATIENT_REFERENCE.length)
    if (id !== '') ids.add(id)
  }
  for (let at = bytes.indexOf(PATIENT_TYPE); at >= 0; at = bytes.indexOf(PATIENT_TYPE, at + 1)) {
    const near = bytes.toString('latin1', at, at + NEAR_BYTES)
    const before = bytes.toString('latin1', Math.max(0, at - NEAR_BYTES), at)
    const id = /"id"\s*:\s*"([^"]{1,64})"/.exec(near)?.[1] ?? /.*"id"\s*:\s*"([^"]{1,64})"/s.exec(before)?.[1]
    ids.add(id ?? `at ${at}`)
  }
  return ids
}

/** How many resources a body holds. */
export function countResources(body: Uint8Array): number {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  let count = 0
  for (let at = bytes.indexOf(RESOURCE_TYPE); at >= 0; at = bytes.indexOf(RESOURCE_TYPE, at + RESOURCE_TYPE.length)) count++
  return count
}

function readId(bytes: Buffer, from: number): string {
  let to = from
  while (to < bytes.length && isIdByte(bytes[to] as number)) to++
  return bytes.toString('latin1', from, to)
}

function isIdByte(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || c === 0x2d || c === 0x2e
}

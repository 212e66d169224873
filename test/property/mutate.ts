const INTERESTING = Buffer.from('{}[],:"\\ \n0-1.eEtfnu/\0\x1f\x7f\x80\xc3\xff\ud800', 'latin1')
const PIECES = [
  '{}', '[]', '[[', '{"a":1}', 'null', 'true', '"x"', '1e999', '-', '01', '\\ud800', '\\udc00', '\\u00', '\uFEFF', ',', ',,',
  '"resourceType":"Patient",', '"id":"x",', '"\\u0069d":"x",', '[1,[2]]', 'NaN', '/**/', '\u2028', '"a":{"a":{}},', '":"', '}{',
].map((piece) => Buffer.from(piece))

/** Damages bytes in one to three places: some of it stays well-formed, most does not. */
export function mutate(bytes: Uint8Array, random: (count: number) => number): Uint8Array {
  let mutated = Buffer.from(bytes)
  for (let times = 1 + random(3); times > 0; times--) mutated = mutateOnce(mutated, random)
  return mutated
}

function mutateOnce(bytes: Buffer, random: (count: number) => number): Buffer<ArrayBuffer> {
  const at = random(bytes.length + 1)
  const to = Math.min(bytes.length, at + 1 + random(random(4) === 0 ? 40 : 3))
  const splice = (from: number, end: number, piece: Uint8Array): Buffer<ArrayBuffer> =>
    Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(end)])
  switch (random(9)) {
    case 0: return splice(at, to, Buffer.alloc(0))
    case 1: return splice(at, at, bytes.subarray(at, to))
    case 2: return splice(at, at, INTERESTING.subarray(random(INTERESTING.length)).subarray(0, 1))
    case 3: return splice(at, to, PIECES[random(PIECES.length)] as Buffer)
    case 4: return splice(at, at, PIECES[random(PIECES.length)] as Buffer)
    case 5: return splice(at, at + 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << random(8))]))
    case 6: return Buffer.from(bytes.subarray(0, at))
    case 7: return swapValue(bytes, at, random)
    default: return duplicateMember(bytes, at)
  }
}

/** Puts another kind of value behind the next colon. */
function swapValue(bytes: Buffer, from: number, random: (count: number) => number): Buffer<ArrayBuffer> {
  const colon = bytes.indexOf(0x3a, from)
  const text = bytes.subarray(colon + 1).toString('latin1')
  const value = /^[ \t\r\n]*(?:"(?:[^"\\]|\\.)*"|[-+.\deE]+|true|false|null|\[[^[\]{}]*\]|\{[^[\]{}]*\})/.exec(text)?.[0]
  if (colon < 0 || value === undefined) return Buffer.from(bytes)
  const others = [
    'null', '7', '"x"', 'true', '[]', '{}', '["x",null]', '[{}]',
    `[${value}]`,
    `{"a":${value}}`,
    '[[1],[2]]',
    '{"extension":[{"url":"u"}]}',
  ]
  const other = Buffer.from(others[random(others.length)] ?? '', 'latin1')
  return Buffer.concat([bytes.subarray(0, colon + 1), other, bytes.subarray(colon + 1 + value.length)])
}

/** Repeats the member that the next key begins, if its value is simple. */
function duplicateMember(bytes: Buffer, from: number): Buffer<ArrayBuffer> {
  const text = bytes.toString('latin1')
  const member = /"\w+"[ \t\r\n]*:[ \t\r\n]*(?:"[^"\\]*"|\d+|true|false)/.exec(text.slice(from))
  if (member === null) return Buffer.from(bytes)
  const at = from + member.index
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(`${member[0]},`, 'latin1'), bytes.subarray(at)])
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeString, itemsOf, memberOf, membersOf, replaceStretches, rootOf, visitStrings, type Stretch } from '../../src/json/members.ts'
import { createReplaceBytes } from '../../src/json/replace-bytes.ts'

const printed = fc
  .tuple(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(0, 1, '\t'), fc.constantFrom('', ' ', '\n'))
  .map(([value, indent, before]) => ({ value, bytes: Buffer.from(before + JSON.stringify(value, null, indent) + before) }))
const parsed = (bytes: Uint8Array, { start, end }: Stretch): unknown => JSON.parse(Buffer.from(bytes).toString('utf8', start, end))

test('members are those that JSON.parse finds, each at its bytes', () => {
  fc.assert(fc.property(printed, ({ value, bytes }) => {
    const members = [...membersOf(bytes, rootOf(bytes))].map(({ key, value: at }) => [key, parsed(bytes, at)] as const)
    expect(members).toEqual(Object.entries(JSON.parse(JSON.stringify(value)) as object))
    for (const [key, found] of members) expect(parsed(bytes, memberOf(bytes, rootOf(bytes), key) as Stretch)).toEqual(found)
  }))
})

test('items are those that JSON.parse finds', () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 2), (value, indent) => {
    const bytes = Buffer.from(JSON.stringify(value, null, indent))
    expect([...itemsOf(bytes, 0)].map((at) => parsed(bytes, at))).toEqual(JSON.parse(JSON.stringify(value)))
  }))
})

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

test('every string that is a value is visited, and each can be replaced by itself', () => {
  fc.assert(fc.property(printed, ({ value, bytes }) => {
    const edits: (Stretch & { with: Uint8Array })[] = []
    const found: string[] = []
    visitStrings(bytes, (_path, at) => {
      found.push(decodeString(bytes, at))
      edits.push({ ...at, with: Buffer.from('"x"') })
    })
    expect(found).toEqual(strings(JSON.parse(JSON.stringify(value))))
    expect(strings(JSON.parse(Buffer.from(replaceStretches(bytes, edits)).toString()))).toEqual(found.map(() => 'x'))
  }))
})

test('of bytes that are no JSON nothing is expected but an end', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    expect([...membersOf(bytes, 0)].length).toBeLessThan(60)
    expect([...itemsOf(bytes, 0)].length).toBeLessThan(61)
  }))
})

test('bytes are replaced wherever they stand, and are the same ones where they do not', () => {
  const text = fc
    .array(fc.constantFrom('https://', 'x.example', '/fhir', 'h', '"', 'é'), { maxLength: 12 })
    .map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(text, fc.constantFrom('https://x.example/fhir', '://x.ex', 'x', 'é"h', '/fhir"'), text, (from, search, replacement) => {
      const bytes = Buffer.from(from)
      for (const given of [undefined, bytes.toString('latin1')]) {
        const replaced = createReplaceBytes(search, replacement)(bytes, given)
        expect(Buffer.from(replaced).toString()).toBe(from.replaceAll(search, () => replacement))
        expect(replaced === bytes).toBe(!from.includes(search))
      }
    }),
    { numRuns: 2000 },
  )
})

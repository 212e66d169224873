import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arena, loadArena } from '../../../src/json/arena.ts'
import { Spans } from '../../../src/json/spans.ts'
import { LinkCache, NONE, SAME } from '../../../src/pipeline/values/link-cache.ts'

const spans = new Spans()

/** What a cache answers for a value, and whether it had to be made. */
function ask(
  cache: LinkCache,
  value: string,
  kind: 0 | 1,
  make: (text: string) => string | undefined,
): { readonly text: string | undefined; readonly made: boolean } {
  const bytes = Buffer.from(`"${value}"`)
  loadArena(bytes)
  spans.clear()
  cache.begin()
  let made = false
  const text = cache.lookUp(1, bytes.length - 1, kind, spans, (start, end) => {
    made = true
    const becomes = make(arena.text.toString('utf8', start, end))
    return becomes === undefined ? NONE : spans.text(becomes)
  })
  if (text === NONE) return { text: undefined, made }
  return { text: text === SAME ? value : arena.text.toString('utf8', spans.textAt(text), spans.textAt(text) + spans.textBytes(text)), made }
}

const alike = fc
  .tuple(fc.constantFrom('', 'Patient/', 'urn:uuid:'), fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 20 }))
  .map((parts) => parts.join(''))

test('A cache answers what would be made, for values that are alike, of both kinds, from more than one cache', () => {
  const caches = [new LinkCache(), new LinkCache()] as const
  fc.assert(fc.property(fc.nat(1), fc.constantFrom<0 | 1>(0, 1), alike, (which, kind, value) => {
    const wanted = value === '' ? undefined : `${which}${kind}<${value}>`
    expect(ask(caches[which] as LinkCache, value, kind, () => wanted).text).toBe(wanted)
  }), { numRuns: 5000 })
})

test('A value that comes again is not made again, nor one that stays as it is', () => {
  const cache = new LinkCache()
  for (const [value, becomes] of [['p1', 'x'], ['Patient/12345678', 'Patient/87654321'], ['Organization', 'Organization']] as const) {
    expect(ask(cache, value, 1, () => becomes)).toEqual({ text: becomes, made: true })
    expect(ask(cache, value, 1, () => 'never')).toEqual({ text: becomes, made: false })
  }
})

test('Values that cannot be carried over, and long ones, are made every time', () => {
  const cache = new LinkCache()
  for (const value of ['Patient?x=y', 'p'.repeat(129)]) {
    const becomes = value.length > 128 ? 'short' : undefined
    for (let times = 0; times < 2; times++) expect(ask(cache, value, 1, () => becomes)).toEqual({ text: becomes, made: true })
  }
})

test('More values than fit are answered all the same, and what collides costs no search', () => {
  const cache = new LinkCache()
  for (let i = 0; i < 40_000; i++) expect(ask(cache, `Patient/${i}`, 1, (text) => `>${text}`).text).toBe(`>Patient/${i}`)
  // Their last eight bytes are the same.
  for (let i = 0; i < 200; i++)
    expect(ask(cache, `Patient/${1000 + i}-same-end`, 1, (text) => `>${text}`).text).toBe(`>Patient/${1000 + i}-same-end`)
})

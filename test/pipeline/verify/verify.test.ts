import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/contract/limits.ts'
import { arena, loadArena } from '../../../src/json/arena.ts'
import { NO_TEXT, Spans } from '../../../src/json/spans.ts'
import { addRemoved, removed } from '../../../src/json/removed.ts'
import { Verifier } from '../../../src/pipeline/verify/verify.ts'
import { parsePolicy } from '../../../src/policy/language/parse-policy.ts'
import { engineFor } from '../../property/compare.ts'

const DROPS_CODES = `sluice: policy/1
name: drops-codes
version: "1"
summary: Drops a required code. For tests.
labels: false
rules:
  - { when: { path: Observation.status }, then: drop }
  - { when: { path: Resource }, then: keep }
`

const OWNERS = 3
/** Few letters, so that values come together across seams by chance. */
const text = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b', 'a', 'b', '"', '\\"'), maxLength })
/** What may stand between the quotes of a string. */
const STRING = /^(?:[ab]|\\")*$/
const edits = fc.array(fc.record({ skip: fc.nat(8), length: fc.nat(8), text: text(9), owner: fc.nat(OWNERS - 1) }), { maxLength: 6 })
const values = fc.array(fc.record({ skip: fc.nat(6), length: fc.nat(9), owner: fc.nat(OWNERS - 1) }), { minLength: 1, maxLength: 6 })

interface Piece {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly owner: number
}

function isWord(c: string | undefined): boolean {
  return c !== undefined && /[0-9A-Za-z]/.test(c)
}

/** Where a value was found that must not be there, told from the pieces one by one. */
function leaks(body: string, pieces: readonly Piece[], removed: readonly Piece[]): boolean {
  const origins: { readonly piece: number; readonly inserted: Piece | undefined }[] = []
  let output = ''
  let read = 0
  const put = (part: string, inserted: Piece | undefined): void => {
    for (let i = 0; i < part.length; i++) origins.push({ piece: origins.length - i, inserted })
    output += part
  }
  for (const piece of pieces) {
    put(body.slice(read, piece.from), undefined)
    put(piece.text, piece)
    read = piece.to
  }
  put(body.slice(read), undefined)
  return removed.some((value) => {
    const wanted = body.slice(value.from, value.to)
    if (wanted.length < LIMITS.verifyBytesMin) return false
    for (let at = output.indexOf(wanted); at >= 0; at = output.indexOf(wanted, at + 1)) {
      const end = at + wanted.length
      const first = origins[at]
      const whole = origins.slice(at, end).every((origin) => origin.piece === first?.piece && origin.inserted === first.inserted)
      if (!whole) return true
      const by = first?.inserted
      const own = by !== undefined && by.owner === value.owner && by.from < value.to && by.to > value.from
      if (own && !isWord(output[at - 1]) && !isWord(output[end])) return true
    }
    return false
  })
}

function place<T extends { readonly skip: number; readonly length: number; readonly owner: number }>(
  parts: readonly T[],
  bytes: number,
): (T & Piece)[] {
  let at = 0
  return parts.flatMap((part) => {
    const from = at + part.skip
    const to = from + part.length
    if (to > bytes) return []
    at = to
    return [{ text: '', ...part, from, to }]
  })
}

/** A value from which an edit of another owner takes the first byte, before its own puts all of it back. */
const TORN_BY_ANOTHER: [
  string,
  { skip: number; length: number; text: string; owner: number }[],
  { skip: number; length: number; owner: number }[],
] = [
  '\\"aab',
  [{ skip: 0, length: 1, text: '', owner: 0 }, { skip: 0, length: 0, text: '\\"aab', owner: 1 }],
  [{ skip: 0, length: 5, owner: 1 }],
]

test('What was removed is found across seams and in its own replacement, and nowhere else', () => {
  const verifier = new Verifier(LIMITS)
  const spans = new Spans()
  let found = 0
  fc.assert(fc.property(text(60), edits, values, (body, given, gone) => {
    const pieces = place(given, body.length).filter((piece) => piece.length > 0 || piece.text !== '')
    const strings = place(gone, body.length).filter(({ from, to }) => STRING.test(body.slice(from, to)))
    loadArena(Buffer.from(body))
    spans.clear()
    removed.length = 0
    for (const piece of pieces) spans.add(piece.owner, piece.from, piece.to, piece.text === '' ? NO_TEXT : spans.text(piece.text))
    for (const string of strings) addRemoved(string.owner, string.from, string.to, 1)
    const output = spans.assemble()
    const failure = verifier.verify(arena, removed, spans, output, () => false)
    if (failure !== undefined) found++
    expect(failure !== undefined).toBe(leaks(body, pieces, strings))
  }), { numRuns: 40_000, examples: [TORN_BY_ANOTHER] })
  expect(found).toBeGreaterThan(50)
})

test.for(['masked', 'extension', 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'])(
  'A value that reads like a part of what stands in for it is no reason to refuse: %s',
  (value) => {
    const policy = parsePolicy(Buffer.from(DROPS_CODES), 'drops-codes.yaml')
    const body = Buffer.from(JSON.stringify({ resourceType: 'Observation', status: value, code: { text: 'x' } }))
    const outcome = engineFor({ ...policy, fhir: 'R4' }).process(body)
    expect('output' in outcome && JSON.parse(Buffer.from(outcome.output).toString())).toEqual({
      resourceType: 'Observation',
      code: { text: 'x' },
      _status: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }] },
    })
  },
)

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arena, loadArena } from '../../../src/json/arena.ts'
import { Spans } from '../../../src/json/spans.ts'
import { createLinkWriter, LINK, type LinkNumber, type LinkWriter } from '../../../src/pipeline/values/link-writer.ts'
import { createPseudonymizer } from '../../../src/transform/pseudonymize.ts'
import { keyringFixture } from '../../transform/keyring-fixture.ts'

const resourceTypes = new Set(['Patient', 'Observation', 'Organization'])
const pseudonymizer = createPseudonymizer(keyringFixture(), { resourceTypes })
const spans = new Spans()

function write(writer: LinkWriter, kind: LinkNumber, value: string): string | undefined {
  const bytes = Buffer.from(`"${value}"`)
  loadArena(bytes)
  spans.clear()
  writer.begin()
  const text = writer.write(kind, 1, bytes.length - 1, spans)
  if (text === LINK.none) return undefined
  return text === LINK.same ? value : arena.text.toString('utf8', spans.textAt(text), spans.textAt(text) + spans.textBytes(text))
}

const uuid = fc.uuid()
const id = fc.oneof(
  uuid,
  uuid,
  uuid.map((text) => text.toUpperCase()),
  uuid.map((text) => text.replaceAll('-', '')),
  fc.stringMatching(/^[A-Za-z0-9\-.]{1,70}$/),
  uuid.map((text) => text.replace(/.$/, 'g')),
  fc.constantFrom('', '1', '$everything', '_history', '_search', 'metadata', '#a', 'a b', 'é', '%31', 'a|2'),
)
const path = fc.constantFrom(
  '', 'Patient/', 'Observation/', 'Organization/', 'Nothing/', 'patient/', '/Patient/', 'Patient//', 'Patient/1/_history/', 'urn:uuid:',
  'URN:UUID:', 'urn:oid:', 'uuid:', 'https://ehr.example/fhir/Patient/', 'Patient/x/', 'P/', 'Patient?identifier=', '#',
)
const value = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(path, id).map((parts) => parts.join('')) },
  fc.tuple(path, id, fc.constantFrom('#part', '|2', '/', '?a=b')).map((parts) => parts.join('')),
)

test.for([
  ['id', LINK.id],
  ['reference', LINK.reference],
  ['version', LINK.version],
] as const)('a plain %s is made from its bytes as it is from a text, seen before or not', ([, kind]) => {
  const writer = createLinkWriter(pseudonymizer)
  fc.assert(
    fc.property(value, (text) => {
      const wanted =
        text === ''
          ? undefined
          : kind === LINK.id
            ? pseudonymizer.id(text)
            : kind === LINK.version
              ? pseudonymizer.version(text)
              : pseudonymizer.reference(text)
      for (let times = 0; times < 2; times++) expect(write(writer, kind, text)).toBe(wanted)
    }),
    { numRuns: 3000 },
  )
})

test('whoever is told of ids is told of each that is plain too', () => {
  const told: string[] = []
  const writer = createLinkWriter(createPseudonymizer(keyringFixture(), { resourceTypes, onId: (name) => void told.push(name) }))
  expect(write(writer, LINK.id, 'first')).toBe(pseudonymizer.id('first'))
  expect(write(writer, LINK.reference, 'Patient/second')).toBe(pseudonymizer.reference('Patient/second'))
  expect(told).toEqual(['first', 'second'])
})

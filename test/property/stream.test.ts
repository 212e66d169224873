import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { createRandom } from './choices.ts'
import { checkStream, inPieces } from './check-stream.ts'
import { shippedEngine } from '../support/shipped-engine.ts'
import { elementRules } from '../support/text-parts.ts'
import { engineFor, sameMeaning } from './compare.ts'
import { messageFrom } from './messages.ts'
import { mutate } from './mutate.ts'
import { testPolicies } from './policies.ts'
import { hasEmpties, readTree, withoutEmpties, type Tree } from './tree.ts'

const limits = { ...LIMITS, bundleBytesWhole: 1 }
const engines = testPolicies().map((policy) => ({ name: policy.name, engine: engineFor({ ...policy, fhir: 'R4' }, { limits }) }))
const part = fc.uint8Array({ maxLength: 200, size: 'max' }).map((bytes) => messageFrom(bytes).toString('utf8'))
const space = fc.constantFrom('', ' ', '\n  ')

/** Bundles with entries as servers write them, and labels of the Bundle's own. */
const bundle = fc
  .record({ parts: fc.array(part, { maxLength: 4 }), before: space, behind: space, labelled: fc.boolean(), late: fc.boolean() })
  .map(({ parts, before, behind, labelled, late }) => {
    const entries = parts.map(
      (resource, at) => `${before}{"fullUrl":"urn:uuid:0a9b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2${at}","resource":${resource}}${behind}`,
    )
    const meta = labelled ? '"meta":{"security":[{"code":"R"}]},' : ''
    const type = '"resourceType":"Bundle"'
    return Buffer.from(`{${late ? '' : `${type},`}${meta}"type":"collection","entry":[${entries.join()}]${late ? `,${type}` : ''}}`)
  })

/**
 * Three differences are by design, since a Bundle in pieces is opened before its entries are seen: white space around
 * an entry that goes; the array of a Bundle that loses all its entries, which stays as an empty one; and the labels of
 * the Bundle itself, which tell of its own elements only.
 */
function same(whole: Buffer, streamed: Buffer): boolean {
  if (Buffer.compare(whole, streamed) === 0) return true
  const [a, b] = [withoutDesigned(whole), withoutDesigned(streamed)]
  return sameMeaning(a, b, hasEmpties(a) || hasEmpties(b))
}

function withoutDesigned(bytes: Buffer): Tree {
  const tree = readTree(bytes.toString('utf8').replace(/,"entry":\[\s*\]|"entry":\[\s*\],?/, ''))
  if (tree.is !== 'object') return tree
  const members = tree.members.flatMap(({ key, value }) => {
    const left = key === 'meta' ? withoutEmpties(value) : value
    return left === undefined ? [] : [{ key, value: left }]
  })
  return { is: 'object', members }
}

describe.for(engines)('Under $name', ({ engine }) => {
  test('a Bundle in pieces of any size comes out as it does whole', async () => {
    await fc.assert(fc.asyncProperty(bundle, fc.integer({ min: 1, max: 2000 }), fc.nat(), async (bytes, most, seed) => {
      const random = createRandom(seed)
      expect(await checkStream(engine, bytes, () => 1 + random(most), same)).toBeUndefined()
    }), { seed: 5, numRuns: 100 })
  }, 120_000)

  test('damaged Bundles are refused in pieces when they are whole, and nothing breaks', async () => {
    await fc.assert(fc.asyncProperty(bundle, fc.nat(), async (bytes, seed) => {
      const random = createRandom(seed)
      const damaged = mutate(bytes, random)
      expect(await checkStream(engine, damaged, () => 1 + random(64), same)).toBeUndefined()
    }), { seed: 6, numRuns: 100 })
  }, 120_000)
})

test('A date outside of any resource moves with the Bundle, or goes where the Bundle comes in pieces', async () => {
  const training = engineFor(elementRules(loadPolicy('ai-training')), { limits })
  const bytes = Buffer.from(
    '{"resourceType":"Bundle","id":"b1","type":"history","entry":[{"response":{"status":"200","lastModified":"2020-02-03T04:05:06Z"}}]}',
  )
  const written: Buffer[] = []
  await training.processStream(inPieces(bytes, () => 20), async (chunk) => {
    written.push(Buffer.from(chunk))
  })
  const whole = training.process(bytes)
  expect('output' in whole && Buffer.from(whole.output).toString('utf8')).not.toContain('2020-02-03')
  expect(JSON.parse(Buffer.concat(written).toString('utf8'))).toMatchObject({ entry: [{ response: { status: '200' } }] })
  expect(Buffer.concat(written).toString('utf8')).not.toContain('2020-02-03')
})

test('An entry that loses everything goes, in pieces as whole', async () => {
  const engine = engineFor(elementRules(loadPolicy('hipaa-safe-harbor')), { limits })
  const bytes = Buffer.from(
    '{"resourceType":"Bundle","type":"history","entry":[{"response":{"lastModified":"1900-02-03T04:05:06Z"}},{"response":{"status":"200"}}]}',
  )
  const written: Buffer[] = []
  await engine.processStream(inPieces(bytes, () => 20), async (chunk) => {
    written.push(Buffer.from(chunk))
  })
  const whole = engine.process(bytes)
  const entries = [Buffer.concat(written), 'output' in whole ? Buffer.from(whole.output) : Buffer.alloc(0)].map(
    (one) => (JSON.parse(one.toString('utf8')) as { entry: object[] }).entry,
  )
  expect(entries[0]).toEqual(entries[1])
  expect(entries[0]?.every((entry) => Object.keys(entry).length > 0)).toBe(true)
})

test('Whom the Bundle itself names, by its identifier or as who signed it, is looked for in its entries when it comes in pieces', async () => {
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    identifier: { value: '77123456' },
    entry: [
      {
        resource: {
          resourceType: 'Observation',
          status: 'final',
          code: { text: 'Form 77-123-456' },
          note: [{ text: 'told by quackenbush' }],
        },
      },
    ],
    signature: { type: [{ code: 'x' }], when: '2026-01-01T00:00:00Z', who: { reference: 'Practitioner/1', display: 'Zoe Quackenbush' } },
  }
  expect(await checkStream(shippedEngine('hipaa-safe-harbor'), Buffer.from(JSON.stringify(bundle)), () => 100, (whole, streamed) =>
    same(whole, streamed) && !/77-123|quackenbush/i.test(streamed.toString()))).toBeUndefined()
})

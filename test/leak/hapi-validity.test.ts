import { describe, expect, test } from 'vitest'
import { hapiDefects } from '../services/hapi-validate.ts'
import { ServiceMissing } from '../services/jars.ts'
import { CORPORA_ABSENT, corpusFiles, messagesOf } from '../support/corpora.ts'
import { PROTECTING, shippedEngine } from '../support/shipped-engine.ts'

/** Resources of each corpus that one run looks at: `HAPI_SAMPLE=150` takes some minutes. */
const SAMPLE = Number(process.env['HAPI_SAMPLE'] ?? 10)
const BYTES_MAX = 60_000

/** What the validator must say nothing of, and what it must say something of. */
const CONTROLS = ['{"resourceType":"Patient","gender":"male"}', '{"resourceType":"Observation","gender":"male"}']

function sample(): { readonly name: string; readonly body: Buffer }[] {
  const all = ['hl7-r4-examples/instances', 'synthea-bulk-ndjson/10-patients'].map((folder) =>
    corpusFiles(folder)
      .flatMap((file) => [...messagesOf(file)])
      .filter(({ body }) => body.length < BYTES_MAX),
  )
  return all.flatMap((messages) =>
    messages.filter((_, index) => index % Math.max(1, Math.floor(messages.length / SAMPLE)) === 0).slice(0, SAMPLE),
  )
}

/** Rules that a resource cannot keep once what they ask for has gone, since policies let it go on purpose. */
const CANNOT_HOLD: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/Organization.org-1$/, 'an organization has a name or an identifier, both of which go'],
  [/Expression.exp-1$/, 'an expression has a text or a reference; it is program text, in which anything may stand'],
  [/TriggerDefinition.trd-3$/, 'a condition has its expression'],
  [/Parameters.inv-1$/, 'a parameter has a value, a resource or parts; the resource is of a type that goes'],
  [/vitalsigns.vs-1$/, 'a vital sign has its day, where Safe Harbor leaves the year'],
  [
    /\.document\.extension\.value\S*: Terminology_PassThrough_TX_Message$/,
    'an extension of an attachment counts as part of what cannot be read',
  ],
]

/** What is wrong, without ids and places in lists, which change. */
const kinds = (defects: readonly string[] = []): Set<string> =>
  new Set(defects.map((defect) => defect.replaceAll(/\[\d+\]|\(line .*?\)|\/\*.*?\*\//g, '')))

describe('HAPI, which shares no code with this,', () => {
  test(
    'finds wrong with what policies let through only what was wrong before, or cannot be otherwise',
    { timeout: 600_000 },
    async ({ skip }) => {
      if (CORPORA_ABSENT !== undefined) skip(CORPORA_ABSENT)
      const before = sample()
      const after = PROTECTING.flatMap((policy) => {
        const engine = shippedEngine(policy)
        return before.flatMap(({ name, body }, index) => {
          const outcome = engine.process(body)
          return 'output' in outcome ? [{ policy, name, index, text: Buffer.from(outcome.output).toString() }] : []
        })
      })
      expect(after.length).toBeGreaterThan(before.length)
      const defects = await hapiDefects([
        ...before.map(({ body }) => body.toString()),
        ...after.map(({ text }) => text),
        ...CONTROLS,
      ]).catch((error: unknown) => {
        if (error instanceof ServiceMissing) return skip(error.message)
        throw error
      })
      const [good, bad] = defects.slice(-CONTROLS.length)
      expect([good, (bad?.length ?? 0) > 1]).toEqual([[], true])
      const worse = after.flatMap(({ policy, name, index }, place) => {
        const known = kinds(defects[index])
        return [...kinds(defects[before.length + place])]
          .filter((kind) => !known.has(kind) && !CANNOT_HOLD.some(([pattern]) => pattern.test(kind)))
          .map((kind) => `${policy} ${name} ${kind}`)
      })
      expect(worse).toEqual([])
    },
  )
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { crossValidate } from '../../../../bench/cross-validate.ts'
import { buildModel } from '../../../../src/classify/text/entities/build-model.ts'
import { MODEL_FILE, packModel, unpackModel } from '../../../../src/classify/text/entities/entity-model.ts'
import { readMarkedTexts } from '../../../../src/classify/text/entities/marked-texts.ts'

/** Training takes its time on a busy machine. */
const TIMEOUT_MS = 240_000

describe('The weights of the entity model', () => {
  test(
    'are what its texts give, to the byte: run `npm run generate` after a change to texts, features or lexicon',
    { timeout: TIMEOUT_MS },
    () => {
      const shipped = unpackModel(readFileSync(MODEL_FILE))
      const made = buildModel()
      expect(Buffer.compare(Buffer.from(made.features), Buffer.from(shipped.features))).toBe(0)
      expect(Buffer.compare(Buffer.from(made.steps), Buffer.from(shipped.steps))).toBe(0)
    },
  )

  test('are read back as they were packed, and no others are read', () => {
    const { features, steps } = unpackModel(readFileSync(MODEL_FILE))
    const model = { features: new Int8Array(features.length).fill(3), steps: new Int8Array(steps.length).fill(-5) }
    expect(unpackModel(packModel(model))).toEqual(model)
    expect(() => unpackModel(packModel({ features: new Int8Array(8), steps: new Int8Array(8) }))).toThrow(RangeError)
  })
})

test('A model made from four fifths of the texts finds most of what the rest have, and little else', { timeout: TIMEOUT_MS }, () => {
  const { marked, found, words, falseOnes } = crossValidate(readMarkedTexts(), { folds: 5, only: 0 })
  expect(marked).toBeGreaterThan(500)
  expect(found / marked).toBeGreaterThan(0.75)
  expect(falseOnes / words * 1000).toBeLessThan(6)
})

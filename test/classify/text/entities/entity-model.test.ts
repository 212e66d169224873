import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { buildModel } from '../../../../src/classify/text/entities/build-model.ts'
import { MODEL_FILE, packModel, unpackModel } from '../../../../src/classify/text/entities/entity-model.ts'
import { crossValidate } from '../../../../src/classify/text/entities/cross-validate.ts'
import { readMarkedTexts } from '../../../../src/classify/text/entities/marked-texts.ts'

describe('The weights of the entity model', () => {
  test('are what its texts give, to the byte: run `npm run generate` after a change to texts, features or lexicon', () => {
    expect(buildModel().equals(readFileSync(MODEL_FILE))).toBe(true)
  })

  test('are read back as they were packed, and no others are read', () => {
    const packed = readFileSync(MODEL_FILE)
    expect(packModel(unpackModel(packed)).equals(packed)).toBe(true)
    expect(() => unpackModel(packModel({ features: new Int8Array(8), steps: new Int8Array(8) }))).toThrow(RangeError)
  })
})

test('A model made from four fifths of the texts finds most of what the rest have, and little else', () => {
  const { marked, found, words, falseOnes } = crossValidate(readMarkedTexts(), { folds: 5, only: 0 })
  expect(marked).toBeGreaterThan(500)
  expect(found / marked).toBeGreaterThan(0.75)
  expect(falseOnes / words * 1000).toBeLessThan(6)
})

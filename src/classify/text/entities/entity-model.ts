import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { FEATURE_BITS, STEP_BITS } from './word-features.ts'

/** What a word is part of; the first is nothing. */
export const ENTITY_LABELS = ['none', 'name', 'place', 'organization'] as const
export const LABEL_COUNT = ENTITY_LABELS.length
export const STEP_WEIGHTS = LABEL_COUNT * LABEL_COUNT
/** So many steps of a stored weight are one natural unit of log odds. */
export const WEIGHT_SCALE = 24

/** The weights of a conditional random field in a chain, a byte each. */
export interface EntityModel {
  /** By feature, and by label. */
  readonly features: Int8Array
  /** By feature of a step, then by the label before it and the label behind it. */
  readonly steps: Int8Array
}

/** Where the packed weights lie; build-model.ts makes them. */
export const MODEL_FILE = join(import.meta.dirname, 'model', 'weights.br')

const FEATURE_BYTES = LABEL_COUNT << FEATURE_BITS
const STEP_BYTES = STEP_WEIGHTS << STEP_BITS

export function packModel({ features, steps }: EntityModel): Buffer {
  const parts = [features, steps].map((weights) => new Uint8Array(weights.buffer, weights.byteOffset, weights.length))
  return brotliCompressSync(Buffer.concat(parts), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  })
}

export function unpackModel(packed: Uint8Array): EntityModel {
  const bytes = brotliDecompressSync(packed)
  if (bytes.length !== FEATURE_BYTES + STEP_BYTES) throw new RangeError('The weights of the entity model are not of its size.')
  const weights = new Int8Array(bytes)
  return { features: weights.subarray(0, FEATURE_BYTES), steps: weights.subarray(FEATURE_BYTES) }
}

let loaded: EntityModel | undefined

/** The model that comes with Sluice; read once a process. */
export function loadEntityModel(): EntityModel {
  loaded ??= unpackModel(readFileSync(MODEL_FILE))
  return loaded
}

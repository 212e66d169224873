import type { Words } from '../../../contract/words.ts'
import { Chain } from './chain.ts'
import { LABEL_COUNT, STEP_WEIGHTS, WEIGHT_SCALE, type EntityModel } from './entity-model.ts'
import { FEATURE_BITS, STEP_BITS, type WordFeatures } from './word-features.ts'

const EPOCHS = 10
const RATE = 0.06
/** How much weights are drawn to nothing (L2). */
const DECAY = 1e-3
/** A feature that is met less often tells nothing that holds elsewhere. */
const MET_MIN = 2
const STEPS_MET_MIN = 5
const SURE = 1e-4
const SEED = 7

/** A run of words that may be named, with the label of each. */
export interface Run {
  readonly features: readonly Int32Array[]
  readonly steps: readonly Int32Array[]
  readonly labels: Uint8Array
}

/** The runs of a text; `labels` has one for each word. */
export function runsOf(words: Words, labels: Uint8Array, reader: WordFeatures): Run[] {
  const runs: Run[] = []
  reader.forEachRun(words, (first, last) => {
    const features: Int32Array[] = []
    const steps: Int32Array[] = []
    for (let at = first; at <= last; at++) {
      reader.readFeatures(at)
      features.push(reader.features.slice(0, reader.count))
      reader.readSteps(at, at === first)
      steps.push(reader.steps.slice(0, reader.stepCount))
    }
    runs.push({ features, steps, labels: labels.slice(first, last + 1) })
  })
  return runs
}

/**
 * Weights by which the labels of the runs are likeliest, by gradient descent with AdaGrad (Duchi et al., JMLR 2011). The same runs give the
 * same bytes.
 */
export function trainModel(given: readonly Run[]): EntityModel {
  const runs = withFrequentOnly(given)
  const features = new Weights(LABEL_COUNT << FEATURE_BITS)
  const steps = new Weights(STEP_WEIGHTS << STEP_BITS)
  const chain = new Chain()
  const order = runs.map((_, index) => index)
  const random = randomFrom(SEED)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = random() % (at + 1)
      const kept = order[at] as number
      order[at] = order[other] as number
      order[other] = kept
    }
    for (const index of order) learn(runs[index] as Run, features, steps, chain)
  }
  return { features: features.packed(), steps: steps.packed() }
}

function withFrequentOnly(runs: readonly Run[]): Run[] {
  const met = new Uint32Array(1 << FEATURE_BITS)
  const stepsMet = new Uint32Array(1 << STEP_BITS)
  for (const run of runs) {
    for (const features of run.features) for (const feature of features) met[feature] = (met[feature] as number) + 1
    for (const steps of run.steps) for (const step of steps) stepsMet[step] = (stepsMet[step] as number) + 1
  }
  return runs.map((run) => ({
    labels: run.labels,
    features: run.features.map((features) => features.filter((feature) => (met[feature] as number) >= MET_MIN)),
    steps: run.steps.map((steps) => steps.filter((step) => (stepsMet[step] as number) >= STEPS_MET_MIN)),
  }))
}

function learn(run: Run, features: Weights, steps: Weights, chain: Chain): void {
  const { length } = run.labels
  chain.begin(length)
  for (let at = 0; at < length; at++) {
    features.addTo(chain.emissions, at * LABEL_COUNT, run.features[at] as Int32Array, LABEL_COUNT)
    steps.addTo(chain.steps, at * STEP_WEIGHTS, run.steps[at] as Int32Array, STEP_WEIGHTS)
  }
  chain.sum()
  for (let at = 0; at < length; at++) {
    const told = run.labels[at] as number
    const toldBefore = at === 0 ? 0 : (run.labels[at - 1] as number)
    for (let label = 0; label < LABEL_COUNT; label++) {
      const error = chain.probability(at, label) - (label === told ? 1 : 0)
      if (Math.abs(error) > SURE) features.move(run.features[at] as Int32Array, LABEL_COUNT, label, error)
      for (let before = 0; before < (at === 0 ? 1 : LABEL_COUNT); before++) {
        const stepError = chain.stepProbability(at, before, label) - (label === told && before === toldBefore ? 1 : 0)
        if (Math.abs(stepError) > SURE) steps.move(run.steps[at] as Int32Array, STEP_WEIGHTS, before * LABEL_COUNT + label, stepError)
      }
    }
  }
}

class Weights {
  private readonly values: Float64Array
  private readonly squares: Float64Array

  constructor(size: number) {
    this.values = new Float64Array(size)
    this.squares = new Float64Array(size).fill(1e-8)
  }

  addTo(scores: Float64Array, from: number, features: Int32Array, width: number): void {
    for (const feature of features)
      for (let at = 0; at < width; at++) scores[from + at] = (scores[from + at] as number) + (this.values[feature * width + at] as number)
  }

  move(features: Int32Array, width: number, at: number, error: number): void {
    for (const feature of features) {
      const cell = feature * width + at
      const gradient = error + DECAY * (this.values[cell] as number)
      this.squares[cell] = (this.squares[cell] as number) + gradient * gradient
      this.values[cell] = (this.values[cell] as number) - RATE * gradient / Math.sqrt(this.squares[cell])
    }
  }

  packed(): Int8Array {
    return Int8Array.from(this.values, (value) => Math.max(-127, Math.min(127, Math.round(value * WEIGHT_SCALE))))
  }
}

/** Numbers below 2^31 that look random (Lehmer, minimal standard). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = state * 48271 % 0x7FFFFFFF
    return state
  }
}

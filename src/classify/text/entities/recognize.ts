import type { Entity, EntityKind, Words } from '../../../contract/words.ts'
import { Chain } from './chain.ts'
import { ENTITY_LABELS, LABEL_COUNT, loadEntityModel, STEP_WEIGHTS, WEIGHT_SCALE, type EntityModel } from './entity-model.ts'
import { RUN_WORDS_MAX, WordFeatures } from './word-features.ts'

/** How much worse an entity that is left is than a word that is taken for one: natural log odds, as weights are stored. */
const LEAN = Math.round(1.9 * WEIGHT_SCALE)
const LEAN_ODDS = Math.exp(LEAN / WEIGHT_SCALE)

/** Recognizes names, places and organizations by what their words are and what stands around them, weighed by a model. */
export class EntityRecognizer {
  private readonly model: EntityModel
  private readonly words = new WordFeatures()
  private readonly chain = new Chain()
  private readonly labels = new Uint8Array(RUN_WORDS_MAX)

  constructor(model: EntityModel) {
    this.model = model
  }

  /** What may well be an entity, in order, with how likely it is one. */
  recognize(words: Words): Entity[] {
    const found: Entity[] = []
    this.words.forEachRun(words, (first, last) => this.readRun(first, last, found))
    return found
  }

  private readRun(first: number, last: number, found: Entity[]): void {
    const length = last - first + 1
    const { chain, labels } = this
    chain.begin(length)
    for (let at = first; at <= last; at++) {
      this.weigh(at, (at - first) * LABEL_COUNT)
      this.weighStep(at, at === first, (at - first) * STEP_WEIGHTS)
    }
    if (!chain.decode(labels)) return
    chain.scale(1 / WEIGHT_SCALE)
    chain.sum()
    for (let at = 0; at < length; at++) {
      const label = labels[at] as number
      if (label === 0) continue
      const start = at
      let sum = 0
      for (;;) {
        const none = chain.probability(at, 0)
        sum += (1 - none) / (1 - none + none * LEAN_ODDS)
        if (at + 1 >= length || labels[at + 1] !== label || this.words.endsLine(first + at)) break
        at++
      }
      found.push({
        first: first + start,
        last: first + at,
        kind: ENTITY_LABELS[label] as EntityKind,
        probability: sum / (at - start + 1),
      })
    }
  }

  private weigh(at: number, row: number): void {
    const { chain: { emissions }, words, model: { features: weights } } = this
    words.readFeatures(at)
    const { features, count } = words
    let none = -LEAN
    let name = 0
    let place = 0
    let organization = 0
    for (let index = 0; index < count; index++) {
      const from = (features[index] as number) * LABEL_COUNT
      none += weights[from] as number
      name += weights[from + 1] as number
      place += weights[from + 2] as number
      organization += weights[from + 3] as number
    }
    emissions[row] = none
    emissions[row + 1] = name
    emissions[row + 2] = place
    emissions[row + 3] = organization
  }

  private weighStep(at: number, isFirst: boolean, cell: number): void {
    const { chain: { steps }, words, model: { steps: weights } } = this
    words.readSteps(at, isFirst)
    for (let index = 0; index < words.stepCount; index++) {
      const from = (words.steps[index] as number) * STEP_WEIGHTS
      for (let pair = 0; pair < STEP_WEIGHTS; pair++) steps[cell + pair] = (steps[cell + pair] as number) + (weights[from + pair] as number)
    }
  }
}

let shared: EntityRecognizer | undefined

/** With the model that comes with Sluice. */
export function recognizeEntities(words: Words): Entity[] {
  shared ??= new EntityRecognizer(loadEntityModel())
  return shared.recognize(words)
}

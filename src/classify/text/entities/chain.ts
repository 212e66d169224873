import { LABEL_COUNT, STEP_WEIGHTS } from './entity-model.ts'
import { RUN_WORDS_MAX } from './word-features.ts'

const { exp, log } = Math

/**
 * The scores of one run of words in a conditional random field of the first order (Lafferty, McCallum, Pereira, ICML 2001): what each label
 * of a word is worth, and each pair of labels that follow one another, in natural log odds. One is used for one run after the other.
 */
export class Chain {
  length = 0
  /** By word, and by label. */
  readonly emissions = new Float64Array(LABEL_COUNT * RUN_WORDS_MAX)
  /** By word, then by the label before it, then by its own; of the first word only those behind no entity count. */
  readonly steps = new Float64Array(STEP_WEIGHTS * RUN_WORDS_MAX)
  /** Log of the sum over all ways to the word that end with the label, and from it to the end. */
  private readonly ahead = new Float64Array(LABEL_COUNT * RUN_WORDS_MAX)
  private readonly back = new Float64Array(LABEL_COUNT * RUN_WORDS_MAX)
  private readonly from = new Uint8Array(LABEL_COUNT * RUN_WORDS_MAX)
  private total = 0

  /** Begins a run of at most `RUN_WORDS_MAX` words, all of whose scores are 0. */
  begin(length: number): void {
    this.length = length
    this.emissions.fill(0, 0, length * LABEL_COUNT)
    this.steps.fill(0, 0, length * STEP_WEIGHTS)
  }

  scale(by: number): void {
    const { length, emissions, steps } = this
    for (let cell = 0; cell < length * LABEL_COUNT; cell++) emissions[cell] = (emissions[cell] as number) * by
    for (let cell = 0; cell < length * STEP_WEIGHTS; cell++) steps[cell] = (steps[cell] as number) * by
  }

  /** The likeliest labels (Viterbi), written into `labels`; says whether any is an entity. */
  decode(labels: Uint8Array): boolean {
    const { length, emissions, steps, ahead, from } = this
    for (let label = 0; label < LABEL_COUNT; label++) ahead[label] = (emissions[label] as number) + (steps[label] as number)
    for (let at = 1; at < length; at++) {
      const row = at * LABEL_COUNT
      for (let label = 0; label < LABEL_COUNT; label++) {
        let best = 0
        let most = -Infinity
        for (let before = 0; before < LABEL_COUNT; before++) {
          const score = (ahead[row - LABEL_COUNT + before] as number) + (steps[at * STEP_WEIGHTS + before * LABEL_COUNT + label] as number)
          if (score > most) {
            most = score
            best = before
          }
        }
        ahead[row + label] = most + (emissions[row + label] as number)
        from[row + label] = best
      }
    }
    let label = 0
    const last = (length - 1) * LABEL_COUNT
    for (let other = 1; other < LABEL_COUNT; other++) if ((ahead[last + other] as number) > (ahead[last + label] as number)) label = other
    let isAny = false
    for (let at = length - 1; at >= 0; at--) {
      labels[at] = label
      isAny ||= label !== 0
      label = from[at * LABEL_COUNT + label] as number
    }
    return isAny
  }

  /** Sums over all ways (forward and backward), for the probabilities that follow. */
  sum(): void {
    const { length, emissions, steps, ahead, back } = this
    for (let label = 0; label < LABEL_COUNT; label++) ahead[label] = (emissions[label] as number) + (steps[label] as number)
    for (let at = 1; at < length; at++) {
      const row = at * LABEL_COUNT
      for (let label = 0; label < LABEL_COUNT; label++) {
        let sum = -Infinity
        for (let before = 0; before < LABEL_COUNT; before++)
          sum = logSum(
            sum,
            (ahead[row - LABEL_COUNT + before] as number) + (steps[at * STEP_WEIGHTS + before * LABEL_COUNT + label] as number),
          )
        ahead[row + label] = sum + (emissions[row + label] as number)
      }
    }
    const last = (length - 1) * LABEL_COUNT
    for (let label = 0; label < LABEL_COUNT; label++) back[last + label] = 0
    for (let at = length - 2; at >= 0; at--) {
      const next = (at + 1) * LABEL_COUNT
      for (let label = 0; label < LABEL_COUNT; label++) {
        let sum = -Infinity
        for (let behind = 0; behind < LABEL_COUNT; behind++)
          sum = logSum(
            sum,
            (steps[(at + 1) * STEP_WEIGHTS + label * LABEL_COUNT + behind] as number) +
              (emissions[next + behind] as number) +
              (back[next + behind] as number),
          )
        back[at * LABEL_COUNT + label] = sum
      }
    }
    this.total = -Infinity
    for (let label = 0; label < LABEL_COUNT; label++) this.total = logSum(this.total, ahead[last + label] as number)
  }

  /** Behind `sum`: how likely the word has the label. */
  probability(at: number, label: number): number {
    const cell = at * LABEL_COUNT + label
    return exp((this.ahead[cell] as number) + (this.back[cell] as number) - this.total)
  }

  /** Behind `sum`: how likely the word has the label behind that one. Of the first word, `before` is 0. */
  stepProbability(at: number, before: number, label: number): number {
    if (at === 0) return this.probability(0, label)
    const cell = at * LABEL_COUNT + label
    return exp(
      (this.ahead[(at - 1) * LABEL_COUNT + before] as number) +
        (this.steps[at * STEP_WEIGHTS + before * LABEL_COUNT + label] as number) +
        (this.emissions[cell] as number) +
        (this.back[cell] as number) -
        this.total,
    )
  }
}

function logSum(one: number, other: number): number {
  if (one === -Infinity) return other
  return one > other ? one + log(1 + exp(other - one)) : other + log(1 + exp(one - other))
}

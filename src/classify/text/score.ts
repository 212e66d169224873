/** Log odds of a probability. */
function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}

/** The probability of log odds. */
export function probability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

/** Certainty is for facts; what is inferred from text stays a little below. */
const PRIOR_MAX = 0.9999

/** Adds up evidence by Bayes' rule in log odds: a prior, then one likelihood ratio after the other, with the reasons. */
export class Score {
  private logOdds: number
  private readonly why: string
  private readonly ratios: number[] = []
  private readonly reasons: string[] = []

  constructor(prior: number, why: string) {
    this.logOdds = logit(Math.min(Math.max(prior, 1e-6), PRIOR_MAX))
    this.why = why
  }

  /** A ratio of 1 says nothing and leaves no reason. */
  weigh(ratio: number, why: string): void {
    if (ratio === 1) return
    this.logOdds += ratio <= 0 ? Number.NEGATIVE_INFINITY : Math.log(ratio)
    this.ratios.push(ratio)
    this.reasons.push(why)
  }

  get confidence(): number {
    return Math.round(probability(this.logOdds) * 10_000) / 10_000
  }

  get evidence(): string {
    let evidence = this.why
    for (const [index, ratio] of this.ratios.entries()) evidence += `; ${this.reasons[index]} (x${roundedOf(ratio)})`
    return evidence
  }
}

function roundedOf(ratio: number): number {
  return ratio >= 1 ? Math.round(ratio * 10) / 10 : Number(ratio.toPrecision(2))
}

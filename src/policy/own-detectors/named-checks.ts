import {
  gs1, iban, iso7064Mod11_10, iso7064Mod11_2, iso7064Mod37_36, luhn, mod97, verhoeff, vin, weightedSum,
} from '../../contract/checks.ts'
import type { LikelihoodRatio } from '../../contract/detector.ts'

interface NamedCheck {
  readonly passes: (text: string) => boolean
  /** One text in so many passes by chance, so that is what a pass is worth. */
  readonly oneIn: number
}

/** A failed check lowers and does not clear: people mistype. */
const FAILED: LikelihoodRatio = 0.1

/** The check digits that a detector in YAML may ask for by name. */
export const NAMED_CHECKS = {
  luhn: { passes: luhn, oneIn: 10 },
  verhoeff: { passes: verhoeff, oneIn: 10 },
  gs1: { passes: gs1, oneIn: 10 },
  mod97: { passes: mod97, oneIn: 97 },
  iban: { passes: iban, oneIn: 97 },
  'mod11-10': { passes: iso7064Mod11_10, oneIn: 10 },
  'mod11-2': { passes: iso7064Mod11_2, oneIn: 11 },
  'mod37-36': { passes: iso7064Mod37_36, oneIn: 36 },
  vin: { passes: vin, oneIn: 11 },
} as const satisfies Readonly<Record<string, NamedCheck>>
export type CheckName = keyof typeof NAMED_CHECKS

/** Each digit times its weight; the sum leaves this remainder by the modulus, 0 unless given. */
export interface WeightedCheck {
  readonly weights: readonly number[]
  readonly modulus: number
  readonly remainder?: number | undefined
}

/** What a value is worth by its check digit. Blanks, hyphens and other separators do not count. */
export function weighCheck(check: CheckName | WeightedCheck, value: string): LikelihoodRatio {
  const text = value.replace(/[^\dA-Za-z]/g, '')
  if (typeof check === 'string') {
    const { passes, oneIn } = NAMED_CHECKS[check]
    return passes(text) ? oneIn : FAILED
  }
  const rest = weightedSum(text.replace(/\D/g, ''), check.weights) % check.modulus
  return rest === (check.remainder ?? 0) ? check.modulus : FAILED
}

import type { Cue, Detector } from '../../contract/detector.ts'
import type { TextFinding } from './finding.ts'

const WORDS_SHOWN = 3
const CUES_SHOWN = 2

export interface MissingOptions {
  /** What a policy acts on. */
  readonly confidenceMin: number
  readonly detectors: readonly Detector[]
}

/** What would have made a near miss a finding, in words: a check that holds, or which words beside it. It never holds the value. */
export function missingEvidence(
  { detector: name, confidence, evidence }: TextFinding,
  { confidenceMin, detectors }: MissingOptions,
): string {
  const detector = detectors.find((one) => one.name === name)
  const needed = oddsOf(confidenceMin) / oddsOf(confidence)
  if (detector === undefined) return `more of what is known of the person, or a label beside it (x${shown(needed)})`
  const ways: string[] = []
  const failed = /the check fails \(x([\d.]+)\)/.exec(evidence)?.[1]
  if (failed !== undefined && 1 / Number(failed) >= needed) ways.push('a check digit that holds')
  // Of several cues with one direction only the strongest counts, so that a new one takes the place of the one there is.
  const had = Number(/"[^"]+" (?:stands|heads) [^;]*?\(x(\d[\d.]*)\)/.exec(evidence)?.[1] ?? 1)
  const least = needed * Math.max(had, 1)
  const cues = (detector.cues ?? []).filter(({ ratio }) => ratio > 1 && ratio >= least).toSorted((one, other) => other.ratio - one.ratio)
  for (const cue of cues.slice(0, CUES_SHOWN)) ways.push(cueWords(cue))
  if (ways.length > 0) return ways.join('; or ')
  return `no one word would do: evidence of x${shown(needed)} is missing`
}

function cueWords({ words, where, ratio }: Cue): string {
  const some = words.slice(0, WORDS_SHOWN).map((word) => `"${word}"`).join(', ')
  const place = where === 'section' ? 'as the heading of the section' : where === 'near' ? 'near it' : `${where} it`
  return `${some}${words.length > WORDS_SHOWN ? ' or the like' : ''} ${place} (x${shown(ratio)})`
}

function oddsOf(probability: number): number {
  return probability / (1 - probability)
}

function shown(ratio: number): string {
  return ratio >= 10 ? String(Math.round(ratio)) : ratio.toFixed(1)
}

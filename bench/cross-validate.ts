import { TextReader, type MarkedText } from '../src/classify/text/entities/marked-texts.ts'
import { EntityRecognizer } from '../src/classify/text/entities/recognize.ts'
import { trainModel } from '../src/classify/text/entities/train-model.ts'

/** How sure the model has to be for an entity to count. */
const PROBABILITY_MIN = 0.5

export interface Validation {
  /** Spans that the texts mark, and those of them of which every word was found, as whatever kind. */
  readonly marked: number
  readonly found: number
  /** Words of the texts, and entities that touch no span. */
  readonly words: number
  readonly falseOnes: number
}

/**
 * Finds what texts mark by models made from the others, one fold after the other or `only` one: what to expect of texts that nobody has
 * seen.
 */
export function crossValidate(
  texts: readonly MarkedText[],
  { folds, only }: { readonly folds: number; readonly only?: number },
): Validation {
  const reader = new TextReader()
  const runs = texts.map((text) => reader.readRuns(text))
  const sum = { marked: 0, found: 0, words: 0, falseOnes: 0 }
  for (let fold = 0; fold < folds; fold++) {
    if (only !== undefined && fold !== only) continue
    const recognizer = new EntityRecognizer(trainModel(runs.filter((_, at) => at % folds !== fold).flat()))
    for (const [at, text] of texts.entries()) if (at % folds === fold) count(recognizer, reader, text, sum)
  }
  return sum
}

type Sum = { -readonly [K in keyof Validation]: number }

function count(recognizer: EntityRecognizer, reader: TextReader, { text, spans }: MarkedText, sum: Sum): void {
  const { words, spanOf } = reader.read(text)
  const found = recognizer
    .recognize(words)
    .filter(({ probability }) => probability >= PROBABILITY_MIN)
    .map(({ first, last }) => spanOf(first, last))
  sum.words += words.count
  sum.falseOnes += found.filter((one) => !spans.some((span) => span.start < one.end && one.start < span.end)).length
  sum.marked += spans.length
  for (const { start, end } of spans) {
    const isFound = (at: number): boolean => found.some((one) => one.start <= at && at < one.end)
    let isWhole = true
    for (let at = start; at < end; at++) if (/[\p{L}\p{N}]/u.test(text.charAt(at)) && !isFound(at)) isWhole = false
    if (isWhole) sum.found++
  }
}

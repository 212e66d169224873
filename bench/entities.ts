import { crossValidate } from './cross-validate.ts'
import { readMarkedTexts } from '../src/classify/text/entities/marked-texts.ts'

/**
 * `node bench/entities.ts`: how much of the names, places and organizations that the texts of the entity model mark is found by a model
 * made without them (five folds), and what else is.
 */
const { marked, found, words, falseOnes } = crossValidate(readMarkedTexts(), { folds: 5 })
const rate = falseOnes / words * 1000
console.log(
  `${found} of ${marked} found (${(found / marked).toFixed(3)}), ${falseOnes} others in ${words} words (${rate.toFixed(2)} in a thousand)`,
)

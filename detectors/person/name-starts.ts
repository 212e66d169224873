import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { isCapital, isInitial, startsSentence } from '../word-shape.ts'
import { endsUnit } from './foreign-things.ts'

/** No name starts here, though the word is one elsewhere: the end of a unit, a greeting, a state. */
export function startsElsewise(words: Words, first: number): boolean {
  return startsState(words, first) || isUnit(words, first) || isGreeting(words, first)
}

/** received 2 L. Pressors: the letter is the unit of a number. */
function isUnit(words: Words, first: number): boolean {
  if (first === 0 || !isInitial(words, first)) return false
  if (endsUnit(words, first)) return true
  if (words.shape(first - 1) !== SHAPE.digits) return false
  return words.gap(first - 1) === ' ' && /^[lucfkmg]$/.test(words.lower(first))
}

const GREETINGS = new WordSet([
  'gentile', 'egregio', 'egregia', 'caro', 'cara', 'cher', 'chere', 'prezado', 'prezada', 'szanowny', 'szanowna', 'kjaere', 'basta', 'ao', 'aos',
  'dear', 'hi', 'hey', 'hello', 'hola', 'liebe', 'lieber', 'beste', 'geachte', 'estimado', 'estimada'])

/** Dear Camille, I: no part of the name. */
function isGreeting(words: Words, first: number): boolean {
  return words.gap(first) === ' ' && words.shape(first) === SHAPE.capital && GREETINGS.has(words, first) && startsSentence(words, first)
}

/** North Carolina, West Virginia: states may stay, and the second word is a forename elsewhere. */
function startsState(words: Words, first: number): boolean {
  return (
    first + 1 < words.count &&
    isCapital(words, first + 1) &&
    STATE_ENDS.has(words.lower(first + 1)) &&
    STATE_STARTS.has(words.lower(first)) &&
    words.gap(first) === ' '
  )
}

const STATE_STARTS = new Set(['north', 'south', 'west', 'new', 'rhode'])
const STATE_ENDS = new Set(['carolina', 'dakota', 'virginia', 'georgia', 'mexico', 'jersey', 'york', 'hampshire', 'island'])

/** Sexo: M. Domicilio: the label of a field stands behind the initial. */
export function isLabelBehind(words: Words, last: number): boolean {
  return words.gap(last).startsWith(':') && (words.lists(last) & (LIST.given | LIST.surname)) === 0
}

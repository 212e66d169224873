import { bearing } from '../../classify/people/name-words.ts'
import type { PhiClass } from '../../contract/classes.ts'
import { readTextDate } from '../../transform/dates/text-date-reader.ts'

/** Somebody whom no element names, by the words that texts call them. */
interface Called {
  words: readonly string[]
  readonly number: number
}

/** To look at each of more would take the square of the names of a message. */
const BEARERS_MAX = 24

/** Classes whose values are one whatever separates their letters and digits. */
const SPELLED: ReadonlySet<PhiClass> = new Set<PhiClass>(['name', 'address', 'organization', 'profession', 'date', 'age'])

/**
 * The numbers of numbered tags: one for each person, day, number and so on of a message, however it is written. `Wexler` is Tobias
 * Wexler where no other Wexler is there.
 */
export class TagNumbers {
  private readonly numbers = new Map<string, number>()
  private readonly last = new Map<PhiClass, number>()
  /** By all words, and by each that is whole. */
  private readonly called = new Map<string, Called>()
  private readonly byWord = new Map<string, Called[]>()

  /** A new message: numbers start over. */
  begin(): void {
    this.numbers.clear()
    this.last.clear()
    this.called.clear()
    this.byWord.clear()
  }

  /** `person` is the key of whoever the message or the roster knows. */
  of(given: PhiClass, value: string, person: string | undefined): number {
    if (given === 'name' && person === undefined) return this.ofName(value)
    const key = `${given} ${person ?? keyOf(given, value)}`
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const number = this.next(given)
    this.numbers.set(key, number)
    return number
  }

  private next(given: PhiClass): number {
    const number = (this.last.get(given) ?? 0) + 1
    this.last.set(given, number)
    return number
  }

  private ofName(value: string): number {
    const words = bearing(value).toSorted()
    const key = words.join(' ')
    const same = this.called.get(key)
    if (same !== undefined) return same.number
    const [only, ...others] = this.likely(words).filter((one) => isPart(words, one.words) || isPart(one.words, words))
    const one = only === undefined || others.length > 0 ? { words, number: this.next('name') } : only
    if (words.length > one.words.length) one.words = words
    this.called.set(key, one)
    for (const word of words) {
      const bearers = this.byWord.get(word)
      if (bearers === undefined) this.byWord.set(word, [one])
      else if (bearers.length <= BEARERS_MAX && !bearers.includes(one)) bearers.push(one)
    }
    return one.number
  }

  /** Whoever shares a whole word; of a word that many share nobody knows whom it means. */
  private likely(words: readonly string[]): Called[] {
    const all = words.filter((word) => word.length > 1).flatMap((word) => this.byWord.get(word) ?? [])
    return all.length > BEARERS_MAX ? [] : [...new Set(all)]
  }
}

/** Whether each word is one of the name, or the initial of one, and one of them is whole. */
function isPart(words: readonly string[], of: readonly string[]): boolean {
  if (words.length > of.length || !words.some((word) => word.length > 1 && of.includes(word))) return false
  const left = [...of]
  for (const word of words.toSorted((one, other) => other.length - one.length)) {
    const at = left.findIndex((other) => other === word || word.length === 1 && other.startsWith(word))
    if (at < 0) return false
    left.splice(at, 1)
  }
  return true
}

function keyOf(given: PhiClass, value: string): string {
  const written = value.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, SPELLED.has(given) ? ' ' : '').trim()
  if (given !== 'date') return written
  const date = readTextDate(value)
  return date?.year === undefined || date.month === undefined ? written : `${date.year}-${date.month}-${date.day ?? ''}`
}

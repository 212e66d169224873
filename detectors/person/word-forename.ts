import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { PERSON_VERBS } from './name-cues.ts'
import { THINGS } from './name-weight.ts'
import { isGenitive, startsSentence } from '../word-shape.ts'

const WILL = new WordSet(['will', "will's"])
/** Before somebody to whom something is said or given. */
const BEFORE_OBJECT = new WordSet([
  'with', 'to', 'told', 'asked', 'call', 'called', 'saw', 'from', 'by', 'text', 'texted', 'phone', 'phoned', 'rang', 'thanks', 'hi', 'hey', 'dear', 'met',
])
/** Verbs that have a subject of their own; behind the verb `will` stands the plain form: Will called, but Will call. */
const FINITE = new WordSet([
  ...PERSON_VERBS, 'is', 'was', 'has', 'had', 'does', 'did', 'will', 'would', 'can', 'could', 'should', 'must', "isn't", "wasn't",
  "hasn't", "doesn't", "didn't", "won't", "can't", 'came', 'comes', 'takes', 'took', 'gets', 'got', 'seems', 'looks', 'rang', 'needs',
  'knows', 'keeps', 'tries',
])
/** What stands behind the verb: Will call, Will he, Will not. */
const BEHIND_VERB = new WordSet([
  'be', 'have', 'do', 'get', 'go', 'take', 'call', 'come', 'see', 'need', 'return', 'follow', 'continue', 'start', 'stop', 'bring', 'give',
  'make', 'let', 'try', 'keep', 'hold', 'send', 'check', 'recheck', 'review', 'discuss', 'consider', 'order', 'schedule', 'monitor', 'plan',
  'refer', 'require', 'remain', 'stay', 'pick', 'arrange', 'attend', 'update', 'drive', 'help', 'ask', 'also', 'then', 'likely', 'probably',
  'not', 'now', 'still', 'never', 'only', 'he', 'she', 'it', 'they', 'we', 'you', 'i', 'the', 'this', 'that', 'his', 'her', 'my',
  'transport', 'provide', 'use', 'want', 'assist', 'book', 'wait', 'work', 'look', 'talk', 'speak', 'contact', 'sign', 'visit', 'meet',
  'increase', 'decrease', 'add', 'obtain',
])

/** Will who is somebody: a verb that stands by itself is behind, or a relative or who speaks with him before and no verb behind; or what he has. */
export function isWill(words: Words, at: number): boolean {
  if (words.shape(at) !== SHAPE.capital || !WILL.has(words, at)) return false
  if (isGenitive(words, at)) return words.gap(at) === ' '
  const next = at + 1
  const isFollowed = next < words.count && words.gap(at) === ' ' && words.shape(next) === SHAPE.lower
  if (isFollowed && FINITE.has(words, next)) return true
  const isObject = at > 0 && words.gap(at - 1) === ' ' && BEFORE_OBJECT.has(words, at - 1)
  return (isObject || isBehindRelative(words, at)) && !(isFollowed && BEHIND_VERB.has(words, next)) && (isFollowed || words.gap(at) !== ' ')
}

/** Will Kowalski was seen, Nurse Will Kowalski: the forename of what is found behind it, and no question about him. */
export function isWillBefore(words: Words, at: number, last: number): boolean {
  if (words.shape(at) !== SHAPE.capital || !WILL.has(words, at) || words.gap(at) !== ' ') return false
  return !startsSentence(words, at) || (last + 1 < words.count && words.gap(last) === ' ' && FINITE.has(words, last + 1))
}

/** Nothing but a blank stands behind the word for a relative: her sister hope. */
export function isBehindRelative(words: Words, at: number): boolean {
  return at > 0 && words.gap(at - 1) === ' ' && (words.lists(at - 1) & LIST.relative) !== 0 && !isGenitive(words, at - 1)
}

const DAYS = new WordSet(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'domingo'])

/** Whether a day of the week is the forename before a surname, where a title or label stands before it: Mr Sunday Okoye. */
export function isDayForename(words: Words, at: number): boolean {
  const next = at + 1
  if (next >= words.count || !DAYS.has(words, at) || words.shape(at) !== SHAPE.capital || words.gap(at) !== ' ') return false
  const lists = words.lists(next)
  if (words.shape(next) !== SHAPE.capital || sizeOf(words, next) < 3 || (lists & THINGS) !== 0) return false
  return lists === 0 || ((lists & LIST.surname) !== 0 && words.frequency(next, 'common') <= DAY_COMMON_MAX)
}

const DAY_COMMON_MAX = 0.5
const WORD_GIVEN_MIN = 1.5
const WORD_SURPLUS_MIN = 0.3
const ENDS_NAME = /^(?:[,.;:!?)]|$|\s*\n)/
const BEHIND_NAME = new WordSet([
  ...PERSON_VERBS, 'is', 'was', 'has', 'had', 'will', 'and', 'at', 'in', 'by', 'on', 'came', 'rang', 'present', 'today', 'helps',
  'helped', 'assists', 'brought', 'brings', 'drove', 'drives', 'phoned', 'visited',
])
const NO_FORENAME = THINGS | LIST.eponym

/** with carer ruby, sister hope rang: a forename in small letters that is a word as well, behind a relative. */
export function isWordForename(words: Words, at: number): boolean {
  if (words.shape(at) !== SHAPE.lower || (words.lists(at) & (LIST.given | NO_FORENAME)) !== LIST.given) return false
  const given = words.frequency(at, 'given')
  if (given < WORD_GIVEN_MIN || given - words.frequency(at, 'common') < WORD_SURPLUS_MIN || !isBehindRelative(words, at)) return false
  return ENDS_NAME.test(words.gap(at)) || (at + 1 < words.count && words.gap(at) === ' ' && BEHIND_NAME.has(words, at + 1))
}

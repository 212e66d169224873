import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'
import { PARTS_PLAYED } from './name-cues.ts'
import { NAMES, otherwise } from './name-weight.ts'

/** What a message of a chat begins with, and what is said of a finding or a section hardly ever. */
const CHAT = new WordSet(
  `hey hi hello heya ok okay kk yes yeah yep yup no nope thanks thx ty tysm me im i'm i can could u you ur are did do does pls plz please
  omw sure sorry lol who what when where why how np morning brb ttyl got any anyone its it's thats that's we we're i'll ill i've ive
  ack roger copy noted oh ah haha also so just not dont don't give tell ask want let wait hola si sim salut oui danke`.split(/\s+/),
)
const PRIORS = { turn: 0.85, mention: 0.75, handle: 0.85 } as const
const SPEAKER_WORDS_MAX = 3
const TURNS_MIN = 2
/** One line in as many as these begins as messages do, or it is a form. */
const CHAT_SHARE = 3
const OTHERWISE_MAX = 1.1
/** Smith and Jones stand for signs and fractures too, and Foley for hardly anything else. */
const EPONYM_MAX = 2
const SURNAME_MIN = 3
const UNKNOWN_SIZE_MIN = 3
/** In capitals as short a word is the label of a field. */
const ABBREVIATION_SIZE_MAX = 4
const NO_SPEAKER =
  LIST.clinical | LIST.organization | LIST.title | LIST.calendar | LIST.relative | LIST.profession | LIST.country

export const chatSpeaker: WordDetector = {
  name: 'chat-speaker',
  class: 'name',
  describes:
    'Who speaks in a chat or thread: a name before a colon or > at the start of two lines or more, or behind the time of a message; the same name within the messages; a handle behind @.',
  source: '45 CFR 164.514(b)(2)(i)(A); layouts of exported chats (WhatsApp, Teams, IRC), RFC 2812 for > and <',
  begins: KIND.labelled,
  find,
  examples: {
    true: [
      '[[Obi]]: hey\n[[Tyrell]]: on it', '[[Zebulvo]]: ok\nRN: thanks\n[[Zebulvo]]: me',
      '10:14 [[priya]] > did she\n10:15 [[tyrell]] > ptt 88',
      '[1/2/26, 8:42 AM] [[Jem]]: me\n[1/2/26, 8:43 AM] RN: ok', '[[KOWAL-PRIETO]]: im here\nFront desk: ok',
      '[09:14] [[Uzo]]: bed 4 ready\n[09:15] [[Lena]]: cleaning\n[09:16] [[Uzo]]: done',
      '[[Tyrell]] (10:02): ok\nRN (10:03): no',
      '[[Karen]]: hey\n[[Tyrell]]: ty [[karen]]', '[[SMITH-JONES]]: im here\nFront desk: hi',
    ],
    false: [
      'Plan: rest\nDiet: low\nPlan: ok', 'Doctor: hi\nPatient: hello\nDoctor: ok', 'Q: hi\nA: no\nQ: ok', 'Hgb: 9\nHgb: 10',
      'Foley: out\nFoley: ok',
      'Monday: no\nTuesday: ok', 'Eyes: clear\nEars: clear', 'Neuro: no focal\nPsych: ok', '08:10 Temp: 38\n09:10 Temp: 37',
      'User: hi\nAssistant: ok',
      '10:14 sodium > 130\n10:15 sodium > 140', 'Caller: hi\nAgent: ok', 'Zorvanta: 5 mg\nZorvanta: stop', 'Xelva: none\nCardio: no',
    ],
  },
}

/** One line of a chat: who, and the first word of what is said. */
interface Turn {
  readonly first: number
  readonly last: number
  readonly says: number
  readonly isTimed: boolean
}

function* find(words: Words): Generator<Candidate> {
  const turns: Turn[] = []
  for (let at = words.next(KIND.labelled, 1); at < words.count; at = words.next(KIND.labelled, at + 1)) {
    const turn = turnBefore(words, at) ?? turnBehindTime(words, at)
    if (turn !== undefined) turns.push(turn)
  }
  if (turns.length < TURNS_MIN) return
  const isChat = turns.every((turn) => turn.isTimed) && turns.every((turn) => words.gap(turn.first - 1).startsWith(']')) ||
    turns.filter((turn) => CHAT.has(words, turn.says)).length * CHAT_SHARE >= turns.length
  const counts = new Map<string, number>()
  for (const { last } of turns) counts.set(words.lower(last), (counts.get(words.lower(last)) ?? 0) + 1)
  const speakers = new Set<string>()
  for (const turn of turns) {
    if (!isSpeaker(words, turn, isChat && (turn.isTimed || (counts.get(words.lower(turn.last)) ?? 0) >= TURNS_MIN), isChat)) continue
    yield { first: turn.first, last: turn.last, prior: PRIORS.turn, why: 'who speaks in a line of a chat' }
    if (turn.first === turn.last) speakers.add(words.lower(turn.first))
  }
  if (speakers.size > 0) yield* mentions(words, speakers, turns)
}

/** `Anna: hey`, `Anna (10:02): hey`, at the start of a line or behind a time. */
function turnBefore(words: Words, says: number): Turn | undefined {
  const gap = words.gap(says - 1)
  if (!/^\)? ?: ?["']?$/.test(gap)) return undefined
  let last = says - 1
  let isTimed = false
  if (gap.startsWith(')')) {
    while (last > 0 && says - last < 5 && words.shape(last) >= SHAPE.digits) last--
    if (last === says - 1 || words.gap(last) !== ' (') return undefined
    isTimed = true
  }
  if (words.shape(last) >= SHAPE.digits) return undefined
  let first = last
  while (first > 0 && last - first < SPEAKER_WORDS_MAX && /^[ -]$|^\. $/.test(words.gap(first - 1))) first--
  if (opensLine(words, first)) return { first, last, says, isTimed }
  for (first = last; first > 0 && /^[ -]$/.test(words.gap(first - 1)) && isCapital(words, first - 1); first--);
  return isStamped(words, first) ? { first, last, says, isTimed: true } : undefined
}

/** `10:14 anna > hey`: the word is the minute. */
function turnBehindTime(words: Words, minute: number): Turn | undefined {
  if (words.shape(minute) !== SHAPE.digits || words.gap(minute - 1) !== ':' || minute + 2 >= words.count) return undefined
  const first = minute + 1
  if (!/^\]? $/.test(words.gap(minute)) || !/^ ?> ?$/.test(words.gap(first)) || words.shape(first) >= SHAPE.digits) return undefined
  return { first, last: first, says: first + 1, isTimed: true }
}

function opensLine(words: Words, at: number): boolean {
  return at === 0 || /\n[> *<-]*$/.test(words.gap(at - 1))
}

/** Behind `[10/30/26, 8:41 AM] ` or `10:14 `. */
function isStamped(words: Words, first: number): boolean {
  if (first < 2 || !/^\]? $|^\] ?-? ?$|^ - $/.test(words.gap(first - 1))) return false
  const time = /^[ap]m$/.test(words.lower(first - 1)) ? first - 2 : first - 1
  return time > 0 && words.shape(time) >= SHAPE.digits && words.gap(time - 1) === ':'
}

/** Whether the words before the colon are a name; a word that nobody knows is one only where the lines are those of a chat. */
function isSpeaker(words: Words, { first, last, says, isTimed }: Turn, isSure: boolean, isChat: boolean): boolean {
  for (let at = first; at <= last; at++) {
    const lists = words.lists(at)
    if ((lists & NO_SPEAKER) !== 0 || words.shape(at) >= SHAPE.digits || PARTS_PLAYED.has(words, at)) return false
    if (sizeOf(words, at) <= (words.shape(at) === SHAPE.upper ? ABBREVIATION_SIZE_MAX : 1)) return false
    if (lists === 0) {
      if (!isSure || sizeOf(words, at) < UNKNOWN_SIZE_MIN || !/[aeiouy]/.test(words.lower(at))) return false
      if (words.shape(says) >= SHAPE.digits && !isTimed) return false
    } else if ((lists & NAMES) === 0 || otherwise(words, at) > ((lists & LIST.eponym) === 0 ? OTHERWISE_MAX : EPONYM_MAX)) return false
    if ((lists & LIST.eponym) !== 0 && words.frequency(at, 'surname') < SURNAME_MIN) return false
  }
  return isChat
}

/** The speakers as others call them within the messages. */
function* mentions(words: Words, speakers: ReadonlySet<string>, turns: readonly Turn[]): Generator<Candidate> {
  const told = new Set(turns.map((turn) => turn.first))
  for (let at = 0; at < words.count; at++) {
    if (sizeOf(words, at) < UNKNOWN_SIZE_MIN || told.has(at) || !speakers.has(words.lower(at).replace(/'s$/, ''))) continue
    if (words.frequency(at, 'common') > OTHERWISE_MAX - 1 && !isCapital(words, at)) continue
    yield { first: at, last: at, prior: PRIORS.mention, why: 'who speaks elsewhere in the chat' }
  }
}

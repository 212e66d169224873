import { endsLikeSurname } from '../../../contract/surname-endings.ts'
import { hashWord, WordSet } from '../../../contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../../contract/words.ts'

/**
 * What the model weighs of a word: what is known of it and how it is written, and the same of the two words on either side. Features are
 * numbers without a table of their names (feature hashing: Weinberger et al., ICML 2009): those that share a number share a weight.
 */
export const FEATURE_BITS = 19
export const STEP_BITS = 12
const FEATURE_MASK = (1 << FEATURE_BITS) - 1
const STEP_MASK = (1 << STEP_BITS) - 1
/** More than any word has. */
const FEATURES_MAX = 32
const STEPS_MAX = 8
/** Longer runs are read in pieces. */
export const RUN_WORDS_MAX = 256
/** So many words are read at a time, with those on either side that features look at: memory stays the same however long a text is. */
const WINDOW_WORDS = 4096
const BESIDE_WORDS = 2
const WINDOW_SIZE = WINDOW_WORDS + 2 * BESIDE_WORDS

/** What a feature tells of. */
const OF = {
  any: 1, kind: 2, weight: 3, start: 4, lists: 5, word: 6, size: 7, before: 8, behind: 9, beforeThat: 10, behindThat: 11, kindBefore: 12,
  kindBehind: 13, kindBeforeThat: 14, kindBehindThat: 15, beginning: 16, ending: 17, part: 18, endingBefore: 19, endingBehind: 20,
  gapsAround: 21, genitive: 22,
} as const
/** What a feature of a step from one word to the next tells of. */
const STEP_OF = { first: 1, gap: 2, own: 3, before: 4, both: 5, link: 6, linkBefore: 7 } as const

const NAMED = LIST.given | LIST.surname | LIST.place
/** Most words are passed over by it: no run begins with one that is none of these. */
const BEGINS = KIND.capital | KIND.digits | KIND.code | KIND.unlisted | NAMED
const TELLING = LIST.title | LIST.relative | LIST.profession | LIST.organization
const KINDS_TOLD = TELLING | LIST.clinical | LIST.eponym | LIST.calendar | LIST.country

/** A word of the language that says something where it stands beside a name, log10 per million. */
const USUAL = 2
const FREQUENT = 2.4
const RARE = 1.2
const ODD = 1
/** Frequencies are told apart in steps of that much. */
const FREQUENCY_STEP = 0.8
const NEAR_GAP_MAX = 3
const LINK_SIZE_MAX = 4
const SIZE_MIN = 3
const SIZE_TOLD_MAX = 10
const DIGITS_TOLD_MAX = 6
/** Letters of a word that are told by themselves: names of one language share them (character n-grams: Cavnar, Trenkle, SDAIR 1994). */
const BEGINNING_SIZE = 3
const ENDING_SIZE = 2
const PART_SIZE = 4
const PARTS_MAX = 8
const NEIGHBOUR_ENDING_SIZE = 3

/** What stands for a word that is not there, one that may be a name, one of digits with letters, and ones of digits. */
const IDENT = { outside: 1, somebody: 3, code: 9, digits: 16 } as const
const GAP = { none: 0, blank: 1, lineEnd: 2, signs: 4 } as const
const GAP_CODES_MAX = 4096
/** Longer ones are hardly met again. */
const GAP_KEPT_MAX = 8
const gapCodes = new Map<string, number>([['', GAP.none], [' ', GAP.blank]])

/** What stands between two words as a number: the end of a line, or its first signs. */
function gapCode(gap: string): number {
  const known = gapCodes.get(gap)
  if (known !== undefined) return known
  const code = gap.includes('\n') ? GAP.lineEnd : hashWord(gap.replaceAll(/\s+/g, ' ').slice(0, NEAR_GAP_MAX)) | GAP.signs
  if (gap.length <= GAP_KEPT_MAX && gapCodes.size < GAP_CODES_MAX) gapCodes.set(gap, code)
  return code
}

/** At most four letters as one number. */
function packed(word: string, from: number, to: number): number {
  let made = 0
  for (let at = Math.max(from, 0); at < to && at < word.length; at++) made = made << 8 | word.charCodeAt(at) & 0xFF
  return made
}

function mix(of: number, one: number, other: number): number {
  let hash = Math.imul(one ^ Math.imul(of, 0x9E3779B1), 0x85EBCA6B)
  hash ^= hash >>> 13
  hash = Math.imul(hash ^ other, 0xC2B2AE35)
  return hash ^ hash >>> 16
}

/** The words of one text as numbers, from which features are made. One is used for one text after the other. */
export class WordFeatures {
  /** Of the word that was read last, and how many there are. */
  readonly features = new Int32Array(FEATURES_MAX)
  count = 0
  /** The same of the step from the word before to that word. */
  readonly steps = new Int32Array(STEPS_MAX)
  stepCount = 0
  private words: Words | undefined
  /** Of each word of the window what is known of it, what stands for it beside another, what it is in a step, what stands behind it. */
  private readonly kinds = new Int32Array(WINDOW_SIZE)
  private readonly idents = new Int32Array(WINDOW_SIZE)
  private readonly classes = new Int32Array(WINDOW_SIZE)
  private readonly gaps = new Int32Array(WINDOW_SIZE)
  /** The word whose place in these is the first. */
  private base = 0

  /** Calls with the first and the last word of every run of words that may be named, in order. */
  forEachRun(words: Words, call: (first: number, last: number) => void): void {
    this.words = words
    for (let from = 0; from < words.count; from += WINDOW_WORDS) {
      const to = Math.min(words.count, from + WINDOW_WORDS)
      let isRead = false
      for (let first = words.next(BEGINS, from); first < to; first = words.next(BEGINS, first + 1)) {
        if (!mayBeNamed(words, first)) continue
        if (!isRead) this.readWindow(words, from, to)
        isRead = true
        let last = first
        while (last + 1 < to && last - first + 1 < RUN_WORDS_MAX && mayBeNamed(words, last + 1)) last++
        call(first, last)
        first = last
      }
    }
  }

  private readWindow(words: Words, from: number, to: number): void {
    this.base = from - BESIDE_WORDS
    const end = Math.min(words.count, to + BESIDE_WORDS)
    for (let at = Math.max(0, this.base); at < end; at++) this.readWord(words, at)
  }

  /** Whether a line ends behind the word. */
  endsLine(at: number): boolean {
    return this.gaps[at - this.base] === GAP.lineEnd
  }

  private readWord(words: Words, at: number): void {
    const { kinds, idents, classes } = this
    const cell = at - this.base
    const shape = words.shape(at)
    this.gaps[cell] = gapCode(words.gap(at))
    if (shape >= SHAPE.digits) {
      const digits = shape === SHAPE.digits ? Math.min(sizeOf(words, at), DIGITS_TOLD_MAX) : 0
      kinds[cell] = shape
      idents[cell] = shape === SHAPE.digits ? IDENT.digits + digits : IDENT.code
      classes[cell] = 1 + digits
      return
    }
    const lists = words.lists(at)
    const given = words.frequency(at, 'given')
    const surname = words.frequency(at, 'surname')
    const usual = Math.max(words.frequency(at, 'common'), words.frequency(at, 'foreign'))
    kinds[cell] =
      shape |
      (lists & KINDS_TOLD) << 3 |
      (given > usual ? 1 << 16 : 0) |
      (surname > usual ? 1 << 17 : 0) |
      ((lists & LIST.place) !== 0 && usual < RARE ? 1 << 18 : 0) |
      (usual >= FREQUENT ? 1 << 19 : usual > 0 ? 1 << 20 : 0) |
      (lists === 0 ? 1 << 21 : 0)
    idents[cell] = shape === SHAPE.lower || (lists & TELLING) !== 0 || usual >= USUAL ? words.hash(at) : IDENT.somebody
    const capitals = words.is(KIND.capital, at) ? shape === SHAPE.upper ? 2 : 1 : 0
    classes[cell] = DIGITS_TOLD_MAX + 2 + stepClass(lists, given, surname, usual) * 3 + capitals
  }

  private identAt(at: number): number {
    return at < 0 || at >= (this.words as Words).count ? IDENT.outside : (this.idents[at - this.base] as number)
  }

  private kindAt(at: number): number {
    return at < 0 || at >= (this.words as Words).count ? -1 : (this.kinds[at - this.base] as number)
  }

  /** The last letters of a word say what kind of word it is: a verb, a plural. */
  private endingAt(at: number): number {
    const words = this.words as Words
    if (at < 0 || at >= words.count) return 0
    const lower = words.lower(at)
    return packed(lower, lower.length - NEIGHBOUR_ENDING_SIZE, lower.length)
  }

  /** Reads the features of one word. */
  readFeatures(at: number): void {
    const words = this.words as Words
    const shape = words.shape(at)
    const lists = words.lists(at)
    const given = words.frequency(at, 'given')
    const surname = words.frequency(at, 'surname')
    const usual = Math.max(words.frequency(at, 'common'), words.frequency(at, 'foreign'))
    const isCapital = words.is(KIND.capital, at)
    const kind = this.kinds[at - this.base] as number
    const surplus = Math.round((Math.max(given, surname) - usual) / FREQUENCY_STEP) & 15
    const weight = (lists & NAMED) << 5 | (given > surname ? 16 : 0) | surplus
    const writing = shape >= SHAPE.digits ? 0 : isCapital ? shape === SHAPE.upper ? 1 : 2 : 3
    const coarse = writing << 2 | (Math.max(given, surname) > usual ? 0 : lists === 0 ? 1 : usual > ODD ? 2 : 3)
    const gapBefore = at === 0 ? gapCode(words.gap(-1)) : (this.gaps[at - 1 - this.base] as number)
    const gapBehind = this.gaps[at - this.base] as number
    const before = this.identAt(at - 1) ^ Math.imul(gapBefore, 31)
    const behind = this.identAt(at + 1) ^ Math.imul(gapBehind, 31)
    const beforeThat = this.identAt(at - 2)
    const behindThat = this.identAt(at + 2)
    const kindBefore = this.kindAt(at - 1) ^ Math.imul(gapBefore, 37)
    const kindBehind = this.kindAt(at + 1) ^ Math.imul(gapBehind, 37)
    const isStart = at === 0 || (gapBefore !== GAP.blank && /[.!?:\n\r"*>|;]|[-(] ?$/.test(words.gap(at - 1)))
    const lower = words.lower(at)
    const { length } = lower
    this.count = 0
    this.add(OF.any, 0, 0)
    this.add(OF.kind, kind, 0)
    this.add(OF.weight, Number(isCapital), weight)
    this.add(OF.start, Number(isStart), kind)
    this.add(OF.lists, lists, 0)
    this.add(OF.word, words.hash(at), 0)
    this.add(OF.size, Math.min(length, SIZE_TOLD_MAX), Number(endsLikeSurname(lower)))
    this.add(OF.before, before, 0)
    this.add(OF.behind, behind, 0)
    this.add(OF.beforeThat, beforeThat, 0)
    this.add(OF.behindThat, behindThat, 0)
    this.add(OF.kindBefore, kindBefore, 0)
    this.add(OF.kindBehind, kindBehind, 0)
    this.add(OF.kindBeforeThat, this.kindAt(at - 2), 0)
    this.add(OF.kindBehindThat, this.kindAt(at + 2), 0)
    this.add(OF.beginning, packed(lower, 0, BEGINNING_SIZE), 0)
    this.add(OF.ending, packed(lower, length - ENDING_SIZE, length), coarse)
    for (let from = 0; from + PART_SIZE <= length && from < PARTS_MAX; from++) this.add(OF.part, packed(lower, from, from + PART_SIZE), 0)
    this.add(OF.endingBefore, this.endingAt(at - 1), 0)
    this.add(OF.endingBehind, this.endingAt(at + 1), 0)
    this.add(OF.gapsAround, gapBefore << 4 | coarse, gapBehind)
    if (words.is(KIND.genitive, at)) this.add(OF.genitive, coarse, 0)
  }

  private add(of: number, one: number, other: number): void {
    this.features[this.count++] = mix(of, one, other) & FEATURE_MASK
  }

  /** Reads the features of the step from the word before, which is one of the same run, or of the first step of a run. */
  readSteps(at: number, isFirst: boolean): void {
    this.stepCount = 0
    if (isFirst) {
      this.addStep(STEP_OF.first, 0, 0)
      return
    }
    const words = this.words as Words
    const gap = this.gaps[at - 1 - this.base] as number
    const before = this.classes[at - 1 - this.base] as number
    const own = this.classes[at - this.base] as number
    this.addStep(STEP_OF.gap, gap, 0)
    this.addStep(STEP_OF.own, gap, own)
    this.addStep(STEP_OF.before, gap, before)
    this.addStep(STEP_OF.both, gap, before << 16 | own)
    if (isLink(words, at)) this.addStep(STEP_OF.link, gap, words.hash(at))
    if (isLink(words, at - 1)) this.addStep(STEP_OF.linkBefore, gap, words.hash(at - 1))
  }

  private addStep(of: number, one: number, other: number): void {
    this.steps[this.stepCount++] = mix(of, one, other) & STEP_MASK
  }
}

/** What stands between one name and another, and in hardly any. */
const APART = new WordSet(
  `in at from with who to for by or is was has had are as he she his her hers it its but not that this than then when if so we they you my our
  con por para mit bei aus chez avec dans pour com met bij uit fra med hos ist war est era foi jest`.split(/\s+/),
)

/** De, van, of, and: what names have between their parts. */
function isLink(words: Words, at: number): boolean {
  return words.shape(at) === SHAPE.lower && sizeOf(words, at) <= LINK_SIZE_MAX && !APART.has(words, at)
}

/** What a word mostly is, for steps. */
function stepClass(lists: number, given: number, surname: number, usual: number): number {
  if (given > usual && given >= surname) return 0
  if (surname > usual) return 1
  if ((lists & LIST.organization) !== 0) return 2
  if ((lists & LIST.place) !== 0) return 3
  if ((lists & LIST.title) !== 0) return 4
  if ((lists & LIST.relative) !== 0) return 5
  if ((lists & LIST.clinical) !== 0) return 6
  return lists === 0 ? 7 : 8
}

/**
 * With a capital, unless it stands alone and is a frequent word and no name; as names are known in small letters; digits beside a capital,
 * and short words between two.
 */
function mayBeNamed(words: Words, at: number): boolean {
  const lists = words.lists(at)
  const shape = words.shape(at)
  const isCapital = words.is(KIND.capital, at)
  if (isCapital && (lists === 0 || (lists & NAMED) !== 0 || words.frequency(at, 'common') < FREQUENT)) return true
  if (isCapital || shape >= SHAPE.digits) return hasCapital(words, at - 1, at - 1) || hasCapital(words, at + 1, at)
  if (APART.has(words, at)) return false
  if (isLink(words, at) && isBetween(words, at)) return true
  if (sizeOf(words, at) < SIZE_MIN) return false
  if (lists === 0) return true
  if ((lists & NAMED) === 0) return false
  const usual = Math.max(words.frequency(at, 'common'), words.frequency(at, 'foreign'))
  return usual < USUAL || Math.max(words.frequency(at, 'given'), words.frequency(at, 'surname')) > usual
}

/** Whether a word has a capital, and stands near across the gap. */
function hasCapital(words: Words, at: number, gap: number): boolean {
  return at >= 0 && at < words.count && words.is(KIND.capital, at) && words.gap(gap).length <= NEAR_GAP_MAX
}

/** Between two words with capitals, or beside another that is: Maria de la Cruz. */
function isBetween(words: Words, at: number): boolean {
  const isBehind =
    hasCapital(words, at - 1, at - 1) || at > 1 && isLink(words, at - 1) && words.gap(at - 1) === ' ' && hasCapital(words, at - 2, at - 2)
  if (!isBehind) return false
  if (hasCapital(words, at + 1, at)) return true
  return at + 2 < words.count && isLink(words, at + 1) && words.gap(at) === ' ' && hasCapital(words, at + 2, at + 1)
}

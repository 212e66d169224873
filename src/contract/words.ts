/** How a word is written. `code` mixes letters and digits. */
export const SHAPE = { lower: 0, capital: 1, upper: 2, mixed: 3, digits: 4, code: 5 } as const
export type Shape = (typeof SHAPE)[keyof typeof SHAPE]

/** The lists of the lexicon that a word may stand in; a word may stand in several. Bits. */
export const LIST = {
  given: 1 << 0,
  surname: 1 << 1,
  /** Towns, counties, regions. */
  place: 1 << 2,
  country: 1 << 3,
  /** Ordinary words of English or Spanish. */
  common: 1 << 4,
  /** Terms of medicine: findings, procedures, anatomy, drugs, units, laboratory names. */
  clinical: 1 << 5,
  /** Names that stand for a disease, sign, score or device: Parkinson, Foley, Apgar. */
  eponym: 1 << 6,
  /** Dr, Mrs, Sra. */
  title: 1 << 7,
  /** Mother, husband, hermana. */
  relative: 1 << 8,
  profession: 1 << 9,
  /** Hospital, clinic, university, GmbH. */
  organization: 1 << 10,
  /** Months and days of the week. */
  calendar: 1 << 11,
} as const

/** What else a word may be looked for by, see `Words.next`: bits above those of LIST. */
export const KIND = {
  /** In small letters alone. */
  lower: 1 << 12,
  /** With a capital, wherever it stands in the word. */
  capital: 1 << 13,
  digits: 1 << 14,
  code: 1 << 15,
  /** Without digits, and in no list. */
  unlisted: 1 << 16,
  /** A colon, equals sign or number sign stands between the word before and this one. */
  labelled: 1 << 17,
  /** A caret alone stands between this word and the next. */
  caret: 1 << 18,
  /** Ends with `'s`. */
  genitive: 1 << 19,
  /** Its shape is that of usual writing, and it is not written so. */
  rewritten: 1 << 20,
  /** Among the first words of a text, with a sign behind that parts the cells of tables: a comma, semicolon, stroke or tab. */
  cell: 1 << 21,
  /** A hyphen alone stands between this word and the next. */
  hyphen: 1 << 22,
  /** One capital letter. */
  initial: 1 << 23,
} as const

/**
 * As what a word is counted: `foreign` as an ordinary word of German, French,
 * Italian, Dutch or Portuguese, whose lists have the most frequent only.
 */
export type Frequency = 'given' | 'surname' | 'common' | 'foreign'

/** Languages that a text is told to be in by its function words; the Nordic ones are one here. */
export const LANGUAGES = ['en', 'es', 'de', 'fr', 'it', 'pt', 'nl', 'pl', 'nordic'] as const
export type Language = (typeof LANGUAGES)[number]

export type EntityKind = 'name' | 'place' | 'organization'

/** Words `first` to `last`, inclusive, that may well be what the model of entities says, and how likely they are: 0 to 1. */
export interface Entity {
  readonly first: number
  readonly last: number
  readonly kind: EntityKind
  readonly probability: number
}

/**
 * One text, folded and cut into words: runs of letters and digits, with an apostrophe inside. Word numbers start at 0.
 */
export interface Words {
  readonly count: number
  /** As written, folded. */
  word(index: number): string
  lower(index: number): string
  /** A number that the same words have in small letters, and hardly any others, as `hashWord` counts it; see `WordSet`. */
  hash(index: number): number
  shape(index: number): Shape
  /** What stands between this word and the next, or the end; `gap(-1)` is what stands before the first. */
  gap(index: number): string
  /** Bits of LIST. */
  lists(index: number): number
  /**
   * The next word from `from` on, itself included, that is one of these, as bits
   * of LIST and KIND; `count` where none is. Most words are passed over by it.
   */
  next(kinds: number, from: number): number
  /** Whether the word is one of these, as bits of LIST and KIND. */
  is(kinds: number, index: number): boolean
  /** How frequent the word is as one of these, as bearers or uses per million, log10, 0 where it is not: 0 to 6. */
  frequency(index: number, as: Frequency): number
  /** What the text is written in; undefined where too few words tell. Read once a text, and only where it is asked for. */
  language(): Language | undefined
  /** Names, places and organizations as a model tells them by all that is around them. Read once a text, and only where it is asked for. */
  entities(): readonly Entity[]
  /** Offsets in the folded text, end exclusive. */
  start(index: number): number
  end(index: number): number
}

/** How long a word is, in the folded text. */
export function sizeOf(words: Pick<Words, 'start' | 'end'>, index: number): number {
  return words.end(index) - words.start(index)
}

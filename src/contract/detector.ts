import type { PhiClass } from './classes.ts'
import type { Words } from './words.ts'

/**
 * How much likelier evidence is where the value is what the detector looks for than where it is not: P(evidence |
 * true) / P(evidence | false). Above 1 it speaks for, below 1 against, 0 rules it out. A pass of a check digit with
 * ten outcomes is worth 10.
 */
export type LikelihoodRatio = number

/** Words that stand near a value and tell something about it. */
export interface Cue {
  /** Whole words or phrases in lower case, folded (see Pattern.re): `medical record number`, `nacido el`. */
  readonly words: readonly string[]
  readonly ratio: LikelihoodRatio
  /** `before` and `after` count from the value; `near` is either; `section` is the heading the value stands under. */
  readonly where: 'before' | 'after' | 'near' | 'section'
  /** How many words away at most; 5 unless given. Of several cues with one direction the strongest counts. */
  readonly within?: number
}

/** One spelling of what a detector looks for. */
export interface Pattern {
  /**
   * RE2 syntax. It is matched against folded text: look-alikes, accents and wide forms as plain ASCII letters, no
   * zero-width characters, every dash `-`, every quote `'` or `"`, entities and markup read; case as written. A blank in
   * the pattern stands for one to three blanks, tabs or line ends. The group `(?<phi>...)` marks the value; without it
   * the whole match is the value. No pattern may match the empty string.
   */
  readonly re: string
  /** Share of the bare matches in clinical text that are what the detector looks for, 0 to 1, before any other evidence. */
  readonly prior: number
  /** Looks at the folded value. */
  readonly check?: (value: string) => LikelihoodRatio
}

/** Texts in which `[[...]]` marks every value that must be found; a false one has none. They are the detector's tests. */
export interface Examples {
  readonly true: readonly string[]
  readonly false: readonly string[]
}

interface DetectorFacts {
  /** Kebab-case, and the name of the file. */
  readonly name: string
  readonly class: PhiClass
  /** One sentence for the catalogue. */
  readonly describes: string
  /** Where the grammar is set down: law, standard, official page. */
  readonly source: string
  readonly cues?: readonly Cue[]
  /** Evidence from where the text stands, by the start of its definition path: `DocumentReference.content`. */
  readonly elements?: readonly { readonly path: string; readonly ratio: LikelihoodRatio }[]
  readonly examples: Examples
}

export interface PatternDetector extends DetectorFacts {
  readonly patterns: readonly Pattern[]
}

/** Words `first` to `last`, inclusive, may be what the detector looks for. */
export interface Candidate {
  readonly first: number
  readonly last: number
  /** As `Pattern.prior`, all evidence that the detector itself weighed included. */
  readonly prior: number
  /** Why, in words, without the value. */
  readonly why: string
}

/** For what no pattern can tell: goes through the words of a text once, of which `Words.next` passes over those that nothing begins with. */
export interface WordDetector extends DetectorFacts {
  /** Bits of LIST and KIND: only texts with such a word are looked through. All are unless it is given. */
  readonly begins?: number
  find(words: Words): Iterable<Candidate>
}

export type Detector = PatternDetector | WordDetector

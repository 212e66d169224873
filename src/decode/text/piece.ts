/** What kind of place a piece of text stands in, for rules that treat an address or a key apart from prose. */
export type PieceRole = 'text' | 'attribute' | 'url' | 'comment' | 'value' | 'key' | 'hidden'

/** A run of text that a reader sees as one, decoded. Offsets in it are UTF-16 code units. */
export interface TextPiece {
  readonly text: string
  readonly role: PieceRole
}

/** `start` to `end` (exclusive) of the piece with this number becomes `with`. */
export interface Replacement {
  readonly piece: number
  readonly start: number
  readonly end: number
  readonly with: string
}

/** Writes text in the syntax of the place that it goes to. */
export interface Encode {
  (text: string): string
  /** Writes a document that stands there, whose own signs stay. */
  readonly document?: (text: string) => string
}

/**
 * A stretch of a piece and where it comes from. A `raw` one has one code unit of source for each of its own; an
 * `atom` comes from its source as a whole; a `fixed` one (a label, the edge of a block) has no source to change.
 */
export interface Segment {
  readonly kind: 'raw' | 'atom' | 'fixed'
  readonly at: number
  readonly length: number
  readonly start: number
  readonly end: number
  readonly encode: Encode
}

export interface SourcePiece extends TextPiece {
  readonly segments: readonly Segment[]
}

/** RIGHT-TO-LEFT OVERRIDE, to its POP DIRECTIONAL FORMATTING or the end of the line (Unicode Standard Annex 9, 2.2). */
const OVERRIDE = '\u202E'
const OVERRIDDEN = /\u202E([^\u202A-\u202E\r\n]*)\u202C?/g
const FROM_THE_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

const asIs: Encode = (text) => text

/** Puts a piece together from stretches of the source, in the order in which a reader sees them. */
export class PieceBuilder {
  text = ''
  /** The last character: to ask the text itself would copy it whole. */
  last = ''
  private readonly segments: Segment[] = []
  private readonly source: string

  constructor(source: string) {
    this.source = source
  }

  sourceOf(start: number, end: number): string {
    return this.source.slice(start, end)
  }

  /** The source as it stands. */
  raw(start: number, end: number, encode: Encode): void {
    if (end <= start) return
    const text = this.source.slice(start, end)
    if (text.includes(OVERRIDE)) this.turned(text, start, encode)
    else this.add('raw', text, { start, end, encode })
  }

  /** Of letters that are written from the left and shown from the right a reader sees the last one first. */
  private turned(text: string, start: number, encode: Encode): void {
    let from = 0
    for (const { index, 0: run, 1: shown = '' } of text.matchAll(OVERRIDDEN)) {
      if (index > from) this.add('raw', text.slice(from, index), { start: start + from, end: start + index, encode })
      from = index + run.length
      this.atom(FROM_THE_RIGHT.test(shown) ? shown : Array.from(shown).reverse().join(''), start + index, start + from, encode)
    }
    if (from < text.length) this.add('raw', text.slice(from), { start: start + from, end: start + text.length, encode })
  }

  /** Text that the source stands for as a whole: an entity, an escape. */
  atom(text: string, start: number, end: number, encode: Encode): void {
    if (text !== '') this.add('atom', text, { start, end, encode })
  }

  /** Text that a reader sees between or before what the source says. */
  fixed(text: string): void {
    if (text !== '') this.add('fixed', text, { start: 0, end: 0, encode: asIs })
  }

  /** A line end or a tab between blocks, unless the piece is empty or ends with one already. */
  edge(text: string): void {
    if (this.last !== '' && this.last !== text && this.last !== '\n') this.fixed(text)
  }

  /** True where the piece holds anything that a replacement could change. */
  get holdsSource(): boolean {
    return this.segments.some(({ kind }) => kind !== 'fixed')
  }

  build(role: PieceRole): SourcePiece {
    return { text: this.text, role, segments: this.segments }
  }

  private add(kind: Segment['kind'], text: string, from: Pick<Segment, 'start' | 'end' | 'encode'>): void {
    const before = this.segments.at(-1)
    const goesOn = kind === 'raw' && before?.kind === 'raw' && before.end === from.start && before.encode === from.encode
    const { start, end, encode } = from
    if (goesOn) {
      const length = before.length + text.length
      this.segments[this.segments.length - 1] = { kind, at: before.at, length, start: before.start, end, encode }
    } else this.segments.push({ kind, at: this.text.length, length: text.length, start, end, encode })
    this.text += text
    this.last = text.at(-1) as string
  }
}

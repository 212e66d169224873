import type { TextSource } from './content.ts'
import { HL7_ESCAPE, readHl7Escape } from './hl7-escapes.ts'
import { hl7Components, hl7Structure } from './hl7-fields.ts'
import { markPiece, sortMarks, type Mark } from './mark-piece.ts'
import { PieceBuilder, type Encode } from './piece.ts'
import { addTold } from './read-inside.ts'

const asIs: Encode = (text) => text

/** One piece of all the source, as it stands. */
export function readPlain(source: string): TextSource {
  return onePiece(source, asIs, () => [])
}

function onePiece(source: string, encode: Encode, marks: (text: string) => Mark[]): TextSource {
  const builder = new PieceBuilder(source)
  // A byte order mark is no part of the text.
  builder.raw(source.startsWith('\uFEFF') ? 1 : 0, source.length, encode)
  const piece = builder.build('text')
  return { source, pieces: builder.holdsSource ? [markPiece(piece, marks(piece.text))] : [], regions: [], nested: [], taken: [] }
}

/** Marks inside a word: a reader of the rendered text does not see them. */
const MARKDOWN_HIDDEN = /(?<=[\p{L}\p{N}])(?:\*{1,3}|~~)(?=[\p{L}\p{N}])/giu

/** Markdown (RFC 7763) as text, without the marks that split a word: `**Smi**th` is `**Smith`. */
export function readMarkdown(source: string): TextSource {
  return onePiece(source, asIs, (text) =>
    [...text.matchAll(MARKDOWN_HIDDEN)].map(({ index, 0: sign }): Mark => ({ at: index, length: sign.length, text: '', kind: 'fixed' })))
}

/**
 * HL7 v2 in ER7 (2.7, chapter 2.7): delimiters stay as they are, escapes are read, and what is written is escaped. Components
 * that tell of people stand on lines of their own, behind what they are.
 */
export function readHl7(source: string): TextSource {
  const found = /^\uFEFF?\s*(?:MSH|FHS|BHS)(.)([^\r\n])([^\r\n]?)([^\r\n]?)([^\r\n]?)/.exec(source)
  const [, field = '|', component = '^'] = found ?? []
  // A header may leave the last of them out.
  const [repetition, escape, subcomponent] = [found?.[3] || '~', found?.[4] || '\\', found?.[5] || '&']
  const names: Readonly<Record<string, string>> = { F: field, S: component, T: subcomponent, R: repetition, E: escape }
  const encode: Encode = (text) => {
    let made = ''
    for (const character of text.replace(/\r\n?|\n/g, ' ')) {
      const name = Object.keys(names).find((one) => names[one] === character)
      made += name === undefined ? character : `${escape}${name}${escape}`
    }
    return made
  }
  const delimiters = { field, component, repetition, subcomponent }
  return onePiece(source, encode, (text) => {
    const marks: Mark[] = []
    for (const { index, 0: written } of escape === '\\' ? text.matchAll(HL7_ESCAPE) : [])
      marks.push({ at: index, length: written.length, text: readHl7Escape(written, names), kind: 'atom' })
    for (const value of hl7Components(text, delimiters)) addTold(marks, text, 0, value)
    for (const mark of hl7Structure(text, delimiters)) marks.push(mark)
    return sortMarks(marks)
  })
}

import type { PhiClass } from '../../contract/classes.ts'
import { isNameSuffix, keepPrefix } from '../../transform/fake/fake-names.ts'
import { bearing, TITLES } from '../../classify/people/name-words.ts'
import { spellOut, type NamePiece } from '../../classify/people/spell-out.ts'
import type { PersonSource } from '../../classify/text/finding.ts'
import type { Sex } from '../../transform/fake/fake-data.ts'
import type { Transforms } from '../values/transforms.ts'

/** What a text was found to name, and whose text it is. */
export interface Named {
  readonly person: PersonSource | undefined
  readonly class: PhiClass
  readonly subject: string | undefined
  /** What a title says of them. */
  readonly sex?: Sex | undefined
}

/**
 * The pseudonym that the element has from which a number in a text is known, so that notes join with records. Undefined
 * where it is not known from the message, or only a part of it stands in the text.
 */
export function pseudonymOfKnown({ pseudonymizer }: Transforms, { person, class: given, subject }: Named): string | undefined {
  if (person?.identity === undefined || person.form !== 'exact') return undefined
  const token = person.identity.tokens.find(({ element, kind }) => element === person.element && (kind === 'code' || kind === 'number'))
  if (token === undefined) return undefined
  if (/\bidentifier(?:\[\d+\])?\.value$/i.test(token.element)) return pseudonymizer.identifierValue(token.system, token.value)
  if (token.element.endsWith('.id')) return pseudonymizer.id(token.value)
  return subject === undefined ? undefined : pseudonymizer.token(subject, given, token.value)
}

function sharesName(fake: string, written: string): boolean {
  const words = new Set(bearing(written).filter((word) => word.length > 1))
  return bearing(fake).some((word) => words.has(word) && !TITLES.has(word))
}

/**
 * The fake of the name that the message has for a person, however a text writes it, piece by piece as elements are, so that both
 * have the same; an initial stays one.
 */
export function fakeOfKnown({ surrogate }: Transforms, { person, class: given, subject, sex }: Named, written: string): string | undefined {
  if (given !== 'name' || person?.identity === undefined || surrogate === undefined) return undefined
  const { identity } = person
  const key = identity.role === 'patient' ? identity.subject ?? subject : subject
  const pieces = spellOut(written, identity)
  if (key === undefined || pieces === undefined) return undefined
  const words: string[] = []
  for (const [at, { text, part, isInitial, isBeforeComma }] of pieces.entries()) {
    const isLast = at === pieces.length - 1
    const kind = part ?? (isBeforeComma || isLast && pieces.every((piece) => piece.part !== 'family') ? 'family' : 'given')
    if (isTitle(pieces, at)) {
      words.push(text)
      continue
    }
    const fake = surrogate(text, { subject: key, class: given, kind, ...(kind === 'given' ? { sex } : {}) })
    // A nickname may be the fake of the formal name by chance.
    if (fake === undefined || sharesName(fake, written)) return undefined
    // The full stop behind the last stands in the text already.
    const stop = isLast && !written.endsWith('.') ? '' : '.'
    words.push(`${isInitial ? `${fake.charAt(0)}${stop}` : fake}${isBeforeComma ? ',' : ''}`)
  }
  return words.join(' ')
}

/** Whether a word that is none of the person's is a title before the name, or stands behind the family name as one: Jr., MD. */
function isTitle(pieces: readonly NamePiece[], at: number): boolean {
  const piece = pieces[at]
  if (piece === undefined || piece.part !== undefined || piece.isBeforeComma) return false
  if (keepPrefix(piece.text) !== undefined)
    return at < pieces.length - 1 && pieces.slice(0, at).every(({ text, part }) => part === undefined && keepPrefix(text) !== undefined)
  return isNameSuffix(piece.text) && pieces.slice(0, at).some(({ part }) => part === 'family')
}

import { PHI_CLASSES } from '../../contract/classes.ts'
import type { NamePart } from './identity.ts'
import type { Entry, Term, TermForm } from './term.ts'
import { canonical } from './normalise.ts'

/** What the roster keeps of a term: a keyed hash, and what it is, never what it says. */
export interface HashedTerm {
  readonly hash: number
  readonly shape: HashedShape
  /** Words of a phrase, letters and digits of a run. */
  readonly size: number
  readonly entry: Omit<Entry, 'element' | 'person'>
  /** Number of the element path in the roster's table. */
  readonly element: number
}

/** `first` is the first word of a phrase; `gone` a name that has lost a letter, by which slips are found. */
const SHAPES = ['word', 'phrase', 'run', 'date', 'first', 'gone'] as const
export type HashedShape = (typeof SHAPES)[number]
const FORMS: readonly TermForm[] = ['exact', 'nickname', 'typo', 'initial', 'initials', 'joined', 'particle', 'tail', 'part', 'variant']
const KINDS: readonly Entry['kind'][] = ['name', 'street', 'city', 'organization', 'number', 'code', 'email', 'url', 'date']
const PARTS: readonly NamePart[] = ['given', 'family', 'prefix', 'suffix', 'text']

/** Bytes of a term on disk. */
export const TERM_BYTES = 12
const SIZE_MAX = 31
const SLIP_LETTERS_MIN = 5
const SLIP_LETTERS_MAX = 20

/** The text of which the keyed hash is taken. */
export function hashedText(shape: HashedShape, text: string): string {
  return `${shape}\n${text}`
}

/** Everything by which a term may be met: itself, its first word, itself without one of its letters. */
export function* hashedForms(
  term: Term,
): Generator<{ readonly shape: HashedShape; readonly text: string; readonly size: number; readonly form: TermForm }> {
  const { shape, text, form } = term
  if (shape === 'foreign') return
  const size = shape === 'phrase' ? term.words : shape === 'run' ? Math.min(text.length, SIZE_MAX) : 0
  yield { shape, text, size, form }
  if (shape === 'phrase') yield { shape: 'first', text: canonical(text.split(' ', 1)[0] ?? ''), size, form }
  if (shape === 'word' && form === 'exact' && /^[a-z']+$/.test(text))
    for (const gone of shortened(text)) yield { shape: 'gone', text: gone, size: 0, form: 'typo' }
}

/** A word and all that is left when one letter goes: two words one slip apart share one of them (SymSpell). */
export function shortened(word: string): string[] {
  if (word.length < SLIP_LETTERS_MIN || word.length > SLIP_LETTERS_MAX) return []
  const made = new Set([word])
  for (let at = 0; at < word.length; at++) made.add(word.slice(0, at) + word.slice(at + 1))
  return [...made]
}

/** Writes a term as 12 bytes: 52 bits of hash, then what it is, then the element. */
export function writeTerm({ hash, shape, size, entry, element }: HashedTerm, bytes: Buffer, at: number): void {
  const facts = SHAPES.indexOf(shape) << 21 | FORMS.indexOf(entry.form) << 17 | KINDS.indexOf(entry.kind) << 13 |
    PHI_CLASSES.indexOf(entry.class) << 8 | PARTS.indexOf(entry.part) << 5 | size
  bytes.writeUIntBE(Math.floor(hash / 0x100000000), at, 3)
  bytes.writeUInt32BE(hash >>> 0, at + 3)
  bytes.writeUIntBE(facts, at + 7, 3)
  bytes.writeUInt16BE(element, at + 10)
}

export function readTerm(bytes: Buffer, at: number): HashedTerm {
  const facts = bytes.readUIntBE(at + 7, 3)
  const size = facts & 31
  const shape = SHAPES[facts >> 21 & 7] ?? 'word'
  return {
    hash: bytes.readUIntBE(at, 3) * 0x100000000 + bytes.readUInt32BE(at + 3), shape, size, element: bytes.readUInt16BE(at + 10),
    entry: {
      form: FORMS[facts >> 17 & 15] ?? 'exact', kind: KINDS[facts >> 13 & 15] ?? 'name', class: PHI_CLASSES[facts >> 8 & 31] ?? 'name',
      part: PARTS[facts >> 5 & 7] ?? 'text', words: shape === 'phrase' || shape === 'first' ? size : 1,
    },
  }
}

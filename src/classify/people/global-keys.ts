import { LIST, SHAPE } from '../../contract/words.ts'
import type { TextBatch } from '../text/batch.ts'
import type { WordTable } from '../text/word-table.ts'
import type { Term } from './term.ts'
import type { Identity } from './identity.ts'
import { bearing, PARTICLES, splitName } from './name-words.ts'
import { wordsOf } from './normalise.ts'

/**
 * What finds a subject without a reference: an identifier, a telephone number, an e-mail address; or a full name; or what else a
 * message calls the subject by.
 */
export const KEY_KIND = { identifier: 0, name: 1, alias: 2 } as const

export interface GlobalKey {
  readonly text: string
  readonly kind: number
}

/** Shorter ones belong to too many. */
const RUN_LENGTH_MIN = 7
const RUN_LENGTH_MAX = 24
const RUN_GAP_MAX = 4
const EMAIL_WORDS_MAX = 8

const runKey = (text: string): GlobalKey => ({ text: `key\n${text}`, kind: KEY_KIND.identifier })
const emailKey = (text: string): GlobalKey => ({ text: `mail\n${text}`, kind: KEY_KIND.identifier })
/** Another name of a subject's: `identifier:system|value`, a visit of theirs. */
export const aliasKey = (alias: string): GlobalKey => ({ text: `alias\n${alias}`, kind: KEY_KIND.alias })

/** The identifier in the name of a subject who has no other, whatever its system, or undefined where it is short. */
export function identifierIn(subject: string): GlobalKey | undefined {
  const [, value] = /^identifier:[^|]*\|(.*)$/s.exec(subject) ?? []
  const run = wordsOf(value ?? '').join('')
  return run.length >= RUN_LENGTH_MIN && run.length <= RUN_LENGTH_MAX ? runKey(run) : undefined
}

const pairKey = (one: string, other: string): GlobalKey => ({
  text: `pair\n${one < other ? `${one} ${other}` : `${other} ${one}`}`,
  kind: KEY_KIND.name,
})

/** The keys of a patient: identifiers and telephone numbers as a whole, e-mail addresses, given and family name in either order. */
export function* keysOf(identity: Identity, terms: readonly Term[]): Generator<GlobalKey> {
  for (const { shape, form, text, kind } of terms) {
    if (shape === 'run' && form === 'exact' && kind !== 'date' && text.length >= RUN_LENGTH_MIN && text.length <= RUN_LENGTH_MAX)
      yield runKey(text)
  }
  const given: string[] = []
  const family: string[] = []
  for (const { kind, part, value } of identity.tokens) {
    if (kind === 'email') yield emailKey(wordsOf(value).join(' '))
    if (kind !== 'name') continue
    const words = part === 'text' || part === undefined ? splitName(value) : bearing(value).map((word) => ({ word, part }))
    for (const { word, part } of words) {
      if (word.length > 1 && !PARTICLES.has(word) && part === 'family') family.push(word)
      else if (word.length > 1 && part === 'given') given.push(word)
    }
  }
  for (const one of given) for (const other of family) yield pairKey(one, other)
}

const MEANS_SOMETHING = LIST.common | LIST.clinical | LIST.calendar
/** Shorter words in small letters are hardly names. */
const LOWER_MIN = 3

/** A word with a capital, or one in small letters that is more often a name than anything else, or that no list has. */
function mayBeName(words: WordTable, word: number): boolean {
  if ((words.shapes[word] as number) !== SHAPE.lower) return true
  if ((words.ends[word] as number) - (words.starts[word] as number) < LOWER_MIN) return false
  if ((words.listsAt(word) & MEANS_SOMETHING) === 0) return true
  return Math.max(words.frequencyAt(word, 'given'), words.frequencyAt(word, 'surname')) > words.frequencyAt(word, 'common')
}

/** What a text holds that may be such a key. */
export function* candidateKeys(words: WordTable, batch: TextBatch): Generator<GlobalKey> {
  const lower = (word: number): string =>
    batch
      .slice(words.starts[word] as number, words.ends[word] as number)
      .toLowerCase()
      .replace(/'s$/, '')
  const gap = (word: number): number => (words.starts[word + 1] as number) - (words.ends[word] as number)
  for (let text = 0; text < batch.count; text++) {
    const to = words.first(text + 1)
    for (let word = words.first(text); word < to; word++) {
      const shape = words.shapes[word] as number
      if (shape >= SHAPE.digits || (word + 1 < to && (words.shapes[word + 1] as number) >= SHAPE.digits && gap(word) <= RUN_GAP_MAX))
        yield* runs(word, to)
      if (batch.bytes[words.ends[word] as number] === 0x40) yield* emails(word, to)
      if (word + 1 >= to || gap(word) > RUN_GAP_MAX || !mayBeName(words, word)) continue
      for (const next of [word + 1, word + 2]) {
        if (next < to && (words.shapes[next] as number) < SHAPE.digits && mayBeName(words, next)) yield pairKey(lower(word), lower(next))
      }
    }
  }

  function* runs(first: number, to: number): Generator<GlobalKey> {
    let run = ''
    for (let word = first; word < to && run.length <= RUN_LENGTH_MAX; word++) {
      if (word > first && gap(word - 1) > RUN_GAP_MAX) return
      run += lower(word)
      if (run.length >= RUN_LENGTH_MIN && run.length <= RUN_LENGTH_MAX && /\d{3}/.test(run)) yield runKey(run)
    }
  }

  /** The words before an `@` that may belong to the address, with those behind. */
  function* emails(at: number, to: number): Generator<GlobalKey> {
    let first = at
    while (
      first > 0 &&
      at - first < EMAIL_WORDS_MAX &&
      gap(first - 1) === 1 &&
      /[._%+-]/.test(batch.slice(words.ends[first - 1] as number, words.starts[first] as number))
    )
      first--
    let text = ''
    for (let word = first; word < Math.min(to, at + EMAIL_WORDS_MAX); word++) {
      if (word > first && gap(word - 1) !== 1) return
      text += text === '' ? lower(word) : ` ${lower(word)}`
      if (word > at + 1) yield emailKey(text)
    }
  }
}

import type { TextBatch } from '../../classify/text/batch.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import type { WordTable } from '../../classify/text/word-table.ts'
import { LIST, SHAPE } from '../../contract/words.ts'

/** A surer name says whose its words are elsewhere. */
const NAME_CONFIDENCE_MIN = 0.9
const WORDS_MIN = 2
/** The same of the field that holds a forename or a surname alone. */
const FIELD_CONFIDENCE_MIN = 0.95
const LETTERS_MIN = 4
/** More names than these, and what is theirs is no longer told from the rest. */
const NAMES_MAX = 64
const CONFIDENCE = 0.8
const DETECTOR = 'repeated-name'
/** Such a word may mean something else in another text. */
const MEANS_MORE =
  LIST.clinical | LIST.eponym | LIST.title | LIST.relative | LIST.profession | LIST.organization | LIST.calendar | LIST.country
/** Log10 per million: a word that is as frequent in the language may be that word. */
const COMMON_MAX = 1.1

/**
 * The words of full names, wherever they stand in other texts of the same scope (a resource): `waiting on Roscoe`
 * beside `call Roscoe Webb`. Within one text the detector of that name finds them. `scopeOf` tells the scope of a text;
 * the table has the words of all texts.
 */
export function namesAcross(found: readonly TextFinding[], { words, batch, scopeOf }: {
  readonly words: () => WordTable
  readonly batch: TextBatch
  readonly scopeOf: (text: number) => number | undefined
}): TextFinding[] {
  if (batch.count < 2) return []
  const names = found.filter(({ class: given, confidence }) => given === 'name' && confidence >= NAME_CONFIDENCE_MIN)
  if (names.length === 0 || names.length > NAMES_MAX || !areShared(names, batch.count, scopeOf)) return []
  const table = words()
  const known = new Map<string, number>()
  for (const name of names) {
    const scope = scopeOf(name.text)
    const parts = wordsIn(table, batch, name)
    if (
      scope === undefined ||
      (parts.length < WORDS_MIN && !(name.confidence >= FIELD_CONFIDENCE_MIN && isField(table, batch, name.text, parts)))
    )
      continue
    for (const word of parts) if (tells(table, word)) known.set(`${scope} ${table.hashes[word] as number}`, name.text)
  }
  return known.size === 0 ? [] : wordsOf(known, { table, batch, scopeOf })
}

function wordsOf(
  known: ReadonlyMap<string, number>,
  {
    table,
    batch,
    scopeOf,
  }: { readonly table: WordTable; readonly batch: TextBatch; readonly scopeOf: (text: number) => number | undefined },
): TextFinding[] {
  const met: TextFinding[] = []
  for (let text = 0; text < batch.count; text++) {
    const scope = scopeOf(text)
    for (let word = table.first(text); word < table.first(text + 1); word++) {
      const source = isNameLike(table, word) ? known.get(`${scope} ${table.hashes[word] as number}`) : undefined
      if (source === undefined || source === text) continue
      met.push({
        text,
        ...batch.original(text, table.starts[word] as number, table.ends[word] as number),
        class: 'name',
        detector: DETECTOR,
        confidence: CONFIDENCE,
        evidence: 'part of a name that stands in full in another text of the resource',
      })
    }
  }
  return met
}

/** What a field for one part of a name is called in JSON, forms and tables. */
const FIELDS = new Set(
  `first last given family forename surname firstname lastname middle nickname nombre apellido apellidos vorname nachname prenom cognome`.split(
    ' ',
  ),
)

/** A word behind `last name:`, `first name:` or `last:`, as forms have them and decode/text labels the elements of a document. */
function isField(table: WordTable, batch: TextBatch, text: number, [word, ...more]: readonly number[]): boolean {
  if (more.length > 0 || word === undefined) return false
  const words = table.of(batch, text)
  const at = word - table.first(text)
  if (at === 0 || !words.gap(at - 1).startsWith(':')) return false
  return FIELDS.has(words.lower(at - 1)) || at > 1 && words.lower(at - 1) === 'name' && FIELDS.has(words.lower(at - 2))
}

/** Whether any text beside those of the names is of their scope. */
function areShared(names: readonly TextFinding[], count: number, scopeOf: (text: number) => number | undefined): boolean {
  const scopes = new Set(names.map(({ text }) => scopeOf(text)))
  let texts = 0
  for (let text = 0; text < count; text++) if (scopes.has(scopeOf(text))) texts++
  return texts > scopes.size
}

/** The words with a capital that lie in a finding. */
function wordsIn(table: WordTable, batch: TextBatch, { text, start, end }: TextFinding): number[] {
  const inside: number[] = []
  for (let word = table.first(text); word < table.first(text + 1); word++) {
    const span = batch.original(text, table.starts[word] as number, table.ends[word] as number)
    if (span.start >= start && span.end <= end && isNameLike(table, word) && (table.listsAt(word) & LIST.title) === 0) inside.push(word)
  }
  return inside
}

function isNameLike(table: WordTable, word: number): boolean {
  const shape = table.shapes[word] as number
  return (
    (shape === SHAPE.capital || shape === SHAPE.upper || shape === SHAPE.mixed) &&
    (table.ends[word] as number) - (table.starts[word] as number) >= LETTERS_MIN
  )
}

function tells(table: WordTable, word: number): boolean {
  return (table.listsAt(word) & MEANS_MORE) === 0 && table.frequencyAt(word, 'common') <= COMMON_MAX
}

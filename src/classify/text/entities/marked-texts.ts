import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Words } from '../../../contract/words.ts'
import { TextBatch } from '../batch.ts'
import { loadLexicon } from '../load-lexicon.ts'
import { WordTable } from '../word-table.ts'
import { ENTITY_LABELS } from './entity-model.ts'
import { runsOf, type Run } from './train-model.ts'
import { WordFeatures } from './word-features.ts'

/** Invented texts in which `[[name|...]]`, `[[place|...]]` and `[[organization|...]]` mark all of these, each behind a line of `@@`. */
export const TEXTS_FOLDER = join(import.meta.dirname, 'texts')

const MARK = /\[\[([a-z]+)\|([^[\]|]+)\]\]/g

export interface MarkedSpan {
  readonly label: number
  /** Offsets in the text without marks, end exclusive. */
  readonly start: number
  readonly end: number
}

export interface MarkedText {
  readonly text: string
  readonly spans: readonly MarkedSpan[]
}

/** The text without its marks, and what they mark. Throws a RangeError on a mark of no known kind, or half of one. */
export function readMarks(marked: string): MarkedText {
  let text = ''
  let from = 0
  const spans: MarkedSpan[] = []
  for (const match of marked.matchAll(MARK)) {
    const [whole, kind = '', value = ''] = match
    const label = (ENTITY_LABELS as readonly string[]).indexOf(kind)
    if (label < 1) throw new RangeError(`A text for the entity model marks a "${kind}".`)
    text += marked.slice(from, match.index)
    spans.push({ label, start: text.length, end: text.length + value.length })
    text += value
    from = match.index + whole.length
  }
  text += marked.slice(from)
  if (/\[\[|\]\]/.test(text)) throw new RangeError('A text for the entity model has half a mark.')
  return { text, spans }
}

/** All texts of the folder, by the names of its files. */
export function readMarkedTexts(folder = TEXTS_FOLDER): MarkedText[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/^@@\n/m).slice(1))
    .map((marked) => readMarks(marked.trimEnd()))
}

/** A text as detectors see it. */
export interface ReadText {
  readonly words: Words
  /** Where words `first` to `last`, inclusive, stand in the text; end exclusive. */
  spanOf(first: number, last: number): { readonly start: number; readonly end: number }
}

/** Reads one text after the other: what it gives holds until the next. */
export class TextReader {
  private readonly table = new WordTable(loadLexicon())
  private readonly features = new WordFeatures()

  read(text: string): ReadText {
    const batch = new TextBatch()
    batch.addText(text)
    this.table.read(batch)
    const words = this.table.of(batch, 0)
    words.writeAsUsual()
    const base = batch.start(0)
    return { words, spanOf: (first, last) => batch.original(0, base + words.start(first), base + words.end(last)) }
  }

  /** The runs of words that a text has, with their labels. */
  readRuns({ text, spans }: MarkedText): Run[] {
    const { words, spanOf } = this.read(text)
    const labels = Uint8Array.from({ length: words.count }, (_, at) => {
      const { start, end } = spanOf(at, at)
      return spans.find((span) => span.start < end && start < span.end)?.label ?? 0
    })
    return runsOf(words, labels, this.features)
  }
}

import { Identity, type IdentityFacts, type IdentityToken } from '../../../src/classify/people/identity.ts'
import { createPeopleMatcher, type PeopleMatcher } from '../../../src/classify/people/people-matcher.ts'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import type { TextFinding } from '../../../src/classify/text/finding.ts'
import { loadLexicon } from '../../../src/classify/text/load-lexicon.ts'
import { resolveOverlaps } from '../../../src/classify/text/overlaps.ts'
import { WordTable } from '../../../src/classify/text/word-table.ts'

const CONFIDENCE_MIN = 0.5

/** Somebody by given and family name, with further tokens. */
export function person(given: string, family: string, more: readonly IdentityToken[] = [], facts: Partial<IdentityFacts> = {}): Identity {
  const key = facts.key ?? 'Patient'
  return new Identity({
    key,
    role: 'patient',
    subject: 'id:a',
    ...facts,
    tokens: [
      ...given
        .split(' ')
        .map((value, index): IdentityToken => ({
          kind: 'name',
          part: 'given',
          class: 'name',
          value,
          element: `${key}.name[0].given[${index}]`,
        })),
      { kind: 'name', part: 'family', class: 'name', value: family, element: `${key}.name[0].family` },
      ...more,
    ],
  })
}

/** The words and batch of texts. */
export function wordsOf(texts: readonly string[]): { readonly words: WordTable; readonly batch: TextBatch } {
  const batch = new TextBatch()
  for (const text of texts) batch.addText(text)
  const words = new WordTable(loadLexicon())
  words.read(batch)
  return { words, batch }
}

export function findIn(matcher: PeopleMatcher, text: string, subject = 'id:a'): TextFinding[] {
  const found = matcher.find({ ...wordsOf([text]), subjectOf: () => subject })
  return resolveOverlaps(found.filter(({ confidence }) => confidence >= CONFIDENCE_MIN))
}

/** The text with `[[...]]` around what is found in it. */
export function markFound(people: readonly Identity[], text: string): string {
  let marked = ''
  let at = 0
  for (const { start, end } of findIn(createPeopleMatcher(people), text)) {
    marked += `${text.slice(at, start)}[[${text.slice(start, end)}]]`
    at = end
  }
  return marked + text.slice(at)
}

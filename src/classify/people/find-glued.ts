import type { Hit } from './find-numbers.ts'
import { isCommonName } from './name-words.ts'
import type { Surroundings } from './surroundings.ts'
import type { Marks, TermIndex } from './term-index.ts'

const LETTERS_MIN = 4
const WORD_BYTES_MAX = 64
/** One stretch of letters with digits before or behind it. */
const GLUED = /^\d{0,8}([a-z\u{80}-\u{10FFFF}]{4,})\d{0,8}$/u

/** Names that digits stick to, as in user names and file names: `Smith1982`, `20Kowalczyk`. */
export function findGlued(index: TermIndex, marks: Marks, { table, batch }: Surroundings): Hit[] {
  const hits: Hit[] = []
  for (const word of marks.numerics) {
    const start = table.starts[word] as number
    const end = table.ends[word] as number
    if (end - start <= LETTERS_MIN || end - start > WORD_BYTES_MAX) continue
    const name = GLUED.exec(batch.slice(start, end).toLowerCase())?.[1]
    if (name === undefined || isCommonName(name)) continue
    const entries = index.find('word', name)?.filter(({ form }) => form === 'exact' || form === 'joined')
    if (entries === undefined || entries.length === 0) continue
    hits.push({ first: word, last: word, start, end, entries, confidence: 0.9, why: 'the name with digits stuck to it' })
  }
  return hits
}

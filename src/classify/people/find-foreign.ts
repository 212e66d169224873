import type { TextBatch } from '../text/batch.ts'
import type { Hit } from './find-numbers.ts'
import type { TermIndex } from './term-index.ts'

/** Names in scripts that part no words by blanks, such as Chinese, wherever they stand. */
export function findForeign(index: TermIndex, batch: TextBatch): Hit[] {
  const hits: Hit[] = []
  const bytes = batch.bytes.subarray(0, batch.length)
  for (const { bytes: name, entry } of index.foreign) {
    for (let start = bytes.indexOf(name); start >= 0; start = bytes.indexOf(name, start + name.length)) {
      hits.push({
        first: 0, last: 0, start, end: start + name.length, entries: [entry], confidence: 0.97, why: 'the name, letter by letter',
      })
    }
  }
  return hits
}

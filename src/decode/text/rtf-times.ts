import type { Nested } from './content.ts'
import { PieceBuilder } from './piece.ts'

/** When a document was made, changed, printed and copied (RTF 1.9.1, Information Group). */
const TIME = /\\(?:creatim|revtim|printim|buptim)\s*((?:\\(?:yr|mo|dy|hr|min|sec)\d{1,4}\s*)+)(?=\})/g
const WRITTEN = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?: (\d\d):(\d\d))?)?)?$/
const WORDS = ['yr', 'mo', 'dy', 'hr', 'min']

/** Those of a document, each read as a day and a time after its label. What becomes no such thing is written as none. */
export function rtfTimes(source: string): Nested[] {
  if (!source.includes('tim\\')) return []
  return [...source.matchAll(TIME)].map(({ index, 0: found, 1: words = '' }) => {
    const end = index + found.length
    return { start: end - words.length, end, content: readTime(words), encode: writeTime }
  })
}

function readTime(words: string): Nested['content'] {
  const [year, month, day, hour, minute] = WORDS.map((word) => new RegExp(`\\\\${word}(\\d+)`).exec(words)?.[1]?.padStart(2, '0'))
  const date = [year, month, day].filter((part) => part !== undefined).join('-')
  const source = hour === undefined || minute === undefined ? date : `${date} ${hour}:${minute}`
  const piece = new PieceBuilder(source)
  piece.fixed('date: ')
  piece.raw(0, source.length, (text) => text)
  return { source, pieces: [piece.build('hidden')], regions: [], nested: [], taken: [] }
}

function writeTime(text: string): string {
  const parts = WRITTEN.exec(text.trim())?.slice(1) ?? []
  return parts.map((part, index) => part === undefined ? '' : `\\${WORDS[index] ?? ''}${Number(part)}`).join('')
}

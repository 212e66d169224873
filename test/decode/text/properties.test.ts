import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openContent, type ReadableContent } from '../../../src/decode/text/open-content.ts'
import type { Replacement } from '../../../src/decode/text/piece.ts'
import { openText } from './open.ts'

/** Stands in what may identify, and in no name of a tag, key or control word. */
const CANARY = 'Zqx'
const RUNS = { numRuns: 2000 }

const word = fc.constantFrom(CANARY, `${CANARY}7`, 'the', 'a', 'b', '12', 'é', 'x-y', 'Ann')
const HTML_BITS = fc.constantFrom(
  '<', '>', '</', '/>', '="', "'", '"', '=', ' ', '\n', '&amp;', '&#90;qx', '&', ';', '<!--', '-->', '--', '<!', '<?', '?>', ']]>',
  '<![CDATA[', '<p>', '</p>', '<b>', '</b>', '<br>', '<td>', '<p title="', '<a href="', '<img alt=', '<title>', '</title>', '<textarea>',
  '</textarea>', '<style>', '</style>', '<script>', '</script>', '<svg>', '<plaintext>', '<iframe srcdoc="', '<x:y ', 'data-', 'onclick="',
  'style="', '%5Aqx', '%',
)
const htmlJunk = fc.array(fc.oneof(word, HTML_BITS), { maxLength: 24 }).map((parts) => parts.join(''))

const inline = fc.letrec<{ node: string; nodes: string }>((tie) => ({
  node: fc.oneof(
    { weight: 4, arbitrary: word.map((text) => text) },
    fc.constantFrom(' ', '\n', '&amp;', '&#233;', '&lt;'),
    tie('nodes').map((inside) => `<b>${inside}</b>`),
    tie('nodes').map((inside) => `<p title="${CANARY} &quot;t">${inside}</p>`),
    tie('nodes').map((inside) => `<table><tr><td>${inside}</td><td>${CANARY}</td></tr></table>`),
    word.map((text) => `<!-- ${text} -->`),
    word.map((text) => `<a href="https://x.org/${text}?q=1">${text}</a>`),
  ),
  nodes: fc.array(tie('node'), { maxLength: 5 }).map((parts) => parts.join('')),
})).nodes

const markup = inline.map((inside) => `<div>${inside}</div>`)
const xmlData = fc
  .array(fc.tuple(fc.constantFrom('given', 'id', 'text', 'note'), word, inline), { maxLength: 6 })
  .map(
    (parts) =>
      `<?xml version="1.0"?><doc>${parts.map(([name, text, inside]) => `<${name} extension="${text}">${inside}</${name}>`).join('\n')}<![CDATA[${CANARY} & <]]></doc>`,
  )
const jsonText = fc.json({ maxDepth: 4 })
const jsonWith = (...keys: string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.object({
        key: fc.constantFrom(...keys),
        values: [
          word,
          fc.integer(),
          fc.boolean(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.constant(`<p>${CANARY.slice(0, 1)}<b>${CANARY.slice(1)}</b></p>`),
          fc.constant(Buffer.from(`by ${CANARY} at noon`).toString('base64')),
        ],
        maxDepth: 4,
      }),
      fc.constantFrom(0, 2),
    )
    .map(([value, indent]) => JSON.stringify(value, undefined, indent))
const jsonPlanted = jsonWith(CANARY, `k${CANARY}`, 'mrn', 'birth_date')
const rtfBody = fc
  .array(
    fc.oneof(
      word,
      fc.constantFrom(
        ' ', '\\par ', '\\b ', '\\b0', '{', '}', '{\\*\\bkmkstart ', '{\\b ', "\\'e9", '\\u269?', '\\\\', '\\{', '\\~', '\n', '\\tab ',
        '{\\info{\\author ', '\\uc0', '\\uc1 ',
      ),
    ),
    { maxLength: 24 },
  )
  .map((parts) => balance(parts.join('')))
const rtf = rtfBody.map((body) => `{\\rtf1\\ansi ${body}}`)

/** Groups that end before they begin, or do not end, are not RTF. */
function balance(text: string): string {
  let depth = 0
  const made = text.replace(/\\[\\{}]|[{}]/g, (token) => {
    if (token === '{') depth++
    if (token === '}') {
      if (depth === 0) return ''
      depth--
    }
    return token
  })
  return made + '}'.repeat(depth)
}

const FORMATS = [
  ['text/plain', fc.string({ unit: 'grapheme' })],
  ['text/csv', fc.string()],
  ['text/markdown', fc.array(fc.oneof(word, fc.constantFrom('**', '*', '<b>', '\n', ' '))).map((parts) => parts.join(''))],
  [
    'x-application/hl7-v2+er7',
    fc.array(fc.oneof(word, fc.constantFrom('MSH|^~\\&|', '|', '^', '\\T\\', '\\', '\r'))).map((parts) => parts.join('')),
  ],
  ['text/html', htmlJunk], ['text/html', markup], ['application/xhtml+xml', markup], ['application/xml', xmlData],
  ['application/xml', htmlJunk.map((junk) => `<a>${junk}`)],
  ['application/json', jsonText],
  ['application/json', jsonPlanted],
  ['application/rtf', rtf],
] as const

/** Opened, where it is text. */
function open(source: string, contentType: string): ReadableContent<string> | undefined {
  const opened = openContent({ text: source, contentType })
  return opened.kind === 'text' ? opened : undefined
}

function everything(opened: ReadableContent<string>, made: string): Replacement[] {
  return opened.pieces.map(({ text }, piece) => ({ piece, start: 0, end: text.length, with: made })).filter(({ end }) => end > 0)
}

describe.for(FORMATS.map(([type, source]) => [type, source] as const))('%s', ([type, source]) => {
  test('without replacements, and with nothing withheld, the source is the same', () => {
    let seen = 0
    fc.assert(fc.property(source, (text) => {
      const opened = open(text, type)
      if (opened === undefined || opened.withheld.length > 0) return
      seen++
      expect(opened.write([])).toBe(text)
      expect(opened.write(everything(opened, 'x')).length).toBeGreaterThanOrEqual(0)
    }), RUNS)
    expect(seen).toBeGreaterThan(100)
  })
})

describe('when all that is read is replaced', () => {
  test.for([
    ['text/html', htmlJunk], ['text/html', markup], ['application/xhtml+xml', markup], ['application/xml', xmlData],
    ['application/json', jsonPlanted], ['application/rtf', rtf],
  ] as const)('nothing of it is left in %s', ([type, source]) => {
    let seen = 0
    fc.assert(fc.property(source, fc.constantFrom('', '#', '[N]'), (text, made) => {
      const opened = open(text, type)
      if (opened === undefined) return
      if (text.includes(CANARY)) seen++
      const written = opened.write(everything(opened, made))
      expect(written).not.toContain(CANARY)
      const again = open(written, type)
      expect(again?.pieces.map((piece) => piece.text).join('\n') ?? '').not.toContain(CANARY)
    }), RUNS)
    expect(seen).toBeGreaterThan(100)
  })
})

describe('what was written reads as what was meant', () => {
  test.for([
    ['text/html', markup], ['application/xhtml+xml', markup], ['application/json', jsonWith('mrn', 'birth_date')], ['application/rtf', rtf],
  ] as const)('%s', ([type, source]) => {
    let seen = 0
    fc.assert(fc.property(source, fc.constantFrom('[NAME]', 'J. "Roe" & <Co>', 'Müller', 'a\\b{c}'), (text, made) => {
      const opened = openText(text, type)
      const replacements: Replacement[] = []
      const expected = opened.pieces.map(({ text, role }, piece) => {
        if (role === 'comment') return text
        return text.replaceAll(CANARY, (_, at: number) => {
          replacements.push({ piece, start: at, end: at + CANARY.length, with: made })
          return made
        })
      })
      if (replacements.length > 0) seen++
      expect(open(opened.write(replacements), type)?.pieces.map((piece) => piece.text)).toEqual(expected)
    }), RUNS)
    expect(seen).toBeGreaterThan(100)
  })
})

import fc from 'fast-check'
import { Tokenizer } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { readPlainMarkup, type MarkupEvents } from '../../../src/decode/text/plain-markup.ts'

type Told = readonly [event: string, start: number, end: number]

/** What is told, or undefined where the source is not plain. */
function plainly(source: string): readonly Told[] | undefined {
  const told: Told[] = []
  const tell = (event: string) => (start: number, end: number): void => { told.push([event, start, end]) }
  const events: MarkupEvents = {
    text: tell('text'), openName: tell('name'), attributeName: tell('attribute'), attributeValue: tell('value'), close: tell('close'),
    openEnd: (end) => { told.push(['end', end, end]) }, selfClose: (end) => { told.push(['self', end, end]) }, goesOn: () => true,
  }
  return readPlainMarkup(source, events) ? told : undefined
}

/** The same by htmlparser2; undefined for whatever else it tells. */
function tokenized(source: string): readonly Told[] | undefined {
  const told: Told[] = []
  let isOther = false
  const tell =
    (event: string) =>
    (start: number, end: number): void => {
      told.push([event, start, end])
    }
  const other = (): void => {
    isOther = true
  }
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      ontext: tell('text'),
      onopentagname: tell('name'),
      onattribname: tell('attribute'),
      onattribdata: tell('value'),
      onclosetag: tell('close'),
      onopentagend: (end) => {
        told.push(['end', end, end])
      },
      onselfclosingtag: (end) => {
        told.push(['self', end, end])
      },
      ontextentity: other,
      oncdata: other,
      oncomment: other,
      ondeclaration: other,
      onprocessinginstruction: other,
      onattribentity: other,
      onattribend: () => undefined,
      onend: () => undefined,
    },
  )
  tokenizer.write(source)
  tokenizer.end()
  return isOther ? undefined : told
}

describe('plain markup', () => {
  test.for([
    '<div xmlns="http://www.w3.org/1999/xhtml">Ana <b>Lo</b>pez<br/>\n<br /><p class="a" title="">x &amp; y</p></div>',
    'no tag at all', '<div/>', '',
  ])('is told as htmlparser2 tells it: %s', (source) => {
    expect(plainly(source)).toEqual(tokenized(source))
  })

  test.for([
    '<div', '<div a>', '<div a=b>', "<div a='b'>", '<div  a="b">', '<div\na="b">', '<div a="b"c="d">', '<div a="b', '<!-- x -->', '<?pi?>',
    '<![CDATA[x]]>', '< b>', '</ b>', '</b >', '<div a="b"/ >', '<é/>', 'a < b', '<',
  ])('is none where it takes more to read: %s', (source) => {
    expect(plainly(source)).toBeUndefined()
  })

  test('is told as htmlparser2 tells it whatever it is made of', () => {
    const piece = fc.constantFrom(
      '<', '>', '/', '</', '/>', ' />', 'div', 'b', 'x:y', ' a="', '"', ' ', '=', "'", 'text', '&amp;', '<p>', '</p>', '<br/>',
      '<td title="q">', '\n', '<!--', '-->', '?',
    )
    let plain = 0
    fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const source = pieces.join('')
      const told = plainly(source)
      if (told === undefined) return
      plain++
      expect(told).toEqual(tokenized(source))
    }), { numRuns: 5000 })
    expect(plain).toBeGreaterThan(100)
  })
})

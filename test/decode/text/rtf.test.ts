import { describe, expect, test } from 'vitest'
import { openContent } from '../../../src/decode/text/open-content.ts'
import { openText, replaced, texts } from './open.ts'

const RTF = 'application/rtf'
const wrap = (body: string): string => `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}${body}}`

describe('RTF', () => {
  test('escapes are read, formatting does not break a word, destinations are pieces of their own', () => {
    const [body, ...others] = texts(wrap('\\f0 Seen by {\\b Smi}th\\par J\\\'fcrgen \\u269?x {\\*\\bkmkstart Note7}\\tab end'), RTF)
    expect(body).toBe('Seen by Smith\nJürgen čx \tend')
    expect(others).toEqual(expect.arrayContaining(['Arial;', 'Note7']))
  })

  test.for([
    ['a value split by formatting', 'by {\\b Smi}th.', 'Smith', '[NAME]', 'by {\\b [NAME]}.'],
    ['what has to be escaped', 'Smith', 'Smith', 'a{b}\\č', 'a\\{b\\}\\\\{\\uc1\\u269?}'],
    ['a value right after a control word', '\\b\\u269?apek x', 'čapek', 'Novak', '\\b{Novak} x'],
    ['a value that goes away after a control word', '\\b(Smith', '(', '', '\\b{}Smith'],
  ] as const)('replaces %s', ([, body, words, made, out]) => {
    const written = replaced(wrap(`\\pard ${body}`), RTF, words, made)
    expect(written).toBe(wrap(`\\pard ${out}`))
    expect(texts(written, RTF)[0]).toBe((texts(wrap(`\\pard ${body}`), RTF)[0] ?? '').replace(words, made))
  })

  test.for([
    ['within a word', 'by Smi{\\v xx}th, Q\\v zz\\v0 uill\\par', ['by Smith, Quill\n', 'xx', 'zz']],
    ['by itself', 'by {\\v Ada Smith} here', ['by Ada Smith here']],
  ] as const)('hidden text %s is read', ([, body, pieces]) => {
    expect(texts(wrap(body), RTF).filter((text) => text !== 'Arial;')).toEqual(pieces)
  })

  test('the times of a document are read, and written as such', () => {
    const source = wrap('{\\info{\\author A}{\\creatim\\yr2020\\mo3\\dy4\\hr15\\min30}{\\revtim\\yr2021\\mo11\\dy12}}text')
    expect(texts(source, RTF).slice(-2)).toEqual(['date: 2020-03-04 15:30', 'date: 2021-11-12'])
    expect(openText(source, RTF).write([])).toBe(source)
    expect(replaced(source, RTF, '2020-03-04 15:30', '2020')).toBe(source.replace('\\mo3\\dy4\\hr15\\min30', ''))
    expect(replaced(source, RTF, '2020-03-04', '2019-12-01')).toBe(source.replace('2020\\mo3\\dy4', '2019\\mo12\\dy1'))
    expect(replaced(source, RTF, '2020-03-04 15:30', '[DATE]')).toBe(source.replace('\\yr2020\\mo3\\dy4\\hr15\\min30', ''))
  })

  test.for([
    ['{\\info{\\author Roe}{\\operator Lee}{\\*\\manager Ito}{\\*\\company Rye Co}}', ['name: Roe', 'name: Lee', 'manager: Ito', 'company: Rye Co']],
    ['{\\*\\atnid RJ}{\\*\\atnauthor Roe}', ['name: RJ', 'name: Roe']],
    ['{\\*\\revtbl {Roe;}{Lee;}}', ['\nname: Roe;\nname: Lee;']],
    ['{\\*\\userprops {\\propname Checked by}\\proptype30{\\staticval Roe}}', ['Checked by', 'Checked by: Roe']],
  ] as const)('who wrote a document is told as such: %s', ([body, pieces]) => {
    const source = wrap(body)
    expect(texts(source, RTF)).toEqual(expect.arrayContaining([...pieces]))
    expect(openText(source, RTF).write([])).toBe(source)
    expect(replaced(source, RTF, 'R', 'X')).toBe(source.replace(/ R|\{R/g, (sign) => `${sign.slice(0, -1)}X`))
  })

  test('times in an object go with it', () => {
    expect(openText(wrap('a{\\*\\objdata 01{\\creatim\\yr2020\\mo3\\dy4}}b'), RTF).write([])).toBe(wrap('ab'))
  })

  test('the author is read, a picture is taken out', () => {
    const source = wrap('{\\info{\\author Jane Roe}}text{\\pict\\pngblip 89504e47}{\\*\\objdata 0105}end')
    const opened = openText(source, RTF)
    expect(opened.pieces.map(({ text }) => text)).toEqual(expect.arrayContaining(['textend', 'name: Jane Roe']))
    expect(opened.withheld).toEqual(['picture', 'object'])
    expect(opened.write([])).toBe(wrap('{\\info{\\author Jane Roe}}textend'))
  })

  test.for([
    ['{\\rtf1 no end', 'it is not well-formed'],
    ['plain text', 'it is not what its type says'],
    ['{\\rtf1\\ansicpg932 x}', 'its charset is not known'],
    [`{\\rtf1 ${'{'.repeat(300)}`, 'it is nested too deep'],
  ] as const)('is opaque: %s', ([source, why]) => {
    expect(openContent({ text: source, contentType: RTF })).toEqual({ kind: 'opaque', why })
  })
})

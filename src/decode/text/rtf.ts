import { LIMITS } from '../../contract/limits.ts'
import { singleByteCharset } from './charset.ts'
import type { OpaqueWhy, TextSource, Withheld } from './content.ts'
import type { Edit, Region } from './edits.ts'
import { labelOf } from './labels.ts'
import { PieceBuilder, type SourcePiece } from './piece.ts'
import { rtfTimes } from './rtf-times.ts'
import { RTF_BYTES, RTF_CHARACTERS, RTF_DESTINATIONS, RTF_ENTRY_LABELS, RTF_LABELS } from './rtf-words.ts'

const DEPTH_MAX = 200
const SAYS = /[\p{L}\p{N}]/u
const CONTROL = /\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([\s\S]))/y
const PLAIN = /[^\\{}\r\n]+/y

interface Group {
  readonly piece: PieceBuilder
  readonly start: number
  /** True where the group is a destination of its own, whose piece ends with it. */
  readonly isOwn: boolean
  /** Characters after a \\u that stand for it in old readers (\\ucN). */
  fallback: number
  isFirst: boolean
  isIgnorable: boolean
  /** What each group within is called. */
  readonly inner?: string
  readonly isProperty?: boolean
  /** Text that nobody is shown, within a word that everybody is. */
  hidden: PieceBuilder | undefined
}

/**
 * RTF 1.9.1, as latin1: the running text is one piece; headers, notes, fields, document properties and every other
 * destination are pieces of their own. Pictures, objects and binary data are taken out with their group.
 */
export function readRtf(source: string): TextSource | OpaqueWhy {
  if (!/^\s*\{\\rtf/.test(source)) return 'it is not what its type says'
  const page = /\\ansicpg(\d+)/.exec(source)?.[1] ?? (source.includes('\\mac') ? '10000' : '1252')
  const charset = singleByteCharset(page === '10000' ? 'macintosh' : `windows-${page}`)
  if (charset === undefined) return 'its charset is not known'
  return new RtfReader(source, (byte) => byte < 0x100 ? charset.decode(Uint8Array.of(byte)) : String.fromCharCode(byte)).read()
}

class RtfReader {
  private readonly source: string
  private readonly decode: (byte: number) => string
  private readonly body: PieceBuilder
  private readonly pieces: SourcePiece[] = []
  private readonly taken: (Edit & { readonly what: Withheld })[] = []
  private readonly hidden: PieceBuilder[] = []
  private readonly groups: Group[] = []
  /** Where text follows a control word without a blank between, so that letters would become part of the word. */
  private readonly bare = new Set<number>()
  private toSkip = 0
  /** What the value is called that a user gave the document. */
  private property = ''

  constructor(source: string, decode: (byte: number) => string) {
    this.source = source
    this.decode = decode
    this.body = new PieceBuilder(source)
  }

  read(): TextSource | OpaqueWhy {
    const { source } = this
    for (let at = 0; at < source.length;) {
      const character = source[at]
      if (character === '{') {
        if (this.groups.length >= DEPTH_MAX) return 'it is nested too deep'
        if (this.pieces.length > LIMITS.contentPiecesMax) return 'it is too large'
        const above = this.groups.at(-1)
        if (above?.inner !== undefined) above.piece.fixed(`\n${above.inner}`)
        this.groups.push({
          piece: above?.piece ?? this.body,
          start: at,
          isOwn: false,
          fallback: above?.fallback ?? 1,
          isFirst: true,
          isIgnorable: false,
          hidden: above?.hidden,
        })
        at++
      } else if (character === '}') {
        at++
        this.endGroup()
      } else if (character === '\\') {
        const next = this.control(at)
        if (next === undefined) return 'it is not well-formed'
        at = next
      } else if (character === '\r' || character === '\n') at++
      else at = this.plain(at)
    }
    if (this.groups.length > 0) return 'it is not well-formed'
    for (const piece of this.hidden) this.finish(piece)
    const shown = this.body.holdsSource ? [this.body.build('text')] : []
    let next = 0
    const nested = rtfTimes(source).filter((time) => {
      while ((this.taken[next]?.end ?? Number.POSITIVE_INFINITY) <= time.start) next++
      return (this.taken[next]?.start ?? Number.POSITIVE_INFINITY) >= time.end
    })
    return { source, pieces: [...shown, ...this.pieces], regions: [] as Region[], nested, taken: this.taken }
  }

  private endGroup(): void {
    const group = this.groups.pop()
    if (group?.isOwn === true) this.finish(group.piece)
    if (group?.isProperty === true) this.property = group.piece.text
    this.toSkip = 0
  }

  private finish(piece: PieceBuilder): void {
    if (piece.holdsSource && SAYS.test(piece.text)) this.pieces.push(piece.build('hidden'))
  }

  private get piece(): PieceBuilder {
    const group = this.groups.at(-1)
    return group?.hidden ?? group?.piece ?? this.body
  }

  private plain(at: number): number {
    PLAIN.lastIndex = at
    PLAIN.exec(this.source)
    const end = PLAIN.lastIndex
    const from = Math.min(end, at + this.toSkip)
    this.toSkip -= from - at
    // Bytes above ASCII are characters of the code page, one each.
    for (let run = from; run < end;) {
      const isAscii = this.source.charCodeAt(run) < 0x80
      let stop = run
      while (stop < end && this.source.charCodeAt(stop) < 0x80 === isAscii) stop++
      if (isAscii) this.piece.raw(run, stop, this.encodeAt(run))
      else
        for (let one = run; one < stop; one++) this.piece.atom(this.decode(this.source.charCodeAt(one)), one, one + 1, this.encodeAt(one))
      run = stop
    }
    const group = this.groups.at(-1)
    if (group !== undefined) group.isFirst = false
    return end
  }

  /** The place after a control word or symbol, or undefined where there is none. */
  private control(at: number): number | undefined {
    CONTROL.lastIndex = at
    const match = CONTROL.exec(this.source)
    if (match === null) return undefined
    const end = CONTROL.lastIndex
    const [text, word, parameter, hex, symbol] = match
    const group = this.groups.at(-1)
    if (hex !== undefined) this.character(this.decode(Number.parseInt(hex, 16)), at, end)
    else if (symbol !== undefined) this.symbol(symbol, at, end)
    else if (word === 'u') return this.unicode(Number(parameter ?? 0), at, end)
    else if (word === 'uc') {
      if (group !== undefined) group.fallback = Math.min(Number(parameter ?? 1), 100)
    } else if (word === 'bin') {
      this.taken.push({ start: at, end: Math.min(this.source.length, end + Math.max(0, Number(parameter ?? 0))), text: '', what: 'object' })
      return Math.min(this.source.length, end + Math.max(0, Number(parameter ?? 0)))
    } else if (word !== undefined) {
      if (RTF_BYTES.has(word) && group !== undefined) return this.takeGroup(group, word === 'pict' ? 'picture' : 'object')
      if (word === 'v' || word === 'plain') this.hide(word === 'v' && parameter !== '0')
      this.word(word, end, text.endsWith(' '))
    }
    if (group !== undefined && symbol !== '*') group.isFirst = false
    return end
  }

  /** Hidden text (\v) that parts a word is a piece of its own, since a reader sees the word whole. All other is read where it stands. */
  private hide(isHidden: boolean): void {
    const group = this.groups.at(-1)
    if (group === undefined || isHidden === (group.hidden !== undefined)) return
    group.hidden = isHidden && SAYS.test(group.piece.last) ? new PieceBuilder(this.source) : undefined
    if (group.hidden !== undefined) this.hidden.push(group.hidden)
  }

  private word(word: string, end: number, hasBlank: boolean): void {
    if (!hasBlank) this.bare.add(end)
    const character = RTF_CHARACTERS.get(word)
    if (character !== undefined) {
      if (this.toSkip > 0) this.toSkip--
      else this.piece.fixed(character)
      return
    }
    const group = this.groups.at(-1)
    if (group === undefined || !group.isFirst || !group.isIgnorable && !RTF_DESTINATIONS.has(word)) return
    const piece = new PieceBuilder(this.source)
    const inner = RTF_ENTRY_LABELS.get(word)
    this.groups[this.groups.length - 1] = {
      ...group, piece, isOwn: true, isFirst: false, hidden: undefined, isProperty: word === 'propname',
      ...inner === undefined ? {} : { inner },
    }
    piece.fixed(word === 'staticval' ? labelOf([this.property]) : RTF_LABELS.get(word) ?? '')
  }

  private symbol(symbol: string, at: number, end: number): void {
    const group = this.groups.at(-1)
    if (symbol === '*' && group !== undefined) group.isIgnorable = true
    else if (symbol === '~') this.character('\u00A0', at, end)
    else if (symbol === '_') this.character('\u2011', at, end)
    else if (symbol === '\\' || symbol === '{' || symbol === '}') this.character(symbol, at, end)
    else if (symbol === '\r' || symbol === '\n') this.piece.fixed('\n')
    else if (symbol === '\t') this.piece.fixed('\t')
  }

  private character(text: string, start: number, end: number): void {
    if (this.toSkip > 0) {
      this.toSkip--
      return
    }
    this.piece.atom(text, start, end, this.encodeAt(start))
  }

  /** \\uN with the characters that stand for it, and the second half of a pair where there is one. */
  private unicode(code: number, start: number, end: number): number {
    const fallback = this.groups.at(-1)?.fallback ?? 1
    let text = String.fromCharCode(code & 0xFFFF)
    let after = this.skipFallback(end, fallback)
    const low = /^\\u(-?\d{1,6}) ?/.exec(this.source.slice(after, after + 12))
    if (/[\uD800-\uDBFF]/.test(text) && low !== null) {
      text += String.fromCharCode(Number(low[1]) & 0xFFFF)
      after = this.skipFallback(after + low[0].length, fallback)
    }
    this.piece.atom(text, start, after, this.encodeAt(start))
    if (/[a-zA-Z0-9]$/.test(this.source.slice(start, after)) && after === end) this.bare.add(after)
    const group = this.groups.at(-1)
    if (group !== undefined) group.isFirst = false
    return after
  }

  private skipFallback(start: number, count: number): number {
    let at = start
    for (let left = count; left > 0; left--) {
      const next = /^(?:\\'[0-9a-fA-F]{2}|\\[\\{}~_-]|[\r\n]*[^\\{}\r\n])/.exec(this.source.slice(at, at + 8))
      if (next === null) break
      at += next[0].length
    }
    return at
  }

  /** Takes the group out and goes on after it. */
  private takeGroup(group: Group, what: Withheld): number | undefined {
    let depth = 1
    let at = group.start + 1
    for (; at < this.source.length && depth > 0; at++) {
      const character = this.source[at]
      if (character === '\\') {
        const binary = /^\\bin(\d{1,10}) ?/.exec(this.source.slice(at, at + 16))
        at += binary === null ? 1 : binary[0].length + Number(binary[1]) - 1
      } else if (character === '{') depth++
      else if (character === '}') depth--
    }
    if (depth > 0 || at > this.source.length) return undefined
    this.groups.pop()
    if (group.isOwn) this.finish(group.piece)
    this.drop(group.start)
    this.taken.push({ start: group.start, end: at, text: '', what })
    return at
  }

  /** What was taken within a group that is now taken as a whole is no edit of its own. */
  private drop(start: number): void {
    while ((this.taken.at(-1)?.start ?? -1) >= start) this.taken.pop()
  }

  /** Escapes text; a group keeps it apart from a control word right before it. */
  private encodeAt(start: number): (text: string) => string {
    return (text) => {
      const escaped = text.replace(/[\\{}\r\n\t]|[^\0-\x7F]/g, (character) => {
        if (character === '\n' || character === '\r') return '\\line '
        if (character === '\t') return '\\tab '
        const code = character.charCodeAt(0)
        return code < 0x80 ? `\\${character}` : `{\\uc1\\u${code > 0x7FFF ? code - 0x10000 : code}?}`
      })
      return this.bare.has(start) ? `{${escaped}}` : escaped
    }
  }
}

import { compilePattern } from '../../classify/text/compile-pattern.ts'
import { SluiceError } from '../../contract/errors.ts'

/** A pattern of another tool as our detectors take it, or why there is none. */
export type ForeignPattern = { readonly re: string; readonly isWider: boolean } | { readonly refused: string }

/** What Python and Java write in another way than RE2, and dashes and quotes as folded text has them. */
const RESPELLED: readonly (readonly [RegExp, string])[] = [
  [/\\Z/g, String.raw`\z`], [/\\h/g, String.raw`[ \t]`], [/\(\?P?<[A-Za-z]\w*>/g, '('], [/[\u2010-\u2015]/g, '-'], [/[\u2018\u2019]/g, "'"],
]
/** One character, or one class of them. */
const SINGLE = /^(?:\\[dws]|\[(?:\\.|[^\]\\])+\]|\\[^A-Za-z0-9]|[^\\^$.|?*+()[\]{}])$/
/**
 * How many characters of a kind that look-around forbids at an
 * edge are taken into the match at most: values are no longer.
 */
const EDGE_MAX = 40
const LENGTH_MAX = 2000

export interface PatternOptions {
  /** `i`, `m` and `s`, as in RE2. */
  readonly flags: string
  /** The group that holds the value, from 1; 0 for all of the match. */
  readonly group?: number
}

/**
 * A pattern in the syntax of Python or Java, for text that was folded. Look-around, which RE2 lacks, is left out, so that
 * more is found: at an edge, what it forbids is taken into the match, lest a part of a longer value stay behind.
 */
export function foreignPattern(source: string, { flags, group = 0 }: PatternOptions): ForeignPattern {
  if (source.length > LENGTH_MAX) return { refused: `it is longer than ${LENGTH_MAX} characters` }
  const spelled = RESPELLED.reduce((text, [from, to]) => text.replaceAll(from, to), source.normalize('NFD').replace(/\p{M}/gu, ''))
  const { text, isWider } = withoutLookAround(spelled)
  const marked = group === 0 ? text : markGroup(text, group)
  if (marked === undefined) return { refused: `it has no group ${group}` }
  const re = flags === '' ? marked : `(?${flags})${marked}`
  try {
    compilePattern(re, 'import')
    return { re, isWider }
  } catch (error) {
    if (!(error instanceof SluiceError)) throw error
    return { refused: error.cause === undefined ? 'it matches the empty text' : 'RE2 does not take it' }
  }
}

function withoutLookAround(source: string): { readonly text: string; readonly isWider: boolean } {
  let text = source
  let isWider = false
  for (let at = nextLookAround(text); at >= 0; at = nextLookAround(text)) {
    const end = closing(text, at)
    if (end < 0) break
    const inner = text.slice(at, end).replace(/^\(\?<?[=!]/, '')
    const forbids = text.startsWith('(?!', at) || text.startsWith('(?<!', at)
    const isEdge = /^(?:\\b|\(\?:|\(|\^)*$/.test(text.slice(0, at)) || /^(?:\\b|\)|\$)*$/.test(text.slice(end + 1))
    const instead = forbids && isEdge && SINGLE.test(inner) ? `${inner}{0,${EDGE_MAX}}` : ''
    text = text.slice(0, at) + instead + text.slice(end + 1)
    isWider = true
  }
  return { text, isWider }
}

function nextLookAround(text: string): number {
  const found = [...tokens(text)].find(({ at }) => /^\(\?<?[=!]/.test(text.slice(at, at + 4)))
  return found?.at ?? -1
}

/** The parenthesis that closes the one at a place; -1 where none does. */
function closing(text: string, from: number): number {
  let depth = 0
  for (const { at, token } of tokens(text)) {
    if (at < from) continue
    if (token === '(') depth++
    else if (token === ')' && --depth === 0) return at
  }
  return -1
}

/** The group of a number, called as detectors call the value. */
function markGroup(text: string, group: number): string | undefined {
  const opening = [...tokens(text)].filter(({ at, token }) => token === '(' && text[at + 1] !== '?')[group - 1]
  return opening === undefined ? undefined : `${text.slice(0, opening.at)}(?<phi>${text.slice(opening.at + 1)}`
}

/** Characters that mean something: not escaped, and in no class. */
function* tokens(text: string): Generator<{ readonly at: number; readonly token: string }> {
  let inClass = false
  for (let at = 0; at < text.length; at++) {
    const token = text[at] as string
    if (token === '\\') {
      at++
      continue
    }
    if (inClass) inClass = token !== ']'
    else if (token === '[') {
      inClass = true
      if (text[at + 1] === '^') at++
      if (text[at + 1] === ']') at++
    } else yield { at, token }
  }
}

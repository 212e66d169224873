import { SluiceError } from '../../contract/errors.ts'
import { bytesMaxOf, bytesMinOf } from './pattern-facts.ts'
import { readPatternTree, type PatternNode } from './pattern-tree.ts'
import { createRegex, type Regex } from './regex-engine.ts'

const BLANK = '(?:[ \\t\\r\\n]{1,3})'

/** A pattern as the regex engine takes it: a blank outside a class stands for one to three blanks, tabs or line ends. */
function expandBlanks(pattern: string): string {
  let made = ''
  let inClass = false
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string
    if (character === '\\') {
      made += character + (pattern[++at] ?? '')
      continue
    }
    if (character === '[') inClass = true
    else if (character === ']') inClass = false
    made += character === ' ' && !inClass ? BLANK : character
  }
  return made
}

/**
 * A pattern as RE2 has it, of the syntax that `readPatternTree` understands. Patterns are written as JavaScript has them, where
 * the mark of a named group has no P; a slash gets its backslash, as the engine gives it one.
 */
function translatePattern(source: string): string {
  return source.replaceAll(/\\[\s\S]|\/|\(\?<(?![=!])/g, (part) => part === '/' ? '\\/' : part === '(?<' ? '(?P<' : part)
}

export interface CompiledRegex {
  /** Made when it is first asked for: the kernel makes one of its own, and hundreds of them take megabytes. */
  readonly regex: Regex
  readonly source: string
  /** The pattern as RE2 has it. */
  readonly translated: string
  /** True where a group marks the value within the match. */
  readonly marks: boolean
  /** How long a match may be; Infinity too where something in the pattern is not understood. */
  readonly bytesMax: number
}

/** Throws SLUICE_CONFIG for a pattern that RE2 cannot run, and for one that matches the empty text. */
export function compilePattern(pattern: string, owner: string): CompiledRegex {
  const source = expandBlanks(pattern)
  const make = regexMaker(source, owner)
  const regex = make()
  if (regex.exec(Buffer.alloc(0)) !== null) {
    throw new SluiceError('SLUICE_CONFIG', { detail: `A pattern of the detector ${owner} matches the empty text.` })
  }
  return withRegex(make, { source, translated: regex.internalSource }, readPatternTree(source))
}

/**
 * The same where the pattern is understood here; whether RE2 can run it is found out by whoever does, since asking about each of
 * hundreds takes a tenth of a second. `regex` throws SLUICE_CONFIG where it cannot.
 */
export function preparePattern(pattern: string, owner: string): CompiledRegex {
  const source = expandBlanks(pattern)
  const tree = readPatternTree(source)
  // Names that come twice are for the engine to refuse: the kernel does not look at them.
  const names = source.match(/\(\?P?</g)?.length ?? 0
  if (tree === undefined || bytesMinOf(tree) === 0 || names > 1) return compilePattern(pattern, owner)
  return withRegex(regexMaker(source, owner), { source, translated: translatePattern(source) }, tree)
}

function regexMaker(source: string, owner: string): () => Regex {
  return () => {
    try {
      return createRegex(source, { marksGroups: marksValue(source) })
    } catch (error) {
      const detail = `A pattern of the detector ${owner} is not in the syntax of RE2.`
      throw new SluiceError('SLUICE_CONFIG', { detail, cause: error })
    }
  }
}

function withRegex(
  make: () => Regex,
  { source, translated }: Pick<CompiledRegex, 'source' | 'translated'>,
  tree: PatternNode | undefined,
): CompiledRegex {
  let made: Regex | undefined
  return {
    get regex() {
      return (made ??= make())
    },
    source, translated, marks: marksValue(source),
    bytesMax: tree === undefined ? Infinity : bytesMaxOf(tree),
  }
}

function marksValue(source: string): boolean {
  return source.includes('(?<phi>')
}

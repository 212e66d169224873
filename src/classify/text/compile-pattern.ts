import { SluiceError } from '../../contract/errors.ts'
import { createRegex, type Regex } from './regex-engine.ts'

const BLANK = '(?:[ \\t\\r\\n]{1,3})'

/** A pattern as the regex engine takes it: a blank outside a class stands for one to three blanks, tabs or line ends. */
export function expandBlanks(pattern: string): string {
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

export interface CompiledRegex {
  /** Made when it is first asked for: the kernel makes one of its own, and hundreds of them take megabytes. */
  readonly regex: Regex
  readonly source: string
  /** The pattern as RE2 has it. */
  readonly translated: string
  /** True where a group marks the value within the match. */
  readonly marks: boolean
}

/** Throws SLUICE_CONFIG for a pattern that RE2 cannot run, and for one that matches the empty text. */
export function compilePattern(pattern: string, owner: string): CompiledRegex {
  const source = expandBlanks(pattern)
  const marks = source.includes('(?<phi>')
  let regex: Regex
  try {
    regex = createRegex(source, { marksGroups: marks })
  } catch (error) {
    const detail = `A pattern of the detector ${owner} is not in the syntax of RE2.`
    throw new SluiceError('SLUICE_CONFIG', { detail, cause: error })
  }
  if (regex.exec(Buffer.alloc(0)) !== null) {
    throw new SluiceError('SLUICE_CONFIG', { detail: `A pattern of the detector ${owner} matches the empty text.` })
  }
  let made: Regex | undefined
  return {
    get regex() {
      return (made ??= createRegex(source, { marksGroups: marks }))
    },
    source, translated: regex.internalSource, marks,
  }
}

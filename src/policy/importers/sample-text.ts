import { entryOf } from './imported.ts'

/**
 * A text that a pattern matches, as far as its syntax is common, with the value in `[[ ]]`; undefined where something in it
 * is not. Attempts take other ways through the pattern.
 */
export function sampleText(pattern: string, attempt: number): string | undefined {
  const reader = new Reader(pattern, attempt)
  try {
    const text = reader.choice()
    if (!reader.isAtEnd || text === '' || /\[\[|\]\]/.test(text)) return undefined
    return text.includes(OPEN) ? text.replace(OPEN, '[[').replace(CLOSE, ']]') : `[[${text}]]`
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof SyntaxError) return undefined
    throw error
  }
}

class NotUnderstood extends Error {}

const CLASSES: Readonly<Record<string, string>> = { d: '4729158306', w: 'kmrtk7', s: ' ', D: 'k', W: '-', S: 'k' }
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' }
const DRAWN = '4kK7mR2Txaeiou0123456789bcdfghjlnpqrstvwyz- .,/@_#+()\'"'.split('')
const POSIX: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: ' ', punct: '.,', xdigit: '0-9A-F',
}
const ZERO_WIDTH = 'bBAzZ'
/** Stand where the value does until the text is whole; in no pattern. */
const OPEN = '\u0001'
const CLOSE = '\u0002'
/** Steps through a pattern: repetitions of nothing would go on for ever. */
const STEPS_MAX = 20_000
/** Groups within groups. */
const DEPTH_MAX = 100
/** Longer than any value: a repetition of repetitions ends here. */
const LENGTH_MAX = 1000

/** Takes one way through a pattern: which branch, and how often, depend on the attempt. */
class Reader {
  private at = 0
  private drawn = 0
  private steps = 0
  private depth = 0
  private readonly pattern: string
  private readonly attempt: number

  constructor(pattern: string, attempt: number) {
    this.pattern = pattern
    this.attempt = attempt
  }

  get isAtEnd(): boolean {
    return this.at >= this.pattern.length
  }

  choice(): string {
    const branches = [this.sequence()]
    while (this.take('|')) branches.push(this.sequence())
    return branches[this.attempt % branches.length] as string
  }

  private sequence(): string {
    let made = ''
    while (!this.isAtEnd && this.pattern[this.at] !== '|' && this.pattern[this.at] !== ')') {
      made += this.repeated()
      if (made.length > LENGTH_MAX) throw new NotUnderstood()
    }
    return made
  }

  private repeated(): string {
    const from = this.at
    let made = this.atom()
    const after = this.at
    const times = this.quantifier()
    if (times === undefined) return made
    made = ''
    const end = this.at
    for (let count = 0; count < Math.min(times, LENGTH_MAX) && made.length <= LENGTH_MAX; count++) {
      this.at = from
      made += this.atom()
    }
    if (times > 0 && this.at !== after) throw new NotUnderstood()
    this.at = end
    return made
  }

  private quantifier(): number | undefined {
    const found = /^(?:[?*+]|\{(\d{1,4})(?:,(\d{0,4}))?\})[?+]?/.exec(this.pattern.slice(this.at, this.at + 16))
    if (found === null) return undefined
    this.at += found[0].length
    const least = found[1] === undefined ? (found[0].startsWith('+') ? 1 : 0) : Number(found[1])
    const most = found[0].startsWith('?')
      ? 1
      : found[1] === undefined
        ? least + 2
        : found[2] === undefined
          ? least
          : found[2] === ''
            ? least + 2
            : Number(found[2])
    return this.attempt % 4 < 2 ? least : Math.min(most, least + 3)
  }

  private atom(): string {
    if (++this.steps > STEPS_MAX) throw new NotUnderstood()
    const token = this.pattern[this.at++] as string
    switch (token) {
      case '(': return this.group()
      case '[': return this.characterClass()
      case '\\': return this.escape()
      case '.': return 'k'
      case '^': case '$': return ''
      case '*': case '+': case '?': throw new NotUnderstood()
      default: return token
    }
  }

  private group(): string {
    const flags = /^\?(?:[ims]*:|[ims]+\)|<[A-Za-z]\w*>)/.exec(this.pattern.slice(this.at, this.at + 40))
    if (flags === null && this.pattern[this.at] === '?') throw new NotUnderstood()
    this.at += flags?.[0].length ?? 0
    if (flags?.[0].endsWith(')') === true) return ''
    if (++this.depth > DEPTH_MAX) throw new NotUnderstood()
    const made = this.choice()
    this.depth--
    if (!this.take(')')) throw new NotUnderstood()
    return flags?.[0] === '?<phi>' ? OPEN + made + CLOSE : made
  }

  private escape(): string {
    const token = this.pattern[this.at++]
    if (token === undefined) throw new NotUnderstood()
    if (ZERO_WIDTH.includes(token)) return ''
    const some = CLASSES[token]
    if (some !== undefined) return some[this.drawn++ % some.length] as string
    if (CONTROLS[token] !== undefined) return CONTROLS[token]
    if (/[A-Za-z0-9]/.test(token)) throw new NotUnderstood()
    return token
  }

  private characterClass(): string {
    const end = /^\^?\]?(?:\\.|\[:[a-z]+:\]|[^\]\\])*\]/.exec(this.pattern.slice(this.at))?.[0]
    if (end === undefined) throw new NotUnderstood()
    this.at += end.length
    const spelled = end.replace(/\[:([a-z]+):\]/g, (_, name: string) => entryOf(POSIX, name) ?? '')
    const test = new RegExp(`[${spelled.replaceAll('[', '\\[').replace(/^(\^?)\]/, '$1\\]')}`, 'i')
    const fitting = DRAWN.filter((character) => test.test(character))
    const drawn = fitting[this.drawn++ % Math.max(1, Math.min(fitting.length, 6))]
    if (drawn === undefined) throw new NotUnderstood()
    return drawn
  }

  private take(token: string): boolean {
    if (this.pattern[this.at] !== token) return false
    this.at++
    return true
  }
}

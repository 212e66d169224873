import type { Choices } from './choices.ts'
import type { Tree } from './tree.ts'

const SPACES = ['', '', '', ' ', '\n  ', '\t', '\r\n', '  ']

/** Writes a value as JSON in one of the many ways that mean the same: white space, escaped characters in keys and strings. */
export function spell(tree: Tree, choices: Choices): string {
  const loose = choices.next(3)
  const space = (): string => loose === 0 ? '' : loose === 1 ? (choices.rarely(6) ? ' ' : '') : choices.pick(SPACES)
  const write = (node: Tree): string => {
    if (node.is === 'leaf') return node.source.startsWith('"') ? escaped(node.source, choices) : node.source
    const inner = node.is === 'array' ? node.items.map(write)
      : node.members.map(({ key, value }) => `${escaped(JSON.stringify(key), choices)}${space()}:${space()}${write(value)}`)
    const [open, close] = node.is === 'array' ? '[]' : '{}'
    return `${open}${space()}${inner.join(`${space()},${space()}`)}${space()}${close}`
  }
  return space() + write(tree) + space()
}

/** Spells one character of a string by its code, now and then. */
function escaped(source: string, choices: Choices): string {
  if (!choices.rarely(15)) return source
  const at = 1 + choices.next(Math.max(1, source.length - 2))
  const unit = source.charCodeAt(at)
  const isPlain = /^[\w /-]$/.test(source.charAt(at)) && source.charAt(at - 1) !== '\\' && !/\\u[\da-fA-F]{0,3}$/.test(source.slice(0, at))
  if (!isPlain || at >= source.length - 1) return source
  const hex = unit.toString(16).padStart(4, '0')
  const spelled = unit === 0x2f && choices.next(2) === 0 ? '\\/' : `\\u${choices.next(2) === 0 ? hex : hex.toUpperCase()}`
  return source.slice(0, at) + spelled + source.slice(at + 1)
}

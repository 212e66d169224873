import type { PatternNode } from './pattern-tree.ts'
import { readNeeds } from './required-strings.ts'
import { isWordSymbol } from './symbol-strings.ts'

/** How long a match may be, in bytes. */
export function bytesMaxOf(node: PatternNode): number {
  switch (node.is) {
    case 'boundary': return 0
    case 'character': return node.bytesMax
    case 'choice': return node.items.reduce((most, item) => Math.max(most, bytesMaxOf(item)), 0)
    case 'sequence': return node.items.reduce((sum, item) => sum + bytesMaxOf(item), 0)
    case 'repeat': {
      const bytes = bytesMaxOf(node.item)
      return bytes === 0 ? 0 : bytes * node.max
    }
  }
}

/** How short a match may be, in bytes. */
export function bytesMinOf(node: PatternNode): number {
  switch (node.is) {
    case 'boundary': return 0
    case 'character': return 1
    case 'choice': return node.items.reduce((least, item) => Math.min(least, bytesMinOf(item)), Number.POSITIVE_INFINITY)
    case 'sequence': return node.items.reduce((sum, item) => sum + bytesMinOf(item), 0)
    case 'repeat': return node.min * bytesMinOf(node.item)
  }
}

/** True where every match starts at a word boundary. */
export function startsAtBoundary(node: PatternNode): boolean {
  switch (node.is) {
    case 'boundary': return true
    case 'character': return false
    case 'choice': return node.items.every(startsAtBoundary)
    case 'repeat': return node.min > 0 && startsAtBoundary(node.item)
    case 'sequence': {
      const first = node.items.find((item) => item.is !== 'sequence' || item.items.length > 0)
      return first !== undefined && startsAtBoundary(first)
    }
  }
}

/** A character that every match contains, which is no part of a word; undefined where there is none. */
export function requiredMark(tree: PatternNode): string | undefined {
  const [first, ...others] = readNeeds(tree).required?.strings ?? []
  return Array.from(first ?? '').find((symbol) => isMark(symbol) && others.every((other) => other.includes(symbol)))
}

function isMark(symbol: string): boolean {
  const code = symbol.charCodeAt(0)
  // A bar and a tilde stand for something else in required strings.
  return code > 0x20 && code < 0x7F && symbol !== '|' && symbol !== '~' && !isWordSymbol(symbol)
}

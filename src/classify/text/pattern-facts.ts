import type { PatternNode } from './pattern-tree.ts'

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

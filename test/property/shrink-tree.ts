import type { Tree } from './tree.ts'

/** The smallest message found by leaving out members and items, one after the other, that still fails. */
export function shrinkTree(tree: Tree, fails: (smaller: Tree) => boolean, triesMax = 3000): Tree {
  let smallest = tree
  let tries = 0
  for (let progress = true; progress && tries < triesMax;) {
    progress = false
    for (const smaller of smallerTrees(smallest)) {
      if (++tries > triesMax) break
      if (!fails(smaller)) continue
      smallest = smaller
      progress = true
      break
    }
  }
  return smallest
}

function* smallerTrees(tree: Tree): Generator<Tree> {
  if (tree.is === 'leaf') {
    if (tree.source.length > 3 && tree.source.startsWith('"')) yield { is: 'leaf', source: '"x"' }
    return
  }
  if (tree.is === 'array') {
    for (const at of tree.items.keys()) yield { is: 'array', items: tree.items.toSpliced(at, 1) }
    for (const [at, item] of tree.items.entries())
      for (const less of smallerTrees(item)) yield { is: 'array', items: tree.items.with(at, less) }
    return
  }
  for (const at of tree.members.keys()) yield { is: 'object', members: tree.members.toSpliced(at, 1) }
  for (const [at, { key, value }] of tree.members.entries()) {
    for (const less of smallerTrees(value)) yield { is: 'object', members: tree.members.with(at, { key, value: less }) }
  }
}

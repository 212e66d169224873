import { isUtf8 } from 'node:buffer'
import type { ErrorCode } from '../../src/contract/errors.ts'
import { readTree, type Tree } from './tree.ts'

/** Why a strict reader must refuse these bytes: JSON.parse over the whole text, then the slow checks that it leaves out. */
export function whyRefused(bytes: Uint8Array, depthMax: number): ErrorCode | 'malformed' | undefined {
  if (!isUtf8(bytes)) return 'SLUICE_JSON_ENCODING'
  const text = Buffer.from(bytes).toString('utf8')
  if (text.startsWith('\uFEFF')) return 'SLUICE_JSON_ENCODING'
  try {
    JSON.parse(text)
  } catch {
    return 'malformed'
  }
  return whyTreeRefused(readTree(text), depthMax)
}

/** The first of the reasons that hold, in no particular order: more than one may. */
export function whyTreeRefused(tree: Tree, depthMax: number): ErrorCode | undefined {
  if (tree.is === 'leaf') return whyLeafRefused(tree.source)
  if (depthMax === 0) return 'SLUICE_LIMIT_DEPTH'
  if (tree.is === 'array') return first(tree.items, (item) => whyTreeRefused(item, depthMax - 1))
  const keys = tree.members.map(({ key }) => key)
  if (new Set(keys).size < keys.length) return 'SLUICE_JSON_DUPLICATE_KEY'
  if (!keys.every((key) => key.isWellFormed())) return 'SLUICE_JSON_ENCODING'
  return first(tree.members, ({ value }) => whyTreeRefused(value, depthMax - 1))
}

function whyLeafRefused(source: string): ErrorCode | undefined {
  if (source.startsWith('"')) return (JSON.parse(source) as string).isWellFormed() ? undefined : 'SLUICE_JSON_ENCODING'
  return /^[-\d]/.test(source) && !Number.isFinite(Number(source)) ? 'SLUICE_JSON_NUMBER' : undefined
}

function first<T>(list: readonly T[], ask: (one: T) => ErrorCode | undefined): ErrorCode | undefined {
  for (const one of list) {
    const answer = ask(one)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** A JSON value that remembers how its leaves were written: `235.40` and `"\u0041"` stay told from `235.4` and `"A"`. */
export type Tree = ObjectTree | ArrayTree | LeafTree
export interface ObjectTree { readonly is: 'object'; readonly members: Member[] }
export interface ArrayTree { readonly is: 'array'; readonly items: Tree[] }
export interface LeafTree { readonly is: 'leaf'; readonly source: string }
export interface Member { readonly key: string; readonly value: Tree }

const LABEL_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue'
const TOKEN = /[ \t\r\n]*("(?:[^"\\]|\\.)*"|[-+.\deE]+|true|false|null|[{}[\],:])/y

/** Reads a text that JSON.parse accepts; nothing here checks anything. Duplicate keys stay, each a member of its own. */
export function readTree(text: string): Tree {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) tokens.push(found[1] ?? '')
  let at = 0
  const value = (): Tree => {
    const token = tokens[at++] ?? ''
    if (token === '{') return { is: 'object', members: several('}', member) }
    if (token === '[') return { is: 'array', items: several(']', value) }
    return { is: 'leaf', source: token }
  }
  const member = (): Member => {
    const key = JSON.parse(tokens[at] ?? '') as string
    at += 2
    return { key, value: value() }
  }
  const several = <T>(close: string, one: () => T): T[] => {
    const found: T[] = []
    if (tokens[at] !== close) {
      do found.push(one())
      while (tokens[at++] === ',')
    } else at++
    return found
  }
  return value()
}

/** Compact JSON. */
export function printTree(tree: Tree): string {
  if (tree.is === 'leaf') return tree.source
  if (tree.is === 'array') return `[${tree.items.map(printTree).join()}]`
  return `{${tree.members.map(({ key, value }) => `${JSON.stringify(key)}:${printTree(value)}`).join()}}`
}

/** Equal for trees that differ in the order of keys only. */
export function canonicalText(tree: Tree): string {
  if (tree.is === 'leaf') return tree.source
  if (tree.is === 'array') return `[${tree.items.map(canonicalText).join()}]`
  const members = tree.members.map(({ key, value }) => `${JSON.stringify(key)}:${canonicalText(value)}`)
  return `{${members.sort().join()}}`
}

/**
 * Without empty strings, and objects and arrays that hold nothing, or nulls only, or a URL only: FHIR allows none of them, so a message
 * that has them is no example of what to do with them. Labels go too, since they tell whether something went.
 */
export function withoutEmpties(tree: Tree): Tree | undefined {
  if (tree.is === 'leaf') return tree.source === '""' ? undefined : tree
  if (tree.is === 'array') {
    const items = tree.items.map(withoutEmpties).filter((item) => item !== undefined)
    return items.every(isNull) ? undefined : { is: 'array', items }
  }
  if (memberOf(tree, 'system') !== undefined && stringOf(memberOf(tree, 'system')) === LABEL_SYSTEM) return undefined
  const members = tree.members.flatMap(({ key, value }) => {
    const left = withoutEmpties(value)
    return left === undefined ? [] : [{ key, value: left }]
  })
  return members.every(({ key }) => key === 'url') ? undefined : { is: 'object', members }
}

export function hasEmpties(tree: Tree): boolean {
  if (tree.is === 'leaf') return tree.source === '""'
  if (tree.is === 'array') return tree.items.every(isNull) || tree.items.some(hasEmpties)
  return tree.members.length === 0 || tree.members.some(({ value }) => hasEmpties(value))
}

export function isNull(tree: Tree): boolean {
  return tree.is === 'leaf' && tree.source === 'null'
}

export function stringOf(tree: Tree | undefined): string | undefined {
  return tree?.is === 'leaf' && tree.source.startsWith('"') ? JSON.parse(tree.source) as string : undefined
}

export function memberOf(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.is === 'object' ? tree.members.find((member) => member.key === key)?.value : undefined
}

export function leafOf(value: string | number | boolean | null): LeafTree {
  return { is: 'leaf', source: JSON.stringify(value) }
}

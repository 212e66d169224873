import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Pair } from 'yaml'
import type { Diagnostic } from './diagnostics.ts'
import type { Position } from './schema.ts'

/** A file read strictly: plain data, and where each part of it stands. */
export interface StrictYaml {
  readonly file: string
  readonly data: unknown
  /** The value at a path, or its key; the nearest enclosing part where there is none. */
  at(path: readonly PropertyKey[], what?: 'value' | 'key'): Position
  /** The value at a path as JSON text, numbers spelled as in the file: `235.40` stays `235.40`. */
  json(path: readonly PropertyKey[]): string
}

export type StrictYamlResult =
  | { readonly yaml: StrictYaml; readonly diagnostics: readonly [] }
  | { readonly yaml: undefined; readonly diagnostics: readonly Diagnostic[] }

/** Our words for what the parser reports: its own repeat the text of the file, which may be message-like. */
const SYNTAX: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the indentation is wrong',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping cannot start here; is a quote or a line break missing?',
  BLOCK_IN_FLOW: 'a block cannot stand inside { } or [ ]',
  DUPLICATE_KEY: 'this key stands here twice',
  MISSING_CHAR: 'a character is missing: a quote, a bracket, a comma or a colon',
  MULTILINE_IMPLICIT_KEY: 'a key cannot go over several lines; is a colon or a quote missing?',
  MULTIPLE_DOCS: 'one document is expected, without a second ---',
  TAB_AS_INDENT: 'tabs cannot indent YAML; use spaces',
  UNEXPECTED_TOKEN: 'this is not expected here',
}

/** A resource, or a line of text. */
function isOfMessages(data: unknown): boolean {
  return typeof data === 'object' && data !== null && ('resourceType' in data || ('id' in data && 'text' in data))
}

/** The one thing to say of a file of messages, by its first line or as a whole: every line of it would be wrong. */
function messagesInstead(text: string, file: string): Diagnostic | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  const starts = [text, text.trimStart().split('\n', 1)[0] ?? '']
  const isMessages = starts.some((one) => {
    try {
      return isOfMessages(JSON.parse(one))
    } catch {
      return false
    }
  })
  const message = 'these are messages, and no policy, detectors or configuration: sluice scan FILE reads them'
  return isMessages ? { severity: 'error', file, line: 1, column: 1, message } : undefined
}

/**
 * YAML 1.2 (yaml.org/spec/1.2.2) without what makes two readers differ: no anchors, aliases, merge keys, tags,
 * directives, duplicate keys, second documents, and only text as keys.
 */
export function parseYaml(text: string, file: string): StrictYamlResult {
  const messages = messagesInstead(text, file)
  if (messages !== undefined) return { yaml: undefined, diagnostics: [messages] }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', merge: false })
  const diagnostics: Diagnostic[] = []
  const report = (offset: number, message: string) => {
    diagnostics.push({ severity: 'error', file, ...position(lines, offset), message })
  }
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    report(pos[0], SYNTAX[code] ?? `this is not valid YAML (${code})`)
  }
  if (document.directives?.yaml.explicit === true) report(0, 'a %YAML directive is not allowed here')
  visit(document, {
    Node(_key, node) {
      const offset = node.range?.[0] ?? 0
      if (isAlias(node)) report(offset, 'an alias is not allowed here: write the value out')
      else if (node.anchor !== undefined) report(offset, 'an anchor is not allowed here')
      if (node.tag !== undefined) report(offset, 'a tag is not allowed here')
    },
    Pair(_key, pair) {
      const key = isScalar(pair.key) ? pair.key : undefined
      const offset = rangeOf(pair.key)
      if (typeof key?.value !== 'string') report(offset, 'a key must be text: put it in quotes')
      else if (key.value === '<<') report(offset, 'a merge key is not allowed here: write the values out')
      else if (key.value === '__proto__') report(offset, 'this key is not allowed')
    },
  })
  if (diagnostics.length > 0) return { yaml: undefined, diagnostics }
  const root = document.contents
  return {
    yaml: {
      file,
      data: document.toJS({ maxAliasCount: 0 }),
      at: (path, what = 'value') => position(lines, offsetOf(root, path, what)),
      json: (path) => jsonText(descend(root, path).node),
    },
    diagnostics: [],
  }
}

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

/** The deepest node on the way down a path, with the pair that holds it. */
function descend(
  root: unknown, path: readonly PropertyKey[],
): { node: unknown; pair: Pair | undefined; whole: boolean } {
  let node = root
  let pair: Pair | undefined
  for (const part of path) {
    const next: Pair | undefined = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === part) : undefined
    const item = isSeq(node) && typeof part === 'number' ? node.items[part] : next?.value
    if (item === undefined || item === null) return { node, pair: next ?? pair, whole: next !== undefined }
    node = item
    pair = next
  }
  return { node, pair, whole: true }
}

function offsetOf(root: unknown, path: readonly PropertyKey[], what: 'value' | 'key'): number {
  const { node, pair, whole } = descend(root, path)
  return what === 'key' && whole && pair !== undefined ? rangeOf(pair.key) : rangeOf(node)
}

function rangeOf(node: unknown): number {
  if (typeof node !== 'object' || node === null || !('range' in node)) return 0
  return Array.isArray(node.range) ? Number(node.range[0]) : 0
}

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

function jsonText(node: unknown): string {
  if (isMap(node)) {
    const pairs = node.items.map(({ key, value }) =>
      `${JSON.stringify(isScalar(key) ? key.value : null)}:${jsonText(value)}`)
    return `{${pairs.join(',')}}`
  }
  if (isSeq(node)) return `[${node.items.map(jsonText).join(',')}]`
  if (!isScalar(node)) return 'null'
  const { value, source } = node
  if (typeof value === 'number' && source !== undefined && JSON_NUMBER.test(source)) return source
  return JSON.stringify(value)
}

import type { z } from 'zod'
import { decodeText } from '../language/decode-file.ts'
import type { Diagnostic } from '../language/diagnostics.ts'
import { diagnosedError, sortDiagnostics } from '../language/diagnostics.ts'
import { explainIssues } from '../language/explain-issues.ts'
import { parseYaml, type StrictYaml } from '../language/parse-yaml.ts'

/** Deeper than any configuration of these tools. */
const DEPTH_MAX = 64
const TOO_DEEP = `this is nested deeper than ${DEPTH_MAX} levels, which no such file is`

/** A file whose data is a mapping. */
type SourceYaml = StrictYaml & { readonly data: object }

/**
 * A configuration of another tool, JSON or YAML, by what it begins with. Throws SLUICE_CONFIG with `diagnostics` for
 * what is neither, is no mapping, or is nested deeper than any such file.
 */
export function readSource(bytes: Uint8Array, file: string): SourceYaml {
  const given = decodeText(bytes, file)
  const isJson = /^\s*(?:[[{]|\/[/*])/.test(given)
  const text = isJson ? strictJson(given) : given
  if (isJson) checkJson(text, file)
  else checkDepth(text, file)
  const { yaml, diagnostics } = parseYaml(text.endsWith('\n') ? text : `${text}\n`, file)
  if (yaml === undefined) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(diagnostics))
  const { data } = yaml
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw sourceError(yaml, [], 'this is no configuration: give the file that the tool itself reads, a mapping in JSON or YAML')
  }
  return { ...yaml, data }
}

/**
 * The file as its format has it. Throws SLUICE_CONFIG with
 * `diagnostics`: every place that is wrong, and what belongs there.
 */
export function checkSource<T extends z.ZodType>(yaml: StrictYaml, schema: T): z.infer<T> {
  const parsed = schema.safeParse(yaml.data)
  if (parsed.success) return parsed.data
  throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(explainIssues(parsed.error.issues, yaml, schema)))
}

/** The error for one place of the file. */
export function sourceError(yaml: StrictYaml, path: readonly PropertyKey[], message: string): Error {
  return diagnosedError('SLUICE_CONFIG', [{ severity: 'error', file: yaml.file, ...yaml.at(path), message }])
}

/** The keys of a mapping that are not among those that are understood. */
export function strangeKeys(value: object, known: readonly string[]): string[] {
  return Object.keys(value).filter((key) => !known.includes(key))
}

/**
 * JSON without comments and commas before a closing bracket, which
 * some of the tools take; blanks stand there, so that places stay.
 */
function strictJson(text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ')
  const strings = /"(?:[^"\\]|\\[\s\S])*"/y
  const parts: string[] = []
  let comma = -1
  for (let at = 0; at < text.length;) {
    strings.lastIndex = at
    const part = strings.exec(text)?.[0] ?? commentAt(text, at) ?? text.charAt(at)
    const isComment = /^\/[/*]/.test(part)
    if (part === ',') comma = parts.length
    else if ((part === '}' || part === ']') && comma >= 0) parts[comma] = ' '
    if (part !== ',' && part.trim() !== '' && !isComment) comma = -1
    parts.push(isComment ? blank(part) : part)
    at += part.length
  }
  return parts.join('')
}

function commentAt(text: string, at: number): string | undefined {
  if (text[at] !== '/' || (text[at + 1] !== '/' && text[at + 1] !== '*')) return undefined
  const isLine = text[at + 1] === '/'
  const end = text.indexOf(isLine ? '\n' : '*/', at + 2)
  return text.slice(at, end < 0 ? text.length : end + (isLine ? 0 : 2))
}

/** JSON is read as the YAML that it is, which takes more than JSON does: a comment would become a key. */
function checkJson(text: string, file: string): void {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? (message.includes('end of JSON') ? text.length : 0))
    const line = text.slice(0, at).trimEnd().split('\n').length
    throw refusal(file, line, at >= text.trimEnd().length ? 'the file ends before its JSON does: was it written to its end?'
      : 'this is not valid JSON: look for a missing or a second comma, a quote or a bracket')
  }
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) throw refusal(file, 1, TOO_DEEP)
    level = level.flatMap((one): unknown[] => typeof one === 'object' && one !== null ? Object.values(one) : [])
  }
}

/**
 * Brackets that nothing escapes, whether or not they stand in quotes,
 * and lists within lists: no such file comes near the limit.
 */
function checkDepth(text: string, file: string): void {
  let depth = 0
  for (const { 0: found, index } of text.matchAll(/\\.|[[{\]}]|^[ \t]*(?:- ){65}/gm)) {
    if (found === '[' || found === '{') depth++
    else if ((found === ']' || found === '}') && depth > 0) depth--
    if (depth > DEPTH_MAX || found.endsWith('- ')) throw refusal(file, text.slice(0, index).split('\n').length, TOO_DEEP)
  }
}

function refusal(file: string, line: number, message: string): Error {
  const problem: Diagnostic = { severity: 'error', file, line, column: 1, message }
  return diagnosedError('SLUICE_CONFIG', [problem])
}

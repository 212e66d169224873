import { compilePattern } from '../../classify/text/compile-pattern.ts'
import { foldText } from '../../classify/text/fold.ts'
import type { Detector, LikelihoodRatio, Pattern } from '../../contract/detector.ts'
import { SluiceError } from '../../contract/errors.ts'
import { customDetectorFile, type CustomDetector, type CustomDetectorFile } from './custom-detector-schema.ts'
import { decodeFile } from '../language/decode-file.ts'
import { diagnosedError, sortDiagnostics, type Diagnostic } from '../language/diagnostics.ts'
import { explainIssues } from '../language/explain-issues.ts'
import { weighCheck } from './named-checks.ts'
import { wrongKind } from '../language/file-kind.ts'
import { parseYaml, type StrictYaml } from '../language/parse-yaml.ts'
import { readWhole } from '../language/read-whole.ts'

/** What is on a deny list is found whatever stands around it. */
const DENIED_PRIOR = 0.9999
/** Phrases in one pattern: the regex engine refuses patterns that grow too large. */
const PHRASES_PER_PATTERN = 250

export interface CustomDetectorOptions {
  /** Names that are given away, those of the shipped detectors. */
  readonly taken?: readonly string[]
}

/** A file of detectors, with the places of its parts for whoever has more to say about them. */
export interface CustomDetectors {
  readonly detectors: readonly Detector[]
  readonly yaml: StrictYaml
}

/**
 * The detectors that a YAML file describes; see deploy/detectors.example.yaml. Its examples are not run here:
 * `testCustomDetectors` does that. Throws SLUICE_IO, or SLUICE_CONFIG with `diagnostics` that list every problem.
 */
export function loadCustomDetectors(file: string, options: CustomDetectorOptions = {}): readonly Detector[] {
  return parseCustomDetectors(readWhole(file), file, options).detectors
}

/** As `loadCustomDetectors`, from the bytes of a file. `file` is what diagnostics call it. */
export function parseCustomDetectors(bytes: Uint8Array, file: string, options: CustomDetectorOptions = {}): CustomDetectors {
  const { yaml, diagnostics } = parseYaml(decodeFile(bytes, file), file)
  if (yaml === undefined) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(diagnostics))
  const parsed = customDetectorFile.safeParse(yaml.data)
  if (!parsed.success) {
    throw diagnosedError(
      'SLUICE_CONFIG', wrongKind(yaml, 'detectors') ?? sortDiagnostics(explainIssues(parsed.error.issues, yaml, customDetectorFile)),
    )
  }
  const problems = [...namesTwice(parsed.data, yaml, options.taken ?? []), ...parsed.data.detectors.flatMap((detector, index) =>
    [...badPatterns(detector, index, yaml), ...contradictions(detector, index, yaml)])]
  if (problems.length > 0) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(problems))
  return { detectors: parsed.data.detectors.map((detector) => toDetector(detector, file)), yaml }
}

function toDetector(given: CustomDetector, file: string): Detector {
  const allowed = new Set((given.allow ?? []).map(foldPhrase))
  const patterns = (given.patterns ?? []).map(({ re, prior, confidence, check }): Pattern => ({
    re,
    prior: (prior ?? confidence) as number,
    ...(check === undefined && allowed.size === 0 ? {} : {
      check: (value: string): LikelihoodRatio => {
        if (allowed.has(foldPhrase(value))) return 0
        return check === undefined ? 1 : weighCheck(check, value)
      },
    }),
  }))
  return {
    name: given.name,
    class: given.class,
    describes: given.describes,
    source: given.source ?? file,
    patterns: [...patterns, ...denied(given.deny ?? [])],
    cues: (given.cues ?? []).map(({ words, ratio, where, within }) =>
      ({ words: words.map(foldPhrase), ratio, where, ...(within === undefined ? {} : { within }) })),
    ...(given.elements === undefined ? {} : { elements: given.elements }),
    examples: { true: given.examples.found, false: given.examples.notFound },
  }
}

/** Patterns for phrases: any case, whole words, the longest of several that start alike. */
function denied(phrases: readonly string[]): Pattern[] {
  const longest = [...new Set(phrases.map(foldPhrase))].sort((one, other) => other.length - one.length || (one < other ? -1 : 1))
  const patterns: Pattern[] = []
  for (let from = 0; from < longest.length; from += PHRASES_PER_PATTERN) {
    const some = longest.slice(from, from + PHRASES_PER_PATTERN).map((phrase) => {
      const escaped = phrase.replace(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`)
      return `${/^\w/.test(phrase) ? String.raw`\b` : ''}${escaped}${/\w$/.test(phrase) ? String.raw`\b` : ''}`
    })
    patterns.push({ re: `(?i)(?:${some.join('|')})`, prior: DENIED_PRIOR })
  }
  return patterns
}

/** As texts are folded, in lower case, with single blanks. */
function foldPhrase(phrase: string): string {
  return Buffer.from(foldText(phrase).bytes).toString().toLowerCase().trim().replace(/\s+/g, ' ')
}

function namesTwice({ detectors }: CustomDetectorFile, yaml: StrictYaml, taken: readonly string[]): Diagnostic[] {
  return detectors.flatMap(({ name }, index) => {
    const isOutside = taken.includes(name)
    if (!isOutside && detectors.findIndex((other) => other.name === name) === index) return []
    const by = isOutside ? 'a detector that ships, or one of another file' : 'another one here'
    return [problem(yaml, ['detectors', index, 'name'], `this name is already taken by ${by}: "${name}"`)]
  })
}

function badPatterns({ name, patterns = [] }: CustomDetector, index: number, yaml: StrictYaml): Diagnostic[] {
  return patterns.flatMap(({ re }, number) => {
    try {
      compilePattern(re, name)
      return []
    } catch (error) {
      const reason = error instanceof SluiceError && error.cause instanceof Error ? `: ${error.cause.message}` : ''
      const message = reason === '' ? 'this pattern matches the empty text' : `this pattern is not in the syntax of RE2${reason}`
      return [problem(yaml, ['detectors', index, 'patterns', number, 're'], message)]
    }
  })
}

function contradictions({ deny = [], allow = [] }: CustomDetector, index: number, yaml: StrictYaml): Diagnostic[] {
  const always = new Set(deny.map(foldPhrase))
  const blank = (list: 'deny' | 'allow', phrases: readonly string[]): Diagnostic[] =>
    phrases.flatMap((phrase, number) =>
      foldPhrase(phrase) === ''
        ? [problem(yaml, ['detectors', index, list, number], 'nothing is left of this phrase when it is folded')]
        : [],
    )
  return [
    ...blank('deny', deny),
    ...blank('allow', allow),
    ...allow.flatMap((phrase, number) =>
      always.has(foldPhrase(phrase)) ? [problem(yaml, ['detectors', index, 'allow', number], 'this phrase is under deny too')] : [],
    ),
  ]
}

function problem(yaml: StrictYaml, path: readonly PropertyKey[], message: string): Diagnostic {
  return { severity: 'error', file: yaml.file, ...yaml.at(path), message }
}

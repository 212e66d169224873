import type { z } from 'zod'
import { sortDiagnostics, type Diagnostic } from '../language/diagnostics.ts'
import type { StrictYaml } from '../language/parse-yaml.ts'
import type { policyFile, PolicyFile } from '../language/schema.ts'
import { oneLine } from './one-line.ts'

export interface ImportOptions {
  /** Whether what the source keeps by default stays, and texts that it keeps are not searched. */
  readonly compat: boolean
  /** The name of the file of detectors as the policy is to name it; undefined where none can be written. */
  readonly detectorsFile?: string | undefined
}

/** What an importer makes of a file. */
export interface Imported {
  /** A policy as YAML, with comments that name the source of each rule. */
  readonly policy: string
  /** A file of detectors that the policy names, as YAML; undefined where it needs none. */
  readonly detectors?: string | undefined
  /** What could not be carried over, and what became something else. */
  readonly report: readonly Diagnostic[]
}

/** The conditions and the action of a rule as they are written in a policy file. */
export type When = z.input<typeof policyFile>['rules'][number]['when']
export type Then = PolicyFile['rules'][number]['then']

/** A rule on its way into the policy. */
export interface Draft {
  readonly name: string
  readonly when: When
  readonly then: Then
  /** What stands above it in the file; a line each. */
  readonly comment: string
  /**
   * Whether it is an exception to a rule of the source, for some kinds of values; it is left out where it decides none.
   */
  readonly isException?: boolean
  /** Whether no rule of the source stands behind it. */
  readonly isOurs?: boolean
}

/** What a table has for a word of the source; words such as `constructor` are in none. */
export function entryOf<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined
}

/** What is told under `--compat`: the source keeps this, and Sluice still does not. */
export const UNKNOWN_GOES =
  'extensions and elements that Sluice does not know are dropped all the same, and unknown modifier extensions and resource types refused: see unknown in policy.schema.json'

/** A sentence with a list of places may be long; a key that is longer is no key. */
const MESSAGE_MAX = 2000

/**
 * Collects what the person who imports has to know, in sentences that name rules and never the values that they hold.
 */
export class ImportReport {
  private readonly found: Diagnostic[] = []
  /** Whether the source looks for something in texts that no detector of the policy does. */
  isIncomplete = false
  private readonly yaml: StrictYaml

  constructor(yaml: StrictYaml) {
    this.yaml = yaml
  }

  /** Something that is not as it was in the source. */
  warn(path: readonly PropertyKey[], message: string): void {
    this.add('warning', path, message)
  }

  /** A pattern, or several, that no detector is made of. */
  leaveOut(path: readonly PropertyKey[], message: string): void {
    this.isIncomplete = true
    this.warn(path, message)
  }

  /** Something to know or to decide. */
  note(path: readonly PropertyKey[], message: string): void {
    this.add('info', path, message)
  }

  /** Keys of the source stand in sentences: on a terminal they must not be more than text. */
  private add(severity: Diagnostic['severity'], path: readonly PropertyKey[], message: string): void {
    this.found.push({ severity, file: this.yaml.file, ...this.yaml.at(path), message: oneLine(message, MESSAGE_MAX) })
  }

  /** In the order of the file; what is said of several lines is said once, with all of them. */
  lines(): Diagnostic[] {
    const groups = Map.groupBy(sortDiagnostics(this.found), ({ severity, message }) => `${severity} ${message}`)
    return [...groups.values()].map((group) => {
      const [first, ...rest] = group as [Diagnostic, ...Diagnostic[]]
      const lines = [...new Set(rest.map(({ line }) => line))].filter((line) => line !== first.line)
      return lines.length === 0 ? first : { ...first, message: `${first.message} (also line ${lines.join(', ')})` }
    })
  }
}

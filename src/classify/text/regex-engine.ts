import RE2 from 're2'

/** The part of the regex engine that is used: on bytes, with byte offsets, in linear time whatever pattern and text. */
export interface Regex {
  lastIndex: number
  /** The pattern as RE2 has it. */
  readonly internalSource: string
  exec(bytes: Buffer): RegexMatch | null
  /** Whether there is a match from `lastIndex` on; if so, `lastIndex` is its end. */
  test(bytes: Buffer): boolean
  /** Where the first match starts, whatever `lastIndex`. */
  search(bytes: Buffer): number
}

export interface RegexMatch {
  readonly index: number
  readonly 0: Buffer
  readonly indices?: { readonly groups?: Readonly<Record<string, readonly [number, number] | undefined>> }
}

/** Throws what the engine throws when it does not take the pattern. */
export function createRegex(source: string, options: { readonly marksGroups: boolean }): Regex {
  return new RE2(source, options.marksGroups ? 'gd' : 'g')
}
